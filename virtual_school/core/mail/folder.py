"""Without a mail server, a letter is one file in `instance/mail/<network>/`, named by its Message-ID."""

import os
import tempfile
from contextlib import suppress
from email.message import EmailMessage
from pathlib import Path

from virtual_school.core.mail.letters import Letter


def deliver(letter: Letter, message: EmailMessage, folder: Path) -> None:
    """Whole or not at all, and on the disk when this returns. Again, it replaces itself: there is one file a letter."""
    home = folder / str(letter.network_id)
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = letter.message_id.strip("<>")
    handle, part = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=home)
    with os.fdopen(handle, "wb") as file:
        file.write(message.as_bytes())
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, home / f"{name}.eml")
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
