"""No pupil's entry names another (practice 41): found by the name that stands on every page."""

from collections.abc import Iterable

from virtual_school.core.text import sort_key


def others_named(words: str, own: str, others: Iterable[str]) -> list[str]:
    """Which of the others' names stand in the words, as words of their own. A name that is also the pupil's is theirs.

    Capitals and accents do not matter: 'josh' and 'José' are found as they were typed.
    """
    said = f" {sort_key_of_all(words)} "
    mine = sort_key(own)
    found = {name: sort_key(name) for name in others}
    return sorted({name for name, key in found.items() if key and key != mine and f" {key} " in said})


def sort_key_of_all(words: str) -> str:
    """As a name's key, for words of any length: line by line, because a key holds no more than a line."""
    pieces = words.split()
    return " ".join(filter(None, (sort_key(piece) for piece in pieces)))
