"""What a mentor chooses from when setting work: a posted lesson, and who answers."""

import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.queries import Holder, holders
from virtual_school.learning.models import CLOSED, Assignment, AssignmentState
from virtual_school.learning.policy.offering import Load
from virtual_school.learning.queries import offering
from virtual_school.learning.queries.offering import Who
from virtual_school.library import queries as library
from virtual_school.library.models import LessonRevision, LessonState
from virtual_school.library.queries import Asked, Found
from virtual_school.network.models import NetworkMember, Organisation, OrganisationKind
from virtual_school.network.roles import AUTHORS, ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import knows
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Part, Pupil
from virtual_school.pupils.queries import mentor_of

MOST = 200


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may be named, in one of their memberships. `by_window`: they do not reach the pupil otherwise."""

    holder: Holder
    by_window: bool
    # What somebody of another school said yes to. Who is of the pupil's school, or their mentor, needs to say nothing.
    load: Load | None = None
    needs_offer: bool = False
    subject_id: uuid.UUID | None = None

    @property
    def key(self) -> str:
        return str(self.holder.membership.id)

    @property
    def words(self) -> str:
        said = f"{self.holder.name}, {str(ROLE_WORDS[self.holder.membership.role]).lower()}"
        return f"{said} · {self.load.words}" if self.load else said

    @property
    def who(self) -> Who:
        return self.holder.membership.account_id, self.holder.membership.organisation_id


@dataclass(frozen=True, slots=True)
class Answerers:
    """Who may be named to answer: the viewer themself, then people by school, the pupil's own school first."""

    oneself: Choice | None
    by_school: dict[str, list[Choice]]
    # Said yes, and have as much this week as they said.
    full: list[Choice] = field(default_factory=list)

    def find(self, key: str) -> Choice | None:
        everyone = [self.oneself] if self.oneself else []
        for people in self.by_school.values():
            everyone += people
        return next((choice for choice in everyone if choice.key == key), None)


@dataclass(frozen=True, slots=True)
class Settable:
    """Somebody to whom this lesson may be set, and whether they have it to do already."""

    id: uuid.UUID
    name: str
    has_it: bool

    @property
    def choice(self) -> tuple[str, str]:
        words = _("%(name)s (has it already)", name=self.name) if self.has_it else self.name
        return str(self.id), words


def posted(viewer: Viewer, words: str) -> Found:
    """Lessons that may be set: the posted ones of the network, those that have the words in their title first."""
    found = library.lessons(viewer, Asked(typed=words))
    rows = [row for row in found.rows if row.state is LessonState.POSTED]
    return Found(rows, found.page, found.more, found.meant)


def pupils_too(viewer: Viewer, lesson_id: uuid.UUID, but: Pupil | None = None) -> list[Settable]:
    """To whom the viewer may set this lesson, by name: those whom they know in the hat they wear."""
    has_it = sa.exists().where(
        Assignment.pupil_id == Pupil.id,
        Assignment.state.not_in(CLOSED),
        Assignment.revision_id == LessonRevision.id,
        LessonRevision.lesson_id == lesson_id,
    )
    question = (
        sa.select(Pupil, has_it)
        .where(Pupil.network_id == viewer.network_id, knows(viewer, Part.WORK, Pupil.id))
        .order_by(Pupil.sort_key, Pupil.id)
        .limit(MOST)
    )
    if but is not None:
        question = question.where(Pupil.id != but.id)
    return [Settable(one.id, one.initial, has) for one, has in db.session.execute(question)]


def not_begun(viewer: Viewer, pupil: Pupil) -> list[tuple[str, str]]:
    """What the pupil, who was found for the viewer, has and has not begun: another lesson may stand beside it."""
    question = (
        sa.select(Assignment.id, LessonRevision.title)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(
            Assignment.network_id == viewer.network_id,
            Assignment.pupil_id == pupil.id,
            Assignment.state == AssignmentState.NOT_STARTED,
        )
        .order_by(Assignment.set_at.desc(), Assignment.id)
        .limit(MOST)
    )
    return [(str(row[0]), row[1]) for row in db.session.execute(question)]


