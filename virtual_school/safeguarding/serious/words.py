"""What is serious, and who reads it, in words."""

from collections.abc import Collection

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.network.roles import ROLE_WORDS
from virtual_school.pupils.words import together
from virtual_school.safeguarding.hands import Holder
from virtual_school.safeguarding.models import SeriousKind

KIND_WORDS = {
    SeriousKind.FORCE: _l("Force or restraint was used"),
    SeriousKind.SECLUSION: _l("Seclusion: kept somewhere alone"),
    SeriousKind.INJURY: _l("Somebody was injured"),
    SeriousKind.WEAPON: _l("A weapon"),
    SeriousKind.DRUGS: _l("Drugs or alcohol"),
    SeriousKind.POLICE: _l("The police came, or were called"),
    SeriousKind.MISSING: _l("Missing"),
    SeriousKind.HATE: _l("Hate: because of who somebody is"),
    SeriousKind.OTHER: _l("Something else that is serious"),
}


def who_reads(told: Collection[Holder], school: str | None) -> str:
    """Before it is written. To who knows the pupil by a window alone: no name."""
    if not told:
        return str(_("Nobody here can read this yet. Ring the pupil’s school at once."))
    not_them = _("Never an adult whom you name as involved: if that is one of them, the others read it.")
    head = _("Of the headteacher, whoever leads the Virtual School reads it at once.")
    late = _("Not seen within an hour of school time, whoever leads the Virtual School reads it too.")
    if school is None:
        people = _("The headteacher and the safeguarding leads of the pupil’s own school, at once.")
    else:
        names = together([f"{one.name}, {str(ROLE_WORDS[one.role]).lower()}" for one in told])
        people = _("%(people)s: at once, and nobody else.", people=names)
    return f"{people}\n{not_them} {head} {late}"
