"""The gap map: what lessons the network has, what is needed, and what nobody has."""

import uuid

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core import lists
from virtual_school.core.lists import Column
from virtual_school.insight.queries import gaps as queries
from virtual_school.library.use.policy import READS_FIGURES
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer

bp = Blueprint("gaps", __name__)

ROLES = sorted(READS_FIGURES, key=lambda role: role.value)

# The map as a file: a line for each place.
PLACES = (
    Column(_l("Subject"), lambda place: place[0]),
    Column(_l("Year"), lambda place: place[1]),
    Column(_l("Lessons"), lambda place: place[2].lessons),
    Column(_l("Pupils who need it now"), lambda place: place[2].pupils_words),
    Column(_l("Asked for"), lambda place: place[2].asked_words),
    Column(_l("Missing"), lambda place: _("Nobody has it") if place[2].is_gap else ""),
)

COLUMNS = (
    Column(_l("Year"), lambda row: row.year),
    Column(_l("Exam board"), lambda row: row.board),
    Column(_l("Specification"), lambda row: row.specification),
    Column(_l("Tier"), lambda row: row.tier),
    Column(_l("Lessons"), lambda row: row.lessons),
    Column(_l("Schools"), lambda row: row.schools),
    Column(_l("Pupils set it lately"), lambda row: row.pupils_words),
)


@bp.get("/library/gaps")
@staff(*ROLES)
def index() -> Response:
    found = queries.gap_map(viewer)
    return lists.answer(
        queries.subjects(viewer),
        PLACES,
        "home/gaps.html",
        name="gap-map",
        gather=lambda rows: list(found.places({str(row.id) for row in rows})),
        found=found,
    )


@bp.get("/library/gaps/<uuid:subject_id>")
@staff(*ROLES)
def subject(subject_id: uuid.UUID) -> Response:
    """One subject, year by year, with what the lessons of each prepare for."""
    term, cells = queries.subject(viewer, subject_id), queries.of_subject(viewer, subject_id)
    return lists.answer(
        queries.prepared(viewer, subject_id),
        COLUMNS,
        "home/gaps_subject.html",
        name="gaps",
        gather=lambda rows: queries.with_pupils(viewer, subject_id, rows),
        term=term,
        cells=cells,
        can_post=viewer.is_author,
    )
