"""Why somebody takes a list out."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Length

from virtual_school.core.forms import Filled, OnceForm, TextField

# It stands on the face of the file, in one line.
LONGEST = 400


class TakeForm(OnceForm):
    address = HiddenField()
    because = TextField(
        _l("Why do you take this list out?"),
        description=_l("It stands on the file, and your school lead reads it. Name no pupil here."),
        validators=[
            Filled(_l("Say why you take it out.")),
            Length(max=LONGEST, message=_l("Say it in fewer words: it has to fit on the file.")),
        ],
    )
