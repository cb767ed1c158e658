"""What somebody has chosen, as the page needs it."""

from collections.abc import Mapping
from typing import Any

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import ReadingSettings
from virtual_school.network.viewer import Viewer

# What of it stands on <html>, by the name that the stylesheet knows it by.
NAMES = {"size": "size", "spacing": "spacing", "font": "lettering", "ground": "ground", "theme": "theme",
         "motion": "motion"}  # fmt: skip
USUAL = "usual"


def own(viewer: Viewer) -> ReadingSettings | None:
    """The viewer's own; None while they have chosen nothing."""
    if viewer.account_id is None:
        raise NotVisible
    return db.session.get(ReadingSettings, viewer.account_id)


def on_page(found: ReadingSettings | None) -> Mapping[str, Any]:
    """What differs from how everybody reads. Nothing at all for most."""
    if found is None:
        return {}
    values = {name: getattr(found, column).value for name, column in NAMES.items()}
    return {name: value for name, value in values.items() if value != USUAL} | (
        {"ruler": "on"} if found.has_ruler else {}
    )
