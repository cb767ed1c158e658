"""The blueprint that all pages of asking for work share, and what the template of an absence asks."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, g, request

from virtual_school.asking import policy, queries, words
from virtual_school.core import files
from virtual_school.core.files import Received
from virtual_school.pupils.models import Away

bp = Blueprint("asking", __name__)


@bp.app_context_processor
def of_an_absence() -> dict[str, Callable[..., Any]]:
    return {"asked_while_away": _asked_while_away}


def _asked_while_away(away: Away) -> dict[str, Any]:
    """What was asked of teachers, what came back, their lines for the return, and whether the reader may ask."""
    given, back = queries.came_back(g.viewer, away)
    return {
        "given": given,
        "back": back,
        "requests": queries.of_pupil(g.viewer, away.pupil_id),
        "lines": queries.lines_of(g.viewer, away.id),
        "may_ask": g.viewer.is_any(*policy.ASKERS),
        "words": words,
    }


def received() -> tuple[list[Received], list[str]]:
    """The files that came with a plain form, and in words why others did not."""
    return files.receive_each(request.files.getlist("files"))


def uploads(came: Sequence[Received]) -> list[uuid.UUID]:
    """The uploads that the form names; where nothing new was chosen, what was kept when the form came back."""
    return _named("upload") or ([] if came else _named("kept"))


def _named(box: str) -> list[uuid.UUID]:
    """What is no identifier names none of theirs."""
    try:
        return [uuid.UUID(sent) for sent in request.form.getlist(box)]
    except ValueError:
        return []
