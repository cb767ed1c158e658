"""What a zip becomes: its folders as drafts, their files in order, and what is left out. Nothing is unpacked here."""

import unicodedata
import zipfile
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from flask_babel import gettext as _

from virtual_school.core.files.looking import is_locked
from virtual_school.library.bundles.paths import LeftOut, Place, is_link, parts_of, place, spelled
from virtual_school.library.bundles.written import in_order

MOST_FILES = 1_000
MOST_LESSONS = 100
PATH_LIMIT = 190
SHORT = 12  # a folder's name that says little without the one above it


@dataclass(frozen=True, slots=True)
class Planned:
    """A file of a draft to be. `position` is its place in the zip, by which it is known again."""

    position: int
    path: str
    place: Place
    info: zipfile.ZipInfo


@dataclass(frozen=True, slots=True)
class Left:
    position: int
    path: str
    because: str


@dataclass(slots=True)
class Draft:
    """A lesson to be."""

    title: str
    # The folders that it was, below those that everything lies in.
    folder: tuple[str, ...] = ()
    files: list[Planned] = field(default_factory=list)

    def said(self, one: Planned) -> str:
        """A file's name with the folders that it lies in, any of which may say that it holds the answers."""
        return "/".join((*self.folder, one.place.said))


@dataclass(slots=True)
class Plan:
    drafts: list[Draft]
    left: list[Left]


def plan(infos: Iterable[zipfile.ZipInfo], name: str, limit: int, done: Collection[int] = ()) -> Plan:
    """What to do with the files of the zip called `name`, but for those that are `done`. `limit` is a file's most."""
    found: list[Planned] = []
    left: list[Left] = []
    for position, info in enumerate(infos):
        if info.is_dir() or info.filename.endswith("\\"):
            continue
        path = spelled(info)
        try:
            parts = _fit(info, path, limit, taken=len(found))
        except LeftOut as because:
            left.append(Left(position, shown(path), str(because)))
        else:
            found.append(Planned(position, shown(path), place(parts), info))
    drafts, more = _drafts(found, PurePosixPath(name).stem or name)
    return Plan(
        [draft for draft in drafts if not all(one.position in done for one in draft.files)],
        [one for one in [*left, *more] if one.position not in done],
    )


def shown(path: str) -> str:
    """A path as a page shows it: short enough, its end kept."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in unicodedata.normalize("NFC", path))
    return plain if len(plain) <= PATH_LIMIT else f"…{plain[1 - PATH_LIMIT :]}"


def _fit(info: zipfile.ZipInfo, path: str, limit: int, *, taken: int) -> list[str]:
    """The parts of a path whose file is used; `LeftOut` says why another is not."""
    parts = parts_of(path)
    if is_link(info):
        raise LeftOut(_("It only points to another file."))
    if is_locked(info):
        raise LeftOut(_("It is locked with a password."))
    if not info.file_size:
        raise LeftOut(_("It is empty."))
    if info.file_size > limit:
        raise LeftOut(_("It is larger than any file that can be sent here."))
    if taken >= MOST_FILES:
        raise LeftOut(_("There are more than %(count)d files. Bring the others in another folder.", count=MOST_FILES))
    return parts


def _drafts(found: list[Planned], name: str) -> tuple[list[Draft], list[Left]]:
    top = _common(found)
    by_folder: dict[tuple[str, ...], Draft] = {}
    left = []
    for one in sorted(found, key=lambda one: [in_order(part) for part in (*one.place.folder, one.place.said)]):
        folder = one.place.folder
        if folder not in by_folder and len(by_folder) >= MOST_LESSONS:
            words = _("There are more than %(count)d folders. Bring the others apart.", count=MOST_LESSONS)
            left.append(Left(one.position, one.path, words))
            continue
        below = folder[len(top) :]
        draft = by_folder.setdefault(folder, Draft(_title(below, top[-1] if top else name), below))
        draft.files.append(one)
    return list(by_folder.values()), left


def _common(found: list[Planned]) -> tuple[str, ...]:
    """The folders that everything lies in."""
    folders = [one.place.folder for one in found]
    if not folders:
        return ()
    lowest, highest = min(folders), max(folders)
    same = 0
    while same < min(len(lowest), len(highest)) and lowest[same] == highest[same]:
        same += 1
    return lowest[:same]


def _title(below: tuple[str, ...], above: str) -> str:
    """A draft's title: its folder's name, behind that of what it lies in where it says little alone."""
    if not below:
        return above[:PATH_LIMIT]
    alone = below[-1]
    before = below[-2] if len(below) > 1 else above
    return (alone if len(alone) > SHORT else f"{before}: {alone}")[:PATH_LIMIT]
