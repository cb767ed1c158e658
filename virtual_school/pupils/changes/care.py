"""Carers, and the links by which people care for a pupil."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import CareKind, CareLink, Carer, Responsibility


def enter_carer(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    name: str,
    called: str,
    parent_in_law: bool,
    responsibility: Responsibility,
    lives_with: bool,
    order_in_force: str | None = None,
    phone: str | None = None,
    language: str | None = None,
    contact_order: int = 1,
) -> Carer:
    """A parent or carer, in the pupil's own word for them. Opens nothing: a care link does."""
    carer = Carer(
        pupil_id=pupil_id,
        name=name,
        called=called,
        parent_in_law=parent_in_law,
        responsibility=responsibility,
        lives_with=lives_with,
        order_in_force=order_in_force or None,
        phone=phone or None,
        language=language or None,
        contact_order=contact_order,
        created_at=clock.now(),
    )
    db.session.add(carer)
    db.session.flush()
    audit.record("carer.entered", by, pupil_id=pupil_id, object_id=carer.id, carer_id=carer.id)
    db.session.flush()
    return carer


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
) -> CareLink:
    """Link an account to a pupil. The same person has the same link once at a time."""
    starts_on = starts_on or clock.today()
    dated.in_order(starts_on, ends_on)
    dated.lock_pupil(pupil_id)
    same = sa.exists().where(
        CareLink.account_id == account_id,
        CareLink.pupil_id == pupil_id,
        CareLink.kind == kind,
        dated.overlaps(CareLink, starts_on, ends_on),
    )
    if db.session.scalar(sa.select(same)):
        raise WrongState(_("This person has this link to the pupil already."))
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
    )
    db.session.add(link)
    db.session.flush()
    audit.record(
        "care_link.begun", by, pupil_id=pupil_id, object_id=link.id, because=because, account_id=account_id, kind=kind
    )
    db.session.flush()
    return link


def end_care(by: Viewer, link: CareLink, because: str | None = None) -> None:
    """End a care link at once: what it opened is shut at the next request. Ended twice is ended once."""
    if not dated.end(by, link, because):
        return
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


def prolong_care(by: Viewer, link: CareLink, ends_on: dt.date | None) -> None:
    """Let a care link in force run until another day; None leaves it open. One that has ended is begun anew instead."""
    db.session.refresh(link, with_for_update=True)
    if not link.in_force(clock.today()):
        raise WrongState(_("This link has ended. Begin it anew."))
    if link.ends_on == ends_on:
        return
    dated.in_order(link.starts_on, ends_on)
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
