"""The shape of what an answerer says beside the answer itself. Each stands on one page with it, with ids of its own."""

import uuid
from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField

from virtual_school.core.forms import (
    ChoiceField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    VersionField,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.core.saving.once import new_key
from virtual_school.learning.places import PLACES

SAID = {"met": True, "not-yet": False}


class CriterionForm(Form):
    """Sent again it says the same again, so it has no key. Its button says whether it is there."""

    looked_for = LineField(
        _l("Something else that you look for"),
        id="looked-for",
        validators=[Filled(_l("Say in a few words what it is."))],
    )


class BankForm(OnceForm):
    once = HiddenField(default=new_key, id="bank-once")
    comment = TextField(
        _l("Words to keep"), id="bank-comment", validators=[Filled(_l("Write the words that you want to keep."))]
    )


class ChangeWordsForm(Form):
    comment = TextField(_l("The words"), validators=[Filled(_l("Write a few words, or take them away instead."))])
    version = VersionField(default=0)


class SaidForm(Form):
    """What a recording says, in words."""

    said = TextField(_l("What you say, in a sentence or two"), id="voice-said")


class PinForm(OnceForm):
    once = HiddenField(default=new_key, id="pin-once")
    piece = SelectField(
        _l("Which photo?"),
        id="pin-piece",
        coerce=an_id,
        validate_choice=False,  # whether it is one of these is for the action to say
        validators=[needed(_l("Choose one of the photos."))],
    )
    place = ChoiceField(
        _l("Where on it?"),
        id="pin-place",
        choices=options(PLACES.items()),
        default="middle",
        validators=[needed(_l("Choose a place."))],
    )
    # The very point, where somebody pointed at it: thousandths of the photo's width and height.
    x = VersionField(id="pin-x", validators=[optional])
    y = VersionField(id="pin-y", validators=[optional])
    words = TextField(_l("What do you say of it?"), id="pin-words", validators=[Filled(_l("Write a few words."))])

    def of(self, photos: Iterable[tuple[uuid.UUID, str]]) -> "PinForm":
        """With these photos to choose from, by identifier and words."""
        self.piece.choices = options(photos)
        return self
