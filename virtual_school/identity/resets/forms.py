"""Forms of a forgotten password, and of any new one."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField, ValidationError
from wtforms.validators import Length

from virtual_school.core.forms import Filled, Form, LineField
from virtual_school.identity import passwords, strength


class ForgottenForm(Form):
    email = LineField(_l("Your email address"), validators=[Filled(_l("Type your email address."))])


class NewPasswordForm(Form):
    """A password of 8 to 128 letters that is not easily guessed; no rule says of what."""

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

    def __init__(self, *given: Any, about: Iterable[str | None] = (), **named: Any) -> None:
        super().__init__(*given, **named)
        self.about = tuple(about)

    def validate_password(self, field: PasswordField) -> None:
        weak = strength.weakness(field.data or "", self.about) if not field.errors else None
        if weak:
            raise ValidationError(weak)
