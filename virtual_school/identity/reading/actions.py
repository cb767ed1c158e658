"""What anybody does for themself."""

from collections.abc import Mapping
from typing import Any

from virtual_school.core.access import require
from virtual_school.identity.reading import changes, policy
from virtual_school.network.viewer import Viewer


def choose(viewer: Viewer, chosen: Mapping[str, Any]) -> None:
    require(policy.can_choose(viewer))
    changes.choose(viewer, chosen)