def same_not_begun(viewer: Viewer, pupil: Pupil, other: Assignment) -> Assignment | None:
    """The same lesson among what this pupil, who was found for the viewer, has and has not begun; held."""
    lesson_id = sa.select(LessonRevision.lesson_id).where(LessonRevision.id == other.revision_id).scalar_subquery()
    question = (
        sa.select(Assignment)
        .join(LessonRevision, LessonRevision.id == Assignment.revision_id)
        .where(
            Assignment.network_id == viewer.network_id,
            Assignment.pupil_id == pupil.id,
            Assignment.state == AssignmentState.NOT_STARTED,
            LessonRevision.lesson_id == lesson_id,
        )
        .order_by(Assignment.set_at.desc(), Assignment.id)
        .limit(1)
    )
    return db.session.scalar(question.with_for_update(of=Assignment))


def of_pupil(viewer: Viewer, pupil: Pupil, assignment_id: uuid.UUID) -> Assignment:
    """Work of a pupil who was found for the viewer, held."""
    question = sa.select(Assignment).where(
        Assignment.network_id == viewer.network_id,
        Assignment.pupil_id == pupil.id,
        Assignment.id == assignment_id,
        Assignment.state != AssignmentState.WITHDRAWN,
    )
    found = db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True}).first()
    if found is None:
        raise NotVisible
    return found


def identifier(sent: str | None) -> uuid.UUID:
    """The lesson that a form names."""
    try:
        return uuid.UUID(sent or "")
    except ValueError:
        raise NotVisible from None


def answerers(viewer: Viewer, pupil: Pupil, subject_id: uuid.UUID) -> Answerers:
    """Nobody is chosen beforehand, and posting a lesson makes nobody an answerer: they are named here or not at all.

    Somebody of another school stands here who said that they answer work in this subject, and has not as much as that.
    """
    places, mentor, said = _at_hand(viewer, pupil), mentor_of(pupil.id), offering.who_said_yes(viewer, subject_id)
    oneself, by_school, full = None, {}, []  # type: Choice | None, dict[str, list[Choice]], list[Choice]
    for holder in holders(viewer.network_id, AUTHORS):
        row = holder.membership
        is_mentor = mentor is not None and row.account_id == mentor[0] and row.role is Role.MENTOR
        is_me = viewer.hat is not None and str(row.id) == viewer.hat.key
        at_hand = is_mentor or is_me or row.organisation_id in places
        load = None if at_hand else said.get((row.account_id, row.organisation_id))
        choice = Choice(holder, by_window=not is_mentor, load=load, needs_offer=not at_hand, subject_id=subject_id)
        if is_me:
            oneself = choice
        elif load is not None and load.is_full:
            full.append(choice)
        elif at_hand or load is not None:
            by_school.setdefault(holder.organisation, []).append(choice)
    own = {name for name, is_own in places.values() if is_own}
    ordered = sorted(by_school.items(), key=lambda pair: (pair[0] not in own, pair[0].casefold()))
    return Answerers(oneself, dict(ordered), full)


def _at_hand(viewer: Viewer, pupil: Pupil) -> dict[uuid.UUID, tuple[str, bool]]:
    """Where those work who answer for this pupil anyway: the pupil's own school, and the Virtual School itself."""
    is_own = (
        sa.exists()
        .where(
            Enrolment.organisation_id == Organisation.id,
            Enrolment.pupil_id == pupil.id,
            Enrolment.status.in_(MAIN_ROLL),
            in_force(Enrolment, clock.today()),
        )
        .label("own")
    )
    question = (
        sa.select(Organisation.id, Organisation.name, is_own)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(
            NetworkMember.network_id == viewer.network_id,
            sa.or_(is_own, Organisation.kind == OrganisationKind.VIRTUAL_SCHOOL),
        )
        .order_by(Organisation.id)
        .limit(50)
    )
    return {row[0]: (row[1], row[2]) for row in db.session.execute(question)}
