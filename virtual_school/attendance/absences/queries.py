"""Whose absence somebody may tell, what was told, and one of it for whoever may know."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.attendance.absences import policy, spans
from virtual_school.attendance.absences.spans import Sessions
from virtual_school.attendance.models import Absence, AbsenceWhy
from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network import calendar
from virtual_school.network.calendar import Calendar
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Carer, Enrolment, Part, Pupil
from virtual_school.safeguarding.access import kept_apart, stopped
from virtual_school.timetable.models import Session


@dataclass(frozen=True, slots=True)
class Child:
    """A child of whom a carer may say that they will not come."""

    pupil: Pupil
    carer: Carer
    # May see the record: what somebody else told of this child as well.
    sees_all: bool

    @property
    def name(self) -> str:
        return self.pupil.known_as


def children(viewer: Viewer) -> list[Child]:
    """In one query; each child once, by name. From the eighteenth birthday on they say it themselves.

    Nobody whom the pupil must not meet: of whom we are told that they will not come, nobody looks for.
    """
    question = (
        sa.select(Pupil, CareLink, Carer)
        .join(CareLink, CareLink.pupil_id == Pupil.id)
        .join(Carer, Carer.id == CareLink.carer_id)
        .where(
            Pupil.network_id == viewer.network_id,
            CareLink.network_id == viewer.network_id,
            CareLink.account_id == viewer.account_id,
            CareLink.kind == CareKind.CARER,
            in_force(CareLink, clock.today()),
            access.under_age(Pupil.id),
            ~kept_apart(Pupil.id, CareLink.account_id),
        )
        .order_by(Pupil.sort_key, Pupil.id, CareLink.id)
        .limit(40)
    )
    found: dict[uuid.UUID, Child] = {}
    for pupil, link, carer in db.session.execute(question):
        if policy.may_tell(link, carer):
            found.setdefault(pupil.id, Child(pupil, carer, link.may_see_record))
    return list(found.values())


def child(viewer: Viewer, pupil_id: uuid.UUID) -> Child:
    for one in children(viewer):
        if one.pupil.id == pupil_id:
            return one
    raise NotVisible


def to_remind_of(viewer: Viewer) -> list[Child]:
    """The same for a page that brings it up by itself: nobody about whom everything is stopped."""
    found = children(viewer)
    quiet = sa.select(Pupil.id).where(Pupil.id.in_([one.pupil.id for one in found]), stopped(Pupil.id))
    silent = set(db.session.scalars(quiet)) if found else set()
    return [one for one in found if one.pupil.id not in silent]


def callers(pupil_id: uuid.UUID) -> list[Carer]:
    """Whose call may be taken: no carer whom an order limits, nor one whom the pupil must not meet."""
    apart = sa.select(CareLink.carer_id).where(
        CareLink.pupil_id == pupil_id,
        CareLink.carer_id.is_not(None),
        kept_apart(CareLink.pupil_id, CareLink.account_id),
    )
    barred = set(db.session.scalars(apart))
    return [one for one in pupils.carers(pupil_id) if policy.may_be_entered_for(one) and one.id not in barred]


def calendar_of(pupil_id: uuid.UUID) -> Calendar:
    """The days of the school on whose main roll they are, else the network's."""
    question = sa.select(Enrolment.organisation_id).where(
        Enrolment.pupil_id == pupil_id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
    )
    return calendar.school_days(db.session.scalar(question.limit(1)))


def coming(pupil_id: uuid.UUID) -> list[Absence]:
    """What was told of a pupil and holds today or later, the newest first. Nothing that was withdrawn."""
    question = sa.select(Absence).where(
        Absence.pupil_id == pupil_id,
        Absence.withdrawn_at.is_(None),
        Absence.ends_on >= clock.today(),
        sa.or_(Absence.back_on.is_(None), Absence.back_on >= clock.today()),
    )
    rows = db.session.scalars(question.order_by(Absence.told_at.desc(), Absence.id.desc()).limit(50))
    return [row for row in rows if not policy.is_over(row, clock.today(), Session.AM)]


