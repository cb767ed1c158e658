"""A photo, a recording or a file of a go at a piece of work, as pages show it."""

import uuid
from dataclasses import dataclass

from virtual_school.core.files import FileState, StoredFile
from virtual_school.learning.models import Recorded
from virtual_school.learning.queries.besides import as_called
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo or file of an attempt, as a page shows it. `words` says why it cannot be shown; else nothing."""

    id: uuid.UUID
    name: str
    words: str
    is_picture: bool
    is_preparing: bool
    width: int
    height: int
    size: int
    # What it is for the ear or the eye: 'sound', 'film', or neither.
    plays: str = ""
    # Who photographed it for the pupil, where somebody did; and whether it was turned or trimmed.
    by: str = ""
    is_changed: bool = False

    @property
    def looks(self) -> bool:
        """Whether it is a picture, be it one that is still being prepared."""
        return self.is_picture or self.is_preparing


def as_photo(
    viewer: Viewer,
    piece_id: uuid.UUID,
    name: str,
    stored: StoredFile,
    recorded: Recorded | None,
    by: str,
    is_changed: bool,
) -> Photo:
    return Photo(
        piece_id, name, stored.words, stored.is_picture, stored.state is FileState.PREPARING,
        stored.width or 0, stored.height or 0, stored.shown_size, _plays(stored, recorded), as_called(viewer, by),
        is_changed,
    )  # fmt: skip


def _plays(stored: StoredFile, recorded: Recorded | None) -> str:
    """What a browser can play in the page. What was recorded says itself what it is; else its content does."""
    if stored.state is not FileState.READY or not stored.media_type.startswith(("audio/", "video/")):
        return ""
    if recorded is not None:
        return recorded.value
    return "sound" if stored.media_type.startswith("audio/") else "film"
