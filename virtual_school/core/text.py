"""The three kinds of text, how each is cleaned, and the keys that make both engines sort and compare alike."""

import re
import unicodedata

LINE_LIMIT = 200
TEXT_LIMIT = 20_000

# Unicode category Cc less tab and line feed; also the bidirectional overrides that can make text lie about itself.
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]")
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class TooLong(ValueError):
    """The text is longer than its kind allows; `limit` says by how many characters it must fit."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"longer than {limit} characters")
        self.limit = limit


def cleaned(value: str) -> str:
    """As every kind of text is cleaned, however long it is."""
    value = _LONE_SURROGATE.sub("\N{REPLACEMENT CHARACTER}", value)
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _CONTROL.sub("", value))


def line(value: str) -> str:
    """One line: NFC, no control characters, runs of white space as one space, at most `LINE_LIMIT` characters."""
    value = " ".join(cleaned(value).split())
    if len(value) > LINE_LIMIT:
        raise TooLong(LINE_LIMIT)
    return value


def text(value: str) -> str:
    """Plain text: NFC, LF, no control characters, trailing white space kept as typed, at most `TEXT_LIMIT`."""
    value = cleaned(value)
    if len(value) > TEXT_LIMIT:
        raise TooLong(TEXT_LIMIT)
    return value


def is_seen(value: str) -> bool:
    """Whether there is anything in it that somebody could read: no white space, no joiner, no filler alone."""
    return any(unicodedata.category(letter)[0] not in "CZ" for letter in value)


def sort_key(value: str) -> str:
    """What a name sorts and compares by on every engine: casefolded, accents off, only letters, digits and spaces."""
    folded = unicodedata.normalize("NFKD", value.casefold())
    kept = "".join(ch if ch.isalnum() else " " for ch in folded if not unicodedata.combining(ch))
    return " ".join(kept.split())[:LINE_LIMIT]
