"""What the files of a pack are called: names that every computer takes, whatever they were called before."""

import re
import unicodedata
from pathlib import PurePosixPath

from virtual_school.core.files.kinds import ACTIVE, SHOWN_SUFFIX
from virtual_school.library.queries import File

LONGEST = 50

# What a computer would run when somebody opens it: it stays readable, and runs nowhere.
_RUNS = frozenset(
    ".app .bat .chm .cmd .com .cpl .dll .exe .hta .htm .html .iso .jar .js .jse .lnk .mht .mhtml .msi .msp .pif .ps1 "
    ".py .reg .scf .scr .sh .svg .svgz .url .vb .vbe .vbs .wsf .wsh .xht .xhtml .xml .xsl".split()
)
_OTHER = re.compile(r"[^a-z0-9]+")
_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}")


def plain(words: str) -> str:
    """`words` in small letters, digits and hyphens; empty when there is nothing of these in it."""
    letters = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    return _OTHER.sub("-", letters).strip("-")[:LONGEST].strip("-")


def of_file(file: File, lesson: int, number: int) -> str:
    """`files/02-01-worksheet.docx`: the numbers let no two be the same, and no name be one that Windows keeps."""
    name = PurePosixPath(file.name.replace("\\", "/").rpartition("/")[2])
    suffix = SHOWN_SUFFIX if file.stored.is_picture else name.suffix.casefold()
    if not _SUFFIX.fullmatch(suffix):
        suffix = ""
    if suffix in _RUNS or file.stored.media_type in ACTIVE:
        suffix = f"{suffix}.txt"
    stem = plain(name.stem) or "file"
    return f"files/{lesson:02}-{number:02}-{stem}{suffix}"
