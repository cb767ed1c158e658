"""The shape of who says that they answer, and of naming somebody else."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, SelectField, ValidationError
from wtforms.validators import NumberRange

from virtual_school.core import clock
from virtual_school.core.forms import (
    DayField,
    Filled,
    Form,
    LineField,
    RadiosField,
    TicksField,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.learning.models import MOST_A_WEEK

KEEP, GIVE_BACK = "keep", "give_back"
# Where somebody who names another goes back to: the list of what waits too long.
LATE = "late"
# An offer is asked again each year: nobody answers for ever because they once said yes.
LONGEST = dt.timedelta(days=366)


class OfferForm(Form):
    a_week = IntegerField(
        _l("How many pieces of work a week?"),
        validators=[
            needed(_l("Type a number, for example 3.")),
            NumberRange(1, MOST_A_WEEK, _l("Type a number from 1 to %(max)d.")),
        ],
    )
    subjects = TicksField(_l("In which subjects?"), choices=[], coerce=an_id)
    ends_on = DayField(_l("Until"), validators=[needed(_l("Type the last day. You can say yes again then."))])

    def offer(self, subjects: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.subjects.choices = [(str(key), said) for key, said in subjects]

    def fill(self, a_week: int, subjects: Collection[uuid.UUID], ends_on: dt.date | None) -> None:
        self.a_week.data, self.subjects.data, self.ends_on.data = a_week, sorted(subjects), ends_on

    def validate_subjects(self, field: TicksField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one subject."))

    def validate_ends_on(self, field: DayField) -> None:
        if field.data is None:
            return
        if field.data < clock.today():
            raise ValidationError(_("Choose today or a later day."))
        if field.data > clock.today() + LONGEST:
            raise ValidationError(_("Choose a day within a year. You can say yes again then."))


class EndForm(Form):
    what = RadiosField(
        _l("And the work you have now?"),
        choices=options([(KEEP, _l("I answer it")), (GIVE_BACK, _l("I give it back: somebody else is found"))]),
        validators=[needed(_l("Choose what happens with it."))],
    )
    because = LineField(_l("Why do you give it back?"))

    def validate_because(self, field: LineField) -> None:
        if self.what.data == GIVE_BACK and not (field.data or "").strip():
            raise ValidationError(_("Say why in a few words."))


class GiveBackForm(Form):
    because = LineField(_l("Why can you not answer it?"), validators=[Filled(_l("Say why in a few words."))])


class AnotherForm(Form):
    answerer = SelectField(
        _l("Who answers it now?"), validators=[Filled(_l("Choose who answers this. Nobody is asked by default."))]
    )
    because = LineField(_l("Why?"), validators=[optional])
    then = HiddenField()
