"""The shapes of what is said about a lesson."""

from flask_babel import lazy_gettext as _l

from virtual_school.core.forms import (
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    a_member,
    needed,
    optional,
    options,
)
from virtual_school.library.models import RemarkKind, RemarkState
from virtual_school.library.use.words import ANSWER_WORDS, REMARK_WORDS


class AdaptForm(OnceForm):
    """A lesson made into one of one's own."""


class ThanksForm(Form):
    words = LineField(_l("Say thank you"), validators=[optional])


class RemarkForm(OnceForm):
    """A suggestion, or a problem."""

    kind = RadiosField(
        _l("What is it?"),
        choices=options(REMARK_WORDS.items()),
        coerce=a_member(RemarkKind),
        validators=[needed(_l("Choose what it is."))],
    )
    words = TextField(_l("What would you say to whoever made it?"), validators=[Filled(_l("Write a few words."))])


class AnswerForm(Form):
    """What became of it, with a line for whoever said it."""

    state = RadiosField(
        _l("What do you do with it?"),
        choices=options((state, words) for state, words in ANSWER_WORDS.items() if state is not RemarkState.OPEN),
        coerce=a_member(RemarkState),
        validators=[needed(_l("Choose one."))],
    )
    words = LineField(_l("A line for whoever said it"), validators=[optional])


class TakeOutForm(Form):
    because = LineField(_l("Why does it have to go?"), validators=[Filled(_l("Write why."))])


class HideForm(Form):
    because = LineField(_l("Why must nobody read it?"), validators=[Filled(_l("Write why."))])
