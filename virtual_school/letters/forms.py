"""The shape of a letter, of a copy in another language, and of taking a letter back."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    TicksField,
    VersionField,
    a_member,
    options,
)
from virtual_school.letters import words
from virtual_school.letters.models import LetterKind
from virtual_school.letters.people import Receiver


class BeginForm(OnceForm):
    """One press: an empty draft."""


class LetterForm(Form):
    """A letter being written. It may be kept half done; what it lacks is said when it is to be sent."""

    kind = ChoiceField(_l("What is it about?"), choices=options(words.KIND_WORDS.items()), coerce=a_member(LetterKind))
    to = TicksField(_l("Who gets it?"), choices=[])
    subject = LineField(_l("First line"), description=_l("What it is about, in a few words."))
    text = TextField(_l("The letter"))
    draft_key = HiddenField()
    draft_version = VersionField(default=0)
    version = VersionField(default=0)

    def offer(self, receivers: Iterable[Receiver]) -> None:
        self.to.choices = [(one.key, _called(one)) for one in receivers]


def _called(one: Receiver) -> str:
    if one.carer_id is None:
        return str(_l("%(name)s, in plain short words", name=one.name))
    how = "" if one.account_id else str(_l(" – has no account: print it and post it"))
    return f"{one.name} ({one.called}){how}"


class CopyForm(OnceForm):
    """What the letter says, in another language, typed by a person."""

    language = LineField(_l("Which language?"), validators=[Filled(_l("Type which language it is."))])
    translator = LineField(
        _l("Who put it into this language?"),
        description=_l("A person, by name. Never a child, never a machine."),
        validators=[Filled(_l("Type who put it into this language."))],
    )
    subject = LineField(_l("First line, in this language"), validators=[Filled(_l("Type the first line."))])
    text = TextField(_l("The letter, in this language"), validators=[Filled(_l("Type the letter in this language."))])
    draft_key = HiddenField()
    draft_version = VersionField(default=0)


class WithdrawForm(Form):
    because = LineField(
        _l("Why do you take it back?"), validators=[Filled(_l("Say why, for example: it went to the wrong family."))]
    )
