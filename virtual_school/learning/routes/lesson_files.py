"""The files of a lesson that a pupil was set."""

import uuid
from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _

from virtual_school.core import files
from virtual_school.core.access import on_device
from virtual_school.learning.queries import one
from virtual_school.learning.routes.blueprint import bp
from virtual_school.library import queries as library
from virtual_school.library.reading import asked, copy_name, reading_page
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer


@bp.get("/my-work/<uuid:assignment_id>/files/<uuid:resource_id>/<name>")
@only(Role.PUPIL)
@on_device
def lesson_file(assignment_id: uuid.UUID, resource_id: uuid.UUID, name: str) -> Response:
    """A file of the lesson that is for pupils. What is staff only is not here, by whatever address."""
    found = library.resource_for_pupil(one.revision_of(viewer, assignment_id), resource_id)
    return files.send(*asked(found), inline=True)


@bp.get("/my-work/<uuid:assignment_id>/read/<uuid:resource_id>")
@only(Role.PUPIL)
@on_device
def lesson_read(assignment_id: uuid.UUID, resource_id: uuid.UUID) -> Response:
    """A document of the lesson, to be read here."""
    found = library.resource_for_pupil(one.revision_of(viewer, assignment_id), resource_id)
    here: dict[str, Any] = {"assignment_id": assignment_id, "resource_id": resource_id}
    return reading_page(
        found,
        back=_("My work"),
        to=url_for("learning.work", assignment_id=assignment_id),
        address=url_for("learning.lesson_file", name=found.name, **here),
        copy=url_for("learning.lesson_file", name=copy_name(found), copy=1, **here),
    )
