"""The states of a stored file and of an upload, and which follows which."""

import enum


class FileState(enum.Enum):
    READY = "ready"
    PREPARING = "preparing"
    REFUSED = "refused"


class RefusedBecause(enum.Enum):
    """Why a picture could not be prepared."""

    UNREADABLE = "unreadable"
    TOO_MANY_PIXELS = "too_many_pixels"


class UploadState(enum.Enum):
    OPEN = "open"
    FINISHED = "finished"
    CLAIMED = "claimed"


FILE_TRANSITIONS: dict[FileState, frozenset[FileState]] = {
    FileState.PREPARING: frozenset({FileState.READY, FileState.REFUSED}),
    FileState.READY: frozenset(),
    FileState.REFUSED: frozenset(),
}

UPLOAD_TRANSITIONS: dict[UploadState, frozenset[UploadState]] = {
    UploadState.OPEN: frozenset({UploadState.FINISHED}),
    UploadState.FINISHED: frozenset({UploadState.CLAIMED}),
    UploadState.CLAIMED: frozenset(),
}
