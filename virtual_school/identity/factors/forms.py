"""Forms of second factors and of one's own password."""

from flask_babel import lazy_gettext as _l
from wtforms import PasswordField
from wtforms.validators import Length

from virtual_school.core.forms import Filled, Form, LineField
from virtual_school.identity import passwords, strength


class CodeForm(Form):
    """Six digits of an app, or a recovery code."""

    code = LineField(_l("Code"), validators=[Filled(_l("Type the code."))])


class ProveForm(Form):
    """One's own password once more."""

    password = PasswordField(_l("Your password"), validators=[Filled(_l("Type your password."))])


class ChangePasswordForm(Form):
    current = PasswordField(_l("Your password now"), validators=[Filled(_l("Type the password that you have now."))])
    new = PasswordField(
        _l("Your new password"),
        validators=[
            Filled(_l("Type a new password.")),
            Length(
                min=passwords.SHORTEST,
                max=passwords.LONGEST,
                message=_l("Use between %(min)d and %(max)d characters. Three words that you can picture work well."),
            ),
        ],
    )

    def is_strong(self, *about: str | None) -> bool:
        """Whether the new password is hard enough to guess; if not, the words stand beside it."""
        weakness = strength.weakness(str(self.new.data), about)
        self.new.errors = [weakness] if weakness else []
        return weakness is None


class TakeAwayForm(Form):
    because = LineField(
        _l("Why, and how do you know that it is them?"),
        validators=[Filled(_l("Write why, and how you know that it is them."))],
    )
