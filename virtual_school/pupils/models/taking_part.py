"""Agreement to take part and sharing notes: two of the three things that must not be one (the third is consent)."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, Text


class Party(enum.Enum):
    """Whose yes is asked. Each carer is a party of their own."""

    PUPIL = "pupil"
    CARER = "carer"
    SCHOOL = "school"
    MENTOR = "mentor"


class How(enum.Enum):
    """How somebody gave their part: themself, or to an adult who wrote it down and read it back."""

    SELF = "self"
    IN_PERSON = "in_person"
    PHONE = "phone"


class TakePart(HasId, InNetwork, Base):
    """A pupil's or carer's answer to 'will you take part?'. Asked always; the latest one holds; none is changed."""

    __tablename__ = "take_part"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    party: Mapped[Party]
    carer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("carer.id"))
    agrees: Mapped[bool]
    words: Mapped[Text | None]
    given_at: Mapped[dt.datetime]
    how: Mapped[How]
    recorded_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    # Who interpreted, when somebody did. Never a child, never a machine.
    interpreter: Mapped[Line | None]
    read_back: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name="carer_is_named"),
        sa.CheckConstraint("how = 'self' OR read_back", name="read_back"),
    )


class LawfulBasis(enum.Enum):
    """On what a sharing rests (UK GDPR Art 6). Consent is not among them: it is for true choices alone."""

    PUBLIC_TASK = "public_task"
    LEGAL_OBLIGATION = "legal_obligation"
    VITAL_INTERESTS = "vital_interests"


class SharingNote(HasId, InNetwork, Base):
    """What is shared, to whom, why and on what basis; told beforehand. An objection is answered by a named person.

    `about_kind` and `about_id` name the thing for which it is shared, a referral for one.
    """

    __tablename__ = "sharing_note"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    about_kind: Mapped[str] = mapped_column(sa.String(40))
    about_id: Mapped[uuid.UUID]
    to_whom: Mapped[Line]
    what: Mapped[Line]
    why: Mapped[Line]
    basis: Mapped[LawfulBasis | None]
    told_on: Mapped[dt.date | None]
    told_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    objection: Mapped[Text | None]
    objected_by: Mapped[Line | None]
    # The account of who objected themself; none where an adult wrote it down. A name is not enough: two may share it.
    objector_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    objected_at: Mapped[dt.datetime | None]
    answer: Mapped[Text | None]
    answered_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    answered_at: Mapped[dt.datetime | None]
    made_at: Mapped[dt.datetime]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.Index("ix_sharing_note_about", "network_id", "about_kind", "about_id"),
        sa.CheckConstraint("(objection IS NULL) = (objected_at IS NULL)", name="objection_whole"),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name="answer_whole"),
    )
    __mapper_args__ = {"version_id_col": version}
