"""Forms of signing in, and of the people of the network."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import Email, Length, Regexp

from virtual_school.core.forms import (
    ChoiceField,
    DatedForm,
    Filled,
    Form,
    LineField,
    OnceForm,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.identity import passwords, phrases, strength
from virtual_school.network.roles import ROLE_WORDS, STAFF, Role

LOGIN_NAME = r"^[\w][\w.\-]{1,58}[\w]$"
LOGIN_NAME_WORDS = _l("Use 3 to 60 letters, digits, dots and dashes, without spaces.")


class SignInForm(Form):
    name = LineField(_l("Your login name or email"), validators=[Filled(_l("Type your login name or email."))])
    password = PasswordField(_l("Your password"), validators=[Filled(_l("Type your password."))])
    shared = BooleanField(_l("I'm on a shared computer"))
    next = HiddenField()

    # What is said of whatever is wrong, so that it is the same for every name.
    refused = _l("That name and password do not go together. Check both and try again.")


class WordsForm(SignInForm):
    """The same for a child: the name and the words that stand on their paper."""

    name = LineField(_l("Your name"), validators=[Filled(_l("Type the name that is on your paper."))])
    password = PasswordField(_l("Your words"), validators=[Filled(_l("Type your words."))])

    refused = _l("That name and those words do not go together. Look at your paper and try again.")


class PinForm(Form):
    """The number of a card, of four or six digits."""

    pin = StringField(
        _l("Your number"),
        validators=[
            Filled(_l("Type your number.")),
            Regexp(r"\A(\d{4}|\d{6})\Z", message=_l("Your number has 4 or 6 digits.")),
        ],
        filters=[lambda typed: "".join(str(int(one)) for one in (typed or "")[:100] if one.isdecimal())[:12]],
    )
    shared = BooleanField(_l("I'm on a shared computer"))

    def add(self, pressed: str) -> None:
        """A key of the keypad: a digit, or one back."""
        held = self.pin.data or ""
        self.pin.data = held[:-1] if pressed == "back" else (held + pressed[:1])[:6]


class NewWordsForm(Form):
    words = HiddenField()

    def validate_words(self, field: HiddenField) -> None:
        if phrases.as_phrase(field.data or "") is None:
            raise ValidationError(_("Take the words on the page."))


class NewPasswordForm(Form):
    """A password of 8 to 128 letters that is not easily guessed; no rule says of what. `about` is whose it is."""

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


class ChoosePasswordForm(NewPasswordForm):
    shared = BooleanField(_l("I'm on a shared computer"))


class PersonForm(OnceForm):
    """A new person. Somebody with an email is invited; a login name comes with a password to hand over."""

    name = LineField(_l("Name"), validators=[Filled(_l("Type the person's name."))])
    email = LineField(
        _l("Email"), validators=[optional, Email(message=_l("Type an email address like name@school.org."))]
    )
    login_name = LineField(_l("Login name"), validators=[optional, Regexp(LOGIN_NAME, message=LOGIN_NAME_WORDS)])

    def validate(self, extra_validators: Any = None) -> bool:
        right: bool = super().validate(extra_validators)
        if right and bool(self.email.data) == bool(self.login_name.data):
            self.email.errors = [_("Type an email; or a login name for somebody who has none. Not both.")]
        return right and not self.email.errors


class ColleagueForm(PersonForm):
    """The same with the role that they have at the organisation of whoever enters them."""

    role = ChoiceField(_l("Role"), coerce=a_member(Role), validators=[needed(_l("Choose a role."))])


class RoleForm(DatedForm):
    """A role at an organisation of the network's."""

    role = ChoiceField(
        _l("Role"),
        choices=options(((role, words) for role, words in ROLE_WORDS.items() if role in STAFF), first=_l("Choose…")),
        coerce=a_member(Role),
        validators=[needed(_l("Choose a role."))],
    )
    organisation_id = ChoiceField(_l("Where"), coerce=an_id, validators=[needed(_l("Choose an organisation."))])
    year = ChoiceField(
        _l("Year group"),
        choices=options(((year, _l("Year %(year)d", year=year)) for year in range(1, 15)), first=_l("Every year")),
        coerce=lambda value: int(value) if str(value).isdigit() else None,
    )

    def validate_year(self, field: ChoiceField) -> None:
        if field.data is not None and self.role.data is not Role.HEAD_OF_YEAR:
            raise ValidationError(_("Only a head of year has a year group. Choose “Every year”."))


class BecauseForm(Form):
    because = LineField(_l("Why?"), validators=[optional])
