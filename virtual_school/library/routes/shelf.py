"""The library for a pupil who is away or on a programme: posted lessons, with what pupils may open and nothing else."""

import uuid
from typing import Any

from flask import Response, request, url_for

from virtual_school.core import files
from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.library import policy, queries
from virtual_school.library.forms import SearchForm
from virtual_school.library.reading import asked, copy_name, reading_page
from virtual_school.library.routes.blueprint import bp
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils


@bp.get("/find-work")
@only(Role.PUPIL)
def shelf() -> Response:
    mine = pupils.mine(viewer)
    require(policy.can_use_shelf(mine))
    form = SearchForm(request.args)
    form.offer(queries.subjects(viewer))
    asked = form.asked(page=request.args.get("page", 1, type=int))
    found = queries.on_shelf(viewer, asked)
    return render("library/shelf.html", {"lessons": "library/_shelf.html"}, search=form, asked=asked, found=found)


@bp.get("/find-work/<uuid:lesson_id>")
@only(Role.PUPIL)
def shelf_lesson(lesson_id: uuid.UUID) -> Response:
    mine = pupils.mine(viewer)
    require(policy.can_use_shelf(mine))
    posted = queries.from_shelf(viewer, lesson_id)
    return render(
        "library/shelf_lesson.html",
        lesson_id=lesson_id,
        posted=posted,
        shown=queries.to_do(posted.revision.id),
        answers=mine.answers,
    )


@bp.get("/find-work/<uuid:lesson_id>/files/<uuid:resource_id>/<name>")
@only(Role.PUPIL)
def shelf_file(lesson_id: uuid.UUID, resource_id: uuid.UUID, name: str) -> Response:
    """A file that is for pupils. What is staff only is not here, by whatever address."""
    require(policy.can_use_shelf(pupils.mine(viewer)))
    posted = queries.from_shelf(viewer, lesson_id)
    found = queries.resource_for_pupil(posted.revision.id, resource_id)
    return files.send(*asked(found), inline=True)


@bp.get("/find-work/<uuid:lesson_id>/read/<uuid:resource_id>")
@only(Role.PUPIL)
def shelf_read(lesson_id: uuid.UUID, resource_id: uuid.UUID) -> Response:
    """A document of it, to be read here."""
    require(policy.can_use_shelf(pupils.mine(viewer)))
    posted = queries.from_shelf(viewer, lesson_id)
    found = queries.resource_for_pupil(posted.revision.id, resource_id)
    here: dict[str, Any] = {"lesson_id": lesson_id, "resource_id": resource_id}
    return reading_page(
        found,
        back=posted.revision.title,
        to=url_for("library.shelf_lesson", lesson_id=lesson_id),
        address=url_for("library.shelf_file", name=found.name, **here),
        copy=url_for("library.shelf_file", name=copy_name(found), copy=1, **here),
    )
