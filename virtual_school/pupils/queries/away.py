"""Who is away for a while: the pupil's own side, one absence for those who look after it, the school's list."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock, school_days
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Away, AwayWhy, Part, Programme, Pupil

ILLNESS = (AwayWhy.ILL, AwayWhy.INJURED)


def away_of(pupil_id: uuid.UUID) -> Away | None:
    """The absence of a pupil that is in force today."""
    question = sa.select(Away).where(Away.pupil_id == pupil_id, in_force(Away, clock.today()))
    return db.session.scalar(question.order_by(Away.starts_on, Away.id).limit(1))


@dataclass(frozen=True, slots=True)
class Mine:
    """What a pupil is told of being away, and whether the library is theirs: while away, or on a programme."""

    until: dt.date | None = None
    answers_id: uuid.UUID | None = None
    answers: str = ""
    school_id: uuid.UUID | None = None
    on_programme: bool = False

    @property
    def has_library(self) -> bool:
        return self.until is not None or self.on_programme


def mine(viewer: Viewer) -> Mine:
    """In one query."""
    if viewer.pupil_id is None or not viewer.is_pupil:
        return Mine()
    found = _mine(viewer).execute().first()
    return Mine(*found) if found else Mine()


@kept
def _mine(viewer: Viewer) -> sa.SelectBase:
    today = clock.today()
    on_programme = access.there_is(Programme, Programme.pupil_id == Pupil.id, in_force(Programme, today))
    away = sa.and_(Away.pupil_id == Pupil.id, in_force(Away, today))
    return (
        sa.select(Away.ends_on, Away.answers_id, sa.func.coalesce(Account.name, ""), Away.organisation_id, on_programme)
        .select_from(Pupil)
        .outerjoin(Away, away)
        .outerjoin(Account, Account.id == Away.answers_id)
        .where(Pupil.network_id == viewer.network_id, Pupil.id == viewer.pupil_id)
        .order_by(Away.starts_on, Away.id)
        .limit(1)
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An absence as the people who look after it see it."""

    away: Away
    pupil: Pupil
    answers: str
    opened_by: str
    school: str

    @property
    def is_over(self) -> bool:
        return self.away.ended_at is not None or (self.away.ends_on or dt.date.max) < clock.today()

    @property
    def days(self) -> int:
        """School days from the first day to the last."""
        return school_days.count(self.away.starts_on, self.away.ends_on or self.away.starts_on)

    @property
    def days_so_far(self) -> int:
        last = min(clock.today(), self.away.ends_on or clock.today())
        return school_days.count(self.away.starts_on, last)


def _looked_after(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The absences that somebody sees: their own school's, before the first day too, or a pupil's they reach."""
    own = sa.and_(
        Away.organisation_id == viewer.organisation_id, access.at_school(viewer, Part.ATTENDANCE, Away.pupil_id)
    )
    return sa.or_(own, access.knows(viewer, Part.ATTENDANCE, Away.pupil_id))


def _shown(viewer: Viewer) -> sa.Select[Away, Pupil, str, str, str]:
    opener = aliased(Account)
    return (
        sa.select(Away, Pupil, Account.name, opener.name, Organisation.name)
        .join(Pupil, Pupil.id == Away.pupil_id)
        .join(Account, Account.id == Away.answers_id)
        .join(opener, opener.id == Away.opened_by)
        .join(Organisation, Organisation.id == Away.organisation_id)
        .where(Away.network_id == viewer.network_id, _looked_after(viewer))
    )


def one_away(viewer: Viewer, away_id: uuid.UUID) -> Shown:
    found = db.session.execute(_shown(viewer).where(Away.id == away_id)).first()
    if found is None:
        raise NotVisible
    return Shown(*found)


def still_away(viewer: Viewer, until: dt.date | None = None) -> list[Shown]:
    """Who is away and will be, those first who come back soonest; with `until`, only those who are back by then."""
    question = _shown(viewer).where(Away.ended_at.is_(None), Away.ends_on >= clock.today())
    if until is not None:
        question = question.where(Away.ends_on <= until)
    return [
        Shown(*row) for row in db.session.execute(question.order_by(Away.ends_on, Pupil.sort_key, Away.id).limit(200))
    ]


def ill_days(pupil_id: uuid.UUID) -> int:
    """School days of illness and injury in this school year until today, one after another or not."""
    today = clock.today()
    began = school_days.year_began(today)
    question = sa.select(Away.starts_on, Away.ends_on, Away.ended_at).where(
        Away.pupil_id == pupil_id, Away.why.in_(ILLNESS), Away.ends_on >= began, Away.starts_on <= today
    )
    days = 0
    for starts_on, ends_on, ended_at in db.session.execute(question.limit(200)):
        back_on = clock.local(ended_at).date() if ended_at else dt.date.max
        last = min(ends_on or today, today, back_on - school_days.ONE)
        days += school_days.count(max(starts_on, began), last)
    return days
