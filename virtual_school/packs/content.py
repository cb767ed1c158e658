"""What stands in a pack: each lesson as its pupils see it, on paper or in a folder."""

import hashlib
import html
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from virtual_school.core import markdown
from virtual_school.library import queries as library
from virtual_school.library.glossary import Keyword
from virtual_school.library.models import StepWords
from virtual_school.library.queries import File
from virtual_school.library.shown import ToDo
from virtual_school.packs import names, queries
from virtual_school.packs.models import PackShape, WorkPack
from virtual_school.packs.queries import Item

_LINK = re.compile(r'<a\b[^>]*?\bhref="(?P<to>[^"]*)"[^>]*>(?P<words>.*?)</a>', re.S)


@dataclass(frozen=True, slots=True)
class Placed:
    """A file of a lesson, and where it lies: `path` None where it is not in the pack, as it is not ready."""

    file: File
    path: str | None
    # A light copy that opens everywhere, and the page with its words, where there are any.
    copy: library.Reading | None
    copy_path: str = ""
    read_path: str = ""

    @property
    def has_words(self) -> bool:
        return self.copy is not None and bool(self.copy.parts)


@dataclass(frozen=True)
class Lesson:
    """One lesson of a pack. `number` is its place in it."""

    number: int
    item: Item
    shown: ToDo
    placed: Sequence[Placed]
    is_paper: bool
    pictures: dict[str, File] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return f"lesson-{self.number:02}.html"

    @property
    def words(self) -> tuple[Keyword, ...]:
        return self.shown.words

    def prose(self, typed: str) -> Markup:
        """On paper nothing is tapped: the words to know stand in their list."""
        return without_links(markdown.render(typed) if self.is_paper else self.shown.prose(typed))

    @cached_property
    def _by_file(self) -> dict[uuid.UUID, Placed]:
        return {one.file.id: one for one in self.placed}

    def of_step(self, step: StepWords) -> Placed | None:
        file = self.shown.file_of(step)
        return self._by_file[file.id] if file is not None else None

    @property
    def others(self) -> list[Placed]:
        """Those that no step shows."""
        return [self._by_file[file.id] for file in self.shown.other_files]


def without_links(made: Markup) -> Markup:
    """Ways to other sites as words with their address: a pack opens without the internet, and paper has no links."""
    return Markup(_LINK.sub(_written_out, str(made)))  # noqa: S704 (cleaned HTML with its links taken out)


def _written_out(found: re.Match[str]) -> str:
    to, words = found["to"], found["words"]
    if to.startswith("#"):
        return found[0]
    said = html.unescape(re.sub(r"<[^>]*>", "", words)).strip()
    address = html.unescape(to).removeprefix("mailto:").removeprefix("tel:")
    return words if said == address else f"{words} ({html.escape(address)})"


def load(item: Item, number: int, shape: PackShape) -> Lesson:
    """A lesson as a pupil sees it: no file that is staff only, nothing of what is right. Some questions each."""
    shown, is_paper = library.to_do(item.revision_id), shape is not PackShape.FOLDER
    placed: list[Placed] = []
    pictures: dict[str, File] = {}
    for place, file in enumerate(_files(shown), start=1):
        ready = not file.stored.words
        path = names.of_file(file, number, place)
        if ready and is_paper and file.stored.is_picture:
            path = f"paper:picture/{number}-{place}"
            pictures[f"{number}-{place}"] = file
        copy = library.reading(file) if ready and file.is_document else None
        placed.append(
            Placed(
                file,
                path if ready else None,
                copy,
                f"files/{number:02}-{place:02}-copy.pdf" if copy and copy.has_copy else "",
                f"lesson-{number:02}-read-{place:02}.html" if copy and copy.parts else "",
            )
        )
    return Lesson(number, item, shown, placed, is_paper, pictures)


def _files(shown: ToDo) -> list[File]:
    return [file for file in shown.files if isinstance(file, File)]


def digest(pack: WorkPack, there: Sequence[Item]) -> bytes:
    """What decides whether a pack is still what its owner may have: its lessons, and their files for pupils."""
    said = [f"{pack.shape.value} {pack.is_large}"]
    said += [f"lesson {item.revision_id}" for item in there]
    said += [f"file {revision} {file} {what.hex()}" for revision, file, what in _held(there)]
    return hashlib.sha256("\n".join(said).encode()).digest()


def _held(there: Sequence[Item]) -> list[tuple[uuid.UUID, uuid.UUID, bytes]]:
    return sorted(queries.files_of([item.revision_id for item in there])) if there else []
