"""What of a lesson is found, and by whom: its own school while it is written, then the network's staff, and pupils."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import search
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.files import documents
from virtual_school.library.models import (
    Audience,
    HandIn,
    Lesson,
    LessonRevision,
    LessonState,
    LessonWords,
    Question,
    Resource,
    RevisionQuestion,
    RevisionResource,
    RevisionStep,
    Step,
    StepWords,
)
from virtual_school.network.models import Organisation, Term

KIND = "lesson"
STAFF, PUPILS = "staff", "pupils"
# How long a lesson takes, as people ask for it: no more than so many minutes.
AT_MOST = (15, 30, 45, 60)
# Ways of handing in that people type as words: 'volcanoes quiz'.
TYPED_AS_WORDS = frozenset({HandIn.PHOTO, HandIn.AUDIO, HandIn.VIDEO, HandIn.QUIZ, HandIn.PRACTICAL})


def staff_of(organisation_id: uuid.UUID) -> str:
    """The audience of a search entry that only one organisation's authors look in."""
    return f"{STAFF}:{organisation_id.hex}"


def index(lesson: Lesson, *, newest: bool = False) -> None:
    """Findable as it is being written for its own school; as it was posted last for the network.

    `newest` when it is to stand before all others: its words were written or posted just now.
    """
    own = staff_of(lesson.organisation_id)
    if lesson.state is LessonState.POSTED:
        search.remove(KIND, lesson.id, own)
        _index_posted(lesson, newest)
    else:
        said = _Said(lesson, lesson, _steps(lesson), _prompts(lesson), files_of(lesson))
        said.put(own, staff=True, newest=newest)


def forget(lesson: Lesson) -> None:
    """Out of the network's lists; its own school still finds it."""
    for audience in (STAFF, PUPILS):
        search.remove(KIND, lesson.id, audience)
    index(lesson)


def index_with(stored_ids: Collection[uuid.UUID]) -> int:
    """Index the lessons once more that have these files: their words have been read since. How many lessons.

    Each is locked first: whoever changes it, or reads another of its files, enters it before or after, not meanwhile.
    """
    its = sa.select(Resource.lesson_id).where(Resource.stored_file_id.in_(stored_ids), Resource.removed_at.is_(None))
    locked = sa.select(Lesson).where(Lesson.id.in_(its)).order_by(Lesson.id).with_for_update()
    lessons = db.session.scalars(locked, execution_options={"populate_existing": True}).all()
    for lesson in lessons:
        index(lesson)
    return len(lessons)


def index_again(after: uuid.UUID | None, many: int) -> tuple[int, uuid.UUID | None]:
    """Index so many lessons anew, in the order in which they were begun; how many, and the last of them."""
    question = sa.select(Lesson).where(Lesson.network_id == network_id_in_force()).order_by(Lesson.id).limit(many)
    locked = (question.where(Lesson.id > after) if after else question).with_for_update()
    lessons = db.session.scalars(locked, execution_options={"populate_existing": True}).all()
    for lesson in lessons:
        index(lesson)
    return len(lessons), lessons[-1].id if lessons else after


def files_of(lesson: Lesson) -> Sequence[Resource]:
    """The lesson's files that nobody has taken away."""
    return db.session.scalars(
        sa.select(Resource).where(Resource.lesson_id == lesson.id, Resource.removed_at.is_(None))
    ).all()


@dataclass(frozen=True, slots=True)
class _Said:
    """What a lesson says, as it is edited or as it was posted."""

    lesson: Lesson
    words: LessonWords
    steps: Sequence[StepWords]
    prompts: Sequence[str]
    files: Sequence[Resource]

    def put(self, audience: str, *, staff: bool, newest: bool) -> None:
        """For staff; or for pupils, without what staff alone read and without files that pupils may not open."""
        files = [file for file in self.files if staff or file.audience is Audience.PUPILS]
        subject, school = self._about()
        texts = [
            *self._texts({file.id for file in files}),
            *([self.words.misconceptions, school] if staff else []),
            *(file.name for file in files),
            *(file.alternative for file in files if file.alternative),
            *documents.words_of([file.stored_file_id for file in files]).values(),
            subject,
            f"Year {self.words.year}",
        ]
        spelt = " ".join([self.words.keywords, self.words.unit, self.words.set_text, subject])
        tags = tags_of(self.words, self.lesson.organisation_id)
        title = self.words.title
        search.put(KIND, self.lesson.id, audience, title=title, texts=texts, tags=tags, spelt=spelt, newest=newest)

    def _texts(self, files: Collection[uuid.UUID]) -> Iterable[str]:
        """What it says to whoever may open these files: what one shows is not told of without it."""
        words = self.words
        yield from (words.outcome, words.instructions, words.keywords, words.unit, words.to_hand_in)
        yield from (words.board, words.specification, words.tier, words.set_text)
        for step in self.steps:
            yield from (step.title, step.text, step.alt if step.resource_id in files else "")
        yield from self.prompts
        yield from (way.value for way in words.ways & TYPED_AS_WORDS)

    def _about(self) -> tuple[str, str]:
        """The subject and the school, by their names."""
        term = sa.select(Term.words).where(Term.id == self.words.subject_id).scalar_subquery()
        school = sa.select(Organisation.name).where(Organisation.id == self.lesson.organisation_id).scalar_subquery()
        row = db.session.execute(sa.select(term, school)).one()
        return row[0] or "", row[1] or ""


def tags_of(words: LessonWords, organisation_id: uuid.UUID) -> list[str]:
    """What a lesson is narrowed by."""
    return [
        search.tag("subject", words.subject_id),
        search.tag("year", words.year),
        search.tag("school", organisation_id),
        *(search.tag("board", word) for word in search.plain_words(words.board)),
        *(search.tag("minutes", most) for most in AT_MOST if words.minutes <= most),
        *(search.tag("way", way.value) for way in sorted(words.ways, key=lambda way: way.value)),
    ]


def _index_posted(lesson: Lesson, newest: bool) -> None:
    latest = sa.select(LessonRevision).where(LessonRevision.lesson_id == lesson.id)
    revision = db.session.scalars(latest.order_by(LessonRevision.number.desc()).limit(1)).one()
    frozen = sa.select(RevisionResource.resource_id).where(RevisionResource.revision_id == revision.id)
    files = db.session.scalars(sa.select(Resource).where(Resource.id.in_(frozen), Resource.removed_at.is_(None))).all()
    mine = RevisionStep.revision_id == revision.id
    steps = db.session.scalars(sa.select(RevisionStep).where(mine).order_by(RevisionStep.position)).all()
    of_steps = sa.select(RevisionQuestion.prompt).join(
        RevisionStep, RevisionStep.id == RevisionQuestion.revision_step_id
    )
    said = _Said(lesson, revision, steps, db.session.scalars(of_steps.where(mine)).all(), files)
    said.put(STAFF, staff=True, newest=newest)
    said.put(PUPILS, staff=False, newest=newest)


def _steps(lesson: Lesson) -> Sequence[Step]:
    there = sa.select(Step).where(Step.lesson_id == lesson.id, Step.removed_at.is_(None))
    return db.session.scalars(there.order_by(Step.position, Step.id)).all()


def _prompts(lesson: Lesson) -> Sequence[str]:
    there = sa.select(Question.prompt).join(Step, Step.id == Question.step_id)
    mine = there.where(Step.lesson_id == lesson.id, Step.removed_at.is_(None), Question.removed_at.is_(None))
    return db.session.scalars(mine.order_by(Question.id)).all()
