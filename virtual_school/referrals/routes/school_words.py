"""The boxes of what a school writes: each saves itself, and opens with what was being typed."""

import uuid
from typing import Any

from flask import Response, url_for

from virtual_school.core.errors import NotVisible
from virtual_school.core.saving import drafts
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.referrals.actions import school_words as actions
from virtual_school.referrals.forms.referral import SchoolWords
from virtual_school.referrals.policy import referral as policy
from virtual_school.referrals.queries import referral as queries
from virtual_school.referrals.routes.blueprint import bp


def boxes(form: SchoolWords, about: uuid.UUID, endpoint: str, **values: Any) -> dict[str, dict[str, Any]]:
    """Where each box is saved, and from what it goes on; a form that was not sent opens with what was being typed."""
    kept, sent = actions.kept(viewer, about), form.is_submitted()
    found = {}
    for box in actions.BOXES:
        draft = kept.get(box)
        if draft is not None and not sent:
            form[box].data = draft.text
        found[box] = {
            "url": url_for(endpoint, box=box, **values),
            "version": draft.version if draft else 0,
            "saved_at": draft.saved_at if draft and not sent else None,
            "unsaved": "errors" if sent else "",
        }
    return found


def _sent(box: str) -> drafts.Save:
    if box not in actions.BOXES:
        raise NotVisible
    return drafts.read_request()


@bp.put("/referrals/new/<uuid:pupil_id>/drafts/<box>")
@staff(*policy.SCHOOL_TEAM)
def save_new_words(pupil_id: uuid.UUID, box: str) -> Response:
    about = queries.to_refer(viewer, pupil_id)
    try:
        return actions.save_new(viewer, about.pupil.id, box, _sent(box))
    except drafts.Malformed:
        return drafts.answer_to_malformed()


@bp.put("/referrals/<uuid:referral_id>/words/drafts/<box>")
@staff(*policy.SCHOOL_TEAM)
def save_school_words(referral_id: uuid.UUID, box: str) -> Response:
    referral = queries.find(viewer, referral_id)
    try:
        return actions.save_change(viewer, referral, box, _sent(box))
    except drafts.Malformed:
        return drafts.answer_to_malformed()
