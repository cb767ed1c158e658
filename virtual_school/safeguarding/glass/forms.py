"""Whose record is opened without a link, and why."""

import datetime as dt

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import DayField, Filled, LineField, OnceForm, TextField, needed

OLDEST = dt.timedelta(days=366 * 26)


class GlassForm(OnceForm):
    name = LineField(_l("The pupil’s whole name"), validators=[Filled(_l("Type the whole name."))])
    born = DayField(_l("Date of birth"), validators=[needed(_l("Type the date of birth."))])
    reason = TextField(
        _l("Why do you open it?"),
        description=_l("What happened, and why it cannot wait for a link."),
        validators=[Filled(_l("Say why you open it."))],
    )
    about_staff = BooleanField(_l("The reason concerns staff of the pupil’s own school: nobody there is told"))

    def validate_born(self, field: DayField) -> None:
        if field.data and not clock.today() - OLDEST < field.data < clock.today():
            raise ValidationError(_("Type the date of birth of a child."))
