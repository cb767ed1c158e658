"""The shape of a question of each kind as it is typed."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, ValidationError

from virtual_school.core import text
from virtual_school.core.forms import Form, LineField, OnceForm, TextField, VersionField
from virtual_school.library.forms.number import NumberFields
from virtual_school.library.forms.question import QuestionFields
from virtual_school.library.models import Question
from virtual_school.library.questions import marking, reading, shapes
from virtual_school.library.questions.shapes import MOST_ITEMS, QuestionKind, Shape

ROWS, MORE, MOST_ROWS = 4, 2, 20
# As many as a page of a telephone holds, each with its list of words to choose from.
MOST_GAPS = 40


class AnswerRow(Form):
    """An answer, whether it is right, and what is said to whoever gives it."""

    words = LineField(_l("Answer"))
    right = BooleanField(_l("This is right"))
    said = LineField(_l("What you say to answer"))


class PairRow(Form):
    """Two that belong together."""

    left = LineField(_l("First of pair"))
    right = LineField(_l("Second of pair"))


def _filled(rows: Any, name: str) -> list[dict[str, Any]]:
    return [row for row in rows.data if text.is_seen(row[name] or "")]


def _with_room(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the form holds them, with empty ones below while there is room."""
    return [*rows, *({} for _more in range(MORE))][:MOST_ROWS]


class ChoicesFields(QuestionFields):
    rows = FieldList(FormField(AnswerRow), min_entries=ROWS, max_entries=MOST_ROWS)

    def shape(self) -> Shape:
        rows = _filled(self.rows, "words")
        keyed = shapes.in_a_row([row["words"] for row in rows])
        choices = [
            shapes.Choice(item.key, item.words, bool(row["right"]), row["said"] or "")
            for item, row in zip(keyed, rows, strict=True)
        ]
        return shapes.Choices(tuple(choices))

    def validate_rows(self, field: Any) -> None:
        rows = _filled(field, "words")
        right = sum(bool(row["right"]) for row in rows)
        if len(rows) < 2:
            raise ValidationError(_("Type at least two answers to choose from."))
        if self.kind is QuestionKind.SINGLE and right != 1:
            raise ValidationError(_("Tick the one answer that is right."))
        if not right:
            raise ValidationError(_("Tick the answers that are right."))

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        rows = [{"words": one.words, "right": one.right, "said": one.said} for one in shape.choices]
        return {"rows": _with_room(rows)}


class SingleFields(ChoicesFields):
    kind = QuestionKind.SINGLE


class MultipleFields(ChoicesFields):
    kind = QuestionKind.MULTIPLE


class ShortFields(QuestionFields):
    kind = QuestionKind.SHORT
    rows = FieldList(FormField(AnswerRow), min_entries=ROWS, max_entries=MOST_ROWS)
    case = BooleanField(_l("Capital letters matter"))
    accents = BooleanField(_l("Accents matter"))

    def shape(self) -> shapes.Short:
        rows = _filled(self.rows, "words")
        lines = [shapes.Line(row["words"], bool(row["right"]), row["said"] or "") for row in rows]
        return shapes.Short(tuple(lines), self.case.data, self.accents.data)

    def validate_rows(self, field: Any) -> None:
        if not any(row["right"] for row in _filled(field, "words")):
            raise ValidationError(_("Type an answer and tick that it is right."))
        shape = self.shape()
        for line in shape.lines:
            shown = reading.an_answer(line.words)
            if line.right and marking.mark(self.kind, shape, [shown]).verdict is marking.Verdict.NOT_YET:
                raise ValidationError(_("An answer above “%(words)s” takes it first. Put that one below.", words=shown))

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        rows = [{"words": one.words, "right": one.right, "said": one.said} for one in shape.lines]
        return {"rows": _with_room(rows), "case": shape.case, "accents": shape.accents}


class OrderFields(QuestionFields):
    kind = QuestionKind.ORDER
    boxes = ("prompt", "items")
    items = TextField(
        _l("The lines, in the right order"), description=_l("One a line. Pupils see them in another order.")
    )

    def shape(self) -> Shape:
        return shapes.Order(tuple(shapes.shuffled(self.lines_of(self.items), self.seed())))

    def validate_items(self, field: Any) -> None:
        _enough(self.lines_of(field))

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        return {"items": "\n".join(item.words for item in shape.items)}


