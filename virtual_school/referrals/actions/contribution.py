"""What people do with what is said in a referral: giving it, writing it down, reading it first, holding it back."""

import uuid

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.saving import drafts, lock
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import How, TakePart
from virtual_school.referrals.actions.possible import possible
from virtual_school.referrals.changes import contribution as changes
from virtual_school.referrals.models import OVER, Answer, Contribution, Question, Referral
from virtual_school.referrals.policy import contribution as policy
from virtual_school.referrals.queries.contribution import ToRead
from virtual_school.referrals.queries.own import subject
from virtual_school.referrals.queries.standing import Who
from virtual_school.referrals.said import Given


def give_own(viewer: Viewer, referral: Referral, who: Who, given: Given) -> Contribution:
    """By the pupil or the carer themself. Their drafts are spent, other words from elsewhere stay."""
    possible(policy.can_give(referral.state))
    made = changes.give(viewer, referral, who, given)
    changes.spend_drafts(viewer, referral, who, given)
    return made


def say_own_none(viewer: Viewer, referral: Referral, who: Who, because: str) -> Contribution:
    """They would rather not, and say so themselves."""
    possible(policy.can_give(referral.state))
    return changes.say_none(viewer, referral, who, because)


def write_down(viewer: Viewer, referral: Referral, who: Who, given: Given) -> Contribution:
    """By an adult who writes it down as said and reads it back. It was read, where the adult is one who knows them."""
    require(policy.writes_down(viewer, who[0]))
    possible(policy.can_write_down(referral.state))
    possible(policy.can_replace(changes.live(referral.id, who)))
    made = changes.give(viewer, referral, who, given, has_read=policy.reads_as_scribe(viewer))
    changes.spend_drafts(viewer, referral, who, given)
    return made


def say_none(viewer: Viewer, referral: Referral, who: Who, because: str) -> None:
    require(policy.writes_down(viewer, who[0]))
    possible(policy.can_write_down(referral.state))
    possible(policy.can_say_none(changes.live(referral.id, who)))
    changes.say_none(viewer, referral, who, because)


def save_own_draft(viewer: Viewer, referral: Referral, who: Who, question: Question, sent: drafts.Save) -> Response:
    possible(policy.can_give(referral.state))
    return drafts.save(_account(viewer), subject(referral.id, who, question), sent)


def save_draft(viewer: Viewer, referral: Referral, who: Who, question: Question, sent: drafts.Save) -> Response:
    require(policy.writes_down(viewer, who[0]))
    possible(policy.can_write_down(referral.state))
    return drafts.save(_account(viewer), subject(referral.id, who, question), sent)


def let_go_on(viewer: Viewer, found: ToRead) -> None:
    """'I have read this, it may go on.'"""
    if found.held:
        raise NotVisible
    require(policy.can_read(viewer, found.contribution, for_school=found.for_school))
    possible(policy.can_let_go_on(found.referral.state, found.contribution))
    changes.let_go_on(viewer, found.contribution)


def choose_readers(
    viewer: Viewer, referral: Referral, answer: Answer, wanted: dict[str, bool], version: int | None
) -> None:
    """The pupil chooses anew who reads an answer. Raises `Stale` when it was changed since the form was opened."""
    if all(getattr(answer, name) == value for name, value in wanted.items()):
        return
    lock.check(answer, version)
    possible(policy.can_choose_readers(referral.state, answer, wanted))
    changes.choose_readers(viewer, answer, wanted)


def say_own_take_part(viewer: Viewer, referral: Referral, who: Who, *, agrees: bool, words: str | None) -> TakePart:
    """Their own yes or no, by themself."""
    possible(policy.can_say_yes_or_no(over=referral.state in OVER))
    party, carer_id = who
    return pupils.say_take_part(
        viewer, pupil_id=referral.pupil_id, party=party, carer_id=carer_id, agrees=agrees, words=words, how=How.SELF
    )


def record_take_part(
    viewer: Viewer,
    referral: Referral,
    who: Who,
    *,
    agrees: bool,
    words: str | None,
    how: How,
    interpreter: str | None,
    read_back: bool,
) -> TakePart:
    """A yes or a no that an adult wrote down and read back."""
    require(policy.writes_down(viewer, who[0]))
    possible(policy.can_say_yes_or_no(over=referral.state in OVER))
    return pupils.say_take_part(
        viewer,
        pupil_id=referral.pupil_id,
        party=who[0],
        carer_id=who[1],
        agrees=agrees,
        words=words,
        how=how,
        interpreter=interpreter,
        read_back=read_back,
    )


def _account(viewer: Viewer) -> uuid.UUID:
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id
