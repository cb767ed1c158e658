"""Words about windows: for staff, and plain ones for a pupil and for a carer."""

from flask_babel import lazy_gettext as _l

from virtual_school.pupils.models import Duty, How, Part

DUTY_WORDS = {
    Duty.SAFEGUARDING: _l("Safeguarding: to keep a child safe"),
    Duty.DIRECTION: _l("A direction of the school or the authority"),
    Duty.EHCP: _l("An education, health and care plan"),
    Duty.CARE_ORDER: _l("A care order"),
    Duty.COURT: _l("A court’s order"),
    Duty.PARENT: _l("A parent’s right to know how their child gets on at school"),
}

# To a family, why it is not theirs to end.
DUTY_WHY = {
    Duty.SAFEGUARDING: _l("The law asks us to share this, to keep children safe. So it cannot be stopped here."),
    Duty.DIRECTION: _l(
        "The school or the council decided this, and the law says who must know. So it cannot be stopped here."
    ),
    Duty.EHCP: _l("The law asks for this because of the education, health and care plan. It cannot be stopped here."),
    Duty.CARE_ORDER: _l("The law asks for this because of a care order. So it cannot be stopped here."),
    Duty.COURT: _l("A court asked for this. So it cannot be stopped here."),
    Duty.PARENT: _l(
        "The law says that a parent may know this. So it cannot be stopped here. "
        "Are you worried about it? Tell the school, or somebody you trust."
    ),
}
LAW_WHY = _l("The law asks for this. So it cannot be stopped here.")

HOW_WORDS = {
    How.SELF: _l("themself, on their own page"),
    How.IN_PERSON: _l("in person"),
    How.PHONE: _l("by phone"),
}

# To a pupil, at a reading age of nine.
PUPIL_PART_WORDS = {
    Part.IDENTITY: _l("your first name, your year and your school"),
    Part.FAMILY: _l("who is in your family"),
    Part.WHEREABOUTS: _l("where you are"),
    Part.HEALTH: _l("your health, and what helps you"),
    Part.SAFEGUARDING: _l("what keeps you safe"),
    Part.REFERRAL: _l("why you came here, and what you said then"),
    Part.PLAN: _l("your plan"),
    Part.WEEK: _l("your week"),
    Part.WORK: _l("your work"),
    Part.GRADES: _l("your marks"),
    Part.ATTENDANCE: _l("when you were there"),
    Part.BEHAVIOUR: _l("good things people saw, and what is hard"),
    Part.NOTES: _l("notes of talks"),
    Part.MESSAGES: _l("messages"),
    Part.CHECK_INS: _l("how you said you feel"),
    Part.FILES: _l("your files"),
}
