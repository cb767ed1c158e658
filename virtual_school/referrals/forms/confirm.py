"""What the head confirms: the footing of each part of an offer, and the days."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    TextField,
    a_member,
    needed,
    optional,
    options,
)
from virtual_school.referrals.changes.confirm import Confirmed, NotTaken
from virtual_school.referrals.models import OfferPart
from virtual_school.referrals.policy.confirm import PART_TIME_WORDS, PartTimeWhy
from virtual_school.timetable import footings
from virtual_school.timetable.models import SlotBasis


class ConfirmForm(OnceForm):
    """The days of the programme; `for_parts` adds five boxes for each part of the offer."""

    parts: Sequence[OfferPart] = ()
    starts_on = DayField(_l("First day"), validators=[needed(_l("Type the first day."))])
    ends_on = DayField(_l("Last day"), validators=[needed(_l("Type the last day: every programme ends."))])

    def validate_starts_on(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is past. Nothing starts before it is confirmed."))

    def validate_ends_on(self, field: DayField) -> None:
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The last day is before the first."))

    def prepare(self, year: int) -> None:
        for number, part in enumerate(self.parts, 1):
            lawful = footings.allowed(part.kind, year)
            self[f"basis_{number}"].choices = options(
                ((basis, footings.WORDS[basis]) for basis in lawful), _("Choose…")
            )
            if not self.is_submitted() and part.basis in lawful:
                self[f"basis_{number}"].data = part.basis

    def may_be_part_time(self, number: int) -> bool:
        """Whether a part of this kind, in this year, may be a part-time timetable at all."""
        return any(choice.value == SlotBasis.PART_TIME_TIMETABLE.value for choice in self[f"basis_{number}"].choices)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        wrong = [self._wrong(number) for number in range(1, len(self.parts) + 1)]
        return valid and not any(wrong)

    def _wrong(self, number: int) -> bool:
        starts, ends = self[f"from_{number}"], self[f"until_{number}"]
        why, detail = self[f"why_{number}"], self[f"detail_{number}"]
        first, last = self.dates(number)
        if first and last and last < first:
            ends.errors = [_("The last day is before the first.")]
        if first and self.starts_on.data and first < self.starts_on.data:
            starts.errors = [_("This is before the first day of the whole.")]
        if last and self.ends_on.data and last > self.ends_on.data:
            ends.errors = [_("This is after the last day of the whole.")]
        if self[f"basis_{number}"].data is SlotBasis.PART_TIME_TIMETABLE:
            if not ends.data and not ends.errors:
                ends.errors = [_("A part-time timetable has an end date.")]
            if why.data is None and not why.errors:
                why.errors = [_("A part-time timetable needs its reason. Behaviour is none.")]
        return any(field.errors for field in (starts, ends, why, detail))

    def stands(self, refused: Mapping[uuid.UUID, str]) -> bool:
        """Whether every part can stand on its footing. Those that cannot say why beside it."""
        for number, part in enumerate(self.parts, 1):
            if part.id in refused:
                self[f"basis_{number}"].errors = [refused[part.id]]
        return not refused

    @property
    def first(self) -> Any:
        return self.starts_on.data

    @property
    def last(self) -> Any:
        return self.ends_on.data

    def confirmed(self) -> list[Confirmed]:
        return [self._confirmed(number, part) for number, part in enumerate(self.parts, 1)]

    def _confirmed(self, number: int, part: OfferPart) -> Confirmed:
        basis, why = self[f"basis_{number}"].data, self[f"why_{number}"].data
        detail = self[f"detail_{number}"].data
        reason = None
        if basis is SlotBasis.PART_TIME_TIMETABLE and why is not None:
            reason = f"{PART_TIME_WORDS[why]}: {detail}" if detail else str(PART_TIME_WORDS[why])
        starts_on, ends_on = self.dates(number)
        return Confirmed(part.id, basis, starts_on, ends_on, self[f"papers_{number}"].data or None, reason)

    def dates(self, number: int) -> tuple[Any, Any]:
        """A part's own days; where none are typed, those of the whole."""
        return self[f"from_{number}"].data or self.starts_on.data, self[f"until_{number}"].data or self.ends_on.data


def confirm_form(parts: Sequence[OfferPart], year: int) -> ConfirmForm:
    """The form for these parts of the week."""
    fields: dict[str, Any] = {"parts": parts}
    for number in range(1, len(parts) + 1):
        fields[f"basis_{number}"] = ChoiceField(
            _l("Footing"), coerce=a_member(SlotBasis), validators=[needed(_l("Choose the footing."))]
        )
        fields[f"from_{number}"] = DayField(_l("From"), validators=[optional])
        fields[f"until_{number}"] = DayField(_l("Until"), validators=[optional])
        fields[f"papers_{number}"] = LineField(_l("Papers you have seen"), validators=[optional])
        fields[f"why_{number}"] = ChoiceField(
            _l("Only for a part-time timetable: why"),
            choices=options(PART_TIME_WORDS.items(), first=_l("It is none")),
            coerce=a_member(PartTimeWhy),
            validators=[optional],
        )
        fields[f"detail_{number}"] = LineField(_l("More about that reason"), validators=[optional])
    form: ConfirmForm = type("PartsForm", (ConfirmForm,), fields)()
    form.prepare(year)
    return form


class CannotForm(Form):
    """Stands on one page with the other, so its fields have ids of their own."""

    because = TextField(
        _l("Why can your school not take it up?"),
        id="cannot-because",
        validators=[Filled(_l("Say why. The Virtual School and the family are told this."))],
    )
    instead = TextField(_l("What happens instead"), validators=[Filled(_l("Say what happens instead."))])
    instead_who = LineField(_l("Who does it"), validators=[Filled(_l("Say who does it, by name."))])
    instead_from = DayField(_l("From when"), validators=[needed(_l("Type the day from which it happens."))])
    told = BooleanField(
        _l("The family and the pupil were told this by a person"),
        validators=[needed(_l("Tell them first, or have them told, then tick this."))],
    )

    def validate_instead_from(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is past. Choose a later one."))

    def cannot(self) -> NotTaken:
        return NotTaken(
            self.because.data or "", self.instead.data or "", self.instead_who.data or "", self.instead_from.data
        )
