"""A folder that came file by file, packed into one zip: from there on it is what a zip is."""

import re
import zipfile
from collections.abc import Iterable

from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from virtual_school.core import files
from virtual_school.core.files.receive import temporary

BLOCK = 1 << 20
MOST_OF_A_NAME = 4_000  # letters with all its folders; a zip holds no name of more than 65,535 bytes
_NOT_A_NAME = re.compile(r"[\x00]")


def receive_folder(sent: Iterable[FileStorage]) -> files.Received | None:
    """The folder as a zip in the store; None where nothing came. No transaction is open."""
    found = [one for one in sent if one.filename]
    if not found:
        return None
    name = (found[0].filename or "").replace("\\", "/").split("/")[0] or _("Folder")
    with temporary() as path:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
            for one in found:
                place = _NOT_A_NAME.sub("_", one.filename or "file")[-MOST_OF_A_NAME:]
                with archive.open(place, "w", force_zip64=True) as written:
                    while block := one.stream.read(BLOCK):
                        written.write(block)
        with path.open("rb") as packed:
            return files.receive(packed, f"{name}.zip")
