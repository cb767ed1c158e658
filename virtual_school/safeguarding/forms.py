"""The shape of what people send. `ConcernForm` is for every package whose things an adult may worry about."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from virtual_school.core.forms import ChoiceField, Filled, Form, LineField, OnceForm, TextField, an_id, options


class ConcernForm(OnceForm):
    """'I'm worried about this', beside what somebody wrote: shown by `safeguarding/raise.html`."""

    words = TextField(
        _l("What worries you?"),
        description=_l("What you read, what you saw, what was said. Facts first, in the pupil’s own words."),
        validators=[Filled(_l("Say in a few words what worries you."))],
    )


# Where the adult is none of those whom the reporter knows here.
STAFF, OTHER = "staff", "other"


class WorriedForm(ConcernForm):
    """The same, and which adult or place it concerns. What is chosen counts, with or without its tick."""

    is_adult = BooleanField(_l("It concerns an adult"))
    adult = ChoiceField(_l("Who"), choices=[])
    adult_name = LineField(_l("Their name, if you know it"))
    is_place = BooleanField(_l("It concerns the place they are at, or cannot wait there"))
    place_id = ChoiceField(_l("Which place"), coerce=an_id, choices=[])
    is_now = BooleanField(_l("It is about now: the place has to do something today"))

    def offer(self, adults: Sequence[tuple[uuid.UUID, str]], places: Sequence[tuple[uuid.UUID, str]]) -> None:
        others = [
            (STAFF, _("Somebody else who works at a school or a place")),
            (OTHER, _("Somebody else: at home, or whom the pupil knows")),
        ]
        self.adult.choices = options([*adults, *others], first=_("Nobody"))
        self.place_id.choices = options(places, first=_("No place"))

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if self.is_adult.data and not self.adult.data:
            self.adult.errors, right = [_("Choose who.")], False
        if self.adult.data in (STAFF, OTHER) and not self.adult_name.data:
            self.adult_name.errors, right = [_("Give a name, or say who it is.")], False
        if (self.is_place.data or self.is_now.data) and not self.place_id.data:
            self.place_id.errors, right = [_("Choose the place.")], False
        return right

    @property
    def account_id(self) -> uuid.UUID | None:
        return an_id(self.adult.data)

    @property
    def typed(self) -> str:
        """A name that was typed, also beside somebody who was chosen: then they are two."""
        return self.adult_name.data or ""

    @property
    def is_staff(self) -> bool:
        """A name that was typed beside no choice may be anybody's: it is taken as that of somebody who works here."""
        return bool(self.typed) and self.account_id is None and self.adult.data != OTHER


class CopiedForm(Form):
    reference = LineField(_l("Your reference for it"), description=_l("If your system gives one."))


class ReleaseForm(Form):
    because = LineField(
        _l("Why may it go on?"),
        description=_l("Kept here with the concern. Nobody else reads it."),
        validators=[Filled(_l("Say why it may go on."))],
    )


class HelpForm(OnceForm):
    """One box, and it may stay empty."""

    words = TextField(_l("You can say what is wrong"))
    not_mentor = BooleanField()
