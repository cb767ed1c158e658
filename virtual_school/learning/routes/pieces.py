"""Photos and files beside the words."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import on_device, unlocked
from virtual_school.learning import actions
from virtual_school.learning.forms import HandInForm
from virtual_school.learning.models import Assignment
from virtual_school.learning.queries import held, one
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.sent import add, beside_words, received_with
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer


@bp.post("/my-work/<uuid:assignment_id>/pieces")
@only(Role.PUPIL)
@unlocked
def add_pieces(assignment_id: uuid.UUID) -> AnyResponse:
    """Photos, each as it arrives; or by a plain form, together with the words that were in the box."""
    one.is_own(viewer, assignment_id)
    form = HandInForm()
    received, wrong = received_with()
    return beside_words(assignment_id, form, lambda own: add(own, received), wrong)


@bp.post("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/remove")
@only(Role.PUPIL)
@unlocked
def remove_piece(assignment_id: uuid.UUID, piece_id: uuid.UUID) -> AnyResponse:
    return beside_words(assignment_id, HandInForm(), lambda own: _remove(own, piece_id))


def _remove(own: Assignment, piece_id: uuid.UUID) -> None:
    actions.remove_piece(viewer, assignment=own, piece=held.piece_to_remove(viewer, own, piece_id))


@bp.get("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/<name>")
@only(Role.PUPIL)
@on_device
def piece(assignment_id: uuid.UUID, piece_id: uuid.UUID, name: str) -> Response:
    stored, shown, _pupil = one.own_photo(viewer, assignment_id, piece_id)
    return files.send(stored, shown, inline=True, to_sender=True)
