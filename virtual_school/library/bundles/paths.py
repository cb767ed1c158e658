"""The names of files in a zip or folder: which are fit to use, where each belongs, and what the others are told.

What a name says of where to write is never done: a name is only a name here. It comes from any computer, in any
alphabet, and may be meant to lead outside.
"""

import re
import stat
import zipfile
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.files import display_name

# Folders that hold what belongs to the lesson above them.
OF_THE_LESSON = frozenset(
    "images image img pictures pics photos media assets resources resource files documents docs handouts worksheets "
    "slides code solutions solution answers audio video videos data".split()
)
# What computers write for themselves.
OF_THE_COMPUTER = re.compile(r"(?:\.|~\$|thumbs\.db$|desktop\.ini$|__macosx$|icon\r$)", re.I)

_DRIVE = re.compile(r"[A-Za-z]:")
_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*]')
_RESERVED = re.compile(r"(con(in\$|out\$)?|prn|aux|nul|(com|lpt)[\d¹²³])\s*(\.|$)", re.I)
_UTF8 = 0x800


class LeftOut(Exception):
    """A file that is not used; the message says why, in words for whoever brought it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A file that is used: the folder whose lesson it belongs to, folders below that, its own name made safe."""

    folder: tuple[str, ...]
    below: tuple[str, ...]
    name: str

    @property
    def said(self) -> str:
        """The name with the folders below the lesson, which may say that it holds the answers."""
        return "/".join((*self.below, self.name))


def spelled(info: zipfile.ZipInfo) -> str:
    """The name as it was written. Many programs write UTF-8 and do not say so."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return info.filename


def is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def parts_of(path: str) -> list[str]:
    """The folders and the name; `LeftOut` for a name that leads outside, or that a computer wrote for itself."""
    flat = path.replace("\\", "/")
    if flat.startswith("/") or _DRIVE.match(flat) or ".." in flat.split("/"):
        raise LeftOut(_("Its name leads outside the folder, so it was not used."))
    parts = [part for part in flat.split("/") if part not in {"", "."}]
    if not parts or any(OF_THE_COMPUTER.match(part) for part in parts):
        raise LeftOut(_("Computers make files like this for themselves."))
    return parts


def place(parts: list[str]) -> Place:
    """Where a file belongs. Folders of pictures, answers and the like are part of the lesson above them."""
    folders, name = parts[:-1], parts[-1]
    cut = next((at for at, folder in enumerate(folders) if at and folder.lower() in OF_THE_LESSON), len(folders))
    return Place(tuple(map(safe, folders[:cut])), tuple(map(safe, folders[cut:])), safe(name))


def safe(name: str) -> str:
    """A name that every computer can write down."""
    plain = display_name(_NOT_ON_WINDOWS.sub("_", name))
    return f"_{plain}" if _RESERVED.match(plain) else plain
