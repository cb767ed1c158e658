"""The personal learning plan. A version freezes the pupil's words, goals, the week's pattern and lessons out."""

import datetime as dt
import enum
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, Dated, HasId, InNetwork, Line, Text, dates_in_order
from virtual_school.pupils.models import ChosenReaders, How, JudgedWith, Party


class Plan(HasId, InNetwork, Base):
    """The plan of one programme."""

    __tablename__ = "plan"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    programme_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("programme.id"), unique=True)
    made_at: Mapped[dt.datetime]


class PlanState(enum.Enum):
    DRAFT = "draft"
    PROPOSED = "proposed"
    AGREED = "agreed"
    SUPERSEDED = "superseded"


# From -> to. A proposed version goes back to draft when somebody says why not, or the mentor takes it back; what was
# agreed is never changed, a new version supersedes it.
TRANSITIONS: dict[PlanState, frozenset[PlanState]] = {
    PlanState.DRAFT: frozenset({PlanState.PROPOSED}),
    PlanState.PROPOSED: frozenset({PlanState.DRAFT, PlanState.AGREED}),
    PlanState.AGREED: frozenset({PlanState.SUPERSEDED}),
    PlanState.SUPERSEDED: frozenset(),
}


class PlanVersion(HasId, InNetwork, Base):
    """One version of a plan. At most one of a plan is agreed, and at most one is a draft or proposed."""

    __tablename__ = "plan_version"

    plan_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan.id"))
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT)
    pattern_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("week_pattern.id"), unique=True)
    starts_on: Mapped[dt.date | None]
    review_on: Mapped[dt.date | None]
    because: Mapped[Line | None]
    made_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    made_at: Mapped[dt.datetime]
    proposed_at: Mapped[dt.datetime | None]
    agreed_at: Mapped[dt.datetime | None]
    # The head's recorded decision to go on without somebody's yes.
    without_by: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("account.id"))
    without_because: Mapped[Text | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.UniqueConstraint("plan_id", "number"),
        sa.CheckConstraint("(without_by IS NULL) = (without_because IS NULL)", name="without_whole"),
        sa.Index(
            "uq_plan_version_agreed",
            "plan_id",
            unique=True,
            sqlite_where=sa.text("state = 'agreed'"),
            postgresql_where=sa.text("state = 'agreed'"),
        ),
        sa.Index(
            "uq_plan_version_open",
            "plan_id",
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'proposed')"),
            postgresql_where=sa.text("state IN ('draft', 'proposed')"),
        ),
    )
    __mapper_args__ = {"version_id_col": version}


class PlanWords(HasId, InNetwork, ChosenReaders, JudgedWith, Base):
    """The pupil's own words in a version, unedited, with the readers they chose when they gave them."""

    __tablename__ = "plan_words"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_version.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    # The question as it was put: 'What I am good at'.
    question: Mapped[Line]
    text: Mapped[Text]
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    # The answer of the referral they come from: what holds that back holds this back.
    source_id: Mapped[uuid.UUID | None]


MOST_GOALS = 3


class Goal(HasId, InNetwork, Base):
    """One of at most three goals of a version. `key` is the same in every version the goal stands in."""

    __tablename__ = "goal"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_version.id"))
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    key: Mapped[uuid.UUID]
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    words: Mapped[Line]
    measure: Mapped[Line]
    by_on: Mapped[dt.date]
    with_whom: Mapped[Line]
    met_on: Mapped[dt.date | None]
    version: Mapped[int] = mapped_column(default=1)

    __table_args__ = (
        sa.UniqueConstraint("plan_version_id", "position"),
        sa.CheckConstraint("position BETWEEN 1 AND 3", name="up_to_three"),
    )
    __mapper_args__ = {"version_id_col": version}


class GoalView(HasId, InNetwork, Base):
    """How far a goal is, 0 to 10, as one party sees it. Each party's rating stands apart; the latest holds."""

    __tablename__ = "goal_view"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    goal_key: Mapped[uuid.UUID] = mapped_column(index=True)
    party: Mapped[Party]
    account_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    rating: Mapped[int] = mapped_column(sa.SmallInteger)
    words: Mapped[Line | None]
    at: Mapped[dt.datetime]

    __table_args__ = (sa.CheckConstraint("rating BETWEEN 0 AND 10", name="nought_to_ten"),)


class PlanAgreement(HasId, InNetwork, Base):
    """One party's yes to a version, or why not. The latest of a party holds; none is changed."""

    __tablename__ = "plan_agreement"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_version.id"), index=True)
    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"), index=True)
    party: Mapped[Party]
    carer_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("carer.id"))
    agrees: Mapped[bool]
    words: Mapped[Text | None]
    given_at: Mapped[dt.datetime]
    how: Mapped[How]
    recorded_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    interpreter: Mapped[Line | None]
    read_back: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name="carer_is_named"),
        sa.CheckConstraint("agrees OR words IS NOT NULL", name="no_says_why"),
        sa.CheckConstraint("how = 'self' OR read_back", name="read_back"),
    )


class VersionLessonOut(InNetwork, Base):
    """That a lesson out belongs to a version."""

    __tablename__ = "version_lesson_out"

    plan_version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("plan_version.id"), primary_key=True)
    lesson_out_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("lesson_out.id"), primary_key=True)


class AdjustmentKind(enum.Enum):
    """What makes work fair for a pupil, as schools name it; none says why."""

    EXTRA_TIME = "extra_time"
    REST_BREAKS = "rest_breaks"
    LARGE_PRINT = "large_print"
    COLOURED_PAPER = "coloured_paper"
    READER = "reader"
    SCRIBE = "scribe"
    WORD_PROCESSOR = "word_processor"
    PROMPT = "prompt"
    FEWER_QUESTIONS = "fewer_questions"
    ANOTHER_WAY = "another_way"
    QUIET_PLACE = "quiet_place"
    DICTIONARY = "dictionary"
    OTHER = "other"


class Adjustment(HasId, InNetwork, Dated, Base):
    """Set once for a pupil; it holds for all their work from a day on, until another or until somebody ends it."""

    __tablename__ = "adjustment"

    pupil_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("pupil.id"))
    kind: Mapped[AdjustmentKind]
    # Of extra time: how much of the time that others have comes on top of it.
    percent: Mapped[int | None] = mapped_column(sa.SmallInteger)
    words: Mapped[Line | None]
    set_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    set_at: Mapped[dt.datetime]

    __table_args__ = (
        dates_in_order(),
        sa.CheckConstraint("(kind = 'extra_time') = (percent IS NOT NULL)", name="time_has_percent"),
        sa.CheckConstraint("percent IS NULL OR percent BETWEEN 5 AND 200", name="percent_in_reason"),
        sa.CheckConstraint("kind <> 'other' OR words IS NOT NULL", name="other_says_what"),
        sa.Index("ix_adjustment_pupil", "network_id", "pupil_id", "starts_on"),
    )
