"""The blueprint that all pages of this package share, and what their routes share."""

import uuid

from flask import Blueprint, request

from virtual_school.core.access import require
from virtual_school.letters import policy
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find

bp = Blueprint("letters", __name__)


def pupil_of(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    """The pupil, for staff who read the family's letters."""
    pupil, opened = find(viewer, pupil_id, Part.FAMILY)
    require(policy.can_read(opened))
    return pupil, opened


def page_number() -> int:
    return min(max(request.args.get("page", 1, type=int), 1), 1000)
