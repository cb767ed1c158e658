"""The blueprint of every page of pupils, and what their routes share."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from flask import Blueprint, current_app, url_for
from flask_babel import gettext as _
from wtforms import SelectChoice

from virtual_school.core.access import mark_of, require
from virtual_school.core.forms import options
from virtual_school.network import queries as networks
from virtual_school.network.models import OrganisationKind
from virtual_school.network.viewer import viewer
from virtual_school.pupils import looking, policy, queries
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part, Pupil

bp = Blueprint("pupils", __name__)
bp.after_app_request(looking.write)

SCHOOLS = (
    OrganisationKind.SCHOOL,
    OrganisationKind.SPECIAL_SCHOOL,
    OrganisationKind.PUPIL_REFERRAL_UNIT,
    OrganisationKind.COLLEGE,
)


def to_change(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    """The pupil of the address, for somebody who may change what hangs on them."""
    require(policy.can_change_pupils(viewer))
    return queries.find(viewer, pupil_id, Part.IDENTITY)


def to_place(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    """The same, for what says where the pupil is."""
    pupil, opened = to_change(pupil_id)
    require(policy.can_know_where(opened))
    return pupil, opened


def page_of(pupil_id: uuid.UUID, part: str | None = None) -> str:
    return url_for("pupils.page", pupil_id=pupil_id, _anchor=part)


def then(location: str, made: object) -> str:
    """What a form that creates went to, after it made something."""
    return location


def school_choices() -> list[SelectChoice]:
    schools = [(one.id, one.name) for one in networks.organisations(viewer) if one.kind in SCHOOLS]
    return options(schools, first=_("Choose…"))


def choices(rows: Sequence[tuple[uuid.UUID, str]]) -> list[SelectChoice]:
    return options(rows, first=_("Choose…"))


# Where each part of a record is shown: in packages above, so they are asked for by name.
PART_PAGES = {
    Part.PLAN: "plans.page",
    Part.WEEK: "timetable.week",
    Part.WORK: "learning.pupil_work",
    Part.GRADES: "assessment.of_pupil",
    Part.ATTENDANCE: "attendance.pupil",
    Part.BEHAVIOUR: "mentoring.behaviour",
}


def part_urls(pupil_id: uuid.UUID, parts: Collection[Part]) -> dict[Part, str]:
    """The pages of these parts of which the viewer's role has one."""
    found = {}
    for part, endpoint in PART_PAGES.items():
        view = current_app.view_functions.get(endpoint)
        mark = mark_of(view) if view else None
        if part in parts and mark is not None and (not mark.hats or viewer.role in mark.hats):
            found[part] = url_for(endpoint, pupil_id=pupil_id)
    return found


def work_url(pupil_id: uuid.UUID) -> str | None:
    """Where the pupil's work is shown: in a package above, so it is asked for by name."""
    if "learning.pupil_work" not in current_app.view_functions:
        return None
    values: dict[str, Any] = {"pupil_id": pupil_id}
    return url_for("learning.pupil_work", **values)
