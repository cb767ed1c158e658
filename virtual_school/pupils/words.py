"""Plain words for what the tables hold: parts of the record, bases, kinds of care, rolls."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.pupils.models import AwayWhy, Basis, CareKind, CircumstanceKind, Part, Responsibility, RollStatus

PART_WORDS = {
    Part.IDENTITY: _l("First name, year and school"),
    Part.FAMILY: _l("Family and carers"),
    Part.WHEREABOUTS: _l("Where they are"),
    Part.HEALTH: _l("Health and what helps"),
    Part.SAFEGUARDING: _l("Safeguarding"),
    Part.REFERRAL: _l("The referral"),
    Part.PLAN: _l("The plan"),
    Part.WEEK: _l("Their week"),
    Part.WORK: _l("Set work and what they hand in"),
    Part.GRADES: _l("Marks"),
    Part.ATTENDANCE: _l("Attendance"),
    Part.BEHAVIOUR: _l("Behaviour, as agreed themes"),
    Part.NOTES: _l("Contact notes"),
    Part.MESSAGES: _l("Messages"),
    Part.CHECK_INS: _l("Check-ins"),
    Part.FILES: _l("Files"),
}

BASIS_WORDS = {
    Basis.AGREEMENT: _l("Agreement: the family and the pupil said yes, and can end it"),
    Basis.DUTY: _l("Duty: the law asks for it, and the reason is written down"),
}

BASIS_SHORT = {Basis.AGREEMENT: _l("on agreement"), Basis.DUTY: _l("on duty")}

CARE_WORDS = {
    CareKind.MENTOR: _l("Learning mentor"),
    CareKind.KEY_ADULT: _l("Key adult at school"),
    CareKind.SOCIAL_WORKER: _l("Social worker"),
    CareKind.CARER: _l("Parent or carer"),
}

ROLL_WORDS = {
    RollStatus.CURRENT: _l("On the roll (the only school)"),
    RollStatus.MAIN: _l("On the roll (main school of two)"),
    RollStatus.SUBSIDIARY: _l("On the roll (second school of two)"),
    RollStatus.GUEST: _l("Guest"),
}

RESPONSIBILITY_WORDS = {
    Responsibility.BIRTH: _l("Yes, by birth"),
    Responsibility.AGREEMENT: _l("Yes, by agreement"),
    Responsibility.COURT_ORDER: _l("Yes, by a court order"),
    Responsibility.CARE_ORDER: _l("Yes, by a care order (the authority)"),
    Responsibility.NONE: _l("No"),
}

CIRCUMSTANCE_WORDS = {
    CircumstanceKind.FREE_MEALS: _l("Free school meals"),
    CircumstanceKind.SEN_SUPPORT: _l("Special educational needs support"),
    CircumstanceKind.EHCP: _l("Education, health and care plan"),
    CircumstanceKind.IN_CARE: _l("In care"),
    CircumstanceKind.SOCIAL_WORKER: _l("Has a social worker"),
    CircumstanceKind.LITTLE_ENGLISH: _l("Little English at home"),
    CircumstanceKind.YOUNG_CARER: _l("Cares for somebody at home"),
}

AWAY_WORDS = {
    AwayWhy.ILL: _l("Ill"),
    AwayWhy.INJURED: _l("Hurt, like a broken leg"),
    AwayWhy.SUSPENDED: _l("Suspended"),
    AwayWhy.BEREAVED: _l("Somebody close has died"),
    AwayWhy.CARING: _l("Needed at home"),
    AwayWhy.OTHER: _l("Something else"),
}


TITLES = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "revd"})


def called(name: str) -> str:
    """What a pupil calls an adult: 'Ms Lunt' stays, 'Dani Okafor' is Dani."""
    first, _space, _rest = name.partition(" ")
    return name if first.casefold().rstrip(".") in TITLES else first


def together(names: Sequence[str]) -> str:
    """'Dani', 'Dani and Priya', 'Dani, Priya and Leah'."""
    if len(names) < 2:
        return "".join(names)
    return str(_("%(some)s and %(last)s", some=", ".join(names[:-1]), last=names[-1]))


def of_age(name: str) -> str:
    """To a parent or carer, why there is nothing of this child's to see any more."""
    words: str = _(
        "%(name)s is 18 now. From that birthday on the record is theirs alone: a parent or carer does not see it here. "
        "They can show you what they like.",
        name=name,
    )
    return words


def where_is_kept() -> str:
    """To staff who are linked to the pupil, and were not named to know."""
    return str(_("The whereabouts of this pupil are kept in confidence. Ask the safeguarding lead of their school."))
