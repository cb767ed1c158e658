"""Forms of helping a child to sign in."""

import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField, ValidationError
from wtforms.validators import Regexp

from virtual_school.core.forms import Form, LineField, TicksField, a_member, an_id, optional
from virtual_school.identity.models import SlipKind
from virtual_school.pupils.helping.actions import birthdays
from virtual_school.pupils.helping.policy import is_weak
from virtual_school.pupils.models import Pupil


class SlipForm(Form):
    kind = StringField()

    @property
    def chosen(self) -> SlipKind:
        return a_member(SlipKind)(self.kind.data) or SlipKind.PHONE


class CardForm(Form):
    """A card for one pupil, with the number that they chose, or one that we make."""

    pin = StringField(
        _l("Their number"),
        validators=[optional, Regexp(r"\A(\d{4}|\d{6})\Z", message=_l("Type 4 or 6 digits."))],
        filters=[lambda typed: "".join((typed or "").split())[:12]],
    )

    def __init__(self, pupil: Pupil, **given: Any) -> None:
        super().__init__(**given)
        self.pupil = pupil

    def validate_pin(self, field: StringField) -> None:
        if field.data and is_weak(field.data, *birthdays(self.pupil.date_of_birth)):
            raise ValidationError(_("Somebody would guess this one first. Choose another."))


class CardsForm(Form):
    """Cards for several pupils at once."""

    pupils = TicksField(_l("For whom?"), coerce=an_id)

    def validate_pupils(self, field: TicksField) -> None:
        if not field.data:
            raise ValidationError(_("Choose at least one pupil."))
        if len(field.data) > 40:
            raise ValidationError(_("Choose 40 at most. Print the others after them."))

    @property
    def ids(self) -> list[uuid.UUID]:
        return [one for one in self.pupils.data or [] if isinstance(one, uuid.UUID)]


class LostForm(Form):
    because = LineField(_l("Why?"), validators=[optional])
