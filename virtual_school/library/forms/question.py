"""What the form of every question has."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l

from virtual_school.core import text
from virtual_school.core.forms import Filled, LineField, TextField
from virtual_school.library.changes import QuestionSaid
from virtual_school.library.questions.shapes import QuestionKind, Shape


class QuestionFields:
    """What every question has."""

    kind: ClassVar[QuestionKind]
    # The long boxes, which keep what is being typed.
    boxes: ClassVar[tuple[str, ...]] = ("prompt",)
    prompt = TextField(_l("The question"), validators=[Filled(_l("Type the question."))])
    said_right = LineField(_l("When it is right, say"))
    said_not_yet = LineField(_l("When it is not there yet, say"))
    hint = LineField(_l("A hint, for who asks for one"))

    def shape(self) -> Shape:
        raise NotImplementedError

    def said(self) -> QuestionSaid:
        """What was typed, once the form is valid."""
        fields = (self.prompt, self.said_right, self.said_not_yet, self.hint)
        prompt, right, not_yet, hint = ((field.data or "").strip() for field in fields)
        return QuestionSaid(prompt, self.shape(), right, not_yet, hint)

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        """A shape's parts as its form holds them."""
        raise NotImplementedError

    def lines_of(self, field: Any) -> list[str]:
        return [line.strip() for line in (field.data or "").splitlines() if text.is_seen(line)]

    def seed(self) -> str:
        return self.prompt.data or ""
