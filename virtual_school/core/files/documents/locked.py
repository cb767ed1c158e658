"""A PDF that opens with a password alone: found on arrival, by the reader that is a process of its own."""

import json
import sys
from pathlib import Path

from virtual_school.core.files import looking
from virtual_school.core.files.documents import apart
from virtual_school.core.files.documents.making import HOUSE, MEMORY, READER
from virtual_school.core.files.store import filing

SECONDS = 10
BLOCK = 1 << 20
_SAYS_SO = b"/Encrypt"


def look(path: Path, name: str) -> None:
    """Many say that they may only be printed, and open for everybody: what opens with no password is not locked."""
    if _says_so(path) and _opens_for_nobody(path):
        raise looking.Unsafe(looking.locked(name))


def _says_so(path: Path) -> bool:
    before = b""
    with path.open("rb") as opened:
        while block := opened.read(BLOCK):
            if _SAYS_SO in before + block:
                return True
            before = block[1 - len(_SAYS_SO) :]
    return False


def _opens_for_nobody(path: Path) -> bool:
    command = [sys.executable, "-I", "-c", READER, str(HOUSE / "virtual_school"), "lock", str(path)]
    try:
        said = apart.run(command, filing().arriving, seconds=SECONDS, memory=MEMORY, written=apart.MEGABYTE, environ={})
        return bool(json.loads(said).get("blocks"))
    except (apart.Failed, ValueError):
        return False  # broken, which whoever sent it finds out by opening it


looking.LOOKS[b"%PDF-"] = look
