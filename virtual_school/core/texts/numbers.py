"""Phone numbers that a text can go to: mobiles of the United Kingdom and its islands, kept as +447…"""

import re

from flask_babel import gettext as _

NUMBER_LIMIT = 16  # the longest number there is, with its plus sign (ITU-T E.164)

# What people type between the digits. Only these digits: others that Unicode knows are no phone's.
_BETWEEN = re.compile(r"[\s.()/\u2010-\u2015-]")
_ABROAD = re.compile(r"(?:\+|00)(?!44)")
_HOME = re.compile(r"(?:(?:\+|00)?44)?0?(?P<rest>[0-9]+)")
# 070 is a personal number that is dear to write to and 076 a pager; of those, 07624 alone is a mobile's.
_MOBILE = re.compile(r"7(?:[1-57-9][0-9]{8}|624[0-9]{6})")


class BadNumber(ValueError):
    """No text can be sent there. Says nothing of the number itself, but in words what to do."""

    def __init__(self, words: str) -> None:
        super().__init__("not a number that a text can be sent to")
        self.words = words


def mobile(given: str) -> str:
    """The number as +447700900123; BadNumber when it is no mobile of this country."""
    digits = _BETWEEN.sub("", given)
    if _ABROAD.match(digits):
        raise BadNumber(_("Texts can go to mobiles of the United Kingdom only: a number that begins with 07 or +44 7."))
    found = _HOME.fullmatch(digits)
    rest = found["rest"] if found else ""
    if _MOBILE.fullmatch(rest):
        return f"+44{rest}"
    if rest.startswith(("1", "2")) and len(rest) in {9, 10}:
        raise BadNumber(_("That is a landline, and cannot get texts. Type a mobile number, like 07700 900123."))
    raise BadNumber(_("Type a mobile number, like 07700 900123."))


def is_mobile(given: str) -> bool:
    try:
        return bool(mobile(given))
    except BadNumber:
        return False


def shown(number: str) -> str:
    """As people write it: '07700 900123'."""
    return f"0{number[3:7]} {number[7:]}" if number.startswith("+44") else number
