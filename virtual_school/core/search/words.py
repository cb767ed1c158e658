"""The words of a text, as they are stored and as they are asked for."""

import functools
import threading
import unicodedata
import uuid

import snowballstemmer

WORD_LIMIT = 60

# What stands before a word of a title, and what a tag is made with. No typed word has either: they are no letters. For
# FTS5's tokeniser `ascii` they are part of a word, as all is outside ASCII.
IN_TITLE, TAG = "\N{SECTION SIGN}", "\N{CURRENCY SIGN}"


class _Stemmers(threading.local):
    """A stemmer holds the word it works on, so each thread has its own."""

    def __init__(self) -> None:
        self.english = snowballstemmer.stemmer("english")


_stemmers = _Stemmers()


@functools.lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    return str(_stemmers.english.stemWord(word))


_APOSTROPHES = str.maketrans("", "", "'\N{RIGHT SINGLE QUOTATION MARK}")


def plain_words(value: str) -> list[str]:
    """The words of a text, casefolded and without accents, in order: letters and digits, nothing else."""
    folded = unicodedata.normalize("NFKD", value.casefold()).translate(_APOSTROPHES)
    kept = "".join(letter if letter.isalnum() else " " for letter in folded if not unicodedata.combining(letter))
    return [word[:WORD_LIMIT] for word in kept.split()]


def stored_words(*values: str) -> str:
    """What is stored and indexed: each word once, plain and as its stem, between single blanks.

    The plain words are what the last word of a search is a beginning of ('runni' is no beginning of 'run').
    """
    kept: dict[str, None] = {}
    for value in values:
        for word in plain_words(value):
            kept[word] = kept[stem(word)] = None
    return " ".join(kept)


def tag(name: str, value: object) -> str:
    """Something that an entry is narrowed by, as one word of its own: `tag("year", 9)`."""
    said = value.hex if isinstance(value, uuid.UUID) else "".join(plain_words(str(value)))
    return f"{TAG}{name}{TAG}{said[:WORD_LIMIT]}"
