"""Adjustments in words that a pupil and a teacher both read, and what extra time comes to."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from virtual_school.plans.models import AdjustmentKind

KIND_WORDS: dict[AdjustmentKind, LazyString] = {
    AdjustmentKind.EXTRA_TIME: _l("Extra time"),
    AdjustmentKind.REST_BREAKS: _l("Rest breaks"),
    AdjustmentKind.LARGE_PRINT: _l("Large print"),
    AdjustmentKind.COLOURED_PAPER: _l("Coloured paper"),
    AdjustmentKind.READER: _l("Questions read aloud"),
    AdjustmentKind.SCRIBE: _l("Somebody writes down what is said"),
    AdjustmentKind.WORD_PROCESSOR: _l("Typing in place of handwriting"),
    AdjustmentKind.PROMPT: _l("A reminder to go on"),
    AdjustmentKind.FEWER_QUESTIONS: _l("Fewer questions"),
    AdjustmentKind.ANOTHER_WAY: _l("Another way to hand in"),
    AdjustmentKind.QUIET_PLACE: _l("A quiet place"),
    AdjustmentKind.DICTIONARY: _l("A dictionary in two languages"),
    AdjustmentKind.OTHER: _l("Something else"),
}


def said(kind: AdjustmentKind, percent: int | None, words: str | None) -> str:
    """One adjustment: 'Extra time: 25% more', 'Fewer questions: every second one'."""
    if kind is AdjustmentKind.OTHER and words:
        return words
    more = [f"{percent}%"] if percent else []
    more += [words] if words else []
    return f"{KIND_WORDS[kind]}: {', '.join(more)}" if more else str(KIND_WORDS[kind])


def with_time(minutes: int, percents: list[int]) -> int:
    """How long work takes with the most of the extra times that are given; whole minutes, never fewer."""
    return minutes + -(-minutes * max(percents, default=0) // 100)
