"""The changes themselves, audited and flushed. No reason is ever copied into the audit: it stays with its row."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import ConfidentialWhereabouts, WhereaboutsReader
from virtual_school.pupils.naming import may_be_named
from virtual_school.safeguarding.models import Hold, KeepApart
from virtual_school.safeguarding.protecting.queries import Protection, next_review


def _person(by: Viewer) -> uuid.UUID:
    if by.account_id is None:
        raise ValueError("this is done by a person: `by` needs an account")
    return by.account_id


def looked_again(by: Viewer, row: Protection, review_on: dt.date) -> None:
    """It stays as it is, until the next day on which somebody looks."""
    db.session.refresh(row, with_for_update=True)
    if row.ended_at is not None:
        raise WrongState(_("This is ended already."))
    row.review_on = review_on
    audit.record("protection.looked_again", by, pupil_id=row.pupil_id, object_id=row.id, review_on=review_on)
    db.session.flush()


# Whereabouts ----------------------------------------------------------------------------------------------------------


def keep_whereabouts(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    reason: str,
    ends_on: dt.date | None = None,
    review_on: dt.date | None = None,
) -> ConfidentialWhereabouts:
    """From now on nobody knows where they are but the pupil, the safeguarding lead, and whoever is named after this."""
    dated.lock_pupil(pupil_id)
    dated.in_order(clock.today(), ends_on)
    there = sa.exists().where(
        ConfidentialWhereabouts.pupil_id == pupil_id, dated.overlaps(ConfidentialWhereabouts, clock.today(), ends_on)
    )
    if db.session.scalar(sa.select(there)):
        raise WrongState(_("This is kept in confidence already."))
    row = ConfidentialWhereabouts(
        pupil_id=pupil_id,
        reason=reason,
        set_by=_person(by),
        set_at=clock.now(),
        review_on=review_on or next_review(),
        ends_on=ends_on,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("whereabouts.kept", by, pupil_id=pupil_id, object_id=row.id, ends_on=ends_on)
    db.session.flush()
    return row


def open_whereabouts(by: Viewer, row: ConfidentialWhereabouts, because: str | None) -> None:
    """Those who saw it before see it again, from the next request on."""
    if dated.end(by, row, because):
        audit.record("whereabouts.opened", by, pupil_id=row.pupil_id, object_id=row.id)
        db.session.flush()


def name_reader(by: Viewer, row: ConfidentialWhereabouts, account_id: uuid.UUID) -> None:
    """Somebody may know it all the same. Named twice is named once."""
    db.session.refresh(row, with_for_update=True)
    if not row.in_force(clock.today()):
        raise WrongState(_("This is not kept in confidence any more."))
    if _reader(row, account_id) is not None:
        return
    may_be_named(by, row.pupil_id, account_id)
    reader = WhereaboutsReader(
        confidential_id=row.id, account_id=account_id, named_by=_person(by), named_at=clock.now()
    )
    db.session.add(reader)
    db.session.flush()
    audit.record("whereabouts.reader_named", by, pupil_id=row.pupil_id, object_id=row.id, account_id=account_id)
    db.session.flush()


def end_reader(by: Viewer, row: ConfidentialWhereabouts, account_id: uuid.UUID) -> None:
    db.session.refresh(row, with_for_update=True)
    reader = _reader(row, account_id)
    if reader is None:
        return
    reader.ended_at, reader.ended_by = clock.now(), by.account_id
    audit.record("whereabouts.reader_ended", by, pupil_id=row.pupil_id, object_id=row.id, account_id=account_id)
    db.session.flush()


def _reader(row: ConfidentialWhereabouts, account_id: uuid.UUID) -> WhereaboutsReader | None:
    question = sa.select(WhereaboutsReader).where(
        WhereaboutsReader.confidential_id == row.id,
        WhereaboutsReader.account_id == account_id,
        WhereaboutsReader.ended_at.is_(None),
    )
    return db.session.scalar(question)


# Who must not meet ----------------------------------------------------------------------------------------------------


def keep_apart(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    reason: str,
    other_id: uuid.UUID | None = None,
    place_id: uuid.UUID | None = None,
    account_id: uuid.UUID | None = None,
    ends_on: dt.date | None = None,
    review_on: dt.date | None = None,
) -> KeepApart:
    """A pupil, and one of the three. What stands already is shown to whoever sets it, and undone by nobody."""
    if [other_id, place_id, account_id].count(None) != 2 or other_id == pupil_id:
        raise WrongState(_("Choose one: another pupil, a place, or an adult."))
    for one in sorted({pupil_id, other_id} - {None}, key=str):
        if one is not None:
            dated.lock_pupil(one)
    dated.in_order(clock.today(), ends_on)
    row = KeepApart(
        pupil_id=pupil_id,
        other_id=other_id,
        place_id=place_id,
        account_id=account_id,
        reason=reason,
        set_by=_person(by),
        set_at=clock.now(),
        review_on=review_on or next_review(),
        ends_on=ends_on,
    )
    db.session.add(row)
    db.session.flush()
    audit.record("apart.set", by, pupil_id=pupil_id, object_id=row.id, ends_on=ends_on)
    db.session.flush()
    return row


def end_apart(by: Viewer, row: KeepApart, because: str | None) -> None:
    if dated.end(by, row, because):
        audit.record("apart.ended", by, pupil_id=row.pupil_id, object_id=row.id)
        db.session.flush()


# Stop everything ------------------------------------------------------------------------------------------------------


def stop(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    reason: str,
    account_id: uuid.UUID | None = None,
    review_on: dt.date | None = None,
) -> Hold:
    """Nothing goes out about this pupil, or to this person around them. Pressed twice is once."""
    dated.lock_pupil(pupil_id)
    same = Hold.account_id.is_(None) if account_id is None else Hold.account_id == account_id
    there = db.session.scalar(sa.select(Hold).where(Hold.pupil_id == pupil_id, same, Hold.ended_at.is_(None)))
    if there is not None:
        return there
    row = Hold(
        pupil_id=pupil_id,
        account_id=account_id,
        reason=reason,
        set_by=_person(by),
        set_at=clock.now(),
        review_on=review_on or next_review(stop=True),
    )
    db.session.add(row)
    db.session.flush()
    audit.record("hold.set", by, pupil_id=pupil_id, object_id=row.id, account_id=account_id)
    db.session.flush()
    return row


def let_go_on(by: Viewer, row: Hold, because: str | None) -> None:
    """What was held goes out as it would have."""
    if dated.end(by, row, because):
        audit.record("hold.ended", by, pupil_id=row.pupil_id, object_id=row.id, account_id=row.account_id)
        db.session.flush()
