"""The shape of what people send about work."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import DayField, Filled, Form, LineField, OnceForm, TextField, VersionField, optional
from virtual_school.core.saving.once import new_key


class SetForm(OnceForm):
    """Set a lesson to a pupil. Nobody is chosen beforehand to answer it."""

    lesson = HiddenField()
    answerer = SelectField(
        _l("Who answers this?"), validators=[Filled(_l("Choose who answers this. Nobody is asked by default."))]
    )
    due_on = DayField(_l("A day that suits"), validators=[optional])

    def validate_due_on(self, field: DayField) -> None:
        if field.data is not None and field.data < clock.today():
            raise ValidationError(_l("Choose today or a later day, or leave it empty."))


class WithdrawForm(Form):
    because = LineField(
        _l("Why are you taking it back?"), validators=[Filled(_l("Say why, for example: set to the wrong pupil."))]
    )


class TypedForm(OnceForm):
    """Words that save themselves: which tab they come from, and the version of the draft that it last knew."""

    draft_key = HiddenField()
    draft_version = VersionField(default=0)


class HandInForm(TypedForm):
    text = TextField(_l("Your work"))
    link = StringField(_l("The address of the page"))
    link_words = LineField(_l("What is it?"))
    number = VersionField()
    waited = VersionField(default=0)


class ReplyForm(OnceForm):
    """Stands on one page with the box, so its fields have ids of their own."""

    once = HiddenField(default=new_key, id="reply-once")
    text = TextField(_l("Your answer"), id="reply-text", validators=[Filled(_l("Write your answer first."))])


class AnswerForm(TypedForm):
    text = TextField(_l("Your feedback"), validators=[Filled(_l("Write a few words first, then return it."))])
