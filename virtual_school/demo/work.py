"""Builds the demonstration's lessons, and some weeks of work with what came back."""

import datetime as dt
import io
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from virtual_school.core import audit, clock, files
from virtual_school.core.db import writing
from virtual_school.demo import quiz
from virtual_school.demo.lessons import Written, picture, read_lessons, sheet
from virtual_school.demo.people import Valley
from virtual_school.demo.setting import build_choice, build_fair
from virtual_school.learning import changes as learning
from virtual_school.learning.models import Assignment, Outcome, Shown
from virtual_school.library import changes as library
from virtual_school.library.changes import StepSaid
from virtual_school.library.models import Audience, HandIn, LessonRevision, StepKind
from virtual_school.network.roles import AUTHORS, Role
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work set to a pupil: so many days ago, answered by whom; what was handed in, and what came back."""

    pupil: str
    lesson: str
    answerer: str
    days_ago: int
    due_in: int | None = None
    words: str = ""
    feedback: str = ""
    outcome: Outcome | None = None
    told: str = ""
    # Words of it, and what was said of them; what was looked for, and whether it is there.
    parts: tuple[tuple[str, str], ...] = ()
    looked_for: tuple[tuple[str, bool], ...] = ()


WORK = (
    Piece("Ellie", "Ratio in recipes", "Helen Lunt", 4, due_in=3),
    Piece(
        "Ellie", "A voice that persuades", "Imran Shah", 6,
        words="The last bus leaves our road at ten past six. If you work late you walk, and it is dark by then. My mum "
        "walks it three nights a week.\n\nIf there was one more bus at half seven, forty people would get home safe. "
        "It would cost less than one taxi for each of them.",
        feedback="Your second paragraph is the strongest you have written: **one number, and I was on your side**. Try "
        "the first one again. What does your mum hear and see on that walk?",
        outcome=Outcome.ANOTHER_GO,
        parts=(("it is dark by then", "What does she see there?"), ("forty people", "This is what turned me.")),
        looked_for=(("Gives a number that persuades", True), ("Begins with something that the reader sees", False)),
    ),
    Piece(
        "Ellie", "Keeping secrets: the shift cipher", "Helen Lunt", 12,
        words="HOOLH. The second one says WELL DONE. There are 25 keys so you could just try all of them.",
        feedback="All three right, and you saw why it is weak before I told you. That is the real lesson.",
        outcome=Outcome.DONE,
    ),
    Piece("Kai", "Forces on a bridge", "Imran Shah", 4, words="I drew the shelf in my room. The arrows up and down are "
          "the same because it is not falling."),
    Piece("Kai", "What a week costs", "Bea Collier", 1),
    Piece("Sana", "Safety signs on a site", "Peter Quill", 5,
          told="We walked to the site together. She named each sign before I had read it.",
          words="No entry by the lift. Wear a hat at the gate. Wet floor. Fire exit at the back stairs."),
    Piece("Sana", "Ratio in recipes", "Helen Lunt", 4, words="75 g for one so 750 g for ten. Five eggs."),
    Piece("Josh", "Ratio in recipes", "Helen Lunt", 8, words="I did it for my nan and me, half of everything.",
          feedback="Halving is ratio. You chose a real case, which is better than mine.", outcome=Outcome.DONE),
)  # fmt: skip


def build_work(valley: Valley) -> list[tuple[LessonRevision, Viewer]]:
    """Post every lesson and set the first people's work; gives each lesson with who answers it."""
    now = clock.now()
    posted: list[tuple[LessonRevision, Viewer]] = []
    revisions: dict[str, LessonRevision] = {}
    for written in read_lessons():
        with clock.pretend(now - dt.timedelta(weeks=11)):
            revisions[written.title] = _post(valley, written)
        posted.append((revisions[written.title], author(valley, written.author)))
    build_fair(valley, _mentor, now)
    for piece in WORK:
        _piece(valley, piece, revisions[piece.lesson], now)
    build_choice(valley, _mentor, author, revisions, _school_time(now, 2))
    return posted


def author(valley: Valley, name: str) -> Viewer:
    """Somebody as the author or answerer they are, in the first such hat."""
    account = valley.accounts[name]
    roles = [role for role in Role if role in AUTHORS]
    for role in roles:
        try:
            return valley.acting(name, role)
        except StopIteration:
            continue
    raise LookupError(f"{account.name} posts and answers nothing")


