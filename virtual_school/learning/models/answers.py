"""What a pupil answered to the questions of a lesson, and every try at it."""

import datetime as dt
import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork
from virtual_school.library.questions.marking import Verdict


class Marked:
    """What came of an answer: how many of its parts are right."""

    verdict: Mapped[Verdict]
    right: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    of: Mapped[int] = mapped_column(sa.SmallInteger, default=1)


class WorkAnswer(HasId, InNetwork, Base):
    """What stands in the boxes of one question in one go, saved as it is given, and what came of it when it was
    last checked: nothing, from its first change after that on. `version`, `writer` and `seq` are those of a draft.
    """

    __tablename__ = "work_answer"

    attempt_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("attempt.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("revision_question.id"), index=True)
    given: Mapped[list[str]] = mapped_column(sa.JSON(), default=list)
    saved_at: Mapped[dt.datetime]
    verdict: Mapped[Verdict | None]
    right: Mapped[int] = mapped_column(sa.SmallInteger, default=0)
    of: Mapped[int] = mapped_column(sa.SmallInteger, default=1)
    version: Mapped[int] = mapped_column(default=0)
    writer: Mapped[str] = mapped_column(sa.String(60))
    seq: Mapped[int]

    __table_args__ = (sa.UniqueConstraint("attempt_id", "question_id"),)


class WorkAnswerTry(HasId, InNetwork, Marked, Base):
    """One try at a question, as it was checked. Never changes: how often somebody tried is theirs to be proud of."""

    __tablename__ = "work_answer_try"

    answer_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("work_answer.id"))
    number: Mapped[int] = mapped_column(sa.SmallInteger)
    given: Mapped[list[str]] = mapped_column(sa.JSON(), default=list)
    tried_at: Mapped[dt.datetime]

    __table_args__ = (sa.UniqueConstraint("answer_id", "number"),)
