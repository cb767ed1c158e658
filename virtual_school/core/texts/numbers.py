"""Phone numbers of the United Kingdom and its islands, kept as +44…: those that a text can go to, and those to ring."""

import re

from flask_babel import gettext as _

NUMBER_LIMIT = 16  # the longest number there is, with its plus sign (ITU-T E.164)

# What people type between the digits. Only these digits: others that Unicode knows are no phone's.
_BETWEEN = re.compile(r"[\s.()/\u2010-\u2015-]")
_ABROAD = re.compile(r"(?:\+|00)(?!44)")
_HOME = re.compile(r"(?:(?:\+|00)?44)?0?(?P<rest>[0-9]+)")
# 070 is a personal number that is dear to write to and 076 a pager; of those, 07624 alone is a mobile's.
_MOBILE = re.compile(r"7(?:[1-57-9][0-9]{8}|624[0-9]{6})")

_LANDLINE = re.compile(r"[1-3][0-9]{8,9}")


class BadNumber(ValueError):
    """No text can be sent there. Says nothing of the number itself, but in words what to do."""

    def __init__(self, words: str) -> None:
        super().__init__("not a number that a text can be sent to")
        self.words = words


def mobile(given: str) -> str:
    """The number as +447700900123; BadNumber when it is no mobile of this country."""
    rest = _rest(given)
    if _MOBILE.fullmatch(rest):
        return f"+44{rest}"
    if _LANDLINE.fullmatch(rest):
        raise BadNumber(_("That is a landline, and cannot get texts. Type a mobile number, like 07700 900123."))
    raise BadNumber(_("Type a mobile number, like 07700 900123."))


def telephone(given: str) -> str:
    """The same of a number that somebody can be rung on, a landline too."""
    rest = _rest(given)
    if _MOBILE.fullmatch(rest) or _LANDLINE.fullmatch(rest):
        return f"+44{rest}"
    raise BadNumber(_("Type a phone number, like 07700 900123 or 020 7946 0018."))


def _rest(given: str) -> str:
    """What follows the 0 at home, and the 44 from abroad."""
    digits = _BETWEEN.sub("", given)
    if _ABROAD.match(digits):
        raise BadNumber(_("Type a number of the United Kingdom, one that begins with 0 or +44."))
    found = _HOME.fullmatch(digits)
    return found["rest"] if found else ""


def is_mobile(given: str) -> bool:
    try:
        return bool(mobile(given))
    except BadNumber:
        return False


def shown(number: str) -> str:
    """As people write it: '07700 900123', '020 7946 0018'."""
    if not number.startswith("+44"):
        return number
    home = f"0{number[3:]}"
    return f"{home[:3]} {home[3:7]} {home[7:]}" if home.startswith("02") else f"{home[:5]} {home[5:]}"
