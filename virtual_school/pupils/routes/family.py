"""For a parent or carer: their children, a page each."""

import uuid

from flask import Response

from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries, words
from virtual_school.pupils.models import CareKind, Part
from virtual_school.pupils.routes.blueprint import bp, work_url


@bp.get("/children")
@only(Role.CARER)
def children() -> Response:
    """The children whose record this carer may see; none, in kind words, when no right opens it."""
    return render("pupils/children.html", children=queries.children(viewer), grown=queries.came_of_age(viewer))


@bp.get("/children/<uuid:pupil_id>")
@only(Role.CARER)
def child(pupil_id: uuid.UUID) -> Response:
    try:
        pupil, opened = queries.find(viewer, pupil_id, Part.IDENTITY)
    except NotVisible:
        grown = queries.came_of_age(viewer)
        if pupil_id in grown:
            raise Refused(words.of_age(grown[pupil_id])) from None
        raise
    # Where a child is on every school day, and who is there, is where they are.
    where = opened.opens(Part.WHEREABOUTS)
    people = {link.kind: name for link, name in reversed(queries.people_around(pupil.id))}
    return render(
        "pupils/child.html",
        pupil=pupil,
        opened=opened,
        parts={part.value for part in opened.parts},
        opens_week=opened.opens(Part.WEEK),
        mentor=people.get(CareKind.MENTOR),
        key_adult=people.get(CareKind.KEY_ADULT) if where else None,
        schools=[school for _row, school in queries.rolls_today(pupil.id)] if where else [],
        where=where,
        work_url=work_url(pupil.id) if opened.opens(Part.WORK) else None,
    )
