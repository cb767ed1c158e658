"""The boxes beside an answer: each a part of the page by itself, so that the answer stays as typed."""

from typing import Any

from flask_babel import gettext as _

from virtual_school.core.forms import Form
from virtual_school.learning.forms import RemarkForm
from virtual_school.learning.forms_marking import PinForm
from virtual_school.learning.queries.pile import ToAnswer

FRAGMENTS = {
    "answer-desk": "learning/_desk.html",
    "handed-in": "learning/_handed_in.html",
    "handed-photos": "learning/_handed_photos.html",
}


def boxes_beside(work: ToAnswer, sent: dict[str, Form]) -> dict[str, Any]:
    """Every box, empty or as it was sent; and which of them has to be looked at again."""
    if not work.is_waiting:
        return {"beside_errors": False}
    photos = [
        (one.id, _("Photo %(number)s", number=number)) for number, one in enumerate(work.go.photos, 1) if one.is_picture
    ]
    boxes: dict[str, Any] = {"remark": RemarkForm(formdata=None), "pin": PinForm(formdata=None)}
    boxes |= sent
    boxes["pin"].of(photos)
    return boxes | {"beside_errors": any(one.errors for one in sent.values())}
