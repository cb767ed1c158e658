"""A referral, and what the pupil and each carer say for themselves."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Line, Text
from virtual_school.network.roles import Role
from virtual_school.pupils.models import ChosenReaders, How, JudgedWith, Party


class ReferralState(enum.Enum):
    """Where a referral is. The pages say it in plain words; the family never reads 'declined' or 'deferred'."""

    OPENED = "opened"
    WITH_HEAD = "with_head"
    WITH_LEAD = "with_lead"
    READY = "ready"
    LISTED = "listed"
    NEED_MORE = "need_more"
    OFFERED = "offered"
    NOT_THIS_TIME = "not_this_time"
    STARTED = "started"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


_SCHOOL = frozenset({Role.HEAD_OF_YEAR, Role.SENCO, Role.HEADTEACHER})
_HEAD, _LEAD = frozenset({Role.HEADTEACHER}), frozenset({Role.VIRTUAL_SCHOOL_LEAD})
_CLERK, _MEMBER = frozenset({Role.PANEL_CLERK}), frozenset({Role.PANEL_MEMBER})
BY_ITSELF: frozenset[Role] = frozenset()
_BACK = {ReferralState.WITHDRAWN: _SCHOOL | _LEAD}
_ENDS = {**_BACK, ReferralState.LAPSED: BY_ITSELF}

# From -> to: who moves it, in which hats; nobody where it ends by itself on its day. Back to OPENED is 'returned with
# words' by head or lead; LISTED back to READY is 'taken off the meeting'. Where somebody waits for us, it never lapses.
MOVES: dict[ReferralState, dict[ReferralState, frozenset[Role]]] = {
    ReferralState.OPENED: {ReferralState.WITH_HEAD: _SCHOOL, **_ENDS},
    ReferralState.WITH_HEAD: {ReferralState.OPENED: _HEAD, ReferralState.WITH_LEAD: _HEAD, **_ENDS},
    ReferralState.WITH_LEAD: {ReferralState.OPENED: _LEAD, ReferralState.READY: _LEAD, **_ENDS},
    ReferralState.READY: {ReferralState.OPENED: _LEAD, ReferralState.LISTED: _CLERK, **_BACK},
    ReferralState.LISTED: {
        ReferralState.READY: _CLERK,
        ReferralState.OFFERED: _MEMBER,
        ReferralState.NOT_THIS_TIME: _MEMBER,
        ReferralState.NEED_MORE: _MEMBER,
        **_BACK,
    },
    ReferralState.NEED_MORE: {ReferralState.READY: _SCHOOL, **_ENDS},
    ReferralState.OFFERED: {ReferralState.STARTED: _HEAD, **_BACK},
    ReferralState.NOT_THIS_TIME: {},
    ReferralState.STARTED: {},
    ReferralState.WITHDRAWN: {},
    ReferralState.LAPSED: {},
}
TRANSITIONS = {state: frozenset(onward) for state, onward in MOVES.items()}

# Nothing moves any more.
OVER = frozenset(state for state, onward in TRANSITIONS.items() if not onward)


STILL_OPEN = "state NOT IN ('not_this_time', 'started', 'withdrawn', 'lapsed')"


class Referral(HasId, InNetwork, Base):
    """A school asks the Virtual School about one of its pupils, who stays on its roll. One open at a time a pupil."""

    __tablename__ = "referral"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    organisation_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("organisation.id"), index=True)
    state: Mapped[ReferralState] = mapped_column(default=ReferralState.OPENED)
    opened_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    opened_at: Mapped[dt.datetime]
    why_now: Mapped[Text]
    tried: Mapped[Text]
    # That the pupil stays on this school's roll was confirmed; without it a referral cannot be opened.
    roll_confirmed_at: Mapped[dt.datetime]
    # Named at once by the lead. The link ends by itself on `lapses_on` if nothing comes of the referral.
    mentor_link_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("care_link.id"))
    lapses_on: Mapped[dt.date]
    sent_at: Mapped[dt.datetime | None]
    signed_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    signed_at: Mapped[dt.datetime | None]
    # The head's recorded decision to go on without the pupil's or a carer's yes.
    without_because: Mapped[Text | None]
    looked_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    looked_at: Mapped[dt.datetime | None]
    # What head, lead or panel asked for when they gave it back, and what the school added.
    asked_for: Mapped[Text | None]
    added: Mapped[Text | None]
    ended_at: Mapped[dt.datetime | None]
    ended_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    ended_because: Mapped[Text | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(signed_at IS NULL) = (signed_by IS NULL)", name="signed_whole"),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by IS NULL)", name="looked_whole"),
        sa.Index("ix_referral_state", "network_id", "state", "opened_at"),
        sa.Index(
            "uq_referral_open",
            "pupil_id",
            unique=True,
            sqlite_where=sa.text(STILL_OPEN),
            postgresql_where=sa.text(STILL_OPEN),
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class Question(enum.Enum):
    """What the pupil and each carer are asked. The words of the questions are in `referrals.words`."""

    GOOD_AT = "good_at"
    IN_THE_WAY = "in_the_way"
    HOPE = "hope"
    CARER_KNOW = "carer_know"
    CARER_WORRY = "carer_worry"
    CARER_HOPE = "carer_hope"


PUPIL_QUESTIONS = (Question.GOOD_AT, Question.IN_THE_WAY, Question.HOPE)
CARER_QUESTIONS = (Question.CARER_KNOW, Question.CARER_WORRY, Question.CARER_HOPE)


class Contribution(HasId, InNetwork, JudgedWith, Base):
    """One party's part of a referral: the pupil's, or one carer's, each apart. Verbatim.

    Asked, then given or with a reason for none; then read by one adult who knows the pupil before it goes on. Given
    again, the earlier one is superseded and stays.
    """

    __tablename__ = "contribution"

    referral_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("referral.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    party: Mapped[Party]
    carer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("carer.id"))
    asked_at: Mapped[dt.datetime]
    given_at: Mapped[dt.datetime | None]
    how: Mapped[How | None]
    written_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    interpreter: Mapped[Line | None]
    read_back: Mapped[bool] = mapped_column(default=False)
    none_because: Mapped[Text | None]
    none_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    none_at: Mapped[dt.datetime | None]
    read_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    read_at: Mapped[dt.datetime | None]
    superseded_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name="carer_is_named"),
        sa.CheckConstraint("party IN ('pupil', 'carer')", name="pupil_or_carer"),
        sa.CheckConstraint("(given_at IS NULL) = (how IS NULL)", name="given_whole"),
        sa.CheckConstraint("(none_at IS NULL) = (none_because IS NULL)", name="none_whole"),
        sa.CheckConstraint("(read_at IS NULL) = (read_by IS NULL)", name="read_whole"),
        sa.CheckConstraint("how IS NULL OR how = 'self' OR read_back", name="read_back"),
    )
    __mapper_args__ = {"version_id_col": version}


class Answer(HasId, InNetwork, ChosenReaders, Base):
    """The answer to one question, in their words, with its readers. The mentor always reads; the rest are chosen.

    The words never change; the readers may, by whoever gave them.
    """

    __tablename__ = "answer"

    contribution_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("contribution.id"))
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    question: Mapped[Question]
    text: Mapped[Text]
    for_panel: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (sa.UniqueConstraint("contribution_id", "question"),)
    __mapper_args__ = {"version_id_col": version}
