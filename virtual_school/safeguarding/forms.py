"""The shape of what people send. `ConcernForm` is for every package whose things an adult may worry about."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from virtual_school.core.forms import Filled, Form, LineField, OnceForm, TextField


class ConcernForm(OnceForm):
    """'I'm worried about this', beside what somebody wrote: shown by `safeguarding/raise.html`."""

    words = TextField(
        _l("What worries you?"),
        description=_l("What you read, what you saw, what was said. Facts first, in the pupil’s own words."),
        validators=[Filled(_l("Say in a few words what worries you."))],
    )


class ReleaseForm(Form):
    because = LineField(
        _l("Why may it go on?"),
        description=_l("Kept here with the concern. Nobody else reads it."),
        validators=[Filled(_l("Say why it may go on."))],
    )


class HelpForm(OnceForm):
    """One box, and it may stay empty."""

    words = TextField(_l("You can say what is wrong"))
    not_mentor = BooleanField()
