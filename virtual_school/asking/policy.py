"""Who asks for work, who answers, who hands on, over values already loaded."""

import re
import uuid
from collections.abc import Collection, Iterable, Sequence

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


# What many schools are called beside what is theirs alone.
_ANY_SCHOOL = frozenset(
    "the of and at for school academy college high primary junior infant secondary upper lower grammar community free "
    "trust catholic church england rc ce".split()
)


def names_them(words: str, names: Iterable[str], school: str = "") -> bool:
    """Whether a line that other schools read has one of the pupil's names in it, or their school's."""
    said = re.findall(r"[^\W_]+", words)
    parts = {part for name in names for part in text.sort_key(name).split() if len(part) > 1}
    return any(_is_name(word, parts) for word in said) or bool(school) and _names_school(words, said, school)


def _is_name(word: str, parts: Collection[str]) -> bool:
    """A name, two of them written as one, or one with an s at its end."""
    key, is_capital = text.sort_key(word), word[:1].isupper()
    if key in parts:
        return is_capital or key not in _WORDS_TOO
    owned = key.removesuffix("s")
    if is_capital and owned in parts and owned not in _WORDS_TOO:
        return True
    return any(key.startswith(part) and key.removeprefix(part) in parts for part in parts)


def _names_school(words: str, said: Sequence[str], school: str) -> bool:
    """By its whole name, or by what is its own of it: one word of its own counts with a capital letter."""
    if text.sort_key(school) in text.sort_key(words):
        return True
    own = [part for part in text.sort_key(school).split() if len(part) > 1 and part not in _ANY_SCHOOL]
    keys = [text.sort_key(word) for word in said]
    found = [at for at in range(len(said)) if own and keys[at : at + len(own)] == own]
    return any(len(own) > 1 or said[at][:1].isupper() for at in found)
