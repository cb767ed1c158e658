"""Telling the family what is shared; objecting, and answering an objection."""

import datetime as dt

from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import LawfulBasis, SharingNote
from virtual_school.referrals.actions.possible import possible
from virtual_school.referrals.models import Referral
from virtual_school.referrals.policy import referral as policy


def base(viewer: Viewer, referral: Referral, note: SharingNote, basis: LawfulBasis) -> None:
    possible(policy.can_prepare(viewer, referral.state))
    pupils.base_sharing(viewer, note, basis)


def tell(viewer: Viewer, referral: Referral, note: SharingNote, told_on: dt.date) -> None:
    possible(policy.can_tell(viewer, referral.state))
    pupils.tell_sharing(viewer, note, told_on)


def object_for(viewer: Viewer, referral: Referral, note: SharingNote, *, words: str, who: str) -> SharingNote:
    """An objection that somebody made to an adult, written down."""
    possible(policy.can_tell(viewer, referral.state))
    return pupils.object_to_sharing(viewer, note, words, who)


def object_oneself(viewer: Viewer, referral: Referral, note: SharingNote, *, words: str, who: str) -> SharingNote:
    """A pupil's or a carer's own objection."""
    possible(policy.can_object(referral.state))
    return pupils.object_to_sharing(viewer, note, words, who, own=True)


def answer(viewer: Viewer, referral: Referral, note: SharingNote, words: str) -> None:
    possible(policy.can_tell(viewer, referral.state))
    pupils.answer_objection(viewer, note, words)
