"""Days off, and whoever stands in for a mentor: let in to each pupil for these days, and out again."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.identity.hours import changes as identity
from virtual_school.identity.hours.queries import overlapping
from virtual_school.identity.models import Off
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.changes.links import covers_of, end_care, stand_in
from virtual_school.pupils.models import CareKind, CareLink


def set_off(
    by: Viewer, account_id: uuid.UUID, *, starts_on: dt.date, ends_on: dt.date | None, cover_id: uuid.UUID | None
) -> tuple[Off, list[uuid.UUID]]:
    """Somebody is off, and another stands in for their pupils; with the pupils for whom that one cannot."""
    dated.in_order(starts_on, ends_on)
    if cover_id is not None and overlapping([cover_id], starts_on, ends_on):
        raise WrongState(_("Whoever you named is off themself in these days. Name somebody else."))
    off = identity.set_off(by, account_id, starts_on=starts_on, ends_on=ends_on, cover_id=cover_id)
    left = [link.pupil_id for link in _mentored(off) if not stand_in(by, link, off)] if cover_id else []
    return off, left


def end_off(by: Viewer, off: Off) -> None:
    """They are back: whoever stood in is let out at once."""
    if not identity.end_off(by, off):
        return
    for link in _mentored(off):
        for cover in covers_of(link):
            if cover.account_id == off.cover_id and _within(cover, off):
                end_care(by, cover, _("The mentor is back."))


def _within(cover: CareLink, off: Off) -> bool:
    return off.starts_on <= cover.starts_on and (off.ends_on is None or cover.starts_on <= off.ends_on)


def _mentored(off: Off) -> list[CareLink]:
    """The mentor's own links that share a day with the days off."""
    question = sa.select(CareLink).where(
        CareLink.account_id == off.account_id,
        CareLink.kind == CareKind.MENTOR,
        CareLink.stands_in_for.is_(None),
        dated.overlaps(CareLink, max(off.starts_on, clock.today()), off.ends_on),
    )
    return list(db.session.scalars(question.order_by(CareLink.pupil_id, CareLink.id)))
