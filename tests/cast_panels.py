"""A panel, its meeting and decisions for each pupil in the cast.

What is before the panel is about schoolmates of theirs, so that the pupil's own referral stands where it stands. About
the pupil there is one decision of long ago: not this time, told to the family.
"""

import datetime as dt
from typing import TYPE_CHECKING

from tests import make, make_panels
from virtual_school.core import clock
from virtual_school.pupils.models import Pupil
from virtual_school.referrals.models import DecisionOutcome, Question, ReferralState

if TYPE_CHECKING:
    from tests.cast import Casting

# Of each pupil: their school, who runs meetings, who sits on the panel (the first one chairs), who tells.
AROUND = {
    "ellie": ("wren_hill", "clerk", ("chair", "panel_member", "panel_member_of_school"), "head_of_year"),
    "tariq": ("stonegate", "clerk", ("panel_member_of_school",), "lead"),
    "stranger_pupil": ("moorside", "stranger_lead", (), "stranger_lead"),
}
SEATS = {"chair": "ashfold", "panel_member": "stonegate", "panel_member_of_school": "wren_hill"}
A_WHILE = dt.timedelta(days=40)


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(key for key in AROUND if casting.side.people.get(key, None) and _is(casting, key, child))
    school_key, clerk_key, seats, teller_key = AROUND[key]
    accounts, ids = casting.accounts, casting.side.ids
    school, clerk, teller = casting.places[school_key], accounts[clerk_key], accounts[teller_key]
    panel = make_panels.panel(f"Panel of {school.name}")
    meeting = make_panels.meeting(panel, clerk)
    sitting = [(accounts[seat], casting.places[SEATS[seat]]) for seat in seats]
    for number, (account, organisation) in enumerate(sitting):
        row = make_panels.panel_member(panel, account, organisation, chairs=number == 0)
        ids.setdefault(f"panel_member of {key}", row.id)
    ids |= {f"panel of {key}": panel.id, f"meeting of {key}": meeting.id}
    ids.setdefault(f"panel_member of {key}", panel.id)
    ids[f"a_member of {key}"] = (sitting[0][0] if sitting else clerk).id
    listed = _schoolmate(casting, "Robin Vale", school_key)
    referral = make_panels.referral(listed, school, clerk, state=ReferralState.LISTED)
    make_panels.words(referral, clerk, {Question.GOOD_AT: "Mending bikes."})
    case = make_panels.case(meeting, referral, clerk)
    for account, organisation in sitting:
        make_panels.open_to(listed, referral, account, organisation)
    ids |= {f"case of {key}": case.id, f"pack of {key}": referral.id}
    decider = sitting[0][0] if sitting else clerk
    _offered(casting, key, school_key, teller_key)
    then = clock.now() - A_WHILE
    over = make_panels.referral(child, school, clerk, state=ReferralState.NOT_THIS_TIME, opened_at=then - A_WHILE)
    past = make_panels.meeting(panel, clerk, starts_at=then, closed_at=then, closed_by=clerk.id)
    instead = {"instead": "A mentor at school.", "instead_who": "Tom Archer", "instead_from": then.date()}
    told = {"outcome": DecisionOutcome.NOT_THIS_TIME, "decided_at": then, "told_at": then, **make_panels.TOLD}
    before = make_panels.case(past, over, clerk)
    ids[f"told of {key}"] = make_panels.decision(before, over, decider, teller, **instead, **told).id


def _is(casting: "Casting", key: str, child: Pupil) -> bool:
    return casting.side.people[key].account_id == child.account_id


def _schoolmate(casting: "Casting", name: str, school: str) -> Pupil:
    """Somebody of the same school whom no mentor knows yet."""
    child = make.pupil(name)
    make.enrolment(child, casting.places[school])
    return child


def _offered(casting: "Casting", key: str, school_key: str, teller_key: str) -> None:
    """An offer to another schoolmate, of which the family was told yesterday."""
    accounts, school = casting.accounts, casting.places[school_key]
    clerk_key, seats = AROUND[key][1:3]
    clerk = accounts[clerk_key]
    panel = make_panels.panel(f"Earlier panel of {school.name}")
    then = clock.now() - dt.timedelta(days=1)
    meeting = make_panels.meeting(panel, clerk, starts_at=then, closed_at=then, closed_by=clerk.id)
    child = _schoolmate(casting, "Sky Linden", school_key)
    referral = make_panels.referral(child, school, clerk, state=ReferralState.OFFERED)
    case = make_panels.case(meeting, referral, clerk)
    decider = accounts[seats[0]] if seats else clerk
    told = {"decided_at": then, "told_at": then, **make_panels.TOLD}
    decision = make_panels.decision(case, referral, decider, accounts[teller_key], **told)
    make_panels.parts(decision)
    casting.side.ids[f"offer of {key}"] = decision.id
