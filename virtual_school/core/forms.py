"""Forms: what was typed is cleaned as the columns clean it, and an error stands beside its field."""

import datetime as dt
import enum
import functools
import uuid
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.i18n import get_translations
from wtforms.validators import InputRequired, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from virtual_school.core import clock, text
from virtual_school.core.db import begin
from virtual_school.core.errors import WrongState
from virtual_school.core.saving import once

Kind = TypeVar("Kind", bound=enum.Enum)


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


class DayField(DateField):
    """A date, from the browser's own picker or typed as people write it."""

    data: dt.date | None

    def __init__(self, label: Any = None, validators: Any = None, **options: Any) -> None:
        super().__init__(label, validators, format=["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"], **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            self.data = None
            if valuelist and valuelist[0].strip():
                raise ValueError(_("Type this day like 31/12/2026.")) from error


def an_id(value: Any) -> uuid.UUID | None:
    """The identifier in a choice's value, or None for no choice."""
    try:
        return value if isinstance(value, uuid.UUID) else uuid.UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None


def a_member(kind: type[Kind]) -> Callable[[Any], Kind | None]:
    """The enum's member in a choice's value, or None for no choice."""

    def coerce(value: Any) -> Kind | None:
        try:
            return kind(value)
        except ValueError:
            return None

    return coerce


def options(pairs: Iterable[tuple[Any, Any]], first: Any = None) -> list[SelectChoice]:
    """Choices of values and their words; `first` is what stands there when nothing is chosen."""
    nothing = [] if first is None else [SelectChoice("", first)]
    values = ((value.value if isinstance(value, enum.Enum) else str(value), words) for value, words in pairs)
    return nothing + [SelectChoice(value, words) for value, words in values]


class _OneOfThese:
    """That what was chosen is among the choices. Whether anything must be chosen is for `needed` to say."""

    def pre_validate(self, form: Any) -> None:
        chosen: Any = self
        if not chosen.raw_data or not chosen.raw_data[0]:
            return
        known = [chosen.coerce(choice[0]) for choice in chosen.iter_choices()]
        if chosen.data is None or chosen.data not in known:
            raise ValidationError(_("Choose one of these."))


class ChoiceField(_OneOfThese, SelectField):
    """One of a list."""


class RadiosField(_OneOfThese, RadioField):
    """One of a few, all in sight."""


class TicksField(SelectMultipleField):
    """Any of a few, all in sight."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: Any) -> None:
        known = [self.coerce(choice[0]) for choice in self.iter_choices()]
        if any(one not in known for one in self.data or []):
            raise ValidationError(_("Choose from these."))


@functools.cache
def _library_words(language: str) -> Any:
    """WTForms' own messages in a language; read from its files once a process, not once a form."""
    return get_translations([language])


class Form(FlaskForm):
    """A form of the house's. The token against forged requests is checked once for all, before the view."""

    class Meta:
        csrf = False

        def get_translations(self, form: Any) -> Any:
            locale = get_locale()
            return _library_words(locale.language if locale else "en")

    def validate(self, extra_validators: Any = None) -> bool:
        """As ever; and each error as words, where a validator gave a promise of words."""
        valid: bool = super().validate(extra_validators)
        for field in self:
            field.errors = [str(error) if isinstance(error, LazyString) else error for error in field.errors]
        return valid

    @property
    def http_status(self) -> int:
        """What to answer when the form is shown: 422 when it was sent and something is to be put right."""
        return 422 if self.is_submitted() else 200

    def values(self) -> dict[str, Any]:
        """What was typed, by name, without what only the form needs."""
        return {name: value for name, value in self.data.items() if name not in ("once", "version")}

    def carries(self, act: Callable[[], Any]) -> bool:
        """Do it. When the state of things does not allow it, its words stand above the form, and this is False."""
        try:
            act()
        except WrongState as error:
            self._undo(error)
            return False
        return True

    def _undo(self, error: WrongState) -> None:
        """Let go of what was half done, at once, and keep the words for the person."""
        begin(write=False)
        self.form_errors.append(error.because)


class OnceForm(Form):
    """A form that creates something: its key makes a repeat harmless."""

    once = HiddenField(default=once.new_key)

    def makes(self, account_id: uuid.UUID | None, act: Callable[[], str]) -> str | None:
        """Do it once however often the form arrives, and give where it goes: what `act` gave the first time.

        None when the state of things does not allow it; its words then stand above the form.
        """
        if account_id is None:
            raise ValueError("a form that creates is sent by a person")
        key, went = self.once.data or "", once.claim(account_id, self.once.data or "")
        if went:
            return went
        try:
            location = act()
        except WrongState as error:
            self._undo(error)
            return None
        once.went_to(account_id, key, location)
        return location


def needed(message: str | None = None) -> InputRequired:
    """The field must be filled in; `message` says what to enter, in words for the person."""
    return InputRequired(message or _l("Fill this in."))


class Filled:
    """As `needed`, and neither white space nor what nobody sees does."""

    field_flags = {"required": True}

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, form: Form, field: Any) -> None:
        if not field.errors and not (isinstance(field.data, str) and text.is_seen(field.data)):
            raise ValidationError(self.message)


optional = Optional(strip_whitespace=True)


class DatedForm(OnceForm):
    """A form that begins something dated: from a day, until a day or with an open end."""

    starts_on = DayField(_l("From"), default=clock.today, validators=[needed(_l("Type the first day."))])
    ends_on = DayField(_l("Until"), description=_l("Leave it empty when it has no end."), validators=[optional])

    def validate_ends_on(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("The last day is already past."))
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first."))
