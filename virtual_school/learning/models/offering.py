"""Who said that they answer work, what the network promised of an answer, and work that its answerer gave back."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, dates_in_order

MOST_A_WEEK = 100


class AnswerOffer(HasId, InNetwork, Dated, Base):
    """That somebody says yes, in one of their places: so many a week, until a day. Nobody has one by default."""

    __tablename__ = "answer_offer"

    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"))
    a_week: Mapped[int] = mapped_column(sa.SmallInteger)

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint(f"a_week BETWEEN 1 AND {MOST_A_WEEK}", name="a_week_in_range"),
        sa.Index(
            "uq_answer_offer_in_force",
            "account_id",
            "organisation_id",
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        ),
    )


class AnswerOfferSubject(HasId, InNetwork, Base):
    """A subject in which somebody answers. An offer without any is for nothing."""

    __tablename__ = "answer_offer_subject"

    offer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("answer_offer.id"))
    subject_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("term.id"))

    __table_args__ = (sa.UniqueConstraint("offer_id", "subject_id"),)


class PassedOn(enum.Enum):
    """Why a promise went on to whoever leads the Virtual School."""

    LATE = "late"
    AWAY = "away"
    GONE = "gone"
    SAID_UNTIL = "said_until"
    GAVE_BACK = "gave_back"


class AnswerPromise(HasId, InNetwork, Base):
    """By when the network answers a hand-in. `promised_at` stays; the rest begins anew when somebody else is named."""

    __tablename__ = "answer_promise"

    hand_in_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("hand_in.id"), unique=True)
    promised_at: Mapped[dt.datetime]
    remind_at: Mapped[dt.datetime]
    due_at: Mapped[dt.datetime]
    reminded_at: Mapped[dt.datetime | None]
    passed_on_at: Mapped[dt.datetime | None]
    passed_because: Mapped[PassedOn | None]

    __table_args__ = (
        sa.CheckConstraint("remind_at <= due_at", name="reminded_before"),
        sa.CheckConstraint("(passed_on_at IS NULL) = (passed_because IS NULL)", name="passed_on_whole"),
        sa.Index("ix_answer_promise_due", "network_id", "passed_on_at", "remind_at"),
    )


class AnswerGivenBack(HasId, InNetwork, Base):
    """That whoever was named cannot answer a piece of work after all, and why. Written once."""

    __tablename__ = "answer_given_back"

    answerer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("answerer.id"), unique=True)
    given_back_at: Mapped[dt.datetime]
    because: Mapped[Line]
