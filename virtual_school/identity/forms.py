"""Forms of signing in."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField
from wtforms.validators import Length

from virtual_school.core.forms import Filled, Form, LineField
from virtual_school.identity import passwords


class SignInForm(Form):
    name = LineField(_l("Your login name or email"), validators=[Filled(_l("Type your login name or email."))])
    password = PasswordField(_l("Your password"), validators=[Filled(_l("Type your password."))])
    shared = BooleanField(_l("I'm on a shared computer"))
    next = HiddenField()


class ChoosePasswordForm(Form):
    password = PasswordField(
        _l("Choose a password"),
        validators=[
            Filled(_l("Type a password.")),
            Length(
                min=passwords.SHORTEST,
                max=passwords.LONGEST,
                message=_l("Use between %(min)d and %(max)d characters. Three words that you can picture work well."),
            ),
        ],
    )
