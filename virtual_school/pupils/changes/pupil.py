"""Entering and changing a pupil."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock, text
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import FormerUpn, Pupil

MAY_BE_EMPTY = frozenset({"upn", "uln", "legal_given_name", "legal_family_name", "first_language"})


def enter_pupil(
    by: Viewer,
    *,
    given_name: str,
    family_name: str,
    known_as: str | None = None,
    date_of_birth: dt.date,
    year: int,
    upn: str | None = None,
    uln: str | None = None,
    legal_given_name: str | None = None,
    legal_family_name: str | None = None,
    first_language: str | None = None,
    account_id: uuid.UUID | None = None,
) -> Pupil:
    """A new pupil. Known as their given name unless told otherwise; a UPN is one pupil's in a network."""
    pupil = Pupil(
        account_id=account_id,
        given_name=given_name,
        family_name=family_name,
        known_as=known_as or given_name,
        sort_key=text.sort_key(f"{family_name} {known_as or given_name}"),
        date_of_birth=date_of_birth,
        year=year,
        upn=_free_upn(upn),
        uln=uln or None,
        legal_given_name=legal_given_name or None,
        legal_family_name=legal_family_name or None,
        first_language=first_language or None,
        created_at=clock.now(),
    )
    db.session.add(pupil)
    db.session.flush()
    audit.record("pupil.entered", by, pupil_id=pupil.id, object_id=pupil.id, year=year)
    db.session.flush()
    return pupil


def change_pupil(by: Viewer, pupil: Pupil, **values: Any) -> None:
    """Change columns of a pupil by name. The audit keeps the year and names the rest, without their words."""
    if values.get("upn"):
        values["upn"] = _free_upn(values["upn"], pupil)
    before = pupil.upn
    for name, value in values.items():
        setattr(pupil, name, (value or None) if name in MAY_BE_EMPTY else value)
    keep_former(pupil, before)
    pupil.sort_key = text.sort_key(f"{pupil.family_name} {pupil.known_as}")
    changed = audit.changes(pupil, tuple(values))
    if changed:
        kept = {name: pair if name == "year" else None for name, pair in changed.items()}
        audit.record("pupil.changed", by, pupil_id=pupil.id, object_id=pupil.id, changes=kept)
    db.session.flush()


def keep_former(pupil: Pupil, before: str | None) -> None:
    """A number that the pupil has no more stays findable: other systems still know them by it."""
    if before and pupil.upn != before:
        db.session.add(FormerUpn(pupil_id=pupil.id, upn=before, until=clock.today()))


def _free_upn(upn: str | None, pupil: Pupil | None = None) -> str | None:
    if not upn:
        return None
    others = sa.select(Pupil.id).where(Pupil.upn == upn)
    if pupil is not None:
        others = others.where(Pupil.id != pupil.id)
    if db.session.scalar(others) is not None:
        raise WrongState(_("Another pupil here has this UPN already. Check both."))
    return upn
