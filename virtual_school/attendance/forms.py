"""Forms of attendance."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email

from virtual_school.attendance.models import SeenHow
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    LineField,
    OnceForm,
    a_member,
    an_id,
    needed,
    options,
)
from virtual_school.timetable.models import Session

WAYS = options((one, one.value) for one in SeenHow)
SESSIONS = options((one, one.value) for one in Session)


class SeenForm(OnceForm):
    """One tap: how, and in which session."""

    how = ChoiceField(
        choices=options((one, one.value) for one in SeenHow), coerce=a_member(SeenHow), validators=[needed()]
    )
    session = ChoiceField(choices=SESSIONS, coerce=a_member(Session), validators=[needed()])
    on = DayField(validators=[needed()])


class PlaceForm(OnceForm):
    """Which place and session a link is for."""

    organisation_id = ChoiceField(coerce=an_id, validators=[needed()])
    session = ChoiceField(choices=SESSIONS, coerce=a_member(Session), validators=[needed()])


class SendForm(PlaceForm):
    email = LineField(
        _l("Email of somebody there"),
        validators=[
            Filled(_l("Type an email address.")),
            Email(message=_l("Type an email address like name@place.org.")),
        ],
    )
