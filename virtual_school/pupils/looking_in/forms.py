"""Forms of windows: granted, prolonged, held back."""

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

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
    TicksField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.pupils.changes import Agreed
from virtual_school.pupils.looking_in.receivers import Preset
from virtual_school.pupils.looking_in.words import DUTY_WORDS, HOW_WORDS
from virtual_school.pupils.models import Basis, Carer, Duty, How, Part, Pupil
from virtual_school.pupils.words import BASIS_WORDS, PART_WORDS

PUPIL = "pupil"


def _needed_by_basis(*fields: Field) -> None:
    """Needed on one basis and not on the other, so the heading above says when; none of them is called optional."""
    for field in fields:
        field.flags.optional = False


class AgreedFields(Form):
    """Who of the family agreed, how, and when. An adult who writes it down was there or on the phone."""

    agreed = TicksField(_l("Who agreed"), validators=[optional])
    how = RadiosField(
        _l("How"),
        choices=options((how, words) for how, words in HOW_WORDS.items() if how is not How.SELF),
        coerce=a_member(How),
        validators=[optional],
    )
    agreed_on = DayField(_l("When did they agree?"), validators=[optional])

    # On what the window rests: told by the route, or chosen in the form.
    rests_on: Basis | None = None

    def offer_family(self, pupil: Pupil, carers: Iterable[Carer]) -> None:
        family = [(PUPIL, pupil.known_as)] + [(one.id, f"‘{one.called}’ · {one.name}") for one in carers]
        self.agreed.choices = options(family)
        _needed_by_basis(self.agreed, self.how, self.agreed_on)

    def validate_agreed_on(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day has not come yet. Say it when they have agreed."))

    @property
    def is_agreed(self) -> bool:
        return self.rests_on is Basis.AGREEMENT

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        for field, words in (
            (self.agreed, _("Say who agreed.")),
            (self.how, _("Say how they agreed.")),
            (self.agreed_on, _("Type the day on which they agreed.")),
        ):
            if self.is_agreed and not field.data and not field.errors:
                field.errors, valid = [words], False
        return valid

    @property
    def agreement(self) -> Agreed | None:
        if not self.is_agreed or self.how.data is None or self.agreed_on.data is None:
            return None
        carers: list[uuid.UUID | None] = [None if one == PUPIL else an_id(one) for one in self.agreed.data or []]
        return Agreed(tuple(carers), self.how.data, self.agreed_on.data)


class GrantForm(AgreedFields, DatedForm):
    """A window: who may see which parts, what for, on what basis, until when."""

    membership_id = ChoiceField(_l("Who may look"), coerce=an_id, validators=[needed(_l("Choose a person."))])
    parts = TicksField(
        _l("What they may see"), coerce=a_member(Part), validators=[needed(_l("Choose at least one part."))]
    )
    purpose = LineField(_l("What for"), validators=[Filled(_l("Say what they need it for."))])
    basis = RadiosField(_l("On what basis"), coerce=a_member(Basis), validators=[needed(_l("Choose one of these."))])
    duty = RadiosField(_l("Which duty"), coerce=a_member(Duty), validators=[optional])
    because = LineField(_l("What colleagues should know of it"), validators=[optional])
    ends_on = DayField(_l("Until"), validators=[needed(_l("Type the last day: every window ends."))])

    def offer(self, preset: Preset, parts: frozenset[Part], bases: Iterable[Basis], last: dt.date) -> None:
        """Only these parts and bases can be chosen. What this kind usually needs, and how long, stands there first."""
        self.parts.choices = options((part, words) for part, words in PART_WORDS.items() if part in parts)
        self.basis.choices = options((basis, BASIS_WORDS[basis]) for basis in bases)
        self.duty.choices = options((duty, DUTY_WORDS[duty]) for duty in preset.duties)
        _needed_by_basis(self.duty)
        if not self.is_submitted():
            self.parts.data = [part for part in Part if part in parts & preset.usual]
            self.ends_on.data = last

    def validate_duty(self, field: RadiosField) -> None:
        if self.basis.data is not Basis.DUTY:
            field.data = None

    def validate(self, extra_validators: Any = None) -> bool:
        self.rests_on = self.basis.data
        valid = super().validate(extra_validators)
        if self.basis.data is not Basis.DUTY:
            self.duty.data = None
        elif not self.duty.data and not self.duty.errors:
            self.duty.errors, valid = [_("Say which duty it is.")], False
        return valid


class ProlongForm(AgreedFields, OnceForm):
    """A later last day, why, and who agreed to it where the window rests on agreement."""

    ends_on = DayField(_l("Until"), validators=[needed(_l("Type the last day: every window ends."))])
    because = LineField(_l("Why longer?"), validators=[Filled(_l("Say why in a few words."))])


class HoldBackForm(Form):
    """Not shown to the family: why, and when somebody looks again."""

    because = LineField(_l("Why is it not safe to show?"), validators=[Filled(_l("Say why in a few words."))])
    review_on = DayField(_l("Look again on"), validators=[needed(_l("Type the day on which you look again."))])

    def validate_review_on(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("Choose a day that is still to come."))
