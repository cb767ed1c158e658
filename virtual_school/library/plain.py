"""Which sentences of a lesson are long and which words are hard: told to whoever writes it, and to nobody else."""

import re
from dataclasses import dataclass

LONG_SENTENCE = 20
HARD_LETTERS = 12
HARD_SYLLABLES = 4
MOST = 8

_CODE = re.compile(r"```.*?```|`[^`]*`|\$\$.*?\$\$|\$[^$\n]+\$|https?://\S+", re.S)
_MARKS = re.compile(r"^[#>\s]*(?:[-*+]|\d+[.)])?\s+|[*_~|]+|\]\([^)]*\)|\[", re.M)
_ENDS = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|\n\s*\n|\n(?=\s*(?:[-*+#]|\d+[.)])\s)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")


@dataclass(frozen=True, slots=True)
class Hard:
    """What may lose a reader: whole sentences, and words that are not explained."""

    sentences: tuple[str, ...]
    words: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.sentences or self.words)


def syllables(word: str) -> int:
    """About how many: groups of vowels, less a silent e at the end."""
    word = word.casefold()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and count > 1:
        count -= 1
    return max(count, 1)


def is_hard(word: str) -> bool:
    longest = max(word.split("-"), key=len)
    return len(longest) >= HARD_LETTERS or syllables(longest) >= HARD_SYLLABLES


def look(text: str, explained: frozenset[str] = frozenset()) -> Hard:
    """The first few of each. `explained` are words, casefolded, whose meaning the lesson gives; names are let be."""
    text = _CODE.sub(" ", text)
    long: list[str] = []
    hard: dict[str, str] = {}
    for raw in _ENDS.split(text):
        sentence = " ".join(_MARKS.sub(" ", raw).split())
        words = _WORD.findall(sentence)
        if len(words) > LONG_SENTENCE:
            long.append(sentence)
        for place, word in enumerate(words):
            if is_hard(word) and not (place and word[0].isupper()) and not _is_explained(word, explained):
                hard.setdefault(word.casefold(), word)
    return Hard(tuple(long[:MOST]), tuple(list(hard.values())[:MOST]))


def _is_explained(word: str, explained: frozenset[str]) -> bool:
    word = word.casefold()
    return any(word in (known, f"{known}s") or word in known.split() for known in explained)
