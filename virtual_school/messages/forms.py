"""The shape of what somebody writes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError

from virtual_school.core.forms import (
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    TicksField,
    VersionField,
    an_id,
    needed,
    optional,
)


class MessageForm(OnceForm):
    """One message; saves itself while it is typed."""

    text = TextField(_l("Write here"), validators=[optional])
    draft_key = HiddenField()
    draft_version = VersionField(default=0)
    # Of whom its page said that they read it.
    readers = HiddenField()


class StartForm(MessageForm):
    """The first message of a thread: to whom, about what."""

    people = TicksField(_l("To"), choices=[], coerce=an_id, validators=[optional])
    subject = LineField(_l("What is it about?"), validators=[optional])
    with_pupil = BooleanField(_l("The pupil reads and writes here too"))

    def validate_people(self, field: Any) -> None:
        if not field.data and self.people.choices and not field.errors:
            raise ValidationError(_l("Choose who it goes to."))


class WithdrawForm(Form):
    because = LineField(
        _l("Why are you withdrawing it?"), validators=[Filled(_l("Say why, for example: sent to the wrong child."))]
    )


class AskTranslationForm(Form):
    language = LineField(_l("Into which language?"), validators=[Filled(_l("Say into which language."))])


class TranslationForm(AskTranslationForm):
    """Typed by a person, in words of a person."""

    text = TextField(_l("The translation"), validators=[Filled(_l("Type the translation first."))])
    translated_by = LineField(_l("Who translated it?"), validators=[Filled(_l("Say who translated it, by name."))])


class LookForm(Form):
    thread = RadiosField(_l("Which messages?"), choices=[], coerce=an_id, validators=[needed(_l("Choose one."))])
    reason = TextField(_l("Why do you need to read them?"), validators=[Filled(_l("Say why. It is kept."))])
