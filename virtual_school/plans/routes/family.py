"""The plan for the pupil and for a parent or carer."""

import uuid

from flask import Response

from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.plans import policy, queries
from virtual_school.plans.routes.blueprint import bp
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience, of
from virtual_school.pupils.who_can_see import said


@bp.get("/my-plan")
@only(Role.PUPIL)
def mine() -> Response:
    """My plan: my words, my goals, what waits for my yes."""
    if viewer.pupil_id is None:
        raise NotVisible
    pupil, access = find(viewer, viewer.pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    version = queries.chosen(viewer, access, versions)
    shown = queries.show(viewer, pupil, access, version) if version else None
    before = versions.before(version) if version else None
    rating = Audience(Part.PLAN).without(Relation.CARER)
    found = who_reads(viewer, pupil.id, rating)
    return render(
        "plans/mine.html",
        pupil=pupil,
        versions=versions,
        version=version,
        shown=shown,
        changes=queries.changes_since(version, before, access) if version else [],
        mentor=next((one.name.split(" ")[0] for one in of(found, Relation.MENTOR)), ""),
        rating_seen=said(viewer, access, pupil, rating, found),
        may_add=policy.can_add_goal(access, version.state, len(shown.goals)) if version and shown else None,
    )


@bp.get("/children/<uuid:pupil_id>/plan")
@only(Role.CARER)
def child(pupil_id: uuid.UUID) -> Response:
    """What a parent or carer sees of the plan: the week and what follows from it only with the right to whereabouts."""
    pupil, access = find(viewer, pupil_id, Part.PLAN)
    versions = queries.versions_of(pupil.id, access)
    version = queries.chosen(viewer, access, versions)
    shown = queries.show(viewer, pupil, access, version) if version else None
    before = versions.before(version) if version else None
    where = access.opens(Part.WEEK)
    return render(
        "plans/child.html",
        pupil=pupil,
        versions=versions,
        version=version,
        shown=shown,
        where=where,
        changes=queries.changes_since(version, before, access) if version and where else [],
        mentor=queries.mentor_name(pupil),
    )
