"""The plan on one sheet of paper, for whoever asked, as they may see it."""

import uuid

from flask import render_template
from flask_babel import lazy_gettext as _l

from virtual_school.core import papers
from virtual_school.core.errors import NotVisible
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans import policy, queries
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import name_for


@papers.maker("plan", name=_l("Plan"))
def plan(viewer: Viewer, version_id: uuid.UUID) -> str:
    """The page of one version: the pupil's words, the week where the viewer may know it, the goals."""
    if not viewer.is_any(*policy.READERS, Role.PUPIL, Role.CARER):
        raise NotVisible  # who has no page of a plan has no paper of it
    held = queries.version(viewer, version_id)
    versions = queries.versions_of(held.pupil.id, held.access)
    version = next((one for one in versions.every if one.id == version_id), None)
    if version is None:
        raise NotVisible
    return render_template(
        "plans/paper.html",
        pupil=held.pupil,
        name=name_for(held.pupil, held.access),
        version=version,
        versions=versions,
        shown=queries.show(viewer, held.pupil, held.access, version),
        where=held.access.opens(Part.WEEK),
        mentor=queries.mentor_name(held.pupil),
        sees_ratings=held.access.relation.value != "carer",
    )
