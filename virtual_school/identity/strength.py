"""How easily a password is guessed, in words that help to choose a better one."""

import threading
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from zxcvbn import zxcvbn

# On zxcvbn's scale of 0 to 4: 3 holds against guessing on a stolen hash for long, and 10 tries in 15 minutes for ever.
ENOUGH = 3
# It takes long over long words; what comes after so many letters only makes a password better.
LOOKED_AT = 100

# The library keeps what is known of the person in a place that all threads share.
_one_at_a_time = threading.Lock()

WARNINGS = {
    "Straight rows of keys are easy to guess.": _l("Keys that stand in a row are easy to guess."),
    "Short keyboard patterns are easy to guess.": _l("Short patterns on the keyboard are easy to guess."),
    'Repeats like "aaa" are easy to guess.': _l("The same letter over and over is easy to guess."),
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': _l(
        "Saying something twice is hardly harder to guess than saying it once."
    ),
    'Sequences like "abc" or "6543" are easy to guess.': _l("Sequences like abc or 6543 are easy to guess."),
    "Recent years are easy to guess.": _l("Recent years are easy to guess."),
    "Dates are often easy to guess.": _l("Dates are often easy to guess."),
    "This is a top-10 common password.": _l("This is one of the ten passwords that most people use."),
    "This is a top-100 common password.": _l("This is one of the hundred passwords that most people use."),
    "This is a very common password.": _l("Very many people use this password."),
    "This is similar to a commonly used password.": _l("This is much like a password that many people use."),
    "A word by itself is easy to guess.": _l("A word by itself is easy to guess."),
    "Names and surnames by themselves are easy to guess.": _l("Names by themselves are easy to guess."),
    "Common names and surnames are easy to guess.": _l("Names that many people have are easy to guess."),
}


def weakness(password: str, about: Iterable[str | None] = ()) -> str | None:
    """What is wrong with a password, and what would be better; None when it is good enough.

    `about` is what anybody would try first: the person's name, address, school.
    """
    known = [part for words in about if words for part in (words, *words.replace("@", " ").replace(".", " ").split())]
    with _one_at_a_time:
        found = zxcvbn(password[:LOOKED_AT], user_inputs=known, max_length=LOOKED_AT)
    if found["score"] >= ENOUGH:
        return None
    warning = WARNINGS.get(found["feedback"]["warning"]) or _("This is too easy to guess.")
    return f"{warning} {_('Use three or four words that have nothing to do with each other.')}"
