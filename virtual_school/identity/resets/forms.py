"""The form of a forgotten password."""

from flask_babel import lazy_gettext as _l

from virtual_school.core.forms import Filled, Form, LineField


class ForgottenForm(Form):
    email = LineField(_l("Your email address"), validators=[Filled(_l("Type your email address."))])
