"""What a lesson's page says of it in the network."""

from typing import Any

from virtual_school.library.queries import Sheet
from virtual_school.library.use import policy, queries
from virtual_school.library.use.forms import AdaptForm, ThanksForm
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
