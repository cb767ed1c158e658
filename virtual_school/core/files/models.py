"""What is known of the bytes in the store, and of the uploads on their way there."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line
from virtual_school.core.files.kinds import is_picture
from virtual_school.core.files.states import (
    COPY_TRANSITIONS,
    FILE_TRANSITIONS,
    TEXT_TRANSITIONS,
    UPLOAD_TRANSITIONS,
    CopyState,
    FileState,
    RefusedBecause,
    TextState,
    UploadState,
)

TRANSITIONS = {
    "stored_file.state": FILE_TRANSITIONS,
    "upload.state": UPLOAD_TRANSITIONS,
    "stored_text.state": TEXT_TRANSITIONS,
    "stored_text.copy_state": COPY_TRANSITIONS,
}

TOO_LARGE = "too large to check"  # as harm: nothing is known of it


class StoredFile(HasId, InNetwork, Base):
    """One content, held once a network however often it is sent. It has no name: its owners' rows have.

    `digest` and `size` are of what was sent. `key` says where in the store the bytes to show are now. A picture is
    `preparing` until it is upright and stripped; then `key`, `media_type`, `shown_size`, `width` and `height` are those
    of the prepared picture, and `original_key` is what still has to be erased. Where files are checked for viruses,
    every file is `preparing` until it was; `harm` is what the checker calls the one that it found.

    A picture that cannot be read stays in the store, `refused`: it may be the only photograph of a piece of work, and
    whoever sent it can still have it back. Nobody else is shown it, since where it was taken may stand in it.
    """

    __tablename__ = "stored_file"

    digest: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    size: Mapped[int] = mapped_column(sa.BigInteger)
    media_type: Mapped[str] = mapped_column(sa.String(100))
    state: Mapped[FileState]
    refused_because: Mapped[RefusedBecause | None]
    harm: Mapped[Line | None]
    key: Mapped[str] = mapped_column(sa.String(150))
    original_key: Mapped[str | None] = mapped_column(sa.String(150))
    shown_size: Mapped[int] = mapped_column(sa.BigInteger)
    width: Mapped[int | None]
    height: Mapped[int | None]
    created_at: Mapped[dt.datetime] = mapped_column(default=clock.real)

    __table_args__ = (
        sa.UniqueConstraint("network_id", "digest", name="uq_stored_file_digest"),
        sa.UniqueConstraint("key"),
        sa.CheckConstraint("length(digest) = 32", name="digest_is_sha256"),
        sa.CheckConstraint("size > 0 AND shown_size > 0", name="not_empty"),
        sa.CheckConstraint("(state = 'refused') = (refused_because IS NOT NULL)", name="refused_says_why"),
    )

    @property
    def is_picture(self) -> bool:
        """A picture that was made fit to show, and may stand in a page."""
        return self.state is FileState.READY and self.width is not None

    @property
    def words(self) -> str:
        """What to tell its sender while it cannot be shown; nothing when it can."""
        words: str = ""
        if self.harm == TOO_LARGE:
            words = _("This file is larger than the virus check here takes. Send a smaller one, or split it.")
        elif self.harm:
            words = _("This file holds something harmful, so nobody can open it. Check the computer it came from.")
        elif self.state is FileState.PREPARING and not is_picture(self.media_type):
            words = _("This file is being checked. It will be here in a moment.")
        elif self.state is FileState.PREPARING:
            words = _("This picture is being prepared. It will be here in a moment.")
        elif self.refused_because is RefusedBecause.TOO_MANY_PIXELS:
            words = _("This picture has too many pixels to be shown here. Send a smaller one, or take the photo again.")
        elif self.state is FileState.REFUSED:
            words = _("This picture could not be opened. Only you can get it back. Take it again, or send it as a PDF.")
        return words


class Upload(HasId, InNetwork, Base):
    """A file on its way in pieces. `offset` is how much is certain to be kept: it is said only after it was synced.

    It is its sender's alone. When the last byte is in, the stored file is linked; whoever makes the row that owns it
    claims it, once. What is still being recorded is open-ended: until its end is said, `length` is the most it may be.
    """

    __tablename__ = "upload"

    account_id: Mapped[uuid.UUID]
    filename: Mapped[Line]
    length: Mapped[int] = mapped_column(sa.BigInteger)
    offset: Mapped[int] = mapped_column(sa.BigInteger, default=0)
    is_open_ended: Mapped[bool] = mapped_column(default=False, server_default=sa.false())
    state: Mapped[UploadState] = mapped_column(default=UploadState.OPEN)
    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    created_at: Mapped[dt.datetime] = mapped_column(default=clock.real)

    __table_args__ = (
        sa.Index("ix_upload_account_state", "network_id", "account_id", "state"),
        sa.Index("ix_upload_created_at", "network_id", "created_at"),
        sa.CheckConstraint('length > 0 AND "offset" >= 0 AND "offset" <= length', name="offset_within_length"),
        sa.CheckConstraint("(state = 'open') = (stored_file_id IS NULL)", name="stored_when_finished"),
    )


class StoredText(InNetwork, Base):
    """The words of a document, to be found by and to be read on a telephone, and a copy that opens without its program.

    It goes with its file: it owns the copy, and keeps nothing alive that nobody else owns. `blocks` are its parts in
    order, as `core.files.documents.blocks` has them; `text` is what all of them say, and `words` each word of it once,
    as it is searched for.
    """

    __tablename__ = "stored_text"

    stored_file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"), primary_key=True)
    state: Mapped[TextState] = mapped_column(default=TextState.WAITING)
    text: Mapped[str] = mapped_column(sa.Text(), default="")
    words: Mapped[str] = mapped_column(sa.Text(), default="")
    blocks: Mapped[list[list[Any]]] = mapped_column(sa.JSON(), default=list)
    copy_state: Mapped[CopyState]
    copy_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"), index=True)
    asked_at: Mapped[dt.datetime] = mapped_column(default=clock.real)

    __table_args__ = (
        sa.CheckConstraint("(copy_state = 'ready') = (copy_id IS NOT NULL)", name="copy_when_ready"),
        sa.Index("ix_stored_text_waiting", "network_id", "state", "asked_at"),
    )
