"""What people read of packs."""

from flask_babel import gettext as _

from virtual_school.packs import names
from virtual_school.packs.models import PackShape, WorkPack


def title_of(pack: WorkPack) -> str:
    return pack.title or str(_("Work pack"))


def file_name(pack: WorkPack) -> str:
    """What the file is called where it is saved."""
    stem = names.plain(title_of(pack)) or "work-pack"
    endings = {PackShape.PAPER: ".pdf", PackShape.FOLDER: ".zip", PackShape.ANSWERS: "-answers.pdf"}
    return f"{stem}{endings[pack.shape]}"
