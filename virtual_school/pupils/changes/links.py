"""The links by which people care for a pupil: begun, prolonged, ended; and who stands in while a mentor is off.

Whoever stands in has a link like any other beside the mentor's own, for these days and with the same reach: each page,
list and line beside a box that goes by links is right by itself. It ends with the days off, and with the link it
stands for.
"""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.identity import changes as identity
from virtual_school.identity.hours.queries import overlapping
from virtual_school.identity.models import Off
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import CareKind, CareLink, Pupil
from virtual_school.pupils.naming import may_be_named


def begin_care(
    by: Viewer,
    *,
    account_id: uuid.UUID,
    pupil_id: uuid.UUID,
    kind: CareKind,
    carer_id: uuid.UUID | None = None,
    may_see_record: bool = False,
    may_see_whereabouts: bool = False,
    may_be_rung: bool = False,
    may_collect: bool = False,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    because: str | None = None,
    stands_in_for: uuid.UUID | None = None,
) -> CareLink:
    """Link an account to a pupil. The same person has the same link once at a time.

    `stands_in_for` is the link of a mentor who is off in these days.
    """
    starts_on = starts_on or clock.today()
    dated.in_order(starts_on, ends_on)
    dated.lock_pupil(pupil_id)
    may_be_named(by, pupil_id, account_id)
    then = dated.overlaps(CareLink, starts_on, ends_on)
    _may_begin(account_id, pupil_id, kind, then, covers=stands_in_for is not None)
    link = CareLink(
        account_id=account_id,
        pupil_id=pupil_id,
        kind=kind,
        carer_id=carer_id,
        may_see_record=may_see_record,
        may_see_whereabouts=may_see_whereabouts,
        may_be_rung=may_be_rung,
        may_collect=may_collect,
        starts_on=starts_on,
        ends_on=ends_on,
        because=because,
        stands_in_for=stands_in_for,
    )
    db.session.add(link)
    db.session.flush()
    audit.record(
        "care_link.begun", by, pupil_id=pupil_id, object_id=link.id, because=because, account_id=account_id, kind=kind
    )
    db.session.flush()
    _cover_too(by, link)
    return link


def _may_begin(
    account_id: uuid.UUID, pupil_id: uuid.UUID, kind: CareKind, then: sa.ColumnElement[bool], *, covers: bool
) -> None:
    """No link twice at once. A pupil's mentor and key adult are two: the one can be written to without the other.

    Who stands in for a while can be named for good; a mentor does not stand in for another beside that.
    """
    held = sa.select(CareLink.kind, CareLink.stands_in_for).where(
        CareLink.account_id == account_id, CareLink.pupil_id == pupil_id, then
    )
    rows = db.session.execute(held).all()
    kinds = {row.kind for row in rows}
    if any(row.kind is kind and (covers or row.stands_in_for is None) for row in rows):
        raise WrongState(_("This person has this link to the pupil already."))
    if {CareKind.MENTOR, CareKind.KEY_ADULT} <= kinds | {kind}:
        raise WrongState(_("A pupil’s mentor and key adult are two people. Choose somebody else."))


def end_care(by: Viewer, link: CareLink, because: str | None = None) -> None:
    """End a care link at once: what it opened is shut at the next request. Ended twice is ended once."""
    if not dated.end(by, link, because):
        return
    pupil_account = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == link.pupil_id))
    if link.kind is not CareKind.CARER and pupil_account is not None:
        identity.end_slips_by(link.account_id, pupil_account)
    audit.record(
        "care_link.ended",
        by,
        pupil_id=link.pupil_id,
        object_id=link.id,
        because=because,
        account_id=link.account_id,
        kind=link.kind,
    )
    db.session.flush()
    for cover in covers_of(link):
        end_care(by, cover, because)


def prolong_care(by: Viewer, link: CareLink, ends_on: dt.date | None) -> None:
    """Let a care link in force run until another day; None leaves it open. One that has ended is begun anew instead."""
    db.session.refresh(link, with_for_update=True)
    if not link.in_force(clock.today()):
        raise WrongState(_("This link has ended. Begin it anew."))
    if link.ends_on == ends_on:
        return
    dated.in_order(link.starts_on, ends_on)
    may_be_named(by, link.pupil_id, link.account_id)
    link.ends_on = ends_on
    audit.record(
        "care_link.prolonged",
        by,
        pupil_id=link.pupil_id,
        object_id=link.id,
        account_id=link.account_id,
        ends_on=ends_on,
    )
    db.session.flush()
    _cover_too(by, link)


# While a mentor is off ------------------------------------------------------------------------------------------------


def covers_of(link: CareLink) -> list[CareLink]:
    """The links of whoever stands in for this one, that nobody ended."""
    question = sa.select(CareLink).where(CareLink.stands_in_for == link.id, CareLink.ended_at.is_(None))
    return list(db.session.scalars(question.order_by(CareLink.id)))


def stand_in(by: Viewer, link: CareLink, off: Off) -> bool:
    """Let whoever stands in to this pupil. False where they must not be named beside them: why is not said here."""
    if off.cover_id is None:
        return False
    ends = [day for day in (link.ends_on, off.ends_on) if day is not None]
    try:
        begin_care(
            by,
            account_id=off.cover_id,
            pupil_id=link.pupil_id,
            kind=CareKind.MENTOR,
            starts_on=max(link.starts_on, off.starts_on, clock.today()),
            ends_on=min(ends, default=None),
            because=_("Stands in while the mentor is off"),
            stands_in_for=link.id,
        )
    except WrongState:
        return False
    return True


def _cover_too(by: Viewer, link: CareLink) -> None:
    """A mentor who is off, or will be, is named for a pupil or for longer: whoever stands in does so here too."""
    if link.kind is not CareKind.MENTOR or link.stands_in_for is not None:
        return
    for cover in covers_of(link):
        end_care(by, cover)
    for off in overlapping([link.account_id], max(link.starts_on, clock.today()), link.ends_on):
        stand_in(by, link, off)
