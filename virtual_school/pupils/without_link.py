"""A record opened without a link, for hours, as one SQL condition: see `models.Glass`."""

from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.aliases import alias
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Glass, Part
from virtual_school.pupils.whereabouts import PupilId

# As much as the safeguarding lead of the pupil's own school sees.
PARTS = frozenset(Part) - {Part.CHECK_INS, Part.MESSAGES}


def without_link(viewer: Viewer, part: Part, pupil_id: PupilId) -> sa.ColumnElement[bool] | None:
    """That the viewer has this record open. Nothing is written through it but a concern (`queries.find`)."""
    if viewer.role is not Role.SAFEGUARDING_LEAD or part not in PARTS:
        return None
    glass = alias(Glass, "without_link")
    return pupil_id.in_(sa.select(glass.pupil_id).where(*opened_by(viewer, glass)))


def opened_by(viewer: Viewer, glass: Any = Glass) -> list[sa.ColumnElement[bool]]:
    """The conditions on an opening that make it the viewer's, in the hat they wear, now."""
    return [
        glass.network_id == viewer.network_id,
        glass.account_id == viewer.account_id,
        glass.organisation_id == viewer.organisation_id,
        glass.ended_at.is_(None),
        glass.ends_at > clock.now(),
    ]