def _enough(lines: Sequence[str]) -> None:
    if len(lines) < 2:
        raise ValidationError(_("Type at least two."))
    if len(lines) > MOST_ITEMS:
        raise ValidationError(_("Type %(most)d at most.", most=MOST_ITEMS))


class MatchFields(QuestionFields):
    kind = QuestionKind.MATCH
    boxes = ("prompt", "others")
    rows = FieldList(FormField(PairRow), min_entries=ROWS, max_entries=MOST_ROWS)
    others = TextField(_l("What goes with none of them"), description=_l("One a line. It makes guessing harder."))

    def shape(self) -> Shape:
        pairs = self._pairs()
        others = self.lines_of(self.others)
        items = shapes.shuffled([*(right for _left, right in pairs), *others], self.seed())
        lefts = tuple(left for left, _right in pairs)
        return shapes.Match(lefts, tuple(items[: len(pairs)]), tuple(items[len(pairs) :]))

    def _pairs(self) -> list[tuple[str, str]]:
        return [(row["left"], row["right"]) for row in _filled(self.rows, "left") if text.is_seen(row["right"] or "")]

    def validate_rows(self, field: Any) -> None:
        if any(text.is_seen(row["left"] or "") != text.is_seen(row["right"] or "") for row in field.data):
            raise ValidationError(_("Fill in both sides of each pair."))
        pairs = self._pairs()
        _enough([*(left for left, _right in pairs), *self.lines_of(self.others)] if pairs else [])

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        pairs = [{"left": left, "right": item.words} for left, item in zip(shape.lefts, shape.rights, strict=True)]
        return {"rows": _with_room(pairs), "others": "\n".join(item.words for item in shape.others)}


class GapsFields(QuestionFields):
    kind = QuestionKind.GAPS
    boxes = ("prompt", "text")
    text = TextField(_l("The text with its gaps"), description=_l("The capital of France is [[Paris]]."))
    from_list = BooleanField(_l("Show the words to choose from"))
    case = BooleanField(_l("Capital letters matter"))
    accents = BooleanField(_l("Accents matter"))

    def shape(self) -> Shape:
        return shapes.Gaps(self.text.data, self.from_list.data, self.case.data, self.accents.data)

    def validate_text(self, field: Any) -> None:
        found = reading.gapped(field.data or "")
        if not found.fillings or not all(any(map(text.is_seen, taken)) for taken in found.fillings):
            raise ValidationError(_("Put each answer in double brackets: [[Paris]]."))
        # Half a pair is a slip, after which the answer would stand in what pupils read.
        if any(half in said for said in found.texts for half in ("[[", "]]")):
            raise ValidationError(_("Close each gap with two brackets, like [[Paris]]: pupils would read the answer."))
        if len(found.fillings) > MOST_GAPS:
            raise ValidationError(_("Make %(most)d gaps at most. Put the others in another question.", most=MOST_GAPS))
        if self.from_list.data and not all(reading.an_answer(taken[0]) for taken in found.fillings):
            raise ValidationError(_("Type a word to choose in each gap: a star alone is none."))

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        return {"text": shape.text, "from_list": shape.from_list, "case": shape.case, "accents": shape.accents}


class LongFields(QuestionFields):
    kind = QuestionKind.LONG
    boxes = ("prompt", "looks_for")
    looks_for = TextField(
        _l("What a good answer has"), description=_l("For whoever reads the answers. Pupils never see it.")
    )

    def shape(self) -> Shape:
        return shapes.Long(self.looks_for.data or "")

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        return {"looks_for": shape.looks_for}


FIELDS: Iterable[type[QuestionFields]] = (
    SingleFields, MultipleFields, ShortFields, NumberFields, OrderFields, MatchFields, GapsFields, LongFields,
)  # fmt: skip


class NewQuestionForm(QuestionFields, OnceForm):
    """A question that is not there yet. What it is made of its kind adds."""


class QuestionForm(QuestionFields, Form):
    """A question as somebody changes it, opened at a version."""

    version = VersionField()


NEW = {one.kind: cast(type[NewQuestionForm], type("New", (one, NewQuestionForm), {})) for one in FIELDS}
CHANGED = {one.kind: cast(type[QuestionForm], type("Changed", (one, QuestionForm), {})) for one in FIELDS}


def showing(question: Question) -> QuestionForm:
    """The form of a question as it is."""
    form = CHANGED[question.kind]
    words = {name: getattr(question, name) for name in ("prompt", "said_right", "said_not_yet", "hint")}
    return form(formdata=None, version=question.version, **words, **form.typed(question.shape))
