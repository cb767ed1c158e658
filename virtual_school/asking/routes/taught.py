"""A pupil's work in the subject that their own teacher teaches them: what was handed in and what came back, to read."""

import uuid

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.asking import queries
from virtual_school.asking.routes.blueprint import bp
from virtual_school.core import files
from virtual_school.core.htmx import render
from virtual_school.learning.queries import taught
from virtual_school.library import queries as library
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part


@bp.get("/i-answer/<uuid:pupil_id>/work/<uuid:assignment_id>")
@staff(*ANSWERERS)
def work(pupil_id: uuid.UUID, assignment_id: uuid.UUID) -> Response:
    shown = taught.one(viewer, pupil_id, assignment_id)
    looked(pupil_id, Part.WORK, "assignment", assignment_id, by=Relation.SCHOOL)
    return render(
        "asking/work.html",
        work=shown,
        shown=library.to_do(shown.revision_id),
        pupil=queries.taught_pupil(viewer, pupil_id),
        piece_at="asking.piece",
        voice_at="asking.voice",
        of_work={"pupil_id": pupil_id, "assignment_id": assignment_id},
    )


@bp.get("/i-answer/<uuid:pupil_id>/work/<uuid:assignment_id>/pieces/<uuid:piece_id>/<name>")
@staff(*ANSWERERS)
def piece(pupil_id: uuid.UUID, assignment_id: uuid.UUID, piece_id: uuid.UUID, name: str) -> AnyResponse:
    stored, shown, _pupil = taught.photo(viewer, pupil_id, assignment_id, piece_id)
    looked(pupil_id, Part.WORK, "photo", piece_id, by=Relation.SCHOOL)
    return files.send(stored, shown, inline=True)


@bp.get("/i-answer/<uuid:pupil_id>/work/<uuid:assignment_id>/voice/<uuid:voice_id>/<name>")
@staff(*ANSWERERS)
def voice(pupil_id: uuid.UUID, assignment_id: uuid.UUID, voice_id: uuid.UUID, name: str) -> AnyResponse:
    stored, shown, _pupil = taught.voice(viewer, pupil_id, assignment_id, voice_id)
    looked(pupil_id, Part.WORK, "voice", voice_id, by=Relation.SCHOOL)
    return files.send(stored, shown, inline=True)
