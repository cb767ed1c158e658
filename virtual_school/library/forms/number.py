"""The shape of a question whose answer is a number."""

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from virtual_school.core.forms import Filled, LineField, TextField
from virtual_school.library.forms.question import QuestionFields
from virtual_school.library.questions import reading, shapes
from virtual_school.library.questions.shapes import QuestionKind, Shape


class NumberFields(QuestionFields):
    kind = QuestionKind.NUMBER
    boxes = ("prompt", "others")
    value = LineField(_l("The number"), validators=[Filled(_l("Type the number."))])
    within = LineField(_l("How far off may it be?"), description=_l("0 or empty: exactly this number."))
    percent = BooleanField(_l("So many percent of the number"))
    unit = LineField(_l("Its unit"), description=_l("Empty when it has none. For example cm."))
    others = TextField(
        _l("Other units that are right too"),
        description=_l("One a line, with how many of your unit one of it is: m 100"),
    )
    unit_needed = BooleanField(_l("The unit must be typed"))

    def shape(self) -> Shape:
        own = [shapes.Unit(self.unit.data)] if self.unit.data else []
        units = (*own, *(_unit(line) for line in self.lines_of(self.others)))
        within = _number(self.within.data or "0")
        return shapes.Number(_number(self.value.data), within, self.percent.data, units, self.unit_needed.data)

    def validate_value(self, field: Any) -> None:
        read = reading.number(field.data or "")
        if (field.data or "").strip() and (read is None or read.unit):
            raise ValidationError(_("Type it as a number, with a point: 3.5. Its unit has a box of its own."))

    def validate_within(self, field: Any) -> None:
        read = reading.number(field.data or "0")
        if read is None or read.unit or read.value < 0:
            raise ValidationError(_("Type how far off it may be as a number: 0.5."))

    def validate_others(self, field: Any) -> None:
        lines = self.lines_of(field)
        if lines and not self.unit.data:
            raise ValidationError(_("Type its own unit first, in the box above."))
        for line in lines:
            words, _blank, worth = line.rpartition(" ")
            read = reading.number(worth)
            if not words or read is None or read.unit or read.value <= 0:
                raise ValidationError(_("Type each unit and a number: m 100"))

    def validate_unit_needed(self, field: Any) -> None:
        if field.data and not self.unit.data:
            raise ValidationError(_("Say which unit."))

    @staticmethod
    def typed(shape: Any) -> dict[str, Any]:
        own, others = shape.units[:1], shape.units[1:]
        return {
            "value": _plain(shape.value),
            "within": _plain(shape.within) if shape.within else "",
            "percent": shape.percent,
            "unit": own[0].words if own else "",
            "others": "\n".join(f"{unit.words} {_plain(unit.worth)}" for unit in others),
            "unit_needed": shape.unit_needed,
        }


def _number(typed: str) -> Fraction:
    read = reading.number(typed)
    return read.value if read else Fraction(0)


def _unit(line: str) -> shapes.Unit:
    words, _blank, worth = line.rpartition(" ")
    return shapes.Unit(words.strip(), _number(worth))


def _plain(value: Fraction) -> str:
    """As a decimal number where it is one, else as a fraction: whichever reads as the same number again."""
    with decimal.localcontext(prec=4 * reading.LONGEST_NUMBER):
        power = f"{(Decimal(value.numerator) / Decimal(value.denominator)).normalize():e}"
    ways = (reading.written(value), power, str(value))
    return next((way for way in ways if (read := reading.number(way)) and read.value == value), ways[-1])
