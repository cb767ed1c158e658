"""Who may open a referral and move it on, and in which of its states."""

import datetime as dt

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.referrals import terms
from virtual_school.referrals.models import OVER, Referral, ReferralState
from virtual_school.referrals.policy.standing import Standing, missing, missing_to_go_on
from virtual_school.referrals.words import STATE_WORDS

# Who prepares a referral at the pupil's own school.
SCHOOL_TEAM = (Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER)

# Who reads the referral's own page.
READS_REFERRAL = (*SCHOOL_TEAM, Role.SAFEGUARDING_LEAD, Role.MENTOR, Role.SOCIAL_WORKER, Role.VIRTUAL_SCHOOL_LEAD)

# The system's own rule by which a referral ends when nobody takes it further.
LAPSE_RULE = "referrals.lapse"

# Where nobody waits for us: here a referral may end by itself.
MAY_LAPSE = frozenset({ReferralState.OPENED, ReferralState.WITH_HEAD, ReferralState.WITH_LEAD, ReferralState.NEED_MORE})


def can_open(viewer: Viewer) -> Decision:
    if viewer.is_any(*SCHOOL_TEAM):
        return Allowed(_("You refer pupils of your own school."))
    return Denied(_("The pupil’s own school refers: head of year, SENCO or headteacher."))


def can_refer(*, open_one: bool, on_programme: bool) -> Decision:
    """One open at a time a pupil, and none for who is in the Virtual School already."""
    if on_programme:
        return Denied(_("They are in the Virtual School already. Talk to their learning mentor instead."))
    if open_one:
        return Denied(_("There is a referral for this pupil already. Open that one."))
    return Allowed(_("They are on your school’s roll."))


def can_enter(*, there: bool) -> Decision:
    """Nobody is entered twice: somebody of this name and birthday stands on the roll already, or not."""
    if there:
        return Denied(_("Somebody with this name and birthday is on your roll here. Choose them from the list."))
    return Allowed(_("They are not here yet."))


def can_name_mentor(viewer: Viewer, state: ReferralState) -> Decision:
    if state in OVER:
        return Denied(_now(state))
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    return Denied(_("The Virtual School lead names the learning mentor."))


def can_prepare(viewer: Viewer, state: ReferralState) -> Decision:
    """Whether they may change what the school wrote, and what is shared."""
    if not viewer.is_any(*SCHOOL_TEAM):
        return Denied(_("The pupil’s own school prepares the referral."))
    if state not in (ReferralState.OPENED, ReferralState.NEED_MORE):
        return Denied(_now(state))
    return Allowed(_("You prepare this referral."))


def can_tell(viewer: Viewer, state: ReferralState) -> Decision:
    """Whether they may say that the family was told, and answer an objection, which may come at any time."""
    if state in OVER:
        return Denied(_now(state))
    if viewer.is_any(*SCHOOL_TEAM, Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You work with this family."))
    return Denied(_("The school, the mentor or the Virtual School lead does this."))


def can_object(state: ReferralState) -> Decision:
    """The family may object to what is shared as long as anything is."""
    return Denied(_now(state)) if state in OVER else Allowed(_("It is about you or your child."))


def can_send(viewer: Viewer, standing: Standing) -> Decision:
    allowed = can_prepare(viewer, standing.state)
    if allowed and standing.state is not ReferralState.OPENED:
        return Denied(_now(standing.state))
    return allowed and _whole(standing, allowed)


def can_sign(viewer: Viewer, standing: Standing, without_because: str = "") -> Decision:
    """The headteacher's sign-off. With any 'no', or a yes that is not there, they say why it goes on."""
    if not viewer.is_any(Role.HEADTEACHER):
        return Denied(_("The headteacher signs it."))
    if standing.state is not ReferralState.WITH_HEAD:
        return Denied(_now(standing.state))
    allowed = _whole(standing, Allowed(_("You are the headteacher.")))
    if allowed and standing.without_a_yes and not without_because.strip():
        return Denied(_("Somebody has not said yes. Write why it goes on without that, or give it back."))
    return allowed


def has_to_sign(viewer: Viewer, state: ReferralState) -> bool:
    """Whether it lies on this headteacher's desk."""
    return state is ReferralState.WITH_HEAD and viewer.is_any(Role.HEADTEACHER)


def has_to_add(viewer: Viewer, state: ReferralState) -> bool:
    """Whether the panel waits for this school."""
    return state is ReferralState.NEED_MORE and viewer.is_any(*SCHOOL_TEAM)


def can_give_back(viewer: Viewer, state: ReferralState) -> Decision:
    """The headteacher from their desk, the lead from theirs, each with words."""
    if state is ReferralState.WITH_HEAD and viewer.is_any(Role.HEADTEACHER):
        return Allowed(_("You are the headteacher."))
    if state in (ReferralState.WITH_LEAD, ReferralState.READY) and viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You lead the Virtual School."))
    if state in (ReferralState.WITH_HEAD, ReferralState.WITH_LEAD, ReferralState.READY):
        return Denied(_("Only the person whose turn it is gives it back."))
    return Denied(_now(state))


def can_pass(viewer: Viewer, standing: Standing) -> Decision:
    """The lead's first look: it is ready for the panel."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("The Virtual School lead looks first."))
    if standing.state is not ReferralState.WITH_LEAD:
        return Denied(_now(standing.state))
    return _ready(standing, Allowed(_("You lead the Virtual School.")))


def can_add(viewer: Viewer, standing: Standing) -> Decision:
    """The school adds what the panel asked for, and it is ready again."""
    if not viewer.is_any(*SCHOOL_TEAM):
        return Denied(_("The pupil’s own school adds this."))
    if standing.state is not ReferralState.NEED_MORE:
        return Denied(_now(standing.state))
    return _ready(standing, Allowed(_("You prepare this referral.")))


def can_withdraw(viewer: Viewer, state: ReferralState) -> Decision:
    if state in OVER:
        return Denied(_now(state))
    if viewer.is_any(*SCHOOL_TEAM, Role.VIRTUAL_SCHOOL_LEAD):
        return Allowed(_("You work on this referral."))
    return Denied(_("The pupil’s own school or the Virtual School lead takes it back."))


def can_lapse(viewer: Viewer, referral: Referral, today: dt.date) -> Decision:
    if viewer.rule == LAPSE_RULE and referral.state in MAY_LAPSE and referral.lapses_on < today:
        return Allowed(_("Its day has passed and nobody took it further."))
    return Denied(_("It does not end by itself yet."))


def can_prolong(viewer: Viewer, referral: Referral, today: dt.date) -> Decision:
    """What the school has finished waits for us: it is given longer, and the mentor stays."""
    waits = referral.state not in OVER | MAY_LAPSE and referral.lapses_on <= today + terms.NEARLY
    if viewer.rule == LAPSE_RULE and waits:
        return Allowed(_("It waits for the panel or for the headteacher."))
    return Denied(_("It has time yet."))


def _now(state: ReferralState) -> str:
    return str(_("This referral is now: %(state)s.", state=STATE_WORDS[state]))


def _whole(standing: Standing, allowed: Decision) -> Decision:
    lacks = missing(standing)
    return Denied(" ".join(one.words for one in lacks)) if lacks else allowed


def _ready(standing: Standing, allowed: Decision) -> Decision:
    lacks = missing_to_go_on(standing)
    return Denied(" ".join(one.words for one in lacks)) if lacks else allowed
