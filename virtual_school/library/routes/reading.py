"""A document of a lesson, to be read on a telephone or where its program is not; and what a picture shows."""

import uuid
from typing import Any

from flask import Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.library import actions, queries
from virtual_school.library.reading import copy_name, reading_page
from virtual_school.library.routes.blueprint import bp
from virtual_school.network.marks import staff
from virtual_school.network.roles import AUTHORS
from virtual_school.network.viewer import viewer

ALTERNATIVE = "alternative-"


@bp.get("/lessons/<uuid:lesson_id>/read/<uuid:resource_id>")
@staff(*AUTHORS)
def read(lesson_id: uuid.UUID, resource_id: uuid.UUID) -> Response:
    found = queries.file(viewer, lesson_id, resource_id)
    here: dict[str, Any] = {"lesson_id": lesson_id, "resource_id": resource_id}
    return reading_page(
        found,
        back=queries.sheet(viewer, lesson_id).shown.title,
        to=url_for("library.lesson", lesson_id=lesson_id),
        address=url_for("library.resource", name=found.name, **here),
        copy=url_for("library.resource", name=copy_name(found), copy=1, **here),
    )


@bp.post("/lessons/<uuid:lesson_id>/alternatives")
@staff(*AUTHORS)
def describe(lesson_id: uuid.UUID) -> AnyResponse:
    """What each picture shows: as many of them as were sent along, each in a box of its own."""
    sheet = queries.sheet(viewer, lesson_id, lock=True)
    actions.describe(viewer, sheet.lesson, words=alternatives())
    return redirect(url_for("library.edit", lesson_id=lesson_id, _anchor="lesson-files"), 303)


def alternatives() -> dict[uuid.UUID, str]:
    """The boxes of this request that say what a picture shows, by the picture."""
    sent = {}
    for name, words in request.form.items():
        if name.startswith(ALTERNATIVE):
            try:
                sent[uuid.UUID(name.removeprefix(ALTERNATIVE))] = words
            except ValueError:
                continue
    return sent
