"""What the home school's head confirms before an offer starts: the footing of each part of the week."""

import datetime as dt
import enum
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.words import where_is_kept
from virtual_school.referrals.models import DecisionOutcome, ReferralState
from virtual_school.timetable import footings
from virtual_school.timetable.models import SlotBasis, SlotKind


class PartTimeWhy(enum.Enum):
    """For what a part-time timetable may be. How a pupil behaves is not among it."""

    HEALTH = "health"
    COMING_BACK = "coming_back"
    SPECIAL_NEEDS = "special_needs"
    CARING = "caring"


PART_TIME_WORDS = {
    PartTimeWhy.HEALTH: _l("Health, of body or mind"),
    PartTimeWhy.COMING_BACK: _l("Coming back step by step after an absence"),
    PartTimeWhy.SPECIAL_NEEDS: _l("Special educational needs"),
    PartTimeWhy.CARING: _l("Pregnancy, or caring for somebody"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How an offer stands when somebody wants to take it up or not."""

    outcome: DecisionOutcome
    state: ReferralState
    school_id: uuid.UUID
    told: bool
    # That a carer with whom the pupil lives has said yes to taking part, as the last thing they said.
    lived_with_says_yes: bool
    # Where the pupil is is kept from whoever would confirm it.
    withheld: bool = False


def can_answer_offer(viewer: Viewer, standing: Standing) -> Decision:
    """Take an offer up, or say that the school cannot: the head of the pupil's own school, once the family knows."""
    if not viewer.is_any(Role.HEADTEACHER) or viewer.organisation_id != standing.school_id:
        return Denied(_("The headteacher of the pupil’s own school confirms this."))
    if standing.outcome is not DecisionOutcome.OFFER or standing.state is not ReferralState.OFFERED:
        return Denied(_("There is no offer that waits for your answer."))
    if not standing.told:
        return Denied(_("The family has not been told yet. It waits until they have been."))
    if standing.withheld:
        return Denied(where_is_kept())
    return Allowed(_("You are the headteacher of the pupil’s own school."))


def can_stand_on(
    kind: SlotKind, basis: SlotBasis, year: int, *, ends_on: dt.date | None, reason: str | None, standing: Standing
) -> Decision:
    """Whether one part of the week may stand on this footing."""
    if basis not in footings.allowed(kind, year):
        return Denied(_("A part of this kind cannot stand on this footing in Year %(year)d.", year=year))
    if basis is not SlotBasis.PART_TIME_TIMETABLE:
        return Allowed(_("This footing is lawful for it."))
    if ends_on is None:
        return Denied(_("A part-time timetable has an end date."))
    if not (reason or "").strip():
        return Denied(_("A part-time timetable needs its reason: what in the pupil’s health or return asks for it."))
    if about_behaviour(reason or ""):
        return Denied(_("Behaviour is no lawful reason for a part-time timetable. Say what else asks for it."))
    if not standing.lived_with_says_yes:
        return Denied(
            _("No carer with whom the pupil lives has said yes. Without it a part-time timetable cannot start.")
        )
    return Allowed(_("This footing is lawful for it."))


# Words by which a reason is about conduct. Nobody is stopped from writing 'after an operation'.
BEHAVIOUR = ("behaviour", "behavior", "disrupt", "misconduct", "conduct", "defian", "discipline", "sanction", "punish")


def about_behaviour(reason: str) -> bool:
    return any(word in reason.casefold() for word in BEHAVIOUR)
