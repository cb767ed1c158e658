"""What a pupil is proud of, in their own words; and whom they let see it, until when."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Text, dates_in_order


class ProudKind(enum.Enum):
    """Something they handed in, one photo or file of it, or words alone."""

    WORK = "work"
    PHOTO = "photo"
    WORDS = "words"


class ProudThing(HasId, InNetwork, Base):
    """One thing that a pupil chose, and why. Nobody sees it but whom they share it with."""

    __tablename__ = "proud_thing"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    kind: Mapped[ProudKind]
    hand_in_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("hand_in.id"), index=True)
    piece_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("piece.id"), index=True)
    title: Mapped[Line]
    why: Mapped[Text]
    chosen_at: Mapped[dt.datetime]
    taken_off_at: Mapped[dt.datetime | None]
    # One adult who knows the pupil has read the words before they go on to a parent, a carer or a panel.
    read_at: Mapped[dt.datetime | None]
    read_by: Mapped[uuid.UUID | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(kind = 'words') = (hand_in_id IS NULL)", name="work_whole"),
        sa.CheckConstraint("(kind = 'photo') = (piece_id IS NOT NULL)", name="photo_whole"),
        sa.Index("ix_proud_thing_pupil", "network_id", "pupil_id", "taken_off_at", "id"),
    )
    __mapper_args__ = {"version_id_col": version}


class ShareWith(enum.Enum):
    """As what somebody is let in: it ends with what they are to the pupil."""

    MENTOR = "mentor"
    KEY_ADULT = "key_adult"
    CARER = "carer"
    PANEL = "panel"


class ProudShare(HasId, InNetwork, Dated, Base):
    """That the pupil lets one named person see a thing, or the panel that meets about them; until a day."""

    __tablename__ = "proud_share"

    thing_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("proud_thing.id"), index=True)
    shared_with: Mapped[ShareWith]
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("(shared_with = 'panel') = (account_id IS NULL)", name="named"),
        sa.CheckConstraint("ends_on IS NOT NULL", name="has_end"),
        sa.Index("ix_proud_share_account", "network_id", "account_id", "thing_id"),
    )
