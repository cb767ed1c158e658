"""The one way in which it is noted that staff opened a pupil's record.

What a request opens of a pupil is remembered where it is loaded: `queries.find` does so by itself, and what is reached
without it says `looked`. When the page was given, one note for each pupil is written with the request's other notes,
after its transaction: no lock, no query of its own, and nothing for a page that was refused.

The note says who, in which hat and for which organisation, which part, and by what relation; never a word of a child.
"""

import uuid
from typing import Any

from flask import Response, g, has_request_context, request

from virtual_school.core.notes import note
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import CARE_ROLES, OFFICE_PARTS, SCHOOL_PARTS, Access, Relation
from virtual_school.pupils.models import Part

KIND = "pupil.viewed"

# Who opens one thing that no page about the pupil leads to: the clerk by their office, everybody else by a window.
BY_OFFICE = frozenset(OFFICE_PARTS) | {Role.PANEL_CLERK}


def remember(pupil_id: uuid.UUID, part: Part, opened: Access) -> None:
    """That a page loaded this part of the record, by this relation. The most closely kept part of several counts."""
    if not has_request_context():
        return
    look = _look(pupil_id)
    look["by"] = opened.relation.value
    if "part" not in look or part is Part.SAFEGUARDING:
        look["part"] = part.value


def looked(
    pupil_id: uuid.UUID, part: Part, page: str, object_id: uuid.UUID | None = None, by: Relation | None = None
) -> None:
    """Say which page it is, of what; needed where the pupil was not found by `queries.find`."""
    look = _look(pupil_id)
    look["part"], look["page"], look["object"] = part.value, page, object_id
    if by is not None:
        look["by"] = by.value


def _look(pupil_id: uuid.UUID) -> dict[str, Any]:
    looks: dict[uuid.UUID, dict[str, Any]] = g.setdefault("looks", {})
    return looks.setdefault(pupil_id, {})


def write(response: Response) -> Response:
    """Note what was opened, when it was given to a person of staff who asked to read it."""
    looks = g.pop("looks", None)
    viewer: Viewer | None = g.get("viewer")
    if not looks or viewer is None or not viewer.is_staff or not _was_read(response):
        return response
    for pupil_id, look in looks.items():
        note(
            KIND,
            account_id=viewer.account_id,
            pupil_id=pupil_id,
            object_id=look.get("object"),
            page=look.get("page") or request.endpoint or "",
            part=look["part"],
            by=look.get("by") or by_hat(viewer).value,
            hat=viewer.hat_name,
            at=str(viewer.organisation_id) if viewer.organisation_id else None,
        )
    return response


def _was_read(response: Response) -> bool:
    return request.method == "GET" and response.status_code < 300


def by_hat(viewer: Viewer) -> Relation:
    """How somebody in this hat reaches what they were shown, where nobody said."""
    role = viewer.role
    if role is None:
        return Relation.WINDOW
    if role in CARE_ROLES:
        return Relation(CARE_ROLES[role].value)
    if role in SCHOOL_PARTS:
        return Relation.SCHOOL
    return Relation.OFFICE if role in BY_OFFICE else Relation.WINDOW
