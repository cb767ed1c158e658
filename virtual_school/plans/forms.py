"""The shape of what people send about a plan."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, ValidationError
from wtforms.validators import InputRequired, NumberRange, StopValidation

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DatedForm,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    VersionField,
    a_member,
    needed,
    optional,
    options,
)
from virtual_school.plans.adjusting import KIND_WORDS
from virtual_school.plans.models import AdjustmentKind
from virtual_school.pupils.models import How

YES, NO = "yes", "no"
RATINGS = options((number, str(number)) for number in range(11))
YES_OR_NOT_YET = options([(YES, _l("Yes")), (NO, _l("Not yet"))])


class GoalForm(OnceForm):
    """One goal: what, how one sees that it is reached, by when, with whom."""

    words = LineField(_l("The goal"), validators=[Filled(_l("Write the goal in a few words."))])
    measure = LineField(
        _l("How will we see it?"), validators=[Filled(_l("Write how you will see that it is reached."))]
    )
    by_on = DayField(_l("By when?"), validators=[needed(_l("Choose the day."))])
    with_whom = LineField(_l("With whom?"), validators=[Filled(_l("Write who helps."))])
    version = VersionField(default=0)

    def validate_by_on(self, field: DayField) -> None:
        if field.data is not None and field.data < clock.today():
            raise ValidationError(_("This day is past. Choose a later one."))

    def says(self) -> dict[str, Any]:
        return {name: self[name].data for name in ("words", "measure", "by_on", "with_whom")}


class GoalButton(Form):
    """A button beside one goal, pressed on the goal as it was shown."""

    version = VersionField()


class RatingForm(OnceForm):
    """How far a goal is, from 0 to 10, with a word."""

    rating = RadiosField(
        _l("How far is it, from 0 to 10?"), choices=RATINGS, validators=[InputRequired(_l("Choose a number."))]
    )
    words = LineField(_l("In a few words"), validators=[optional])


class ReviewForm(Form):
    review_on = DayField(_l("When do we look at this plan again?"), validators=[needed(_l("Choose the day."))])
    version = VersionField()

    def validate_review_on(self, field: DayField) -> None:
        if field.data is not None and field.data < clock.today():
            raise ValidationError(_("This day is past. Choose a later one."))


class ProposeForm(Form):
    """Put to agreement what the page showed."""

    seen = HiddenField()


class TypedForm(OnceForm):
    """Words that save themselves: which tab they come from, and the version of the draft that it last knew."""

    draft_key = HiddenField()
    draft_version = VersionField(default=0)
    version = VersionField(default=0)


class AnswerForm(TypedForm):
    """A yes, or why not."""

    agrees = RadiosField(
        _l("Do you say yes to this plan?"),
        choices=YES_OR_NOT_YET,
        validators=[InputRequired(_l("Choose yes or not yet."))],
    )
    words = TextField(_l("If not yet: what should be different?"))

    def validate_words(self, field: TextField) -> None:
        if self.agrees.data == NO and not (field.data or "").strip():
            raise ValidationError(_("Say in a few words what should be different."))

    @property
    def says_yes(self) -> bool:
        return bool(self.agrees.data == YES)


class RecordForm(AnswerForm):
    """What somebody said by phone or in person, written down for them."""

    who = ChoiceField(_l("Who said it?"), validators=[Filled(_l("Choose who said it."))])
    how = RadiosField(
        _l("How?"),
        choices=options([(How.PHONE, _l("By phone")), (How.IN_PERSON, _l("In person"))]),
        coerce=a_member(How),
        validators=[InputRequired(_l("Choose how."))],
    )
    agrees = RadiosField(
        _l("What did they say?"),
        choices=YES_OR_NOT_YET,
        validators=[InputRequired(_l("Choose yes or not yet."))],
    )
    words = TextField(_l("In their words"))
    interpreter = LineField(
        _l("Who interpreted?"),
        description=_l("An adult by name. Never a child, never a machine. Leave it empty when nobody did."),
        validators=[optional],
    )
    read_back = BooleanField(
        _l("I read it back to them, and they said it is right"),
        validators=[InputRequired(_l("Read it back to them first."))],
    )


class WithoutForm(TypedForm):
    """The head's reason for going on without somebody's yes."""

    words = TextField(_l("Why do you go on without it?"), validators=[Filled(_l("Write your reason."))])


class ChangeForm(OnceForm):
    """Why what was agreed is changed."""

    because = LineField(_l("Why does it change?"), validators=[Filled(_l("Say in a few words why."))])


def _for_time(form: "AdjustmentForm", field: IntegerField) -> None:
    """Extra time says how much; asked before the field may be left empty."""
    if form.kind.data is AdjustmentKind.EXTRA_TIME and not (field.raw_data and field.raw_data[0].strip()):
        raise StopValidation(_("Type how much more time, for example 25."))


class AdjustmentForm(DatedForm):
    """What makes work fair, set once for all of it."""

    kind = ChoiceField(
        _l("What helps?"),
        choices=options(KIND_WORDS.items(), _l("Choose what helps")),
        coerce=a_member(AdjustmentKind),
        validators=[needed(_l("Choose what helps."))],
    )
    percent = IntegerField(
        _l("How much more time, in percent?"),
        description=_l("For extra time alone. Most have 25."),
        validators=[_for_time, optional, NumberRange(5, 200, _l("Type a number from 5 to 200."))],
    )
    words = LineField(
        _l("In a few words"),
        description=_l("For example: every second question. Say what helps, not why."),
    )

    def validate_words(self, field: LineField) -> None:
        if self.kind.data is AdjustmentKind.OTHER and not (field.data or "").strip():
            raise ValidationError(_("Say in a few words what helps."))

    def says(self) -> dict[str, Any]:
        is_time = self.kind.data is AdjustmentKind.EXTRA_TIME
        said = {name: self[name].data for name in ("kind", "starts_on", "ends_on")}
        return said | {"percent": self.percent.data if is_time else None, "words": self.words.data or None}


class EndAdjustmentForm(Form):
    because = LineField(_l("Why does it end?"), validators=[Filled(_l("Say in a few words why."))])
