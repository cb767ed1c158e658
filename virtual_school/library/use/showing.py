"""What a lesson's page says of it in the network."""

import uuid
from typing import Any

from flask import Response

from virtual_school.core.htmx import render
from virtual_school.library.queries import Sheet
from virtual_school.library.use import policy, queries
from virtual_school.library.use.forms import AdaptForm, HideForm, ThanksForm
from virtual_school.network.viewer import Viewer


def network_card(viewer: Viewer, sheet: Sheet) -> dict[str, Any]:
    """How often it was used, and what the viewer may do with it besides changing it."""
    return {
        "around": queries.around(viewer, sheet),
        "adapting": AdaptForm(formdata=None),
        "thanking": ThanksForm(formdata=None),
        "can_adapt": policy.can_adapt(viewer, sheet.lesson),
        "can_follow": policy.can_follow(viewer, sheet.lesson),
        "can_thank": policy.can_thank(viewer, sheet.lesson),
        "can_remark": policy.can_remark(viewer, sheet.lesson),
    }


def version_page(
    viewer: Viewer, sheet: Sheet, number: int, *, since: int = 0, hiding: HideForm | None = None, status: int = 200
) -> Response:
    """What changed with one version, from the one before it or from `since`; and putting it out of sight."""
    lesson_id: uuid.UUID = sheet.lesson.id
    after = queries.version(lesson_id, number)
    since = since or number - 1
    before = queries.version(lesson_id, since) if 0 < since < number else None
    newest = sheet.revision.number if sheet.revision else number
    return render(
        "library/version.html",
        status=status,
        sheet=sheet,
        after=after,
        before=before,
        changed=queries.difference(before, after) if before else None,
        form=hiding,
        hiding=hiding or HideForm(formdata=None),
        can_hide=policy.can_hide(viewer, sheet.lesson),
        may_go=policy.may_go(number, newest, hidden=after.hidden is not None),
    )
