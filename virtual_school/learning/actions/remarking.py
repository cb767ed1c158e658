"""Remarks on a part of what was handed in: on words of it, or on a place of a photo."""

import uuid

from flask_babel import gettext as _

from virtual_school.core.errors import WrongState
from virtual_school.learning import changes, policy
from virtual_school.learning.models import Assignment, Piece, WorkRemark
from virtual_school.learning.queries import remarks
from virtual_school.learning.queries.goes import free
from virtual_school.network.viewer import Viewer


class NotThere(Exception):
    """These words, or this photo, are not in what was handed in. `because` stands beside the box."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


def while_it_waits(assignment: Assignment, *, has_answer: bool) -> None:
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)


def remark(
    viewer: Viewer,
    *,
    assignment: Assignment,
    hand_in_id: uuid.UUID,
    has_answer: bool,
    quote: str,
    near: int,
    words: str,
) -> WorkRemark:
    """Say something of these words of the pupil's: where they stand nearest to where the writer saw them."""
    while_it_waits(assignment, has_answer=has_answer)
    starts, ends = _part(remarks.text_of(viewer, hand_in_id), quote.strip(), near)
    return changes.remark(viewer, assignment, hand_in_id, words=words, place=changes.Place(starts, ends))


def pin(
    viewer: Viewer,
    *,
    assignment: Assignment,
    hand_in_id: uuid.UUID,
    has_answer: bool,
    piece_id: uuid.UUID,
    point: tuple[int, int],
    words: str,
) -> WorkRemark:
    """Say something of a place on a photo. What was handed in stays as it was, so the place does too."""
    while_it_waits(assignment, has_answer=has_answer)
    if piece_id not in remarks.pictures_of(viewer, hand_in_id, free(viewer, "piece", Piece.id)):
        raise NotThere(_("This photo is not here any more. Choose another one."))
    place = changes.Place(piece_id=piece_id, x=point[0], y=point[1])
    return changes.remark(viewer, assignment, hand_in_id, words=words, place=place)


def _part(text: str, quote: str, near: int) -> tuple[int, int]:
    found, at = [], text.find(quote)
    while at >= 0 and quote:
        found.append(at)
        at = text.find(quote, at + 1)
    if not found:
        raise NotThere(_("These words are not in what was handed in. Copy them from it, letter by letter."))
    starts = min(found, key=lambda place: abs(place - near))
    return starts, starts + len(quote)


def remove_remark(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, remark_id: uuid.UUID
) -> None:
    row = remarks.own_remark(viewer, hand_in_id, remark_id)
    while_it_waits(assignment, has_answer=has_answer)
    changes.remove_remark(viewer, assignment, row)


def act_on(viewer: Viewer, *, assignment: Assignment, remark_id: uuid.UUID) -> None:
    changes.act_on(viewer, assignment, remarks.remark_to_act_on(viewer, assignment, remark_id))
