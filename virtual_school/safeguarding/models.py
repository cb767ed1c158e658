"""A concern, which is handed over and not kept as a case; 'I need help'; something serious; who must not meet; what is
stopped.
"""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Text, dates_in_order
from virtual_school.network.roles import Role


class Concern(HasId, InNetwork, Base):
    """Something an adult is worried about, handed to the home school's safeguarding lead.

    It carries a copy of what it is about, which is seen nowhere else until the lead releases it. Raised once, never
    edited: only who has seen it, that it was released and that it was copied into their own system are added.
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
    # About an adult who works with children: to the head in the lead's stead, or to the authority. None: no.
    to_head: Mapped[bool | None]
    to_authority: Mapped[bool | None]
    # The adult's name as it was typed, where the reporter chose none of those they know.
    about_adult: Mapped[Line | None]
    # The place whose own safeguarding lead reads it too: it concerns the place, or cannot wait there.
    place_id: Mapped[uuid.UUID | None]
    is_now: Mapped[bool | None]
    # By then somebody has read it, or others are told.
    due_at: Mapped[dt.datetime | None]
    # Copied into the lead's own system: from then on the words here are for whom it went to and who raised it.
    copied_by: Mapped[uuid.UUID | None]
    copied_at: Mapped[dt.datetime | None]
    copied_as: Mapped[Line | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.Index("ix_concern_about", "network_id", "about_kind", "about_id"),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_whole"),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name="released_whole"),
    )
    __mapper_args__ = {"version_id_col": version}


class ConcernParty(InNetwork, Base):
    """Somebody to whom a concern went, and in which role they read it; or an adult whom it never reaches. Written once.

    What is kept from somebody is kept from them in every hat, whatever else they become.
    """

    __tablename__ = "concern_party"

    concern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("concern.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    # None: it is kept from them.
    role: Mapped[Role | None]
    at: Mapped[dt.datetime]

    __table_args__ = (sa.Index("ix_concern_party_account", "network_id", "account_id", "concern_id"),)


class ConcernFile(HasId, InNetwork, Base):
    """A photo or file that a concern carries beside its copy. Written once."""

    __tablename__ = "concern_file"

    concern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("concern.id"), index=True)
    stored_file_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line]


class SeriousKind(enum.Enum):
    """What happened, in the words of the law and of every school's own form."""

    FORCE = "force"
    SECLUSION = "seclusion"
    INJURY = "injury"
    WEAPON = "weapon"
    DRUGS = "drugs"
    POLICE = "police"
    MISSING = "missing"
    HATE = "hate"
    OTHER = "other"


class Serious(HasId, InNetwork, Base):
    """Something serious that happened (practice 22), told to the head and safeguarding leads at once. Written once.

    Eight lines: what, when, where, who was there, what was done, who was hurt, who has been told, what comes next.
    """

    __tablename__ = "serious"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    # The school that is told: that of the roll on the day.
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    kind: Mapped[SeriousKind]
    what: Mapped[Text]
    happened_at: Mapped[dt.datetime]
    where: Mapped[Line]
    who: Mapped[Text]
    done: Mapped[Text]
    hurt: Mapped[Text]
    told: Mapped[Text]
    next: Mapped[Text]
    # The adult whom it involves, as typed where they were not chosen.
    involves: Mapped[Line | None]
    reported_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    reported_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime | None]

    __table_args__ = (sa.Index("ix_serious_school", "network_id", "organisation_id", "id"),)


class SeriousParty(InNetwork, Base):
    """Somebody who was told, and in which role; or an adult whom it involves and never reaches. Written once."""

    __tablename__ = "serious_party"

    serious_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("serious.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    # None: it is kept from them.
    role: Mapped[Role | None]
    at: Mapped[dt.datetime]

    __table_args__ = (sa.Index("ix_serious_party_account", "network_id", "account_id", "serious_id"),)


class SeriousSeen(InNetwork, Base):
    """That somebody who was told has seen it, and when. Written once."""

    __tablename__ = "serious_seen"

    serious_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("serious.id"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"), primary_key=True)
    at: Mapped[dt.datetime]


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
    # When nobody had seen it in time and the deputy was told; when it went on to head and Virtual School lead.
    unseen_at: Mapped[dt.datetime | None]
    handed_up_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name="seen_whole"),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name="answered_whole"),
    )
    __mapper_args__ = {"version_id_col": version}


class KeepApart(HasId, InNetwork, Dated, Base):
    """That a pupil must not meet another, nor an adult, nor be at a place (practice 7). From a day until a day.

    `reason`, and why it was ended, are for the safeguarding leads who look after `pupil_id`.
    """

    __tablename__ = "keep_apart"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    # One of the three.
    other_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    place_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    reason: Mapped[Text]
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]
    # On this day somebody looks again whether it still has to be.
    review_on: Mapped[dt.date]

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint(
            "(CASE WHEN other_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN place_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) = 1",
            name="one_of_three",
        ),
        sa.CheckConstraint("other_id IS NULL OR other_id <> pupil_id", name="two_of_them"),
    )


class Hold(HasId, InNetwork, Dated, Base):
    """Stop everything (practice 13): nothing goes out about this pupil, or to this person, until somebody ends it.

    `pupil_id` alone: about the pupil, and to them. With `account_id`: to this person, who is around that pupil.
    """

    __tablename__ = "hold"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    account_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"), index=True)
    reason: Mapped[Text]
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]
    # On this day somebody looks again whether it still has to be.
    review_on: Mapped[dt.date]

    __table_args__ = (
        dates_in_order(),
        # One at a time: whoever presses second finds that it is stopped already.
        sa.Index(
            "uq_hold_pupil",
            "network_id",
            "pupil_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND account_id IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND account_id IS NULL"),
        ),
        sa.Index(
            "uq_hold_account",
            "network_id",
            "pupil_id",
            "account_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND account_id IS NOT NULL"),
            postgresql_where=sa.text("ended_at IS NULL AND account_id IS NOT NULL"),
        ),
    )
