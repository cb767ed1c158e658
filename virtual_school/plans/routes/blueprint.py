"""The blueprint of every page of a plan, and what their routes share."""

import uuid

from flask import Blueprint, url_for
from flask_babel import gettext as _

from virtual_school.core.notes import note
from virtual_school.network.viewer import viewer
from virtual_school.plans.queries import Held, Standing
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Party, Pupil

bp = Blueprint("plans", __name__)


def looked(pupil_id: uuid.UUID, object_id: uuid.UUID | None = None) -> None:
    """Remember that staff opened the plan of a pupil."""
    if viewer.is_staff:
        note("pupil.viewed", account_id=viewer.account_id, pupil_id=pupil_id, object_id=object_id, page="plan")


def home_of(pupil: Pupil, access: Access, anchor: str | None = None) -> str:
    """The page of the plan for whoever asks."""
    if access.relation is Relation.SELF:
        return url_for("plans.mine", _anchor=anchor)
    if access.relation is Relation.CARER:
        return url_for("plans.child", pupil_id=pupil.id, _anchor=anchor)
    return url_for("plans.page", pupil_id=pupil.id, _anchor=anchor)


def home(held: Held, anchor: str | None = None) -> str:
    return home_of(held.pupil, held.access, anchor)


def name_of(pupil: Pupil, access: Access) -> str:
    """What this reader calls the pupil: a family by the known name alone."""
    near = access.relation in (Relation.SELF, Relation.CARER)
    return pupil.known_as if near else pupil.initial


def goal_readers(held: Held, standing: list[Standing]) -> str:
    """Said beside every box of a goal, before it is written."""
    carers = ", ".join(one.called for one in standing if one.party is Party.CARER)
    name = held.pupil.known_as
    if held.access.relation is Relation.SELF:
        said = _("You, your mentor and your school read this. They all say yes to the plan.")
        if carers:
            said = _("You, your mentor, your school and %(who)s read this. They all say yes to the plan. "
                     "Do not write where you will be: the week says that.", who=carers)  # fmt: skip
    else:
        said = _("%(name)s and their school read this: everybody who says yes to the plan.", name=name)
        if carers:
            said = _("%(name)s, their school and %(who)s read this: everybody who says yes to the plan. "
                     "Name no place here: that stands in the week alone.", name=name, who=carers)  # fmt: skip
    return str(said)
