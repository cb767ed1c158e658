"""A look into what arrives, before anything keeps it: what would harm whoever opens it, or nobody could open at all.

Only the list of what an archive holds is read, never what is packed into it: that list already tells of a bomb.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from flask_babel import gettext as _

from virtual_school.core.errors import Problem

MOST_INSIDE = 10_000  # files in one archive
MOST_UNPACKED = 2 << 30  # bytes
MOST_TIMES = 200  # as large as it was packed; slides and text reach twenty
SMALL = 100 << 20  # below this, how many times as large does not matter

# Where programs lie in documents that carry them; in those of Writer and Impress only at the top.
_PROGRAM = re.compile(r"(?:^|/)vba(?:Project\.bin|Data\.xml)$|^xl/macrosheets/.", re.I)
_OPEN_PROGRAM = re.compile(r"(?:Basic|Scripts)/.+")
_OLD_PROGRAM = "_VBA_PROJECT".encode("utf-16-le")
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # a document of today, locked, in a file of the old kind
_OLD_DOCUMENT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_TAIL = 64 << 20

_IS_ZIP = b"PK\x03\x04"
_LISTED = b"PK\x01\x02"  # before each file in the list of what there is
_BLOCK = 1 << 20


# Of a file that begins like this: who else looks at it.
LOOKS: dict[bytes, Callable[[Path, str], None]] = {}


class NotTaken(Problem):
    """A file that is not taken in, in words for whoever sent it. The others that came with it are."""

    status = 422


class Unsafe(NotTaken):
    """It would harm whoever opens it, or nobody could open it."""


def look(path: Path, head: bytes, name: str) -> None:
    """Raise `Unsafe` when a file is not to be kept."""
    if head.startswith(_IS_ZIP):
        _into_archive(path, name)
    elif head.startswith(_OLD_DOCUMENT):
        _into_old(path, name)
    for begins, more in LOOKS.items():
        if head.startswith(begins):
            more(path, name)


def bomb(infos: list[zipfile.ZipInfo], packed: int) -> bool:
    """Whether unpacking these would fill a disk."""
    unpacked = sum(one.file_size for one in infos)
    too_often = unpacked > SMALL and unpacked > packed * MOST_TIMES
    return too_often or unpacked > MOST_UNPACKED or len(infos) > MOST_INSIDE


def is_locked(info: zipfile.ZipInfo) -> bool:
    return bool(info.flag_bits & 0x1)


def _into_archive(path: Path, name: str) -> None:
    if has_too_long_a_list(path):
        raise Unsafe(_bomb(name))
    try:
        with zipfile.ZipFile(path) as archive:
            infos = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return  # broken, so nothing of ours will unpack it; whoever sent it finds out by opening it
    if bomb(infos, path.stat().st_size):
        raise Unsafe(_bomb(name))
    names = [one.filename for one in infos]
    if any(map(_PROGRAM.search, names)) or ("mimetype" in names and any(map(_OPEN_PROGRAM.match, names))):
        raise Unsafe(_macro(name))
    if any(is_locked(one) for one in infos):
        raise Unsafe(locked(name))


def has_too_long_a_list(path: Path) -> bool:
    """Whether an archive names too many files: counted without reading the list, which may fill the memory."""
    found, before = 0, b""
    with path.open("rb") as opened:
        while block := opened.read(_BLOCK):
            found += (before + block).count(_LISTED)
            before = block[1 - len(_LISTED) :]
            if found > MOST_INSIDE:
                return True
    return False


def _into_old(path: Path, name: str) -> None:
    with path.open("rb") as opened:
        data = opened.read(_OLD_TAIL)
    if _LOCKED in data:
        raise Unsafe(locked(name))
    if _OLD_PROGRAM in data:
        raise Unsafe(_macro(name))


def locked(name: str) -> str:
    words: str = _("“%(name)s” is locked with a password, so pupils could not open it. Send it without one.", name=name)
    return words


def _bomb(name: str) -> str:
    words: str = _(
        "“%(name)s” unpacks to far more than it should, so it was not kept. Send the files in it.", name=name
    )
    return words


def _macro(name: str) -> str:
    words: str = _(
        "“%(name)s” holds a macro, a small program that runs when it is opened. Save it without macros "
        "(as .docx, .pptx or PDF) and send that.",
        name=name,
    )
    return words
