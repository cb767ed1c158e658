"""Who gives, writes down, reads and holds back what the pupil and each carer say."""

from flask_babel import gettext as _

from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import How, Party
from virtual_school.referrals.models import Answer, Contribution, ReferralState
from virtual_school.referrals.policy.referral import SCHOOL_TEAM

# Until the head has signed it, and again when the panel asks for more.
TO_GIVE = frozenset({ReferralState.OPENED, ReferralState.WITH_HEAD, ReferralState.NEED_MORE})

# Before the panel has it in hand, who reads an answer may be made fewer.
TO_NARROW = frozenset({ReferralState.OPENED, ReferralState.WITH_HEAD, ReferralState.WITH_LEAD, ReferralState.READY})

# One adult who knows the pupil reads their words before they go on.
KNOW_THEM = (Role.MENTOR, Role.KEY_ADULT, Role.HEAD_OF_YEAR)

WRITE_DOWN = {
    Party.PUPIL: (Role.MENTOR, Role.KEY_ADULT, *SCHOOL_TEAM),
    Party.CARER: (Role.MENTOR, *SCHOOL_TEAM, Role.VIRTUAL_SCHOOL_LEAD),
}
WRITES_DOWN = (Role.MENTOR, Role.KEY_ADULT, *SCHOOL_TEAM, Role.VIRTUAL_SCHOOL_LEAD)


def can_give(state: ReferralState) -> Decision:
    if state in TO_GIVE:
        return Allowed(_("You can still change what you said."))
    return Denied(_("This has gone on to the next step. Talk to your mentor if you want to change it."))


def can_say_yes_or_no(*, over: bool) -> Decision:
    """A yes or a no is heard as long as anything can still come of the referral."""
    if over:
        return Denied(_("This has ended."))
    return Allowed(_("You can say yes or no, and change your mind."))


def writes_down(viewer: Viewer, party: Party) -> Decision:
    """Who writes down what this party says, or why there is nothing to write."""
    if viewer.is_any(*WRITE_DOWN[party]):
        return Allowed(_("You may write down what they say."))
    return Denied(_("The mentor or the school writes this down."))


def can_write_down(state: ReferralState) -> Decision:
    if state not in TO_GIVE:
        return Denied(_("This has gone on to the next step, so nothing is written down here now."))
    return Allowed(_("You may write down what they say."))


def can_replace(there: Contribution | None) -> Decision:
    """Words that somebody wrote themself are read before an adult's take their place: they may tell of harm."""
    if there is not None and there.given_at is not None and there.how is How.SELF and there.read_at is None:
        return Denied(_("They wrote something themselves that waits to be read. That is read first."))
    return Allowed(_("You may write down what they say."))


def can_say_none(there: Contribution | None) -> Decision:
    """A reason why there is nothing never takes the place of what somebody said."""
    if there is not None and there.given_at is not None:
        return Denied(_("They have said their part already."))
    return Allowed(_("Nothing was said yet."))


def reads_as_scribe(viewer: Viewer) -> bool:
    """Whether who wrote it down is one of those who know the pupil: then it has been read."""
    return viewer.is_any(*KNOW_THEM)


def can_read(viewer: Viewer, contribution: Contribution, *, for_school: bool) -> Decision:
    """Whether they may read these words before they go on. The school only what is meant for the school."""
    if viewer.is_any(Role.MENTOR, Role.KEY_ADULT):
        return Allowed(_("You know this pupil."))
    if viewer.is_any(Role.HEAD_OF_YEAR):
        if contribution.party is Party.CARER or for_school:
            return Allowed(_("You know this pupil."))
        return Denied(_("Some of this is not meant for the school. The mentor or the key adult reads it."))
    return Denied(_("The mentor, the key adult or the head of year reads it first."))


def can_let_go_on(state: ReferralState, contribution: Contribution) -> Decision:
    if contribution.given_at is None:
        return Denied(_("There is nothing to read yet."))
    return Allowed(_("You have read it."))


def can_choose_readers(state: ReferralState, answer: Answer, wanted: dict[str, bool]) -> Decision:
    """More readers always; fewer until the panel has it."""
    fewer = any(getattr(answer, name) and not value for name, value in wanted.items())
    if fewer and state not in TO_NARROW:
        return Denied(
            _("The people who decide have it now, so this cannot be taken back. More people can still read it.")
        )
    return Allowed(_("You choose who reads this."))
