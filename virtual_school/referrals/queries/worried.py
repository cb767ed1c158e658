"""What an adult may be worried about in a referral: what somebody said for it, and what came with a yes or a no."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part, TakePart
from virtual_school.referrals.models import Contribution, Referral
from virtual_school.referrals.policy import contribution as policy
from virtual_school.referrals.policy.referral import READS_REFERRAL
from virtual_school.referrals.queries.contribution import said_with_answer, to_read
from virtual_school.referrals.words import QUESTION_WORDS
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def contribution(viewer: Viewer, contribution_id: uuid.UUID) -> Thing:
    """For one adult who knows the pupil; the school what is meant for the school."""
    asked = sa.select(Contribution.referral_id).where(
        Contribution.network_id == viewer.network_id, Contribution.id == contribution_id
    )
    referral_id = db.session.scalar(asked)
    if referral_id is None or not viewer.is_any(*policy.KNOW_THEM):
        raise NotVisible
    found = to_read(viewer, referral_id, contribution_id)
    if found.held or not policy.can_read(viewer, found.contribution, for_school=found.for_school):
        raise NotVisible
    copy = "\n\n".join(f"{QUESTION_WORDS[answer.question]}:\n{answer.text}" for answer in found.answers)
    back = f"/referrals/{referral_id}/read/{contribution_id}"
    by = found.called or found.pupil.known_as
    return Thing(found.pupil.id, copy, found.pupil.initial, back, Part.REFERRAL, by=by)


def take_part(viewer: Viewer, take_part_id: uuid.UUID) -> Thing:
    """As it stands on the page of a referral that the viewer reads."""
    asked = (
        sa.select(Referral.id)
        .join(TakePart, TakePart.pupil_id == Referral.pupil_id)
        .where(
            Referral.network_id == viewer.network_id,
            TakePart.id == take_part_id,
            TakePart.given_at >= Referral.opened_at,
        )
        .order_by(Referral.opened_at.desc(), Referral.id)
    )
    referral_id = db.session.scalar(asked.limit(1))
    if referral_id is None or not viewer.is_any(*READERS):
        raise NotVisible
    pupil, said = said_with_answer(viewer, referral_id, take_part_id)
    by = pupil.known_as if said.carer_id is None else str(_("a parent or carer"))
    back = f"/referrals/{referral_id}"
    return Thing(pupil.id, said.words or "", pupil.initial, back, Part.REFERRAL, by=by)


READERS = (*policy.KNOW_THEM, *READS_REFERRAL)

worried.kind("contribution", find=contribution)
worried.kind("take_part", find=take_part)
