"""What a pupil's teachers sent them."""

import uuid

from flask import Response

from virtual_school.asking import queries
from virtual_school.asking.routes.blueprint import bp
from virtual_school.core import files
from virtual_school.core.htmx import render
from virtual_school.library.policy import can_use_shelf
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils


@bp.get("/from-teachers")
@only(Role.PUPIL)
def mine() -> Response:
    return render(
        "asking/mine.html",
        sent=queries.sent_to_me(viewer),
        lines=queries.lines_for_me(viewer),
        has_library=can_use_shelf(pupils.mine(viewer)),
    )


@bp.get("/from-teachers/<uuid:reply_id>/<name>")
@only(Role.PUPIL)
def my_file(reply_id: uuid.UUID, name: str) -> Response:
    stored, shown = queries.my_file(viewer, reply_id)
    return files.send(stored, shown, inline=True)
