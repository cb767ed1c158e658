"""Photos and files beside the words."""

import uuid

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import on_device, unlocked
from virtual_school.core.files import Cut
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
    received, wrong = received_with(assignment_id)
    return beside_words(assignment_id, form, lambda own: add(own, received), wrong)


@bp.post("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/remove")
@only(Role.PUPIL)
@unlocked
def remove_piece(assignment_id: uuid.UUID, piece_id: uuid.UUID) -> AnyResponse:
    return beside_words(assignment_id, HandInForm(), lambda own: _remove(own, piece_id))


def _remove(own: Assignment, piece_id: uuid.UUID) -> None:
    actions.remove_piece(viewer, assignment=own, piece=held.piece_to_remove(viewer, own, piece_id))


@bp.post("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/move")
@only(Role.PUPIL)
@unlocked
def move_piece(assignment_id: uuid.UUID, piece_id: uuid.UUID) -> AnyResponse:
    """A place earlier or later: `to` says which."""
    later = request.form.get("to") == "later"

    def act(own: Assignment) -> None:
        piece = held.piece_to_remove(viewer, own, piece_id)
        actions.move_piece(viewer, assignment=own, piece=piece, later=later)

    return beside_words(assignment_id, HandInForm(), act, anchor=f"piece-{piece_id}")


@bp.post("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/change")
@only(Role.PUPIL)
@unlocked
def change_piece(assignment_id: uuid.UUID, piece_id: uuid.UUID) -> AnyResponse:
    """A picture turned, or trimmed on one side; or whole again. Made before anything is locked."""
    stored, name, before = one.own_picture(viewer, assignment_id, piece_id)
    after = _cut(before, request.form.get("do", ""))
    edited = files.edit(stored, after, name) if after not in (before, Cut()) else None

    def act(own: Assignment) -> None:
        piece = held.piece_to_remove(viewer, own, piece_id)
        if after != before:
            actions.change_piece(viewer, assignment=own, piece=piece, before=before, after=after, edited=edited)

    return beside_words(assignment_id, HandInForm(), act, anchor=f"piece-{piece_id}")


def _cut(before: Cut, do: str) -> Cut:
    if do == "turn":
        return before.turn()
    if do in ("top", "right", "bottom", "left"):
        return before.trim(do)
    return Cut() if do == "whole" else before


@bp.post("/my-work/<uuid:assignment_id>/links")
@only(Role.PUPIL)
@unlocked
def add_a_link(assignment_id: uuid.UUID) -> AnyResponse:
    one.is_own(viewer, assignment_id)
    return beside_words(assignment_id, HandInForm(), lambda own: None)


@bp.post("/my-work/<uuid:assignment_id>/links/<uuid:link_id>/remove")
@only(Role.PUPIL)
@unlocked
def remove_link(assignment_id: uuid.UUID, link_id: uuid.UUID) -> AnyResponse:
    def act(own: Assignment) -> None:
        actions.remove_link(viewer, assignment=own, link=held.link_to_remove(viewer, own, link_id))

    return beside_words(assignment_id, HandInForm(), act)


@bp.post("/my-work/<uuid:assignment_id>/written-down/<uuid:written_id>/remove")
@only(Role.PUPIL)
@unlocked
def remove_note(assignment_id: uuid.UUID, written_id: uuid.UUID) -> AnyResponse:
    """What an adult wrote down is not what the pupil meant."""

    def act(own: Assignment) -> None:
        made = held.written_down_to_remove(viewer, own, written_id)
        actions.remove_written_down(viewer, assignment=own, made=made)

    return beside_words(assignment_id, HandInForm(), act)


@bp.get("/my-work/<uuid:assignment_id>/pieces/<uuid:piece_id>/<name>")
@only(Role.PUPIL)
@on_device
def piece(assignment_id: uuid.UUID, piece_id: uuid.UUID, name: str) -> Response:
    stored, shown, _pupil = one.own_photo(viewer, assignment_id, piece_id)
    return files.send(stored, shown, inline=True, to_sender=True)
