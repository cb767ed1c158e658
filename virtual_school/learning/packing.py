"""What waits for somebody as one zip: a folder a hand-in, its words as text, its files beside them under safe names."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import IO, NamedTuple

from flask_babel import gettext as _

from virtual_school.core import clock, files
from virtual_school.core.errors import Problem
from virtual_school.core.files import FileState, StoredFile
from virtual_school.core.files.kinds import ACTIVE, SHOWN_SUFFIX
from virtual_school.learning.queries.pile import ToAnswer
from virtual_school.library.bundles.paths import safe

BLOCK = 1 << 20
LONGEST = 60


class TooMuch(Problem):
    """The files together are larger than one file may be."""

    status = 422


class Packed(NamedTuple):
    """One hand-in with its files: number in the list, what it is, each file with the name it came with."""

    number: int
    work: ToAnswer
    stored: Sequence[tuple[StoredFile, str]]

    @property
    def folder(self) -> str:
        return safe(f"{self.number:03} {self.work.who} {self.work.title}"[:LONGEST]).strip(" .")


def pack(found: Sequence[Packed], face: str) -> IO[bytes]:
    """The zip, to read and close."""
    size = sum(stored.shown_size for one in found for stored, _name in one.stored)
    if size > files.filing().limit * 0.95:
        raise TooMuch(
            _("The files together are too large for one. Answer some of them first, or open them one by one.")
        )
    made = tempfile.TemporaryFile(dir=files.filing().arriving)
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("read-me.txt", face + "\n")
        for one in found:
            archive.writestr(f"{one.folder}/work.txt", _words(one.work))
            for place, stored in _named(one):
                info = zipfile.ZipInfo(f"{one.folder}/{place}")
                info.external_attr = 0o644 << 16
                with files.read(stored) as source, archive.open(info, "w", force_zip64=False) as target:
                    shutil.copyfileobj(source, target, BLOCK)
    made.seek(0)
    return made


def _named(one: Packed) -> Iterator[tuple[str, StoredFile]]:
    """The numbers let no two be the same; what a computer would run when it is opened stays text."""
    ready = [(stored, name) for stored, name in one.stored if stored.state is FileState.READY]
    for number, (stored, name) in enumerate(ready, start=1):
        plain = PurePosixPath(safe(name))
        suffix = SHOWN_SUFFIX if stored.is_picture else plain.suffix[:10]
        if stored.media_type in ACTIVE:
            suffix = f"{suffix}.txt"
        yield f"{number:02} {plain.stem[:LONGEST]}{suffix}", stored


def _words(work: ToAnswer) -> str:
    go = work.go
    pressed = clock.local(go.pressed_at).strftime("%d.%m.%Y %H:%M") if go.pressed_at else ""
    parts = [
        f"{work.title}\n{work.who} · {_('Year %(year)s', year=work.year)} · {_('go %(number)s', number=go.number)}",
        _("Handed in %(when)s", when=pressed),
        "\n".join(str(one.said) for one in go.adjustments),
        go.text or "",
        go.given.text,
        "\n".join(f"{one.words} {one.url}".strip() for one in go.links),
        *(f"{one.whose}\n{one.text}" for one in go.notes),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"
