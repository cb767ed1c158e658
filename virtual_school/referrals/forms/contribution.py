"""The shape of what pupils and carers say, by themselves or to an adult who writes it down."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from virtual_school.core.forms import (
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    TicksField,
    VersionField,
    a_member,
    needed,
    optional,
    options,
)
from virtual_school.core.saving.once import new_key
from virtual_school.pupils.models import How
from virtual_school.referrals.models import CARER_QUESTIONS, PUPIL_QUESTIONS, Question
from virtual_school.referrals.said import Given, Said
from virtual_school.referrals.words import QUESTION_WORDS, READER_WORDS

READERS = tuple(READER_WORDS)


def _box(question: Question) -> TextField:
    return TextField(QUESTION_WORDS[question])


def _who() -> TicksField:
    return TicksField(_l("Who else may read this answer"), choices=options(READER_WORDS.items()))


class WordsForm(OnceForm):
    """Three short boxes. One of them filled is enough."""

    questions: tuple[Question, ...] = ()

    def given(self) -> Given:
        """What was typed, as the person's whole part."""
        return Given(tuple(self._said(question) for question in self.questions))

    def _said(self, question: Question) -> Said:
        ticked = set(self[f"{question.value}_readers"].data or ()) if f"{question.value}_readers" in self else set()
        readers: dict[str, Any] = {f"for_{reader}": reader in ticked for reader in READERS}
        return Said(question, self[question.value].data or "", **readers)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        if valid and not any((self[one.value].data or "").strip() for one in self.questions):
            self[self.questions[0].value].errors = [_("Write something in at least one box.")]
            return False
        return valid


class PupilWordsForm(WordsForm):
    questions = PUPIL_QUESTIONS

    good_at = _box(Question.GOOD_AT)
    good_at_readers = _who()
    in_the_way = _box(Question.IN_THE_WAY)
    in_the_way_readers = _who()
    hope = _box(Question.HOPE)
    hope_readers = _who()
    judged_with = LineField(_l("If an adult helped you choose who reads it: who was it?"), validators=[optional])

    def given(self) -> Given:
        return Given(super().given().said, judged_with=self.judged_with.data)


class CarerWordsForm(WordsForm):
    questions = CARER_QUESTIONS

    carer_know = _box(Question.CARER_KNOW)
    carer_worry = _box(Question.CARER_WORRY)
    carer_hope = _box(Question.CARER_HOPE)


YES_OR_NO = (("yes", _l("Yes")), ("no", _l("No")))


def _yes_or_no(value: Any) -> bool | None:
    return {"yes": True, "no": False, True: True, False: False}.get(value)


class TakePartForm(OnceForm):
    once = HiddenField(default=new_key, id="take-part-once")
    agrees = RadiosField(
        _l("Do you want to take part?"),
        choices=options(YES_OR_NO),
        coerce=_yes_or_no,
        validators=[needed(_l("Choose yes or no. Both are fine."))],
    )
    words = TextField(_l("Anything you want to say about it"), id="take-part-words", validators=[optional])


class HowFields(Form):
    """How an adult heard it: in person or on the phone, who interpreted, and that it was read back."""

    how = RadiosField(
        _l("How did they say it?"),
        choices=options(((How.IN_PERSON, _l("To my face")), (How.PHONE, _l("On the phone")))),
        coerce=a_member(How),
        validators=[needed(_l("Choose one of these."))],
    )
    interpreter = LineField(
        _l("Who interpreted"),
        description=_l("Leave it empty when nobody did. Never a child, never a machine."),
        validators=[optional],
    )
    read_back = BooleanField(
        _l("I read it back to them, and they said that it is right"),
        validators=[needed(_l("Read it back to them first, then tick this."))],
    )


class WritePupilDownForm(PupilWordsForm, HowFields):
    def given(self) -> Given:
        return Given(
            WordsForm.given(self).said, self.how.data, self.interpreter.data, bool(self.read_back.data),
            self.judged_with.data,
        )  # fmt: skip


class WriteCarerDownForm(CarerWordsForm, HowFields):
    def given(self) -> Given:
        return Given(WordsForm.given(self).said, self.how.data, self.interpreter.data, bool(self.read_back.data))


class RecordTakePartForm(TakePartForm, HowFields):
    """A yes or a no that somebody told an adult."""


class NoneForm(Form):
    because = TextField(_l("Why is there nothing?"), validators=[Filled(_l("Say why they cannot be asked."))])


class ReadersForm(Form):
    readers = TicksField(_l("Who else may read this answer"), choices=options(READER_WORDS.items()))
    version = VersionField()

    def wanted(self) -> dict[str, bool]:
        chosen = set(self.readers.data or ())
        return {f"for_{reader}": reader in chosen for reader in READERS}
