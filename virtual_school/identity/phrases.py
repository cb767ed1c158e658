"""Words that a child can keep: what login names and passphrases are made of, and how forgivingly they are read.

`phrases.txt` holds 1,175 short English words: kind, easily spelt, no two that sound alike or differ by one letter.
Three of them are 30.6 bits, four are 40.8. Three stand behind a throttle of ten tries in a quarter of an hour: whoever
guesses all year hits one account with a chance of 1 in 4,600.
"""

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

WORDS = tuple((Path(__file__).with_name("phrases.txt")).read_text(encoding="ascii").split())
_KNOWN = frozenset(WORDS)
_LONGEST = max(map(len, WORDS))

FEWEST, MOST = 3, 4
READ_AT_MOST = 60

# What login names are made of says nothing of anybody: no name, place, age, school or interest.
FIRST = tuple(
    "amber azure breezy bright brisk bronze calm cedar clear clever cobalt copper coral crisp dotted early easy ebony "
    "emerald golden granite green indigo ivory jade lilac lime linen lively lunar maple marble mellow mint misty noble "
    "north olive opal orange pearl plum purple quick quiet rapid rosy ruby sandy scarlet silver simple solar spring "
    "steady stripy summer sunny swift teal topaz velvet violet warm winter yellow".split()
)
SECOND = tuple(
    "acorn anchor apple arrow badger beacon biscuit bridge brook button cactus camera candle canoe carrot castle "
    "cherry cloud clover comet compass cookie cricket daisy dolphin drum eagle falcon feather fern finch forest "
    "fountain fox garden glacier globe guitar harbour hedge heron hill island jigsaw kayak kettle kite ladder "
    "lagoon lantern lemon lion lizard lobster meadow melon meteor mirror moon mountain muffin oak ocean orchard "
    "otter owl panda parrot pebble pelican penguin piano planet pocket pond puffin rabbit rainbow raven river "
    "robin rocket saddle salmon satellite shell sparrow spruce squirrel star stone stream sundial swan tiger "
    "timber toucan tower trumpet tulip tunnel turtle valley violin walnut wave willow windmill wombat wren "
    "zebra".split()
)
_NAME = re.compile(rf"({'|'.join(FIRST)})({'|'.join(sorted(SECOND, key=len, reverse=True))})(\d\d)")
_BETWEEN = re.compile(r"[\s.,;:_\-\u2010-\u2015]+")


def login_name() -> str:
    """'amber-otter-47': one of some 650,000. Whoever gives it looks whether it is taken."""
    return f"{secrets.choice(FIRST)}-{secrets.choice(SECOND)}-{secrets.randbelow(90) + 10}"


def passphrase(words: int = FEWEST) -> str:
    """'lantern-otter-biscuit': all different, and read alike without what stands between them."""
    while True:
        chosen = [secrets.choice(WORDS) for _ in range(words)]
        if len(set(chosen)) == words and len(_splits("".join(chosen), MOST)) == 1:
            return "-".join(chosen)


def shown(phrase: str) -> str:
    """As it stands on paper: with spaces, which is how children type it."""
    return phrase.replace("-", " ")


def _plain(typed: str) -> str:
    return unicodedata.normalize("NFKC", typed).casefold().strip()


def as_name(typed: str) -> str:
    """A login name of ours however it was typed: 'Amber  otter47' is 'amber-otter-47'. Anything else stays."""
    found = _NAME.fullmatch(_BETWEEN.sub("", _plain(typed[:READ_AT_MOST])))
    return "-".join(found.groups()) if found else typed


def as_phrase(typed: str) -> str | None:
    """The passphrase of ours that was typed, whatever stands between its words; None when it is none."""
    parts = [part for part in _BETWEEN.split(_plain(typed)) if part] if len(typed) <= READ_AT_MOST else []
    if FEWEST <= len(parts) <= MOST and _KNOWN.issuperset(parts):
        return "-".join(parts)
    ways = _splits("".join(parts), MOST)
    return "-".join(ways[0]) if len(ways) == 1 else None


def readings(typed: str) -> tuple[str, ...]:
    """What a typed password may be: itself, and the passphrase of ours that it is otherwise written."""
    phrase = as_phrase(typed)
    return (typed,) if phrase in (None, typed) else (typed, phrase or "")


@cache
def _starts() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for word in WORDS:
        found.setdefault(word[:2], []).append(word)
    return {start: tuple(words) for start, words in found.items()}


def _splits(letters: str, most: int) -> list[tuple[str, ...]]:
    """The ways in which letters without spaces are three or four of our words."""
    if not letters.isalpha() or len(letters) > _LONGEST * most:
        return []
    ways: list[tuple[str, ...]] = []

    def go(rest: str, taken: tuple[str, ...]) -> None:
        if not rest:
            ways.extend([taken] if len(taken) >= FEWEST else [])
        elif len(taken) < most and len(ways) < 2:
            for word in _starts().get(rest[:2], ()):
                if rest.startswith(word):
                    go(rest[len(word) :], (*taken, word))

    go(letters, ())
    return ways
