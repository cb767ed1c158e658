"""The blueprint of the pages about a referral, and what their routes share."""

import uuid
from typing import Any

from flask import Blueprint, url_for

from virtual_school.core.errors import NotVisible, Refused
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part
from virtual_school.referrals.policy.referral import READS_REFERRAL
from virtual_school.referrals.queries import own

bp = Blueprint("referrals", __name__)


@bp.app_context_processor
def asked() -> dict[str, Any]:
    """What `referrals/_asked.html` needs where somebody's day begins: whose part waits for them, and their letters."""
    return {"goes_on": lambda: own.goes_on(viewer)}


def opened_to(pupil_id: uuid.UUID) -> Access | None:
    """What else of the pupil the viewer may open: nothing yet, for a school before the mentor is named."""
    try:
        return pupils.find(viewer, pupil_id, Part.IDENTITY)[1]
    except (NotVisible, Refused):
        return None


def page_of(referral_id: uuid.UUID, part: str | None = None) -> str:
    return url_for("referrals.page", referral_id=referral_id, _anchor=part)


def back_to(referral_id: uuid.UUID) -> str:
    """Where an adult goes on: the key adult has no page of the referral itself."""
    if viewer.is_any(*READS_REFERRAL):
        return page_of(referral_id, "tasks")
    return url_for("referrals.to_read")


def then(location: str, made: object) -> str:
    """Where a form goes after it did what it was for."""
    return location
