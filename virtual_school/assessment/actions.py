"""What people do about marks: the policy is asked once, then the change is made."""

import datetime as dt
import uuid
from collections.abc import Mapping

from virtual_school.assessment import changes, policy
from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.scale import Given
from virtual_school.core.access import require
from virtual_school.core.errors import Refused
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Pupil


def enter_one(
    viewer: Viewer,
    pupil: Pupil,
    access: Access,
    kind: Kind,
    *,
    subject_id: uuid.UUID,
    for_day: dt.date,
    given: Given,
    shown_by: str | None,
) -> None:
    """One mark of one pupil."""
    require(policy.can_enter(viewer, access))
    require(policy.can_enter_kind(viewer, kind))
    changes.enter(
        viewer, subject_id=subject_id, key=kind.key, for_day=for_day, given={pupil.id: given}, shown_by=shown_by
    )


def withdraw(viewer: Viewer, access: Access | None, row: GradeEntry, because: str) -> None:
    require(policy.can_withdraw(viewer, access, row.assessor_id))
    changes.withdraw(viewer, row, because)


def enter_list(
    viewer: Viewer,
    kind: Kind,
    *,
    subject_id: uuid.UUID,
    for_day: dt.date,
    given: Mapping[uuid.UUID, Given],
    shown_by: str | None,
) -> int:
    """The marks of a class, of pupils whom the viewer was found to enter marks for."""
    require(policy.can_enter_kind(viewer, kind))
    return changes.enter(viewer, subject_id=subject_id, key=kind.key, for_day=for_day, given=given, shown_by=shown_by)


def define(viewer: Viewer, meant: Kind, *, number: int | None, because: str) -> None:
    _defines(viewer)
    changes.define(viewer, meant, number=number, because=because)


def retire(viewer: Viewer, kind: Kind) -> None:
    _defines(viewer)
    changes.retire(viewer, kind.key)


def _defines(viewer: Viewer) -> None:
    if not viewer.is_any(*policy.DEFINERS):
        raise Refused
