"""For somebody outside: the windows that are open to them."""

import uuid

from flask import Response

from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries, words
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.routes.blueprint import bp, part_urls


@bp.get("/windows")
@staff()
def windows() -> Response:
    return render("pupils/windows.html", windows=queries.open_to(viewer), words=words)


@bp.get("/windows/<uuid:window_id>")
@staff()
def window(window_id: uuid.UUID) -> Response:
    """Exactly the window's parts of one pupil; nothing at all once it is closed."""
    found = queries.window(viewer, window_id)
    looked(found.pupil_id, Part.IDENTITY, "window", window_id, Relation.WINDOW)
    return render(
        "pupils/window.html",
        found=found,
        words=words,
        urls=part_urls(found.pupil_id, found.parts),
    )
