"""What each school gives to the others and takes from them, counted. No pupil and nobody of the staff is in it."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.core.few import FEW, few
from virtual_school.library.models import Lesson, LessonState, LessonUse, Thanks, UseKind
from virtual_school.network.models import NetworkMember, Organisation, OrganisationKind
from virtual_school.network.viewer import Viewer

SCHOOLS = (OrganisationKind.SCHOOL, OrganisationKind.PUPIL_REFERRAL_UNIT, OrganisationKind.COLLEGE)

Counted = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Balance:
    """A school of the ledger. What its pupils were set or chose is counted out from `FEW` on, whoever reads it."""

    id: uuid.UUID
    name: str
    posted: int
    given: int
    given_to: int
    adapted: int
    taken: int
    taken_from: int
    own: int
    thanks: int

    @property
    def words(self) -> dict[str, str]:
        return {"given": few(self.given), "taken": few(self.taken), "own": few(self.own)}

    @property
    def bars(self) -> dict[str, int]:
        """How long each bar is: a number that is not counted out is not drawn either."""
        return {name: count if count >= FEW else 0 for name, count in (("given", self.given), ("taken", self.taken))}


def ledger(viewer: Viewer, since: dt.date | None) -> Counted:
    """A row for each school of the network, and for whoever else gave or took; who gave most stands first.

    Each count is made once for all of them and joined: as many questions for one school as for a hundred.
    """
    used = [LessonUse.network_id == viewer.network_id, LessonUse.undone_at.is_(None)]
    if since is not None:
        used.append(LessonUse.used_on >= since)
    others = LessonUse.giver_id != LessonUse.taker_id
    posted = _posted(viewer)
    given = _uses(LessonUse.giver_id, *used, others)
    taken = _uses(LessonUse.taker_id, *used, others)
    own = _uses(LessonUse.taker_id, *used, ~others)
    thanked = _thanked(viewer, since)
    counts = [
        posted.c.many, given.c.many, given.c.partners, given.c.adapted, taken.c.many, taken.c.partners, own.c.many,
        thanked.c.many,
    ]  # fmt: skip
    shown = [sa.func.coalesce(count, 0) for count in counts]
    question = (
        sa.select(Organisation.id, Organisation.name, *shown)
        .select_from(Organisation)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
    )
    for one in (posted, given, taken, own, thanked):
        question = question.outerjoin(one, one.c.organisation_id == Organisation.id)
    return question.where(
        NetworkMember.network_id == viewer.network_id,
        in_force(NetworkMember, clock.today()),
        sa.or_(Organisation.kind.in_(SCHOOLS), shown[0] > 0, shown[1] > 0, shown[4] > 0),
    ).order_by(shown[1].desc(), shown[0].desc(), Organisation.sort_key, Organisation.id)


def _posted(viewer: Viewer) -> sa.Subquery:
    question = sa.select(Lesson.organisation_id, sa.func.count().label("many")).where(
        Lesson.network_id == viewer.network_id, Lesson.state == LessonState.POSTED
    )
    return question.group_by(Lesson.organisation_id).subquery()


def _uses(side: Any, *conditions: sa.ColumnElement[bool]) -> sa.Subquery:
    """How often, how much of it to make a lesson of one's own from it, and with how many partners."""
    partner = LessonUse.taker_id if side is LessonUse.giver_id else LessonUse.giver_id
    question = sa.select(
        side.label("organisation_id"),
        sa.func.count().label("many"),
        sa.func.count(partner.distinct()).label("partners"),
        sa.func.sum(sa.case((LessonUse.kind == UseKind.ADAPTED, 1), else_=0)).label("adapted"),
    )
    return question.where(*conditions).group_by(side).subquery()


def _thanked(viewer: Viewer, since: dt.date | None) -> sa.Subquery:
    question = (
        sa.select(Lesson.organisation_id, sa.func.count().label("many"))
        .select_from(Thanks)
        .join(Lesson, Lesson.id == Thanks.lesson_id)
        .where(Thanks.network_id == viewer.network_id)
    )
    if since is not None:
        question = question.where(Thanks.said_at >= dt.datetime.combine(since, dt.time(), clock.LONDON))
    return question.group_by(Lesson.organisation_id).subquery()
