"""What of the looks is held back from the family, and why."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import ChoiceField, DayField, Filled, OnceForm, TextField, needed

ALL = "all"
FURTHEST = dt.timedelta(days=366)


class HoldBackForm(OnceForm):
    who = ChoiceField(_l("Whose looks?"), validators=[needed(_l("Choose whose looks are held back."))])
    from_pupil = BooleanField(_l("From the pupil too, and not from parents and carers alone"))
    reason = TextField(
        _l("Why?"),
        description=_l("Safeguarding leads alone read this."),
        validators=[Filled(_l("Say why it is held back."))],
    )
    review_on = DayField(_l("On which day do you look at it again?"), validators=[needed(_l("Give a day."))])

    def validate_review_on(self, field: DayField) -> None:
        if field.data and not clock.today() < field.data <= clock.today() + FURTHEST:
            raise ValidationError(_("Choose a day to come, within a year."))
