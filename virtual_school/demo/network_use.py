"""What the schools make of each other's lessons: one adapted, some followed, thanks, suggestions; who teaches whom."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace

from virtual_school.asking.models import SubjectTeacher
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo.bulk import NOT_ENDED, Rows
from virtual_school.demo.crowd import LEADERS, Person
from virtual_school.demo.journeys import at
from virtual_school.demo.people import Valley
from virtual_school.demo.work import author, known
from virtual_school.library import changes as library
from virtual_school.library.changes import StepSaid
from virtual_school.library.models import Lesson, LessonRevision, RemarkKind, RemarkState, StepKind
from virtual_school.library.use import adapting, changes
from virtual_school.network.models import OrganisationKind
from virtual_school.network.viewer import Viewer

Posted = Mapping[str, tuple[LessonRevision, Viewer]]

# A lesson of maths that a kitchen takes up, and what its school changed since.
RATIO, BY = "Ratio in recipes", "Rosa Finch"
MADE = "Ratio in recipes: soup for the whole street"
STRETCH = "Double it, then halve it. Say which of the two you can do in your head, and why."

FOLLOWS = (("Bea Collier", RATIO), ("Marek Lis", "Forces on a bridge"), ("Dani Okafor", RATIO))

# Days ago, who, the lesson, what they wrote with their thanks.
THANKS = (
    (22, "Bea Collier", RATIO, "Two who never write did all of it."),
    (19, "Dani Okafor", RATIO, "It opened a whole morning."),
    (15, "Marek Lis", "A voice that persuades", ""),
    (12, "Nadia Brook", "Forces on a bridge", "The shelf in the picture is the whole lesson."),
    (8, "Helen Lunt", "Nothing lost: balancing equations", ""),
    (4, "Imran Shah", "What a week costs", "We used it in form time."),
)

# Days ago, who, the lesson, what it is, their words; and what its school answered.
REMARKS: tuple[tuple[int, str, str, RemarkKind, str, str], ...] = (
    (18, "Owen Pike", RATIO, RemarkKind.SUGGESTION, "One more to stretch those who finish early?",
     "There is one now. Thank you."),
    (11, "Marek Lis", "Forces on a bridge", RemarkKind.SUGGESTION, "Ours asked what happens when the shelf falls.",
     ""),
    (5, "Gwen Tully", "A voice that persuades", RemarkKind.BROKEN, "On an older tablet the sheet does not print.", ""),
    (1, "Nadia Brook", "Two views of one street", RemarkKind.RIGHTS, "Is the second text ours? It reads like a paper.",
     ""),
)  # fmt: skip


def build_network_use(
    valley: Valley, lessons: Sequence[tuple[LessonRevision, Viewer]], people: Sequence[Person]
) -> None:
    posted = {revision.title: (revision, by) for revision, by in lessons}
    _adapted(valley, posted)
    for who, title in FOLLOWS:
        with _days_ago(20):
            changes.follow(posted[title][0].lesson_id, newest=posted[title][0], by=author(valley, who))
    _mended(posted)
    for days, who, title, words in THANKS:
        by = author(valley, who)
        with _days_ago(days):
            changes.thank(_lesson(posted, title), words=words, organisation_id=known(by.organisation_id), by=by)
    _remarked(valley, posted)
    _taught(valley, lessons, people)


@contextmanager
def _days_ago(days: int) -> Iterator[None]:
    with clock.pretend(at(clock.today() - dt.timedelta(days=days), 16, 20)):
        yield


def _lesson(posted: Posted, title: str) -> Lesson:
    return db.session.get_one(Lesson, posted[title][0].lesson_id)


def _adapted(valley: Valley, posted: Posted) -> None:
    by, (revision, _its) = author(valley, BY), posted[RATIO]
    with _days_ago(35):
        copy = adapting.adapt(_lesson(posted, RATIO), revision, organisation_id=known(by.organisation_id), by=by)
        words = replace(adapting.words_of(copy), title=MADE, subject_id=valley.subjects["Food"].id, board="", tier="")
        library.change(copy, by=by, words=replace(words, specification=""))
        library.post(copy, by=by)


def _mended(posted: Posted) -> None:
    """Its school posts it once more: whoever follows it, and whoever made another of it, can see what changed."""
    lesson, by = _lesson(posted, RATIO), posted[RATIO][1]
    with _days_ago(6):
        library.add_step(lesson, StepSaid(StepKind.TEXT, title="If you finish early", text=STRETCH), by=by)
        words = replace(adapting.words_of(lesson), minutes=30)
        library.change(lesson, by=by, words=words)
        library.post(lesson, by=by)


def _remarked(valley: Valley, posted: Posted) -> None:
    for days, who, title, kind, words, answer in REMARKS:
        revision, its = posted[title]
        by = author(valley, who)
        with _days_ago(days):
            made = changes.remark(
                _lesson(posted, title),
                revision_id=revision.id,
                kind=kind,
                words=words,
                organisation_id=known(by.organisation_id),
                by=by,
            )
        if answer:
            with _days_ago(days - 13):
                changes.answer(made, state=RemarkState.DONE, words=answer, by=its)


def _taught(valley: Valley, lessons: Sequence[tuple[LessonRevision, Viewer]], people: Sequence[Person]) -> None:
    """Whoever posts a subject at a school teaches it to those of its pupils who are with the network."""
    schools = {one.id: name for name, one in valley.organisations.items() if one.kind is OrganisationKind.SCHOOL}
    teachers: dict[str, dict[uuid.UUID, Viewer]] = {}
    for revision, by in lessons:
        if by.organisation_id in schools:
            teachers.setdefault(schools[by.organisation_id], {}).setdefault(revision.subject_id, by)
    rows = Rows()
    for one in people:
        for subject_id, by in teachers.get(one.draw.school, {}).items():
            rows.add(
                SubjectTeacher,
                pupil_id=one.pupil.id,
                subject_id=subject_id,
                account_id=by.account_id,
                organisation_id=by.organisation_id,
                named_by=valley.accounts[LEADERS[one.draw.school][0]].id,
                starts_on=clock.today() - dt.timedelta(days=14),
                ends_on=None,
                **NOT_ENDED,
            )
    rows.write()
