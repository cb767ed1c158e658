"""The questions of a step: as its school edits them, and frozen with each posted revision."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Base, HasId, InNetwork, Markdown, MarkdownType, Text, TextType
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import QuestionKind, Shape


class QuestionWords:
    """What is asked, and what is said to an answer: on the question as edited, and copied whole when it is posted."""

    kind: Mapped[QuestionKind]
    prompt: Mapped[Markdown] = mapped_column(MarkdownType())
    # What the kind is made of, right answers included, as `questions.shapes` keeps it. Never sent to a pupil whole.
    stored: Mapped[dict[str, Any]]
    # To whoever has it right, and to whoever has not, below what is said of the answer itself.
    said_right: Mapped[Text] = mapped_column(TextType(), default="")
    said_not_yet: Mapped[Text] = mapped_column(TextType(), default="")
    # Something to go on from, for whoever asks for it before they answer.
    hint: Mapped[Text] = mapped_column(TextType(), default="", server_default="")

    @property
    def shape(self) -> Shape:
        return shapes.read(self.kind, self.stored)


QUESTION_WORDS = ("kind", "prompt", "stored", "said_right", "said_not_yet", "hint")


class Question(HasId, InNetwork, QuestionWords, Base):
    """A question of a step, as its school edits it."""

    __tablename__ = "question"

    step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("step.id"), index=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)
    removed_at: Mapped[dt.datetime | None]
    version: Mapped[int] = mapped_column(default=1)

    __mapper_args__ = {"version_id_col": version}


class RevisionQuestion(HasId, InNetwork, QuestionWords, Base):
    """A question as it was posted. It never changes: whoever answers it is marked by what it was."""

    __tablename__ = "revision_question"

    revision_step_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("revision_step.id"))
    question_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("question.id"), index=True)
    position: Mapped[int] = mapped_column(sa.SmallInteger)

    __table_args__ = (sa.UniqueConstraint("revision_step_id", "position"),)
