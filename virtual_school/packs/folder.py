"""The folder: plain pages and the files beside them, packed into one zip. Every link in it leads to something in it."""

import shutil
import tempfile
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from flask import render_template
from flask_babel import gettext as _

from virtual_school.core import files
from virtual_school.core.errors import Problem
from virtual_school.core.files import Received, StoredFile
from virtual_school.packs import names
from virtual_school.packs.content import Lesson, Placed

STYLE = Path(__file__).with_name("folder.css")
BLOCK = 1 << 20


class TooMuch(Problem):
    """The files of these lessons together are larger than one file may be."""

    status = 422


def check(lessons: Sequence[Lesson]) -> None:
    """Say so before anything is written."""
    size = sum(stored.shown_size for lesson in lessons for _path, stored in _files(lesson))
    if size > files.filing().limit * 0.95:
        raise TooMuch(_("The files of these lessons are too large for one folder. Choose fewer lessons."))


def make(
    title: str, lessons: Sequence[Lesson], *, is_large: bool, has_name_line: bool, done: Callable[[int], None]
) -> Received:
    """The zip, in the store. `done` is told of each lesson that is in it."""
    root = names.plain(title) or "work-pack"
    with tempfile.TemporaryFile(dir=files.filing().arriving) as opened:
        with zipfile.ZipFile(opened, "w", zipfile.ZIP_DEFLATED) as archive:
            _write_index(archive, root, title, lessons, is_large=is_large, has_name_line=has_name_line)
            for lesson in lessons:
                _write_lesson(archive, root, title, lesson, is_large=is_large)
                done(lesson.number)
        opened.seek(0)
        return files.receive(opened, f"{root}.zip")


def _write_index(
    archive: zipfile.ZipFile, root: str, title: str, lessons: Sequence[Lesson], *, is_large: bool, has_name_line: bool
) -> None:
    page = render_template(
        "packs/folder_index.html", title=title, lessons=lessons, is_large=is_large, has_name_line=has_name_line
    )
    archive.writestr(f"{root}/index.html", page)
    archive.writestr(f"{root}/style.css", STYLE.read_text("utf-8"))


def _write_lesson(archive: zipfile.ZipFile, root: str, title: str, lesson: Lesson, *, is_large: bool) -> None:
    page = render_template("packs/folder_lesson.html", title=title, lesson=lesson, is_large=is_large)
    archive.writestr(f"{root}/{lesson.page}", page)
    for placed in lesson.placed:
        if placed.read_path:
            archive.writestr(f"{root}/{placed.read_path}", _reading(lesson, placed, is_large))
    for path, stored in _files(lesson):
        info = zipfile.ZipInfo(f"{root}/{path}")
        info.external_attr = 0o644 << 16
        with files.read(stored) as source, archive.open(info, "w", force_zip64=False) as target:
            _copy(source, target)


def _reading(lesson: Lesson, placed: Placed, is_large: bool) -> str:
    return render_template("packs/folder_read.html", lesson=lesson, placed=placed, is_large=is_large)


def _files(lesson: Lesson) -> list[tuple[str, StoredFile]]:
    """What is put in beside the pages: what is ready, and its light copy."""
    found: list[tuple[str, StoredFile]] = []
    for one in lesson.placed:
        if one.path:
            found.append((one.path, one.file.stored))
        if one.copy_path and one.copy is not None and one.copy.copy is not None:
            found.append((one.copy_path, one.copy.copy))
    return found


def _copy(source: IO[bytes], target: IO[bytes]) -> None:
    shutil.copyfileobj(source, target, BLOCK)
