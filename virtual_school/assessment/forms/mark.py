"""One mark of one pupil, and its taking back."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import ValidationError

from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.scale import Given
from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    an_id,
    needed,
    optional,
    options,
)

# A mark from longer ago belongs to another school's record.
OLDEST = dt.timedelta(days=366 * 6)


def not_ahead(form: Form, field: Any) -> None:
    """A mark is for today or a day before."""
    if field.data is None:
        return
    if field.data > clock.today():
        raise ValidationError(_("This day is still to come. Enter the day the mark is for."))
    if field.data < clock.today() - OLDEST:
        raise ValidationError(_("This day is too long ago."))


class MarkForm(OnceForm):
    """A mark of the kind that the address names."""

    subject_id = ChoiceField(_l("Subject"), coerce=an_id, validators=[needed(_l("Choose the subject."))])
    value = LineField(_l("Mark"), validators=[Filled(_l("Enter the mark."))])
    for_day = DayField(_l("The day it is for"), validators=[needed(_l("Enter a day.")), not_ahead])
    shown_by = LineField(_l("What it was judged by"), validators=[optional])

    given: Given

    @classmethod
    def of(cls, kind: Kind, subjects: Sequence[tuple[uuid.UUID, str]]) -> "MarkForm":
        """With the steps of the kind to choose from, or a box for a number."""
        fields: dict[str, Any] = {"kind": kind}
        if kind.scale.steps:
            steps = options([(step, step) for step in reversed(kind.scale.steps)], first=_("Choose"))
            fields["value"] = ChoiceField(
                _l("Mark"), choices=steps, coerce=str, validators=[needed(_l("Choose the mark."))]
            )
        made: Any = type("MarkOfKind", (cls,), fields)
        form: MarkForm = made(data={"for_day": clock.today()})
        form.subject_id.choices = options(subjects, first=_("Choose"))
        return form

    def validate_value(self, field: Any) -> None:
        if not field.data:
            return
        given = self.kind.scale.given(field.data)
        if given is None:
            raise ValidationError(not_on_scale(self.kind))
        self.given = given

    kind: Kind


class WithdrawForm(Form):
    because = LineField(_l("Why is it taken back?"), validators=[Filled(_l("Say why in a few words."))])


def not_on_scale(kind: Kind) -> str:
    """What may stand in the box instead."""
    scale = kind.scale
    if scale.steps:
        return str(_("Enter one of these: %(steps)s.", steps=", ".join(scale.steps)))
    return str(_("Enter a whole number from %(low)d to %(high)d.", low=scale.lowest, high=scale.highest))
