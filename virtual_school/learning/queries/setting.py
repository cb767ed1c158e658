"""What a mentor chooses from when setting work: a posted lesson, and who answers."""

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.queries import Holder, holders
from virtual_school.library import queries as library
from virtual_school.library.models import LessonState
from virtual_school.library.queries import Asked, Found
from virtual_school.network.models import Organisation
from virtual_school.network.roles import AUTHORS, ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Pupil
from virtual_school.pupils.queries import mentor_of


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody who may be named, in one of their memberships. `by_window`: they do not reach the pupil otherwise."""

    holder: Holder
    by_window: bool

    @property
    def key(self) -> str:
        return str(self.holder.membership.id)

    @property
    def words(self) -> str:
        return f"{self.holder.name}, {str(ROLE_WORDS[self.holder.membership.role]).lower()}"


@dataclass(frozen=True, slots=True)
class Answerers:
    """Who may be named to answer: the viewer themself, then people by school, the pupil's own school first."""

    oneself: Choice | None
    by_school: dict[str, list[Choice]]

    def find(self, key: str) -> Choice | None:
        everyone = [self.oneself] if self.oneself else []
        for people in self.by_school.values():
            everyone += people
        return next((choice for choice in everyone if choice.key == key), None)


def posted(viewer: Viewer, words: str) -> Found:
    """Lessons that may be set: the posted ones of the network, those that have the words in their title first."""
    found = library.lessons(viewer, Asked(typed=words))
    rows = [row for row in found.rows if row.state is LessonState.POSTED]
    return Found(rows, found.page, found.more, found.meant)


def identifier(sent: str | None) -> uuid.UUID:
    """The lesson that a form names."""
    try:
        return uuid.UUID(sent or "")
    except ValueError:
        raise NotVisible from None


def answerers(viewer: Viewer, pupil: Pupil) -> Answerers:
    """Nobody is chosen beforehand, and posting a lesson makes nobody an answerer: they are named here or not at all."""
    own_school, mentor = _own_school(pupil), mentor_of(pupil.id)
    oneself, by_school = None, {}  # type: Choice | None, dict[str, list[Choice]]
    for holder in holders(viewer.network_id, AUTHORS):
        row = holder.membership
        is_mentor = mentor is not None and row.account_id == mentor[0] and row.role is Role.MENTOR
        choice = Choice(holder, by_window=not is_mentor)
        if viewer.hat is not None and str(row.id) == viewer.hat.key:
            oneself = choice
        else:
            by_school.setdefault(holder.organisation, []).append(choice)
    ordered = sorted(by_school.items(), key=lambda pair: (pair[0] != own_school, pair[0].casefold()))
    return Answerers(oneself, dict(ordered))


def _own_school(pupil: Pupil) -> str | None:
    question = (
        sa.select(Organisation.name)
        .join(Enrolment, Enrolment.organisation_id == Organisation.id)
        .where(Enrolment.pupil_id == pupil.id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today()))
        .order_by(Enrolment.starts_on.desc())
        .limit(1)
    )
    return db.session.scalar(question)
