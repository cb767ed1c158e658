"""Where the bytes are: a folder, or an S3-compatible store. Rows know them by keys that are never used twice.

A key is `<network>/<two digits>/<digest>-<eight random digits>`. The random end is what lets bytes be erased without
asking who else is about to rely on them: whatever is sent again comes under a key of its own.
"""

import datetime as dt
import errno
import os
import re
import secrets
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol, cast
from urllib.parse import unquote, urlsplit

from flask import current_app

from virtual_school.core.late import late

KEY = re.compile(r"[0-9a-f]{32}/[0-9a-f]{2}/[0-9a-f]{64}-[0-9a-f]{8}")
COPYING = ".copying"


class Store(Protocol):
    """What the house needs of a place that keeps bytes. Anything of it is safe to repeat."""

    def put(self, source: Path, key: str) -> None:
        """Take the file at `source` over under `key`; when it returns, the bytes survive a crash."""

    def open(self, key: str) -> BinaryIO:
        """The bytes, to read and seek in; FileNotFoundError when there are none."""

    def erase(self, key: str) -> None:
        """Forget the bytes; quiet when there are none."""

    def keys(self, network: uuid.UUID) -> Iterator[tuple[str, dt.datetime]]:
        """Every key of a network, and when its bytes came."""

    def check(self) -> None:
        """Raise OSError with the reason when the store cannot be used."""


@dataclass(frozen=True, slots=True)
class Filing:
    """The application's store; the folder that files lie in while they arrive; the most bytes one may have.

    `arriving` is `uploads/` in the instance folder. Where several hosts serve one installation they must share it.
    """

    store: Store
    arriving: Path
    limit: int

    def part(self, upload_id: uuid.UUID) -> Path:
        """Where an upload's bytes lie until all of them are there."""
        return self.arriving / f"{upload_id.hex}.part"


def filing() -> Filing:
    """The application's own, made when it is first asked for."""
    found = current_app.extensions.get("files")
    if found is None:
        settings = current_app.config["SETTINGS"]
        arriving = settings.instance / "uploads"
        arriving.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = Filing(store_at(settings.files_url), arriving, settings.upload_limit)
        current_app.extensions["files"] = found
    return cast(Filing, found)


def store_at(url: str) -> Store:
    """The store that a `FILES_URL` names."""
    parts = urlsplit(url)
    if parts.scheme == "s3":
        return cast(Store, late("virtual_school.core.files.s3").S3Store.at(url))
    return FolderStore(Path(unquote(parts.path)))


def new_key(network: uuid.UUID, digest: bytes) -> str:
    return key_of(network, digest.hex(), secrets.token_hex(4))


def key_of(network: uuid.UUID, digest: str, end: str) -> str:
    return f"{network.hex}/{digest[:2]}/{digest}-{end}"


class FolderStore:
    """A folder, a file a key."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(mode=0o700, parents=True, exist_ok=True)

    def put(self, source: Path, key: str) -> None:
        """Synced, then renamed into place, then the folders synced: at no moment is there half a file under a key."""
        target = self._path(key)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            _sync(source)
            os.replace(source, target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            self._copy(source, target)
        for folder in (target.parent, target.parent.parent, self.root):
            _sync(folder)

    def open(self, key: str) -> BinaryIO:
        return self._path(key).open("rb")

    def erase(self, key: str) -> None:
        path = self._path(key)
        with suppress(FileNotFoundError):
            path.unlink()
            _sync(path.parent)

    def keys(self, network: uuid.UUID) -> Iterator[tuple[str, dt.datetime]]:
        for path in (self.root / network.hex).glob("*/*"):
            key = path.relative_to(self.root).as_posix()
            with suppress(FileNotFoundError):
                if KEY.fullmatch(key.removesuffix(COPYING)):
                    yield key, dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC)

    def check(self) -> None:
        if not self.root.is_dir() or not os.access(self.root, os.W_OK | os.X_OK):
            raise OSError(f"the folder {self.root} cannot be written to")

    def _copy(self, source: Path, target: Path) -> None:
        """The same from another file system, where there is no renaming: copied beside the target first."""
        beside = target.with_name(target.name + COPYING)
        try:
            with source.open("rb") as reading, beside.open("wb") as writing:
                while block := reading.read(1 << 20):
                    writing.write(block)
            _sync(beside)
            os.replace(beside, target)
        except OSError:
            beside.unlink(missing_ok=True)  # the disk was full: half a file must not keep it so
            raise
        source.unlink()

    def _path(self, key: str) -> Path:
        if not KEY.fullmatch(key.removesuffix(COPYING)):
            raise ValueError(f"no key of the file store: {key!r}")
        return self.root / key


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
