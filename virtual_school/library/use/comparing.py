"""What changed between two texts, word by word; and between two lists of things. Pure, and never slow."""

import difflib
import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

# Beyond these a stretch is shown as one that was written anew: nobody reads further, and comparing takes too long.
MOST_LINES = 800
MOST_PAIRS = 250_000

# How many lines of what stayed the same are shown around what did not.
AROUND = 1

SAME, GONE, NEW = "same", "gone", "new"

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text: the same in both, gone, or new. `left_out`: lines that stayed the same and are not shown."""

    kind: str
    text: str
    left_out: bool = False


def spans(before: str, after: str) -> tuple[Span, ...]:
    """How one text became the other, in order; nothing when they are the same."""
    if before == after:
        return ()
    return tuple(_shortened(_joined(_by_lines(before, after))))


def _by_lines(before: str, after: str) -> Iterator[Span]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if max(len(old), len(new)) > MOST_LINES:
        yield from _anew(before, after)
        return
    for kind, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Span(SAME, "".join(old[a:b]))
        else:
            yield from _by_words("".join(old[a:b]), "".join(new[c:d]))


def _by_words(before: str, after: str) -> Iterator[Span]:
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if not old or not new or len(old) * len(new) > MOST_PAIRS:
        yield from _anew(before, after)
        return
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < 0.35:  # hardly a word is left: two whole sentences are read more easily than a patchwork
        yield from _anew(before, after)
        return
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            yield Span(SAME, "".join(old[a:b]))
        else:
            yield from _anew("".join(old[a:b]), "".join(new[c:d]))


def _anew(before: str, after: str) -> Iterator[Span]:
    if before:
        yield Span(GONE, before)
    if after:
        yield Span(NEW, after)


def _joined(found: Iterator[Span]) -> Iterator[Span]:
    """Neighbours of one kind as one; white space alone between two changes belongs to them."""
    whole: list[Span] = []
    for span in found:
        if whole and whole[-1].kind == span.kind:
            whole[-1] = Span(span.kind, whole[-1].text + span.text)
        else:
            whole.append(span)
    yield from whole


def _shortened(found: Iterator[Span]) -> Iterator[Span]:
    """What stayed the same, as far as it stands beside what did not."""
    every = list(found)
    for at, span in enumerate(every):
        lines = span.text.splitlines(keepends=True)
        first = 0 if at == 0 else AROUND
        last = 0 if at == len(every) - 1 else AROUND
        if span.kind != SAME or len(lines) <= first + last + 1:
            yield span
            continue
        if first:
            yield Span(SAME, "".join(lines[:first]))
        yield Span(SAME, "", left_out=True)
        if last:
            yield Span(SAME, "".join(lines[-last:]))


@dataclass(frozen=True, slots=True)
class Moves:
    """How one list of things became another, by their keys: what went, what came, what stayed and moved."""

    gone: tuple[Hashable, ...]
    new: tuple[Hashable, ...]
    moved: frozenset[Hashable]


def moves(before: Sequence[Hashable], after: Sequence[Hashable]) -> Moves:
    """The fewest things that somebody could have moved count as moved: one that goes to the top moves, not the rest."""
    old, new = set(before), set(after)
    stayed_before = [key for key in before if key in new]
    stayed_after = [key for key in after if key in old]
    matcher = difflib.SequenceMatcher(None, stayed_before, stayed_after, autojunk=False)
    kept = {key for a, _b, size in matcher.get_matching_blocks() for key in stayed_before[a : a + size]}
    return Moves(
        tuple(key for key in before if key not in new),
        tuple(key for key in after if key not in old),
        frozenset(stayed_after) - kept,
    )
