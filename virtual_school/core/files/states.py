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


class TextState(enum.Enum):
    """How far the words of a document are. `none`: there are none in it, as in a scanned page."""

    WAITING = "waiting"
    READY = "ready"
    NONE = "none"
    FAILED = "failed"


class CopyState(enum.Enum):
    """How far the copy is that opens on every phone. `absent`: this computer has no LibreOffice to make it."""

    UNNEEDED = "unneeded"
    WAITING = "waiting"
    READY = "ready"
    ABSENT = "absent"
    FAILED = "failed"


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

TEXT_TRANSITIONS: dict[TextState, frozenset[TextState]] = {
    TextState.WAITING: frozenset({TextState.READY, TextState.NONE, TextState.FAILED}),
    TextState.READY: frozenset(),
    TextState.NONE: frozenset(),
    TextState.FAILED: frozenset(),
}

COPY_TRANSITIONS: dict[CopyState, frozenset[CopyState]] = {
    CopyState.UNNEEDED: frozenset(),
    CopyState.WAITING: frozenset({CopyState.READY, CopyState.ABSENT, CopyState.FAILED}),
    CopyState.READY: frozenset(),
    CopyState.ABSENT: frozenset({CopyState.READY, CopyState.FAILED}),
    CopyState.FAILED: frozenset(),
}
