"""The boxes beside an answer: each a part of the page by itself, so that the answer stays as typed."""

from typing import Any

from flask_babel import gettext as _

from virtual_school.core.forms import Form
from virtual_school.core.htmx import htmx
from virtual_school.learning.forms import RemarkForm
from virtual_school.learning.forms_marking import BankForm, CriterionForm, PinForm, SaidForm
from virtual_school.learning.queries import bank, criteria, voice
from virtual_school.learning.queries.pile import ToAnswer
from virtual_school.network.viewer import Viewer

FRAGMENTS = {
    "answer-desk": "learning/_desk.html",
    "handed-in": "learning/_handed_in.html",
    "handed-photos": "learning/_handed_photos.html",
    "criteria": "learning/_criteria.html",
    "bank": "learning/_bank.html",
    "voice-kept": "learning/_voice_kept.html",
}


def boxes_beside(viewer: Viewer, work: ToAnswer, outcome: str, sent: dict[str, Form]) -> dict[str, Any]:
    """Every box, empty or as it was sent; and which of them has to be looked at again."""
    if not work.is_waiting:
        return {"beside_errors": False}
    photos = [
        (one.id, _("Photo %(number)s", number=number)) for number, one in enumerate(work.go.photos, 1) if one.is_picture
    ]
    boxes: dict[str, Any] = {"remark": RemarkForm(formdata=None), "pin": PinForm(formdata=None)}
    boxes["criterion"] = CriterionForm(formdata=None)
    boxes["bank"], boxes["kept"] = BankForm(formdata=None), bank.bank(viewer)
    boxes["voice"] = voice.own_voice(viewer, work.hand_in_id)
    boxes["voice_form"] = SaidForm(formdata=None, said=boxes["voice"].words if boxes["voice"] else "")
    boxes |= sent
    boxes["pin"].of(photos)
    before = [one.words for go in work.earlier for one in go.criteria]
    there = [one.words for one in work.go.criteria]
    boxes["offered"] = criteria.offered(viewer, work.revision_id, first=[outcome, *before], there=there)
    return boxes | {"bank_open": htmx.target_id == "bank", "beside_errors": any(one.errors for one in sent.values())}
