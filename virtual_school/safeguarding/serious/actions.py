"""What people do with something serious: the policy is asked once, then the change is made."""

import uuid

from virtual_school.core.access import require
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.hands import Standing
from virtual_school.safeguarding.models import Serious
from virtual_school.safeguarding.people import Concerned
from virtual_school.safeguarding.serious import changes, policy, telling
from virtual_school.safeguarding.serious.changes import Lines


def report(
    viewer: Viewer, opened: Access, pupil: Pupil, *, lines: Lines, around: Standing, concerned: Concerned
) -> Serious:
    require(policy.can_report(viewer, opened))
    return changes.report(viewer, pupil_id=pupil.id, lines=lines, around=around, concerned=concerned)


def see(viewer: Viewer, serious: Serious) -> None:
    require(policy.can_see(viewer))
    changes.see(viewer, serious)


def not_seen(serious_id: uuid.UUID) -> None:
    """By the system, when its time has come."""
    telling.not_seen(serious_id)
