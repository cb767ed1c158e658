"""Plain words for what the tables of referrals hold: states, questions, readers, what is still to do."""

from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.pupils.models import How, LawfulBasis, Party
from virtual_school.pupils.words import called
from virtual_school.referrals.models import Question, ReferralState

# To staff: where it is, and with whom.
STATE_WORDS = {
    ReferralState.OPENED: _l("being prepared by the school"),
    ReferralState.WITH_HEAD: _l("with the headteacher"),
    ReferralState.WITH_LEAD: _l("with the Virtual School lead"),
    ReferralState.READY: _l("ready for the panel"),
    ReferralState.LISTED: _l("before a panel"),
    ReferralState.NEED_MORE: _l("the panel needs to know more"),
    ReferralState.OFFERED: _l("the panel has made an offer"),
    ReferralState.NOT_THIS_TIME: _l("not this time"),
    ReferralState.STARTED: _l("started"),
    ReferralState.WITHDRAWN: _l("taken back by the school"),
    ReferralState.LAPSED: _l("ended by itself"),
}

# Tone and shape of the pill beside the words.
STATE_LOOKS = {
    ReferralState.OPENED: ("wait", "half"),
    ReferralState.WITH_HEAD: ("link", "up"),
    ReferralState.WITH_LEAD: ("link", "up"),
    ReferralState.READY: ("ok", "tick"),
    ReferralState.LISTED: ("link", "dot"),
    ReferralState.NEED_MORE: ("warm", "again"),
    ReferralState.OFFERED: ("ok", "dot"),
    ReferralState.NOT_THIS_TIME: ("plain", "ring"),
    ReferralState.STARTED: ("ok", "tick"),
    ReferralState.WITHDRAWN: ("plain", "ring"),
    ReferralState.LAPSED: ("plain", "ring"),
}

QUESTION_WORDS = {
    Question.GOOD_AT: _l("What I am good at"),
    Question.IN_THE_WAY: _l("What gets in the way"),
    Question.HOPE: _l("What I hope for"),
    Question.CARER_KNOW: _l("What we should know about your child"),
    Question.CARER_WORRY: _l("What worries you"),
    Question.CARER_HOPE: _l("What you hope for"),
}

READER_WORDS = {
    "school": _l("My head of year and school"),
    "panel": _l("The panel: the people who decide, and the Virtual School lead"),
    "parent": _l("My parents or carers"),
}

HOW_WORDS = {
    How.SELF: _l("wrote it themself"),
    How.IN_PERSON: _l("said it, and it was written down and read back"),
    How.PHONE: _l("said it on the phone, and it was written down and read back"),
}

LAWFUL_BASIS_WORDS = {
    LawfulBasis.PUBLIC_TASK: _l("Public task: the school’s own duty to teach this pupil"),
    LawfulBasis.LEGAL_OBLIGATION: _l("Legal obligation: a law asks for it"),
    LawfulBasis.VITAL_INTERESTS: _l("Vital interests: to protect a life"),
}


def who_reads(party: Party, mentor: str | None, key_adult: str | None) -> str:
    """Said beside every box before anybody writes in it. Promises no secrecy."""
    duty = _("If it shows that somebody might not be safe, they have to tell someone who can help.")
    if party is Party.CARER:
        who = _("The learning mentor, the school and the panel read this. No other parent or carer does.")
        who = f"{who} {_('It is not on your child’s own page.')}"
        return f"{who} {duty}"
    names = [called(name) for name in (mentor, key_adult) if name]
    if len(names) == 2:
        who = _("%(mentor)s reads this. So can %(key_adult)s.", mentor=names[0], key_adult=names[1])
    elif names:
        who = _("%(name)s reads this.", name=names[0])
    else:
        who = _("Your learning mentor reads this, as soon as you have one.")
    return " ".join(str(one) for one in (who, _("You choose who else reads each answer."), duty))


# What the family reads of where it is. What a panel decided is not here: a person tells them first.
STEPS = (
    _l("Your school asks"),
    _l("You say your part"),
    _l("The headteacher reads it"),
    _l("The Virtual School has a first look"),
    _l("The panel talks about it"),
    _l("Somebody you know tells you"),
)

STEP_OF = {
    ReferralState.OPENED: 2,
    ReferralState.WITH_HEAD: 3,
    ReferralState.WITH_LEAD: 4,
    ReferralState.READY: 5,
    ReferralState.LISTED: 5,
    ReferralState.NEED_MORE: 5,
    ReferralState.OFFERED: 5,
    ReferralState.NOT_THIS_TIME: 5,
    ReferralState.STARTED: 6,
}

STEP_WORDS = {
    1: "",
    2: _l("Now is the time for your words."),
    3: _l("Your headteacher reads what the school wrote, and signs it."),
    4: _l("Somebody at the Virtual School checks that everything is there."),
    5: _l("The panel is a group of people from several schools. Somebody you know tells you what they say."),
    6: _l("It has started."),
}

ENDED_WORDS = {
    ReferralState.WITHDRAWN: _l("Your school has taken it back. Nothing more happens with it."),
    ReferralState.LAPSED: _l("It has come to an end without a panel. Your school can ask again."),
}


@dataclass(frozen=True, slots=True)
class Steps:
    """Where it is, for the family: a step of six, or that it has ended."""

    here: int | None
    words: str


def steps_of(state: ReferralState) -> Steps:
    here = STEP_OF.get(state)
    return Steps(here, str(STEP_WORDS[here] if here else ENDED_WORDS[state]))
