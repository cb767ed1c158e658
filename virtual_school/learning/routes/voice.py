"""An answer said aloud: recorded beside the answer or sent as a file, put into words, played wherever it is read."""

import uuid

from flask import Response, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import on_device, unlocked
from virtual_school.core.db import writing
from virtual_school.learning import actions, policy
from virtual_school.learning.forms_marking import SaidForm
from virtual_school.learning.queries import pile as queries
from virtual_school.learning.queries import voice
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.pile import hand_in_page
from virtual_school.learning.routes.record import ADULTS
from virtual_school.learning.routes.sent import received_with, uploads
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import ANSWERERS, Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part


def _back(hand_in_id: uuid.UUID) -> AnyResponse:
    return redirect(url_for("learning.answer", hand_in_id=hand_in_id, _anchor="voice"), 303)


@bp.post("/to-answer/<uuid:hand_in_id>/voice")
@staff(*ANSWERERS)
@unlocked
def keep_voice(hand_in_id: uuid.UUID) -> AnyResponse:
    """The last of what came; an upload that is named is taken once, however often it is asked for."""
    queries.to_answer(viewer, hand_in_id)
    received, wrong = received_with()
    wrong += [heard.because for one in received if not (heard := policy.can_be_heard(one.media_type))]
    sent: list[uuid.UUID | files.Received] = [*uploads(), *received]
    if wrong or not sent:
        form = SaidForm(formdata=None)
        form.said.errors = wrong or [_("Choose a recording first.")]
        return hand_in_page(hand_in_id, beside={"voice_form": form}, status=422)
    with writing():
        work, has_answer = queries.to_return(viewer, hand_in_id)
        actions.keep_voice(viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer, sent=sent[-1])
    return _back(hand_in_id)


@bp.post("/to-answer/<uuid:hand_in_id>/voice/words")
@staff(*ANSWERERS)
def word_voice(hand_in_id: uuid.UUID) -> AnyResponse:
    work, has_answer = queries.to_return(viewer, hand_in_id)
    form = SaidForm()
    if not form.validate():
        return hand_in_page(hand_in_id, beside={"voice_form": form}, status=422)
    words = form.said.data or ""
    actions.word_voice(viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer, words=words)
    return _back(hand_in_id)


@bp.post("/to-answer/<uuid:hand_in_id>/voice/remove")
@staff(*ANSWERERS)
def remove_voice(hand_in_id: uuid.UUID) -> AnyResponse:
    work, has_answer = queries.to_return(viewer, hand_in_id)
    actions.remove_voice(viewer, assignment=work, hand_in_id=hand_in_id, has_answer=has_answer)
    return _back(hand_in_id)


@bp.get("/to-answer/<uuid:hand_in_id>/voice/<uuid:voice_id>/<name>")
@staff(*ANSWERERS)
def voice_to_answer(hand_in_id: uuid.UUID, voice_id: uuid.UUID, name: str) -> Response:
    stored, shown, pupil_id = voice.voice_to_answer(viewer, hand_in_id, voice_id)
    looked(pupil_id, Part.WORK, "voice", voice_id)
    return files.send(stored, shown, inline=True)


@bp.get("/assignments/<uuid:assignment_id>/voice/<uuid:voice_id>/<name>")
@only(*ADULTS)
def voice_on_record(assignment_id: uuid.UUID, voice_id: uuid.UUID, name: str) -> Response:
    stored, shown, pupil_id = voice.voice_on_record(viewer, assignment_id, voice_id)
    looked(pupil_id, Part.WORK, "voice", voice_id)
    return files.send(stored, shown, inline=True)


@bp.get("/my-work/<uuid:assignment_id>/voice/<uuid:voice_id>/<name>")
@only(Role.PUPIL)
@on_device
def my_voice(assignment_id: uuid.UUID, voice_id: uuid.UUID, name: str) -> Response:
    stored, shown, _pupil = voice.my_voice(viewer, assignment_id, voice_id)
    return files.send(stored, shown, inline=True)
