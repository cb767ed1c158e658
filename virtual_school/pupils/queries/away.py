"""Who is away for a while: the pupil's own side, one absence for those who look after it, the school's list."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock, school_days, text
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account, Membership
from virtual_school.network import calendar
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, Calendar
from virtual_school.network.models import Organisation
from virtual_school.network.roles import ANSWERERS, ROLE_WORDS
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Away, AwayWhy, Enrolment, Part, Programme, Pupil, soon_of_age
from virtual_school.pupils.quiet import is_quiet
from virtual_school.pupils.whereabouts import place_name

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
    born: dt.date | None = None

    @property
    def has_library(self) -> bool:
        return self.until is not None or self.on_programme

    @property
    def of_age_on(self) -> dt.date | None:
        """The eighteenth birthday, when it is near enough to be told what it ends."""
        return self.born and soon_of_age(self.born)


def mine(viewer: Viewer) -> Mine:
    """In one query."""
    if viewer.pupil_id is None or not viewer.is_pupil:
        return Mine()
    found = _mine(viewer).execute().first()
    return Mine(*found) if found else Mine()


@kept
def _mine(viewer: Viewer) -> sa.SelectBase:
    return of_mine(viewer).limit(1)


def of_mine(viewer: Viewer) -> sa.Select[*tuple[Any, ...]]:
    """What `Mine` is made of: packages above ask what they know of the pupil's day in the same question."""
    today = clock.today()
    on_programme = access.there_is(Programme, Programme.pupil_id == Pupil.id, in_force(Programme, today))
    away = sa.and_(Away.pupil_id == Pupil.id, in_force(Away, today))
    return (
        sa.select(Away.ends_on, Away.answers_id, sa.func.coalesce(Account.name, ""), Away.organisation_id, on_programme)
        .add_columns(Pupil.date_of_birth)
        .select_from(Pupil)
        .outerjoin(Away, away)
        .outerjoin(Account, Account.id == Away.answers_id)
        .where(Pupil.network_id == viewer.network_id, Pupil.id == viewer.pupil_id)
        .order_by(Away.starts_on, Away.id)
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """An absence as the people who look after it see it."""

    away: Away
    pupil: Pupil
    answers: str
    opened_by: str
    school: str
    calendar: Calendar = MONDAY_TO_FRIDAY

    @property
    def is_over(self) -> bool:
        return self.away.ended_at is not None or (self.away.ends_on or dt.date.max) < clock.today()

    @property
    def days(self) -> int:
        """Days of their school from the first day to the last."""
        return school_days.count(self.away.starts_on, self.away.ends_on or self.away.starts_on, self.calendar)

    @property
    def days_so_far(self) -> int:
        last = min(clock.today(), self.away.ends_on or clock.today())
        return school_days.count(self.away.starts_on, last, self.calendar)


def _looked_after(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The absences that somebody sees: their own school's, before the first day too, or a pupil's they reach."""
    own = sa.and_(
        Away.organisation_id == viewer.organisation_id, access.at_school(viewer, Part.ATTENDANCE, Away.pupil_id)
    )
    return sa.or_(own, access.knows(viewer, Part.ATTENDANCE, Away.pupil_id))


def _shown(viewer: Viewer) -> sa.Select[Away, Pupil, str, str, str]:
    opener = aliased(Account)
    school = place_name(viewer, Away.pupil_id, Organisation.name)
    return (
        sa.select(Away, Pupil, Account.name, opener.name, school)
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
    return Shown(*found, calendar=calendar.school_days(found[0].organisation_id))


def still_away(viewer: Viewer, until: dt.date | None = None, but: sa.ColumnElement[bool] | None = None) -> list[Shown]:
    """Who is away and will be, those first who come back soonest; with `until`, only those who are back by then.

    `but` says of whom there is no line, by what packages above know.
    """
    question = _shown(viewer).where(Away.ended_at.is_(None), Away.ends_on >= clock.today())
    if until is not None:
        question = question.where(Away.ends_on <= until)
    if but is not None:
        question = question.where(~but)
    return [
        Shown(*row) for row in db.session.execute(question.order_by(Away.ends_on, Pupil.sort_key, Away.id).limit(200))
    ]


ROLL_SHOWN = 12


def on_our_roll(viewer: Viewer, named: str, chosen: uuid.UUID | None = None) -> tuple[list[Pupil], bool]:
    """Pupils of the viewer's school (a head of year's: of their year) whose name has these words in it, and whether
    there are more. The one who is chosen already stays in sight."""
    ours = [Pupil.network_id == viewer.network_id, access.at_school(viewer, Part.ATTENDANCE, Pupil.id)]
    has_words = [Pupil.sort_key.contains(word, autoescape=True) for word in text.sort_key(named).split()]
    matches = sa.and_(sa.true(), *has_words)
    if chosen is not None:
        matches = sa.or_(matches, Pupil.id == chosen)
    if not has_words:  # who is looked for by name is found, whatever is stopped
        matches = ~is_quiet(Pupil.id) if chosen is None else sa.or_(~is_quiet(Pupil.id), Pupil.id == chosen)
    question = sa.select(Pupil).where(*ours, matches)
    question = question.order_by(sa.case((Pupil.id == chosen, 0), else_=1), Pupil.sort_key, Pupil.id)
    found = list(db.session.scalars(question.limit(ROLL_SHOWN + 1)))
    return found[:ROLL_SHOWN], len(found) > ROLL_SHOWN


def one_on_our_roll(viewer: Viewer, pupil_id: uuid.UUID) -> Pupil:
    found = db.session.scalar(
        sa.select(Pupil).where(
            Pupil.network_id == viewer.network_id,
            Pupil.id == pupil_id,
            access.at_school(viewer, Part.ATTENDANCE, Pupil.id),
        )
    )
    if found is None:
        raise NotVisible
    return found


def is_on_our_roll(viewer: Viewer, *, given_name: str, family_name: str, date_of_birth: dt.date, year: int) -> bool:
    """Whether somebody of this name and birthday is on the roll of the viewer's school, in whichever year."""
    roll = access.there_is(
        Enrolment,
        Enrolment.pupil_id == Pupil.id,
        Enrolment.organisation_id == viewer.organisation_id,
        in_force(Enrolment, clock.today()),
    )
    question = sa.select(Pupil).where(Pupil.network_id == viewer.network_id, Pupil.date_of_birth == date_of_birth, roll)
    asked = text.sort_key(f"{given_name} {family_name}")
    return any(
        asked == text.sort_key(f"{pupil.given_name} {pupil.family_name}")
        for pupil in db.session.scalars(question.limit(200))
    )


def colleagues(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Who at the viewer's school may answer a pupil's work: account, and name with what they are there."""
    question = (
        sa.select(Account.id, Account.name, Membership.role)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.network_id == viewer.network_id,
            Membership.organisation_id == viewer.organisation_id,
            Membership.role.in_(sorted(ANSWERERS, key=lambda role: role.value)),
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Account.sort_key, Account.id, Membership.id)
        .limit(500)
    )
    people: dict[uuid.UUID, tuple[str, list[str]]] = {}
    for account_id, name, role in db.session.execute(question):
        people.setdefault(account_id, (name, []))[1].append(str(ROLE_WORDS[role]).lower())
    return [(account_id, ", ".join([name, *dict.fromkeys(roles)])) for account_id, (name, roles) in people.items()]


def ill_days(pupil_id: uuid.UUID) -> int:
    """School days of illness and injury in this school year until today, one after another or not."""
    today = clock.today()
    began = school_days.year_began(today)
    question = sa.select(Away.organisation_id, Away.starts_on, Away.ends_on, Away.ended_at).where(
        Away.pupil_id == pupil_id, Away.why.in_(ILLNESS), Away.ends_on >= began, Away.starts_on <= today
    )
    days, rows = 0, db.session.execute(question.limit(200)).all()
    known = calendar.counted({row.organisation_id for row in rows})
    for school_id, starts_on, ends_on, ended_at in rows:
        back_on = clock.local(ended_at).date() if ended_at else dt.date.max
        last = min(ends_on or today, today, back_on - school_days.ONE)
        days += school_days.count(max(starts_on, began), last, known.get(school_id, MONDAY_TO_FRIDAY))
    return days
