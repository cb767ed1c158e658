"""Forms: what was typed is cleaned as the columns clean it, and an error stands beside its field."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import HiddenInput

from virtual_school.core import text
from virtual_school.core.saving import once


class LineField(StringField):
    """One line of at most 200 characters."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data = valuelist[0]
        try:
            self.data = text.line(valuelist[0])
        except text.TooLong as error:
            raise ValueError(_("Make this shorter: %(limit)d characters at most.", limit=error.limit)) from error


class TextField(TextAreaField):
    """Text of at most 20,000 characters, line breaks kept."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist:
            return
        self.data = valuelist[0]
        try:
            self.data = text.text(valuelist[0])
        except text.TooLong as error:
            raise ValueError(_("Make this shorter: %(limit)d characters at most.", limit=error.limit)) from error


class VersionField(IntegerField):
    """The version of the row that the form was opened on."""

    widget = HiddenInput()


class Form(FlaskForm):
    """A form of the house's. The token against forged requests is checked once for all, before the view."""

    class Meta:
        csrf = False


class OnceForm(Form):
    """A form that creates something: its key makes a repeat harmless."""

    once = HiddenField(default=once.new_key)


def needed(message: str | None = None) -> InputRequired:
    """The field must be filled in; `message` says what to enter, in words for the person."""
    return InputRequired(message or _l("Fill this in."))


class Filled:
    """As `needed`, and white space alone does not do."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:
        if not field.errors and not (isinstance(field.data, str) and field.data.strip()):
            raise ValidationError(self.message)


optional = Optional(strip_whitespace=True)
