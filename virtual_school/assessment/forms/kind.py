"""What a kind of mark means: its name, definition, scale, who enters it and when."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, ValidationError
from wtforms.validators import NumberRange

from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.models import VALUE_LIMIT
from virtual_school.assessment.scale import Scale, of_steps
from virtual_school.assessment.standard import MAY_ENTER
from virtual_school.core import text
from virtual_school.core.forms import (
    Filled,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    TicksField,
    VersionField,
    a_member,
    needed,
    optional,
    options,
)
from virtual_school.network.roles import ROLE_WORDS, Role

MOST_STEPS = 30
STEPS, NUMBERS = "steps", "numbers"


class KindForm(OnceForm):
    """A kind as somebody defines it. What was entered before keeps what it meant then."""

    words = LineField(_l("Name"), validators=[Filled(_l("Give it a name."))])
    definition = TextField(_l("What it means"), validators=[Filled(_l("Say what it means, for a pupil and a parent."))])
    scale = RadiosField(
        _l("What may be entered?"),
        choices=options([(STEPS, _l("One of some steps")), (NUMBERS, _l("A whole number"))]),
        coerce=str,
        validators=[needed(_l("Choose one of these."))],
    )
    steps = TextField(_l("The steps, one a line, lowest first"), validators=[optional])
    lowest = IntegerField(_l("The lowest number"), validators=[optional, NumberRange(-999_999, 999_999)])
    highest = IntegerField(_l("The highest number"), validators=[optional, NumberRange(-999_999, 999_999)])
    who = TicksField(
        _l("Who enters it?"),
        choices=options((role, ROLE_WORDS[role]) for role in MAY_ENTER),
        coerce=a_member(Role),
    )
    entered_when = LineField(_l("When is it entered?"), validators=[Filled(_l("Say when it is entered."))])
    because = LineField(_l("Why does it change?"), validators=[optional])
    version = VersionField()

    @classmethod
    def of(cls, kind: Kind | None) -> "KindForm":
        if kind is None:
            form = cls(data={"scale": STEPS, "who": [Role.VIRTUAL_SCHOOL_LEAD]})
            del form.because
            return form
        held = {
            "words": kind.words,
            "definition": kind.definition,
            "scale": STEPS if kind.scale.steps else NUMBERS,
            "steps": "\n".join(kind.scale.steps),
            "lowest": None if kind.scale.steps else kind.scale.lowest,
            "highest": None if kind.scale.steps else kind.scale.highest,
            "who": sorted(kind.who, key=lambda role: role.value),
            "entered_when": kind.entered_when,
            "version": kind.number,
        }
        return cls(data=held)

    def validate_steps(self, field: Any) -> None:
        if self.scale.data != STEPS:
            return
        steps = of_steps(field.data)
        if not 2 <= len(steps) <= MOST_STEPS:
            raise ValidationError(_("Enter from two to %(most)d steps, one a line.", most=MOST_STEPS))
        if len({step.casefold() for step in steps}) < len(steps):
            raise ValidationError(_("Two of these steps are the same."))
        if any(len(step) > VALUE_LIMIT for step in steps):
            raise ValidationError(_("A step has at most %(most)d letters.", most=VALUE_LIMIT))

    def validate_highest(self, field: Any) -> None:
        if self.scale.data != NUMBERS or field.errors or self.lowest.errors:
            return
        if field.data is None or self.lowest.data is None or field.data <= self.lowest.data:
            raise ValidationError(_("Enter a lowest number, and a highest one above it."))

    def validate_who(self, field: Any) -> None:
        if not field.data:
            raise ValidationError(_("Choose who enters it: nobody chosen means nobody."))

    def meant(self, key: str = "") -> Kind:
        """The kind as it was defined here."""
        scale = Scale(of_steps(self.steps.data)) if self.scale.data == STEPS else self._numbers()
        return Kind(
            key,
            text.line(self.words.data or ""),
            self.definition.data or "",
            scale,
            frozenset(self.who.data or ()),
            self.entered_when.data or "",
        )

    def _numbers(self) -> Scale:
        return Scale((), self.lowest.data or 0, self.highest.data or 0)
