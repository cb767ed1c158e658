"""Plain words for what the tables of referrals hold: states, questions, readers, what is still to do."""

from flask_babel import lazy_gettext as _l

from virtual_school.pupils.models import How, LawfulBasis
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