def known_to(child: Child) -> list[Absence]:
    """Of these what a carer may know of: all of it, or what they told themselves."""
    return [row for row in coming(child.pupil.id) if child.sees_all or row.carer_id == child.carer.id]


def covered(rows: Sequence[Absence], span: Sessions, why: AbsenceWhy) -> Absence | None:
    """The newest of these rows, where every session of the span is told by them for this very reason."""
    halves = list(span.halves())
    told = [next((row for row in rows if row.covers(*half)), None) for half in halves]
    same = [row for row in told if row is not None and row.why is why]
    return same[0] if same and len(same) == len(halves) else None


def back_from(rows: Sequence[Absence], now: dt.datetime, days: Calendar) -> list[tuple[dt.date, Session]]:
    """The next sessions from which on somebody may come again although they are told away: three at most."""
    next_on, next_in = spans.coming(now, days)
    on, half = max((next_on, next_in.value), min((row.first for row in rows), default=(next_on, next_in.value)))
    session = Session(half)
    found: list[tuple[dt.date, Session]] = []
    for _more in range(30):
        if any(row.covers(on, session) for row in rows) and days(on):
            found.append((on, session))
        on, session = (on, Session.PM) if session is Session.AM else (on + spans.A_DAY, Session.AM)
        if len(found) == 3:
            break
    return found


# For whoever is told, and for those who look after the pupil ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Told:
    """One absence with who it is of, who told us, and who took the call."""

    row: Absence
    pupil: Pupil
    called: str
    carer: str
    by: str


def _told(viewer: Viewer) -> sa.Select[Absence, Pupil, str, str, str]:
    return (
        sa.select(Absence, Pupil, Carer.called, Carer.name, Account.name)
        .join(Pupil, Pupil.id == Absence.pupil_id)
        .join(Carer, Carer.id == Absence.carer_id)
        .join(Account, Account.id == Absence.told_by)
        .where(Absence.network_id == viewer.network_id)
    )


def one(viewer: Viewer, absence_id: uuid.UUID) -> Told:
    """For whom the pupil's attendance or week is open; one that was withdrawn too, to be told that it was."""
    known = sa.or_(
        access.reach(viewer, Part.ATTENDANCE, Absence.pupil_id), access.reach(viewer, Part.WEEK, Absence.pupil_id)
    )
    found = db.session.execute(_told(viewer).where(Absence.id == absence_id, known)).first()
    if found is None:
        raise NotVisible
    return Told(*found)


def own(viewer: Viewer, pupil_id: uuid.UUID, absence_id: uuid.UUID) -> Absence:
    """What the viewer told of this child themselves, by page or by phone."""
    mine = child(viewer, pupil_id)
    question = sa.select(Absence).where(
        Absence.network_id == viewer.network_id,
        Absence.pupil_id == pupil_id,
        Absence.id == absence_id,
        Absence.carer_id == mine.carer.id,
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


def listed(viewer: Viewer) -> list[Told]:
    """Who will not be in today or later, of those whom the viewer knows: who comes back last stands last."""
    question = (
        _told(viewer)
        .where(
            access.knows(viewer, Part.ATTENDANCE, Absence.pupil_id),
            Absence.withdrawn_at.is_(None),
            Absence.ends_on >= clock.today(),
            sa.or_(Absence.back_on.is_(None), Absence.back_on >= clock.today()),
            ~stopped(Absence.pupil_id),
        )
        .order_by(Absence.starts_on, Pupil.sort_key, Absence.told_at, Absence.id)
        .limit(200)
    )
    found = [Told(*row) for row in db.session.execute(question)]
    return [one for one in found if not policy.is_over(one.row, clock.today(), Session.AM)]


def found(viewer: Viewer, named: str) -> list[tuple[uuid.UUID, str, int]]:
    """The pupils with these words in their name whose attendance the viewer knows: a few."""
    question = pupils.listed(viewer, named).where(access.knows(viewer, Part.ATTENDANCE), ~stopped(Pupil.id)).limit(10)
    rows: Sequence[Any] = db.session.execute(question).all()
    return [(row[0].id, f"{row[0].known_as} {row[0].family_name}", row[0].year) for row in rows]
