"""The copy that opens on every telephone: LibreOffice's PDF of a document, with pictures no larger than a screen."""

import shutil
from collections.abc import Callable
from pathlib import Path

from virtual_school.core.files.documents.apart import MEGABYTE, Failed, run

SECONDS = 90
NO_WAY_OUT = "http://127.0.0.1:9"  # a document may ask for pictures from elsewhere, which would tell who has it

_FILTER = (
    'pdf:writer_pdf_Export:{"ReduceImageResolution":{"type":"boolean","value":"true"},'
    '"MaxImageResolution":{"type":"long","value":"150"},"Quality":{"type":"long","value":"75"},'
    '"ExportNotes":{"type":"boolean","value":"false"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)
# Of a document: no programs in it, and nothing that it wants from elsewhere.
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """Where LibreOffice is on this computer, if it is."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def pdf_of(document: Path, most: int, beat: Callable[[], None] = lambda: None) -> Path:
    """The PDF of `document`, beside it; `Failed` when there is none. `most` bytes, and no more."""
    office = program()
    if office is None:
        raise Failed("there is no LibreOffice")
    folder = document.parent
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS)
    kind = _FILTER.replace("writer", "impress") if document.suffix in {".pptx", ".ppt", ".odp"} else _FILTER
    run(
        [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nologo",
         "--nodefault", "--convert-to", kind, "--outdir", str(folder), str(document)],
        folder,
        seconds=SECONDS,
        memory=4096 * MEGABYTE,
        written=most,
        environ={"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp",
                 "http_proxy": NO_WAY_OUT, "https_proxy": NO_WAY_OUT},
        beat=beat,
    )  # fmt: skip
    made = document.with_suffix(".pdf")
    if not made.is_file() or not made.stat().st_size:
        raise Failed("no copy was made")
    return made
