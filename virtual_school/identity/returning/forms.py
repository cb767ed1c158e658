"""Forms about an account that goes on."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Email

from virtual_school.core.forms import Filled, Form, LineField


class AddressForm(Form):
    email = LineField(
        _l("New email address"),
        validators=[
            Filled(_l("Type an email address.")),
            Email(message=_l("Type an email address like name@school.org.")),
        ],
    )


class ReopenForm(Form):
    because = LineField(_l("Why are they back?"), validators=[Filled(_l("Say why the account is opened again."))])
