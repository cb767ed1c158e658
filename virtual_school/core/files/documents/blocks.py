"""A document as a telephone shows it: its parts in order, as plain words. Nothing of its own making is in them.

["heading", 2, "Phishing"]  ["text", "An email that…"]  ["item", "a link"]  ["row", ["Attack", "Harm"]]
["page", 3]                 ["picture", "A padlock on a screen"]
"""

from collections.abc import Iterable, Iterator
from typing import Any

Block = list[Any]

MOST_BLOCKS = 5_000
MOST_LETTERS = 200_000
MOST_CELLS = 20
LOWEST = 3  # how deep headings go
TOGETHER = frozenset({"item", "row"})


class Page:
    """Gathers blocks until there are enough of them: a document may be longer than anybody reads on a telephone."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.letters = 0

    @property
    def is_full(self) -> bool:
        return len(self.blocks) >= MOST_BLOCKS or self.letters >= MOST_LETTERS

    def add(self, *block: Any) -> None:
        if not self.is_full:
            self.blocks.append(list(block))
            self.letters += sum(len(words) for words in spoken(block))

    def words(self, kind: str, words: str, *before: Any) -> None:
        """A block of words, if there are any."""
        plain = tidy(words)
        if plain:
            self.add(kind, *before, plain[: MOST_LETTERS - self.letters])

    def row(self, cells: Iterable[str]) -> None:
        plain = [tidy(cell) for cell in cells][:MOST_CELLS]
        if any(plain):
            self.add("row", plain)


# Two letters drawn as one, which is how printed pages often hold them.
_DRAWN_AS_ONE = {ord("ﬀ"): "ff", ord("ﬁ"): "fi", ord("ﬂ"): "fl", ord("ﬃ"): "ffi", ord("ﬄ"): "ffl"}


def tidy(words: str) -> str:
    """On one line, without characters that are no text."""
    apart = words.translate(_DRAWN_AS_ONE)
    kept = "".join(letter if letter.isprintable() or letter.isspace() else "" for letter in apart)
    return " ".join(kept.encode("utf-8", "ignore").decode().split())


def spoken(block: Iterable[Any]) -> Iterator[str]:
    """The words of a block."""
    for part in list(block)[1:]:
        if isinstance(part, str):
            yield part
        elif isinstance(part, list):
            yield from (cell for cell in part if isinstance(cell, str))


def text_of(blocks: Iterable[Block]) -> str:
    """The words of all of them, a line each."""
    return "\n".join(" ".join(spoken(block)) for block in blocks if block[0] != "page")


def checked(found: object) -> list[Block]:
    """What came out of the other process, if it has the shape of blocks; else nothing of it."""
    if not isinstance(found, list):
        return []
    return [block for block in found[:MOST_BLOCKS] if _is_block(block)]


def _is_block(block: object) -> bool:
    match block:
        case ["heading", int(level), str()]:
            return 1 <= level <= LOWEST
        case ["text" | "item" | "picture", str()] | ["page", int()]:
            return True
        case ["row", [*cells]]:
            return all(isinstance(cell, str) for cell in cells)
    return False


def grouped(blocks: Iterable[Block]) -> list[tuple[str, Any]]:
    """Blocks as a page draws them: what is listed together as one list, rows that follow each other as one table."""
    found: list[tuple[str, Any]] = []
    for block in blocks:
        kind, rest = block[0], block[1:]
        if kind in TOGETHER:
            if not found or found[-1][0] != kind:
                found.append((kind, []))
            found[-1][1].append(rest[0])
        else:
            found.append((kind, rest))
    return found


def of_text(words: str) -> list[Block]:
    """Plain text: a block a paragraph."""
    page = Page()
    for part in words[:MOST_LETTERS].split("\n\n"):
        page.words("text", part)
    return page.blocks
