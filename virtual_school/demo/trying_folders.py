"""`make try`: brings whole folders, as a zip and file by file, and says which drafts came of it and what did not."""

import io
import re
import uuid
import zipfile
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path

from werkzeug.test import TestResponse

Post = Callable[..., TestResponse]
Get = Callable[[str], TestResponse]
Drain = Callable[[], None]


def bring(post: Post, get: Get, drain: Drain, subject: uuid.UUID, material: Path) -> Iterator[tuple[bool, str, str]]:
    """Of each folder below `lessons`: whether it is as it should be, what it is, and what came of it."""
    for folder in sorted(one for one in material.rglob("lessons/*") if one.is_dir()):
        for how, sent in (("as a zip", _zipped(folder)), ("file by file", _folder(folder))):
            yield from _brought(post, get, drain, subject, f"{folder.name} {how}", sent)


def _zipped(folder: Path) -> dict[str, object]:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in _files(folder):
            archive.write(file, file.relative_to(folder.parent))
    packed.seek(0)
    return {"files": (packed, f"{folder.name}.zip")}


def _folder(folder: Path) -> dict[str, object]:
    """As a browser sends a folder that was chosen."""
    return {"folder": [(io.BytesIO(one.read_bytes()), str(one.relative_to(folder.parent))) for one in _files(folder)]}


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def _brought(
    post: Post, get: Get, drain: Drain, subject: uuid.UUID, what: str, sent: dict[str, object]
) -> Iterator[tuple[bool, str, str]]:
    answer = post("/lessons/bring", once=uuid.uuid4().hex, subject_id=str(subject), year="10", **sent)
    if answer.status_code != 303:
        yield False, what, f"refused with {answer.status_code}"
        return
    drain()
    page = get(answer.location).get_data(as_text=True)
    drafts = re.findall(r'href="(/lessons/[0-9a-f-]+)/edit">([^<]*)</a></p>\s*<p[^>]*>([^<]*)', page)
    left = re.findall(r'class="file__name">([^<]*)</span> <span[^>]*>([^<]*)', page)
    yield bool(drafts), what, f"{len(drafts)} drafts, {len(left)} files left out"
    for address, title, files in drafts:
        opened, preview = get(address), get(f"{address}/edit")
        well = opened.status_code == preview.status_code == 200
        yield well, f"  {unescape(title)}", f"{files}, {_steps(preview)} steps"
    for name, because in left:
        yield True, f"  left out: {unescape(name)}", unescape(because)


def _steps(page: TestResponse) -> int:
    return len(re.findall(r'class="[^"]*\blesson-step\b', page.get_data(as_text=True)))
