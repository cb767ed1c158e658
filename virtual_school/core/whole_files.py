"""Files that are there whole or not at all, whenever a worker is killed: letters and texts without a server."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def put(home: Path, name: str, ending: str, body: bytes) -> None:
    """On the disk when this returns. Again, it replaces itself: there is one file of a name."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=home)
    with os.fdopen(handle, "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, home / f"{name}{ending}")
    _sync(home)
    _clear(home, name)


def _clear(home: Path, name: str) -> None:
    """What a worker that was killed while it wrote has left."""
    for left in home.glob(f".{name}.*.part"):
        with suppress(FileNotFoundError):
            left.unlink()


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
