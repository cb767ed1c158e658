"""What people do with a referral: each asked of the policy once, on how it stands now."""

import datetime as dt
import uuid
from typing import Any

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.saving import lock
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import LawfulBasis, Party
from virtual_school.pupils.queries import carers_to_ask
from virtual_school.referrals import terms
from virtual_school.referrals.actions.possible import possible
from virtual_school.referrals.changes import contribution as parts
from virtual_school.referrals.changes import referral as changes
from virtual_school.referrals.models import Referral
from virtual_school.referrals.policy import referral as policy
from virtual_school.referrals.queries.listing import Mentor
from virtual_school.referrals.queries.referral import ToRefer
from virtual_school.referrals.queries.standing import standing_of


def open_referral(viewer: Viewer, about: ToRefer, *, why_now: str, tried: str, basis: LawfulBasis) -> Referral:
    """Open a referral for a pupil of one's own school, and ask the pupil and each carer for their part."""
    require(policy.can_open(viewer))
    possible(policy.can_refer(open_one=about.open_one, on_programme=about.on_programme))
    return _open(viewer, about.pupil.id, why_now=why_now, tried=tried, basis=basis)


def open_for_new(
    viewer: Viewer,
    *,
    given_name: str,
    family_name: str,
    known_as: str | None,
    date_of_birth: dt.date,
    year: int,
    there: bool,
    **words: Any,
) -> Referral:
    """The same for a pupil who was not here yet: entered, and put on the roll of the viewer's own school."""
    require(policy.can_open(viewer))
    possible(policy.can_enter(there=there))
    if viewer.organisation_id is None:
        raise NotVisible
    pupil = pupils.enter_pupil(
        viewer,
        given_name=given_name,
        family_name=family_name,
        known_as=known_as or None,
        date_of_birth=date_of_birth,
        year=year,
    )
    pupils.enrol(viewer, pupil_id=pupil.id, organisation_id=viewer.organisation_id)
    return _open(viewer, pupil.id, **words)


def _open(viewer: Viewer, pupil_id: uuid.UUID, *, why_now: str, tried: str, basis: LawfulBasis) -> Referral:
    if viewer.organisation_id is None:
        raise NotVisible
    words = {"why_now": why_now, "tried": tried}
    made = changes.open_referral(
        viewer, pupil_id=pupil_id, organisation_id=viewer.organisation_id, basis=basis, **words
    )
    parts.ask(viewer, made, (Party.PUPIL, None))
    for carer in carers_to_ask(pupil_id):
        parts.ask(viewer, made, (Party.CARER, carer.id))
    return made


def change_words(viewer: Viewer, referral: Referral, *, version: int | None, why_now: str, tried: str) -> None:
    """Change what the school wrote. Raises `Stale` when somebody else has since the form was opened."""
    possible(policy.can_prepare(viewer, referral.state))
    lock.check(referral, version)
    changes.change_words(viewer, referral, why_now=why_now, tried=tried)


def name_mentor(viewer: Viewer, referral: Referral, account_id: uuid.UUID, among: list[Mentor]) -> None:
    possible(policy.can_name_mentor(viewer, referral.state))
    if account_id not in {mentor.account_id for mentor in among}:
        raise NotVisible
    changes.name_mentor(viewer, referral, account_id)


def send(viewer: Viewer, referral: Referral) -> None:
    """To the headteacher, once everything is there."""
    possible(policy.can_send(viewer, standing_of(referral)))
    changes.send(viewer, referral)


def sign(viewer: Viewer, referral: Referral, without_because: str) -> None:
    standing = standing_of(referral)
    possible(policy.can_sign(viewer, standing, without_because))
    changes.sign(viewer, referral, without_because.strip() if standing.without_a_yes else None)


def give_back(viewer: Viewer, referral: Referral, words: str) -> None:
    possible(policy.can_give_back(viewer, referral.state))
    changes.give_back(viewer, referral, words)


def pass_on(viewer: Viewer, referral: Referral) -> None:
    """The lead has looked at it, and it is ready for the panel."""
    possible(policy.can_pass(viewer, standing_of(referral)))
    changes.pass_on(viewer, referral)


def add_asked_for(viewer: Viewer, referral: Referral, words: str) -> None:
    possible(policy.can_add(viewer, standing_of(referral)))
    changes.add_asked_for(viewer, referral, words)


def withdraw(viewer: Viewer, referral: Referral, because: str) -> None:
    possible(policy.can_withdraw(viewer, referral.state))
    changes.withdraw(viewer, referral, because)


def tidy(viewer: Viewer, referral_id: uuid.UUID) -> None:
    """What the night does with a referral whose day comes: end it, or give it longer while it waits for us."""
    referral, today = changes.lock(referral_id), clock.today()
    if policy.can_lapse(viewer, referral, today):
        changes.lapse(viewer, referral)
    elif policy.can_prolong(viewer, referral, today):
        changes.prolong(viewer, referral, today + terms.LONGER)
