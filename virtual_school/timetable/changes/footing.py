"""The legal footing of one part of a week: confirmed by the head, ended when it no longer holds."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.apart import refuse_place
from virtual_school.timetable import footings
from virtual_school.timetable.models import Footing, SlotBasis, SlotKind


def confirm_footing(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    kind: SlotKind,
    basis: SlotBasis,
    words: str,
    place_id: uuid.UUID | None = None,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    papers: str | None = None,
    reason: str | None = None,
) -> Footing:
    """Say that this part of the pupil's week stands on this footing, from a day until a day."""
    if by.account_id is None:
        raise WrongState(_("The footing of a part of the week is confirmed by a person."))
    dated.in_order(starts_on, ends_on)
    _fits(pupil_id, kind, basis, ends_on, reason)
    refuse_place(by, pupil_id, place_id, starts_on, ends_on)
    footing = Footing(
        pupil_id=pupil_id,
        kind=kind,
        basis=basis,
        words=words,
        place_id=place_id,
        papers=papers or None,
        reason=reason or None,
        confirmed_by=by.account_id,
        confirmed_at=clock.now(),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.add(footing)
    db.session.flush()
    audit.record(
        "footing.confirmed",
        by,
        pupil_id=pupil_id,
        object_id=footing.id,
        kind=kind,
        basis=basis,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    db.session.flush()
    return footing


def _fits(pupil_id: uuid.UUID, kind: SlotKind, basis: SlotBasis, ends_on: dt.date | None, reason: str | None) -> None:
    year = db.session.scalar(sa.select(Pupil.year).where(Pupil.id == pupil_id)) or 0
    if basis not in footings.allowed(kind, year):
        raise WrongState(
            _(
                "‘%(kind)s’ cannot stand on this footing in Year %(year)s: %(basis)s.",
                kind=footings.KIND_WORDS[kind],
                year=year,
                basis=footings.WORDS[basis],
            )
        )
    if basis is SlotBasis.PART_TIME_TIMETABLE and (ends_on is None or not (reason or "").strip()):
        raise WrongState(_("A part-time timetable needs its reason and its last day."))


def end_footing(by: Viewer, footing: Footing, because: str) -> None:
    """End a footing at once: from today no half day stands on it any more."""
    if not dated.end(by, footing, because):
        return
    audit.record("footing.ended", by, pupil_id=footing.pupil_id, object_id=footing.id, because=because)
    db.session.flush()
