"""Words as they come from a form, and what is said when they were written elsewhere too."""

import uuid
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core.errors import NotVisible, Stale
from virtual_school.core.saving import drafts
from virtual_school.network.viewer import Viewer


class BothKept(Stale):
    """These words were also written somewhere else. `theirs` is what the server holds, `version` how far it is."""

    def __init__(self, theirs: str, version: int = 0) -> None:
        super().__init__(_("This was also written somewhere else. Nothing is lost."))
        self.theirs, self.version = theirs, version


class Nothing(Exception):
    """There is nothing to hand in yet. `because` stands beside the box."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as a form brought them, and what its page knew of the draft: the tab's key, the version it last saw.

    `waited` is for how many seconds they waited on a device without a line.
    """

    text: str
    key: str
    version: int
    waited: int = 0


def account_of(viewer: Viewer) -> uuid.UUID:
    """Whose drafts and keys these are. Only a person has any."""
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def in_step(viewer: Viewer, subject: str, typed: Typed) -> None:
    """Raise `BothKept` when another tab or device saved other words since this page knew them."""
    draft = drafts.find(account_of(viewer), subject)
    if draft is None or draft.version == typed.version or draft.writer == typed.key or draft.text == typed.text:
        return
    raise BothKept(draft.text, draft.version)
