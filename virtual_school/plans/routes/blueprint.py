"""The blueprint of every page of a plan, and what their routes share."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from virtual_school.network.viewer import viewer
from virtual_school.plans.queries import Held
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see

bp = Blueprint("plans", __name__)


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


def who_reads(held: Held, *, goal: bool = False) -> str:
    """Said beside every box of a plan, before it is written. The family reads of goals once the plan is put to them."""
    audience = Audience(Part.PLAN) if goal else Audience(Part.PLAN).without(Relation.CARER)
    said = who_can_see(viewer, held.access, held.pupil, audience)
    if not goal:
        return said
    if held.access.relation is Relation.SELF:
        return f"{said} {_('Do not write where you will be: the week says that.')}"
    return f"{said} {_('Name no place here: that stands in the week alone.')}"
