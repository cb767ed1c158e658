"""What a school writes of its pupil, kept as it is typed: its writer's alone until the form is sent."""

import uuid
from collections.abc import Mapping

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.network.viewer import Viewer
from virtual_school.referrals.actions.panel import account_of
from virtual_school.referrals.actions.possible import possible
from virtual_school.referrals.models import Referral
from virtual_school.referrals.policy import referral as policy

BOXES = ("why_now", "tried")


def _subject(about: uuid.UUID, box: str) -> str:
    """`about` is the pupil while nothing is opened, then the referral."""
    return f"school_words:{about}:{box}"


def kept(viewer: Viewer, about: uuid.UUID) -> dict[str, Draft]:
    """What the viewer was typing, by its box."""
    found = {box: drafts.find(account_of(viewer), _subject(about, box)) for box in BOXES}
    return {box: draft for box, draft in found.items() if draft is not None}


def save_new(viewer: Viewer, pupil_id: uuid.UUID, box: str, sent: drafts.Save) -> Response:
    require(policy.can_open(viewer))
    return drafts.save(account_of(viewer), _subject(pupil_id, box), sent)


def save_change(viewer: Viewer, referral: Referral, box: str, sent: drafts.Save) -> Response:
    possible(policy.can_prepare(viewer, referral.state))
    return drafts.save(account_of(viewer), _subject(referral.id, box), sent)


def spend(viewer: Viewer, about: uuid.UUID, words: Mapping[str, str | None]) -> None:
    """The drafts whose words were sent are spent. Other words, from another tab or phone, stay in their box."""
    for box, draft in kept(viewer, about).items():
        if draft.text.strip() in (words.get(box) or ""):
            drafts.take(account_of(viewer), _subject(about, box))
