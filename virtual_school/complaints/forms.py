"""The shape of a complaint, and of what is answered."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, ValidationError

from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    VersionField,
    an_id,
    optional,
    options,
)


class ComplaintForm(OnceForm):
    """What happened, and what would make it right."""

    happened = TextField(_l("What happened?"), validators=[Filled(_l("Say what happened."))])
    wish = LineField(_l("What would you like us to do?"), validators=[optional])
    pupil_id = ChoiceField(_l("Is it about one of your children?"), choices=[], coerce=an_id, validators=[optional])
    about_id = ChoiceField(
        _l("Is it about a person?"),
        description=_l("Then they will not get it, and will not see it."),
        choices=[],
        coerce=an_id,
        validators=[optional],
    )
    about_name = LineField(_l("Somebody else? Write their name"), validators=[optional])
    said_by = LineField(
        _l("Who said it?"),
        description=_l("Leave it empty when it is your own complaint."),
        validators=[optional],
    )
    read_back = BooleanField(_l("I read it back to them, and they said it is right"))
    draft_key = HiddenField()
    draft_version = VersionField(default=0)

    def offer(self, people: Iterable[tuple[Any, str]], children: Iterable[tuple[Any, str]]) -> None:
        self.about_id.choices = options(people, first=_l("No, or I do not want to say"))
        self.pupil_id.choices = options(children, first=_l("No"))

    def validate_read_back(self, field: BooleanField) -> None:
        if self.said_by.data and not field.data:
            raise ValidationError(_l("Read it back to them first, then tick this."))


class AnswerForm(OnceForm):
    """The words of whoever has it."""

    words = TextField(_l("Your answer"), validators=[Filled(_l("Write your answer."))])
    draft_key = HiddenField()
    draft_version = VersionField(default=0)


class ReplyForm(OnceForm):
    """Why somebody is not satisfied; they need not say."""

    words = TextField(_l("What is still not right? You need not say."), validators=[optional])
    draft_key = HiddenField()
    draft_version = VersionField(default=0)


class OtherForm(Form):
    """Who has what the Virtual School lead may not."""

    account_id = ChoiceField(_l("Who has it?"), choices=[], coerce=an_id)

    def offer(self, people: Iterable[tuple[Any, str]]) -> None:
        self.account_id.choices = options(people, first=_l("Choose…"))

    def validate_account_id(self, field: Any) -> None:
        if field.data is None and not field.errors:
            raise ValidationError(_l("Choose one of these."))
