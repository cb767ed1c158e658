"""A concern, which is handed over and not kept as a case; and 'I need help'."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, Text


class Concern(HasId, InNetwork, Base):
    """Something an adult is worried about, handed to the home school's safeguarding lead.

    It carries a copy of what it is about, which is seen nowhere else until the lead releases it. Raised once, never
    edited: only who has seen it and that it was released are added.
    """

    __tablename__ = "concern"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    # The school whose safeguarding lead it is handed to: that of the roll on the day.
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    about_kind: Mapped[str] = mapped_column(sa.String(40))
    about_id: Mapped[uuid.UUID]
    copy: Mapped[Text]
    words: Mapped[Text]
    raised_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    raised_at: Mapped[dt.datetime]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    seen_at: Mapped[dt.datetime | None]
    released_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    released_at: Mapped[dt.datetime | None]
    released_because: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.Index("ix_concern_about", "network_id", "about_kind", "about_id"),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_whole"),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released_whole"),
    )
    __mapper_args__ = {"version_id_col": version}


class Help(HasId, InNetwork, Base):
    """That a pupil asked for help, who saw it and when, and who answered."""

    __tablename__ = "help"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    words: Mapped[Text | None]
    # The pupil may keep it from the mentor: never one adult alone.
    not_mentor: Mapped[bool] = mapped_column(default=False)
    asked_at: Mapped[dt.datetime]
    seen_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    seen_at: Mapped[dt.datetime | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_whole"),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_whole"),
    )
    __mapper_args__ = {"version_id_col": version}
