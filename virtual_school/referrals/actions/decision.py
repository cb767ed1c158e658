"""Deciding a case, telling the family, taking the offer up or not."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from flask import Response
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import Decision as Judged
from virtual_school.core.access import require
from virtual_school.core.errors import Stale, WrongState
from virtual_school.core.saving import drafts
from virtual_school.network.calendar import school_days
from virtual_school.network.viewer import Viewer
from virtual_school.plans.changes import Quoted
from virtual_school.pupils.models import Programme
from virtual_school.referrals import letters
from virtual_school.referrals.actions.panel import account_of
from virtual_school.referrals.changes import confirm as confirming
from virtual_school.referrals.changes import decision as deciding
from virtual_school.referrals.changes import telling
from virtual_school.referrals.changes.confirm import Confirmed, NotTaken
from virtual_school.referrals.changes.decision import Decided
from virtual_school.referrals.models import Decision, DecisionOutcome
from virtual_school.referrals.policy import confirm as confirm_policy
from virtual_school.referrals.policy import panel as policy
from virtual_school.referrals.policy import telling as telling_policy
from virtual_school.referrals.policy.confirm import Standing
from virtual_school.referrals.policy.panel import Room
from virtual_school.referrals.queries.decision import Decided as Read
from virtual_school.referrals.queries.meeting import Case

# The boxes of the three decisions that are longer than a line: each keeps what is typed into it.
BOXES = ("reason", "conditions", "instead", "need")


class AlreadyDecided(Stale):
    """Somebody else decided this a moment ago. What is in the boxes is still the writer's."""


def subject_of_box(case: Case, outcome: DecisionOutcome, box: str) -> str:
    return f"decide:{case.row.id}:{outcome.value}:{box}"


def save_box(viewer: Viewer, case: Case, room: Room, outcome: DecisionOutcome, box: str, sent: drafts.Save) -> Response:
    """Keep what a member is typing, for nobody but themselves, whether or not it can be decided yet."""
    require(policy.can_speak(viewer, room.seat(viewer.account_id)))
    if case.decision is not None:
        raise WrongState
    return drafts.save(account_of(viewer), subject_of_box(case, outcome, box), sent)


def decide(viewer: Viewer, case: Case, room: Room, decided: Decided) -> Decision:
    """Decide a case that is held. Raises `AlreadyDecided` for the second of two."""
    if case.decision is not None:
        raise AlreadyDecided(_("This was decided a moment ago. What you wrote is still in the boxes."))
    require(policy.can_decide(viewer, room))
    if case.meeting.closed_at is not None:
        raise WrongState(_("This meeting has been closed."))
    made = deciding.decide(
        viewer, case=case.row, referral=case.referral, decided=decided, there=room.there, quorum=room.quorum
    )
    for box in BOXES:
        drafts.take(account_of(viewer), subject_of_box(case, decided.outcome, box))
    return made


# Telling ------------------------------------------------------------------------------------------------------------


def about(read: Read, network: str) -> letters.About:
    """What the letters about a decision are made of."""
    row = read.row
    return letters.About(
        network=network,
        first_name=read.first_name,
        school=read.school,
        outcome=row.outcome,
        decided_at=row.decided_at,
        reason=row.reason,
        conditions=row.conditions,
        instead=row.instead,
        instead_who=row.instead_who,
        instead_from=row.instead_from,
        tells=read.tells,
        parts=[(in_words(part.row.words, part.place), part.row.sessions) for part in read.parts],
    )


def in_words(words: str, place: str | None) -> str:
    """A part of the week with its place, where the words do not say it already."""
    return words if place is None or place.casefold() in words.casefold() else f"{words}, {place}"


def can_tell(viewer: Viewer, read: Read) -> Judged:
    """Whether they may tell this family now."""
    row = read.row
    return telling_policy.can_tell(
        viewer, outcome=row.outcome, tells_id=row.tells_id, told_at=row.told_at, withheld=read.withheld
    )


def tell(viewer: Viewer, read: Read, *, told_at: dt.datetime, network: str) -> None:
    """They have told the family. From here on the family sees decision and letter."""
    row = read.row
    if row.told_at is not None and row.tells_id == viewer.account_id:  # pressed twice
        return
    require(can_tell(viewer, read))
    given = school_days(read.referral.organisation_id)
    in_time = telling_policy.is_a_time_to_tell(told_at, decided_at=row.decided_at, now=clock.now(), given=given)
    if not in_time:
        raise WrongState(in_time.because)
    made = about(read, network)
    telling.tell(viewer, row, told_at=told_at, letter=letters.to_carers(made), letter_to_pupil=letters.to_pupil(made))


def name_teller(viewer: Viewer, read: Read, account_id: uuid.UUID) -> None:
    """Somebody else tells the family: nothing starts before they were told."""
    row = read.row
    require(telling_policy.can_name_teller(viewer, outcome=row.outcome, told_at=row.told_at))
    telling.name_teller(viewer, row, account_id)


# The head -----------------------------------------------------------------------------------------------------------


def confirm(
    viewer: Viewer,
    read: Read,
    standing: Standing,
    *,
    confirmed: Sequence[Confirmed],
    starts_on: dt.date,
    ends_on: dt.date,
    words: Sequence[Quoted],
) -> Programme:
    """Confirm the footing of every part: everything starts together, or nothing does."""
    require(confirm_policy.can_answer_offer(viewer, standing))
    wrong = footings_refused(read, standing, confirmed)
    if wrong:
        raise WrongState(next(iter(wrong.values())))
    if ends_on < starts_on:
        raise WrongState(_("The last day is before the first."))
    return confirming.start(
        viewer, decision=read.row, confirmed=confirmed, starts_on=starts_on, ends_on=ends_on, words=words
    )


def footings_refused(read: Read, standing: Standing, confirmed: Sequence[Confirmed]) -> Mapping[uuid.UUID, str]:
    """Which parts cannot stand on the footing that was chosen, each with why."""
    found: dict[uuid.UUID, str] = {}
    kinds = {part.row.id: part.row.kind for part in read.parts}
    for one in confirmed:
        stands = confirm_policy.can_stand_on(
            kinds[one.part_id], one.basis, read.year, ends_on=one.ends_on, reason=one.reason, standing=standing
        )
        if not stands:
            found[one.part_id] = stands.because
    return found


def cannot(viewer: Viewer, read: Read, standing: Standing, said: NotTaken) -> None:
    """The school cannot take it up, with the reason."""
    require(confirm_policy.can_answer_offer(viewer, standing))
    confirming.cannot(viewer, decision=read.row, said=said)
