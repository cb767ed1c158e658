"""The blueprint that all pages of this package share, and what their routes share."""

import uuid
from typing import Any

from flask import Blueprint, current_app, flash, request, url_for

from virtual_school.network.roles import Role

bp = Blueprint("mentoring", __name__)

NOTERS = (Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD)

# Where somebody came from, by a word in the address: the desk is in a package above, so it is asked for by name.
PLACES = {"desk": "home.desk", "lead": "home.lead"}


def back() -> str:
    """The word for where somebody came from, as the address or the form says; empty for the pupil's page."""
    said = request.form.get("back") or request.args.get("back") or ""
    return said if said in PLACES else ""


def back_url(pupil_id: uuid.UUID, place: str) -> str:
    endpoint = PLACES.get(place, "")
    if endpoint in current_app.view_functions:
        return url_for(endpoint)
    values: dict[str, Any] = {"pupil_id": pupil_id}
    return url_for("pupils.page", **values)


def said(words: str, undo: str) -> None:
    """Say what was done, with the button that undoes it."""
    flash({"words": words, "undo": undo}, "ok")  # type: ignore[arg-type]


def page_number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), 1000)