def known(identifier: uuid.UUID | None) -> uuid.UUID:
    """What everybody here has who posts or answers."""
    if identifier is None:
        raise LookupError("a person of the demonstration without an account or an organisation")
    return identifier


def _files(written: Written) -> Iterator[tuple[str, bytes, Audience]]:
    """The lesson's pictures and sheets, drawn."""
    for one in written.pictures:
        yield f"{one.name}.png", picture(one.drawing), Audience.PUPILS
    for page in written.sheets:
        yield f"{page.name}.pdf", sheet(page), Audience.STAFF_ONLY if page.staff_only else Audience.PUPILS


def _post(valley: Valley, written: Written) -> LessonRevision:
    arrived = [(files.receive(io.BytesIO(data), name), name, audience) for name, data, audience in _files(written)]
    shown = {f"{one.name}.png": one.name for one in written.pictures}
    with writing(), audit.together():
        by = author(valley, written.author)
        words = library.Words(
            title=written.title,
            subject_id=valley.subjects[written.subject].id,
            year=written.year,
            outcome=written.outcome,
            instructions=written.first_words,
            minutes=written.minutes,
            ways=frozenset({HandIn.TYPED, HandIn.PHOTO}),
            board=written.board,
            specification=written.specification,
            tier=written.tier,
        )
        lesson = library.begin(organisation_id=known(by.organisation_id), by=by, words=words, indexed=False)
        for received, name, audience in arrived:
            file = library.add_file(lesson, files.keep(received), name=name, by=by, audience=audience, indexed=False)
            if name in shown:
                said = StepSaid(StepKind.PICTURE, alt=shown[name], resource_id=file.id)
                library.add_step(lesson, said, by=by, indexed=False)
        for title, text in written.parts:
            library.add_step(lesson, StepSaid(StepKind.TEXT, title=title, text=text), by=by, indexed=False)
        if written.title == quiz.LESSON:
            quiz.ask(lesson, by)
        return library.post(lesson, by=by)


def _mentor(valley: Valley, pupil: str) -> Viewer:
    return valley.acting("Sam Whitlow" if pupil == "Josh" else "Dani Okafor", Role.MENTOR)


def _school_time(now: dt.datetime, days_ago: int) -> dt.datetime:
    """A time of a school morning so many days ago."""
    day = clock.local(now) - dt.timedelta(days=days_ago)
    return day.replace(hour=9, minute=12 + 5 * days_ago % 40, second=0, microsecond=0)


def _piece(valley: Valley, piece: Piece, revision: LessonRevision, now: dt.datetime) -> None:
    begun = _school_time(now, piece.days_ago)
    answerer = author(valley, piece.answerer)
    pupil = valley.acting(piece.pupil, Role.PUPIL)
    with writing(), audit.together():
        with clock.pretend(begun):
            assignment = learning.set_work(
                _mentor(valley, piece.pupil),
                pupil_id=valley.pupils[piece.pupil].id,
                revision_id=revision.id,
                account_id=known(answerer.account_id),
                organisation_id=known(answerer.organisation_id),
                due_on=clock.today() + dt.timedelta(days=piece.due_in + piece.days_ago) if piece.due_in else None,
            )
        if (piece.pupil, piece.lesson) == (quiz.WHO, quiz.LESSON):
            quiz.begin(pupil, assignment, begun + dt.timedelta(hours=3))
        if not piece.words:
            return
        with clock.pretend(begun + dt.timedelta(hours=4, minutes=37)):
            if piece.told:
                mentor = _mentor(valley, piece.pupil)
                learning.write_down(
                    mentor, assignment, account_id=known(mentor.account_id), how=Shown.SEEN, text=piece.told
                )
            handed_in = learning.hand_in(pupil, assignment, piece.words)
        if piece.outcome is not None:
            with clock.pretend(begun + dt.timedelta(hours=28, minutes=51)):
                _say_of_parts(answerer, assignment, handed_in.id, piece)
                learning.return_feedback(answerer, assignment, handed_in.id, piece.feedback, piece.outcome)


def _say_of_parts(answerer: Viewer, assignment: Assignment, hand_in_id: uuid.UUID, piece: Piece) -> None:
    for quote, words in piece.parts:
        starts = piece.words.index(quote)
        place = learning.Place(starts, starts + len(quote))
        learning.remark(answerer, assignment, hand_in_id, words=words, place=place)
    for words, is_met in piece.looked_for:
        learning.mark_criterion(answerer, assignment, hand_in_id, None, words=words, is_met=is_met)
