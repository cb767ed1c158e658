"""Who asks for work, who answers, who hands on, over values already loaded."""

import re
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _

from virtual_school.asking.models import STILL_ASKED, RequestState
from virtual_school.core import text
from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation

# Who asks for a pupil: those who look after them day by day.
ASKERS = (
    Role.MENTOR,
    Role.KEY_ADULT,
    Role.HEAD_OF_YEAR,
    Role.SENCO,
    Role.HEADTEACHER,
    Role.VIRTUAL_SCHOOL_LEAD,
)

_ASKS = frozenset({Relation.MENTOR, Relation.KEY_ADULT, Relation.SCHOOL, Relation.OFFICE})


def can_ask(viewer: Viewer, access: Access, school_id: uuid.UUID | None) -> Decision:
    """Whose teachers are asked must be known, and not be kept in confidence from who asks."""
    if not viewer.is_any(*ASKERS) or access.relation not in _ASKS:
        return Denied(_("Work is asked for by those who look after the pupil."))
    if access.withheld:
        return Denied(_("Where they are is kept in confidence. Ask the safeguarding lead of their school."))
    if school_id is None:
        return Denied(_("They are on no school’s roll today, so they have no teacher of their own to ask."))
    return Allowed(access.purpose)


def can_withdraw(viewer: Viewer, access: Access, state: RequestState) -> Decision:
    if not viewer.is_any(*ASKERS) or access.relation not in _ASKS:
        return Denied(_("Work is asked for by those who look after the pupil."))
    if state not in STILL_ASKED:
        return Denied(_("This is not asked any more."))
    return Allowed(access.purpose)


def can_hand_on(viewer: Viewer, access: Access) -> Decision:
    """What somebody of another school sent is looked at by an adult who knows the pupil, before the pupil has it."""
    if viewer.is_any(*ASKERS) and access.relation in _ASKS:
        return Allowed(access.purpose)
    return Denied(_("Those who look after the pupil hand it on."))


# Names that are words too: these are taken for the name where they begin with a capital letter.
_WORDS_TOO = frozenset(
    "will may mark grace hope joy rose faith bill art rob sue june april mercy sunny long short".split()
)


def names_them(words: str, names: Iterable[str], school: str = "") -> bool:
    """Whether a line that other schools read has one of the pupil's names in it, or their school's."""
    said = re.findall(r"\w+", words)
    parts = {part for name in names for part in text.sort_key(name).split() if len(part) > 1}
    for word in said:
        key = text.sort_key(word)
        if key in parts and (key not in _WORDS_TOO or word[:1].isupper()):
            return True
    return bool(school) and text.sort_key(school) in text.sort_key(words)
