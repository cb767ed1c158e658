"""The gap map: what lessons the network has, what is needed, and what nobody has."""

import uuid

from flask import Blueprint, Response

from virtual_school.core.htmx import render
from virtual_school.insight.gaps import missing_years
from virtual_school.insight.queries import gaps as queries
from virtual_school.library.use.policy import READS_FIGURES
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer

bp = Blueprint("gaps", __name__)

ROLES = sorted(READS_FIGURES, key=lambda role: role.value)


@bp.get("/library/gaps")
@staff(*ROLES)
def index() -> Response:
    return render("home/gaps.html", found=queries.gap_map(viewer), can_post=viewer.is_author)


@bp.get("/library/gaps/<uuid:subject_id>")
@staff(*ROLES)
def subject(subject_id: uuid.UUID) -> Response:
    """One subject, year by year, with what the lessons of each prepare for."""
    term = queries.subject(viewer, subject_id)
    found, cells = queries.prepared(viewer, subject_id), queries.of_subject(viewer, subject_id)
    return render(
        "home/gaps_subject.html",
        term=term,
        found=found,
        cells=cells,
        missing=missing_years(found, cells),
        can_post=viewer.is_author,
    )
