"""What the kinds of the network's use are called."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.library.models.use import RemarkKind, RemarkState
from virtual_school.library.shown import ways_words

REMARK_WORDS: Mapping[RemarkKind, Any] = {
    RemarkKind.SUGGESTION: _l("A suggestion: something to make it better"),
    RemarkKind.MISTAKE: _l("A mistake in it"),
    RemarkKind.BROKEN: _l("Something does not open or does not work"),
    RemarkKind.UNSUITABLE: _l("It is not suitable for pupils"),
    RemarkKind.RIGHTS: _l("Something in it is not ours to give away"),
}

# The same as a line above somebody's words.
SAID_WORDS: Mapping[RemarkKind, Any] = {
    RemarkKind.SUGGESTION: _l("Suggestion"),
    RemarkKind.MISTAKE: _l("A mistake"),
    RemarkKind.BROKEN: _l("Does not work"),
    RemarkKind.UNSUITABLE: _l("Not suitable for pupils"),
    RemarkKind.RIGHTS: _l("Not ours to give away"),
}

ANSWER_WORDS: Mapping[RemarkState, Any] = {
    RemarkState.OPEN: _l("No answer yet"),
    RemarkState.DONE: _l("Put right"),
    RemarkState.NOT_NOW: _l("Not this time"),
}

# What of a lesson is written, by the name of its column.
PART_WORDS: Mapping[str, Any] = {
    "title": _l("Title"),
    "subject_id": _l("Subject"),
    "year": _l("Year"),
    "outcome": _l("What they will be able to do"),
    "instructions": _l("What to do"),
    "minutes": _l("Minutes"),
    "unit": _l("Unit"),
    "place": _l("Place in the unit"),
    "board": _l("Exam board"),
    "specification": _l("Specification"),
    "tier": _l("Tier"),
    "set_text": _l("Set text"),
    "keywords": _l("Keywords"),
    "misconceptions": _l("What pupils often get wrong"),
    "to_hand_in": _l("What to hand in"),
    "ways": _l("Ways of handing in"),
}

# The same of a step.
STEP_PART_WORDS: Mapping[str, Any] = {
    "title": _l("Title"),
    "text": _l("Words"),
    "url": _l("Address"),
    "alt": _l("What the picture shows"),
    "minutes": _l("Minutes"),
}


def shown(name: str, value: Any) -> str:
    """A column's value as people read it."""
    if value is None:
        return ""
    if isinstance(value, frozenset):
        return ", ".join(words for way, words in ways_words().items() if way in value)
    return str(value)
