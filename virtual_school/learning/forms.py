"""The shape of what people send about work."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    TicksField,
    VersionField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.core.saving.once import new_key
from virtual_school.learning.models import Felt, Shown
from virtual_school.library.models import Proof

FELT = {Felt.EASY: _l("Easy"), Felt.FINE: _l("About right"), Felt.HARD: _l("Hard")}


class SetForm(OnceForm):
    """Set a lesson to a pupil. Nobody is chosen beforehand to answer it."""

    lesson = HiddenField()
    answerer = SelectField(
        _l("Who answers this?"), validators=[Filled(_l("Choose who answers this. Nobody is asked by default."))]
    )
    due_on = DayField(_l("A day that suits"), validators=[optional])
    when_ready = BooleanField(_l("For when they are ready: no day"))
    # Nobody is ticked beforehand.
    also = TicksField(_l("Set it to these pupils too"), coerce=an_id)
    choice_with = ChoiceField(_l("Let them choose between this and"), coerce=an_id, validators=[optional])
    goal = ChoiceField(_l("For which goal of their plan?"), coerce=an_id, validators=[optional])
    swap = HiddenField()
    said = LineField(_l("What the pupil reads about the lesson it replaces"))

    def validate_due_on(self, field: DayField) -> None:
        if field.data is not None and field.data < clock.today():
            raise ValidationError(_l("Choose today or a later day, or leave it empty."))
        if field.data is not None and self.when_ready.data:
            raise ValidationError(_l("Choose a day, or ‘when they are ready’, not both."))

    def validate_said(self, field: LineField) -> None:
        if self.swap.data and not (field.data or "").strip():
            raise ValidationError(_l("Tell them kindly why they do another one."))


class WithdrawForm(Form):
    because = LineField(
        _l("Why are you taking it back?"), validators=[Filled(_l("Say why, for example: set to the wrong pupil."))]
    )


ANOTHER_DAY, PUT_AWAY = "another_day", "put_away"


class ChangeForm(OnceForm):
    """Another day for work, or put away: with the reason, and what the pupil reads."""

    what = RadiosField(
        _l("What do you want to do?"),
        choices=options([(ANOTHER_DAY, _l("Give it another day")), (PUT_AWAY, _l("Put it away: it need not be done"))]),
        validators=[InputRequired(_l("Choose one of these."))],
    )
    due_on = DayField(_l("The new day"), description=_l("Only for another day."))
    because = LineField(_l("Why?"), validators=[Filled(_l("Say in a few words why."))])
    said = LineField(_l("What the pupil reads"))

    def validate_due_on(self, field: DayField) -> None:
        if self.what.data == ANOTHER_DAY and field.data is None and not field.errors:
            raise ValidationError(_l("Choose the new day."))
        if self.what.data == ANOTHER_DAY and field.data is not None and field.data < clock.today():
            raise ValidationError(_l("Choose today or a later day."))

    def validate_said(self, field: LineField) -> None:
        if self.what.data == PUT_AWAY and not (field.data or "").strip():
            raise ValidationError(_l("Tell them kindly why they need not do it."))


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
    felt = RadiosField(
        _l("How was it?"), choices=options(FELT.items()), coerce=a_member(Felt), validators=[optional], default=None
    )


class WriteDownForm(OnceForm):
    """What a pupil told or showed an adult, or did on paper."""

    how = RadiosField(
        _l("How did you come to know it?"),
        coerce=a_member(Shown),
        choices=options(
            [
                (Shown.TOLD, _l("They told me")),
                (Shown.SEEN, _l("I saw them do it, or saw what they made")),
                (Shown.PAPER, _l("It is on paper: I send a photo of it")),
            ]
        ),
        validators=[needed(_l("Choose one of these."))],
    )
    text = TextField(_l("What they said or showed, in their words where you can"))

    def check(self, files: int) -> bool:
        """That there is something to put with their work."""
        valid = self.validate()
        if valid and self.how.data is Shown.PAPER and not files:
            self.how.errors = [str(_l("Add a photo of the paper below."))]
        elif valid and not files and not (self.text.data or "").strip():
            self.text.errors = [str(_l("Write a few words first, or add a photo."))]
        return valid and not self.errors


class ReplyForm(OnceForm):
    """Stands on one page with the box, so its fields have ids of their own."""

    once = HiddenField(default=new_key, id="reply-once")
    text = TextField(_l("Your answer"), id="reply-text", validators=[Filled(_l("Write your answer first."))])


def _yes_or_no(value: Any) -> bool | None:
    return {"True": True, "False": False}.get(str(value))


class AnswerForm(TypedForm):
    text = TextField(_l("Your feedback"))
    praise = TextField(_l("What went well"))
    secure = RadiosField(
        _l("Can they do this now?"),
        choices=options([(True, _l("Secure")), (False, _l("Not yet"))]),
        coerce=_yes_or_no,
        validators=[optional],
        default=None,
    )

    def validate_text(self, field: TextField) -> None:
        if not (field.data or "").strip() and not (self.praise.data or "").strip():
            raise ValidationError(_l("Write a few words first, then return it."))


class StepForm(Form):
    """What a step that is done on another site brings back. Answers to questions stand beside it, by their names."""

    minutes = IntegerField(
        _l("How many minutes did it take?"),
        validators=[optional, NumberRange(1, 600, _l("Type a number of minutes between 1 and 600."))],
    )
    score = LineField(_l("What was your score?"))

    def ask_for(self, proof: Proof | None) -> None:
        """Only what this step brings back stands in the form."""
        if proof is not Proof.MINUTES:
            del self.minutes
        if proof is not Proof.SCORE:
            del self.score


class StuckForm(OnceForm):
    text = TextField(_l("What is it that stops you? (You can leave this empty.)"))
    step = VersionField()


class HelpForm(TypedForm):
    text = TextField(_l("What you write back"), validators=[Filled(_l("Write a few words first, then send it."))])


class RemarkForm(OnceForm):
    """Stands on one page with the answer, so its fields have ids of their own."""

    once = HiddenField(default=new_key, id="remark-once")
    # Where the words stood that were selected: of several the same, those are meant.
    near = VersionField(id="remark-near", default=0)
    quote = TextField(_l("Which words?"), id="remark-quote", validators=[Filled(_l("Copy the words that you mean."))])
    words = TextField(_l("What do you say of them?"), id="remark-words", validators=[Filled(_l("Write a few words."))])
