"""What an answer of a pupil's has beside its words: the readers that were chosen with them as they gave it."""

from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core.db import Line


class ChosenReaders:
    """Who reads it beside those who always do. Nothing is chosen beforehand: not a parent until the pupil says so.

    The rule that goes by it is `pupils.chosen`, the same for every kind of answer.
    """

    for_school: Mapped[bool] = mapped_column(default=False)
    for_parent: Mapped[bool] = mapped_column(default=False)


class JudgedWith:
    """Who judged with the pupil which readers to choose, where the pupil is too young to judge alone."""

    judged_with: Mapped[Line | None]
