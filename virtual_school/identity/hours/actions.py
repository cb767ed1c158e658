"""What a person says of their own hours."""

from collections.abc import Mapping

from virtual_school.core.access import require
from virtual_school.identity.hours import changes, policy
from virtual_school.network.viewer import Viewer


def set_hours(viewer: Viewer, hours: Mapping[int, tuple[int, int] | None]) -> None:
    require(policy.can_set_hours(viewer))
    changes.set_hours(viewer, hours)
