"""Builders of absences, of who was seen and of the links for a register. They flush and never commit."""

import datetime as dt
import uuid
from typing import Any

from tests import make_timetable as weeks
from virtual_school.attendance.models import Absence, AbsenceWhy, Mark, ProviderMark, RegisterLink, Seen, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import digest, token
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Away, AwayWhy, Programme, Pupil
from virtual_school.timetable.models import Session, SlotBasis, SlotKind


def _add(row: Any, given: dict[str, Any]) -> Any:
    for name, value in given.items():
        setattr(row, name, value)
    db.session.add(row)
    db.session.flush()
    return row


def away(pupil: Pupil, school: Organisation, answers: Account, **given: Any) -> Away:
    """Since yesterday, for some days more."""
    today = clock.today()
    row = Away(pupil_id=pupil.id, organisation_id=school.id, why=AwayWhy.INJURED, answers_id=answers.id)
    row.opened_by, row.starts_on, row.ends_on = answers.id, today - dt.timedelta(days=1), today + dt.timedelta(days=9)
    return _add(row, given)


def programme(pupil: Pupil, school: Organisation, by: Account, **given: Any) -> Programme:
    row = Programme(pupil_id=pupil.id, organisation_id=school.id, confirmed_by=by.id, confirmed_at=clock.now())
    row.starts_on, row.ends_on = clock.today() - dt.timedelta(days=20), clock.today() + dt.timedelta(days=60)
    return _add(row, given)


def seen(pupil: Pupil, by: Account, session: Session = Session.AM, **given: Any) -> Seen:
    row = Seen(pupil_id=pupil.id, on=clock.today(), session=session, how=SeenHow.CALL, by=by.id, at=clock.now())
    return _add(row, given)


def mark(
    pupil: Pupil, place: Organisation, by: Account, said: Mark = Mark.HERE, session: Session = Session.AM, **given: Any
) -> ProviderMark:
    row = ProviderMark(pupil_id=pupil.id, organisation_id=place.id, on=clock.today(), session=session, mark=said)
    row.at, row.by = clock.now(), by.id
    return _add(row, given)


def absence(pupil: Pupil, carer_id: uuid.UUID, by: Account, **given: Any) -> Absence:
    """Ill, all of today."""
    row = Absence(pupil_id=pupil.id, carer_id=carer_id, told_by=by.id, by_phone=False, why=AbsenceWhy.ILL)
    row.starts_on = row.ends_on = clock.today()
    row.starts_in, row.ends_in, row.told_at = Session.AM, Session.PM, clock.now()
    return _add(row, given)


def link(
    place: Organisation, by: Account, secret: str = "", session: Session = Session.AM, **given: Any
) -> RegisterLink:
    """One that works for days, whatever the hour of the test."""
    row = RegisterLink(organisation_id=place.id, on=clock.today(), session=session, digest=digest(secret or token()))
    row.sent_to, row.made_by, row.made_at = "desk@college.example", by.id, clock.now()
    row.expires_at = clock.now() + dt.timedelta(days=9)
    return _add(row, given)


def at_college(pupil: Pupil, college: Organisation, head: Account, day: int = 2, session: Session = Session.AM) -> Any:
    """An agreed week with one half day at a college, on a footing that the head confirmed. The slot."""
    footing = weeks.footing(pupil, head, SlotKind.COLLEGE, SlotBasis.OFF_SITE_ACTIVITY, college)
    pattern = weeks.pattern(pupil)
    return weeks.slot(pattern, day, session, footing, words="Construction", responsible="Peter Quill")
