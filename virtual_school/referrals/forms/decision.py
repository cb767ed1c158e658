"""The three decisions, and 'I have told them'."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, ValidationError

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
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.referrals.changes.decision import Decided, Part
from virtual_school.referrals.forms.panel import ClockField, moment
from virtual_school.referrals.models import DecisionOutcome
from virtual_school.timetable import footings
from virtual_school.timetable.models import SlotBasis, SlotKind

MOST_PARTS = 6
HALF_DAYS = 10


def _number(value: Any) -> int | None:
    return int(value) if str(value).isascii() and str(value).isdigit() else None


class DecideForm(OnceForm):
    """What every decision has: its reason, and who tells the family."""

    outcome: DecisionOutcome
    reason = TextField(
        _l("The reason"),
        description=_l("The family and the pupil read this. Write it so that they can."),
        validators=[Filled(_l("Write the reason: without one nothing is decided."))],
    )
    tells_id = ChoiceField(
        _l("Who tells the family?"), coerce=an_id, validators=[needed(_l("Choose who tells the family."))]
    )

    def offer_people(self, tellers: Sequence[tuple[Any, str]]) -> None:
        self.tells_id.choices = options(tellers, first=_("Choose…"))

    def decided(self) -> Decided:
        raise NotImplementedError


class TellerForm(Form):
    """Somebody else is named to tell the family. Stands beside the minutes, so its field has an id of its own."""

    tells_id = ChoiceField(
        _l("Who tells the family instead?"),
        id="teller",
        coerce=an_id,
        validators=[needed(_l("Choose who tells the family."))],
    )

    def offer_people(self, tellers: Sequence[tuple[Any, str]]) -> None:
        self.tells_id.choices = options(tellers, first=_("Choose…"))


def _not_past(field: DayField) -> None:
    if field.data and field.data < clock.today():
        raise ValidationError(_("This day is past. Choose a later one."))


class NotThisTimeForm(DecideForm):
    outcome = DecisionOutcome.NOT_THIS_TIME
    instead = TextField(_l("What happens instead"), validators=[Filled(_l("Say what happens instead."))])
    instead_who = LineField(_l("Who does it"), validators=[Filled(_l("Say who does it, by name."))])
    instead_from = DayField(_l("From when"), validators=[needed(_l("Type the day from which it happens."))])

    def validate_instead_from(self, field: DayField) -> None:
        _not_past(field)

    def decided(self) -> Decided:
        return Decided(
            self.outcome,
            self.reason.data,
            self.tells_id.data,
            instead=self.instead.data,
            instead_who=self.instead_who.data,
            instead_from=self.instead_from.data,
        )


class NeedMoreForm(DecideForm):
    """The school is asked; nothing is told to the family as a decision. Who asks the school is named instead."""

    outcome = DecisionOutcome.NEED_MORE
    reason = TextField(_l("The reason"), validators=[Filled(_l("Write the reason: without one nothing is decided."))])
    need = TextField(_l("What we need to know"), validators=[Filled(_l("Say what the panel needs to know."))])
    need_by = DayField(_l("By when"), validators=[needed(_l("Type the day by which it is needed."))])
    tells_id = ChoiceField(
        _l("Who speaks to the school about it?"),
        coerce=an_id,
        validators=[needed(_l("Choose who speaks to the school."))],
    )

    def validate_need_by(self, field: DayField) -> None:
        _not_past(field)

    def decided(self) -> Decided:
        return Decided(
            self.outcome, self.reason.data, self.tells_id.data, need=self.need.data, need_by=self.need_by.data
        )


class OfferForm(DecideForm):
    """An offer of up to six parts of the week. A part without a kind is not there."""

    outcome = DecisionOutcome.OFFER
    conditions = TextField(_l("What goes with it"), validators=[optional])
    year: int

    def prepare(self, year: int, places: Sequence[tuple[Any, str]]) -> None:
        """Only footings that are lawful in this year are proposed, at places of this network."""
        self.year = year
        lawful = {basis for kind in SlotKind for basis in footings.allowed(kind, year)}
        bases: list[SelectChoice] = options(
            ((basis, footings.WORDS[basis]) for basis in SlotBasis if basis in lawful), first=_("Choose…")
        )
        for number in self.numbers:
            self[f"kind_{number}"].choices = options(footings.KIND_WORDS.items(), first=_("Nothing"))
            self[f"place_{number}"].choices = options(places, first=_("No place, or not of the network"))
            self[f"basis_{number}"].choices = bases

    @property
    def numbers(self) -> range:
        return range(1, MOST_PARTS + 1)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        wrong = [self._wrong(number) for number in self.numbers if self[f"kind_{number}"].data]
        if not wrong:
            self["kind_1"].errors = [_("An offer has at least one part of the week.")]
        return valid and bool(wrong) and not any(wrong)

    def _wrong(self, number: int) -> bool:
        """What one part still needs, said beside its boxes."""
        words, sessions, basis = (self[f"{name}_{number}"] for name in ("words", "sessions", "basis"))
        before = any(field.errors for field in (words, sessions, basis))
        if not words.data and not words.errors:
            words.errors = [_("Say in a few words what it is.")]
        if not sessions.data and not sessions.errors:
            sessions.errors = [_("Choose how many half days a week.")]
        if not basis.data and not basis.errors:
            basis.errors = [_("Choose the footing that you propose.")]
        elif basis.data and basis.data not in footings.allowed(self[f"kind_{number}"].data, self.year):
            basis.errors = [_("This kind of part cannot stand on this footing in Year %(year)d.", year=self.year)]
        return before or any(field.errors for field in (words, sessions, basis))

    @property
    def parts(self) -> list[Part]:
        names = ("kind", "words", "place", "sessions", "basis")
        rows = [[self[f"{name}_{number}"].data for name in names] for number in self.numbers]
        return [Part(*row) for row in rows if row[0] is not None]

    def decided(self) -> Decided:
        return Decided(
            self.outcome, self.reason.data, self.tells_id.data, parts=self.parts, conditions=self.conditions.data
        )


def _part_fields() -> dict[str, Any]:
    """The boxes of each part. What one that has a kind still needs is said by the form."""
    fields: dict[str, Any] = {}
    for number in range(1, MOST_PARTS + 1):
        fields[f"kind_{number}"] = ChoiceField(_l("Kind"), coerce=a_member(SlotKind))
        fields[f"words_{number}"] = LineField(_l("In a few words"))
        fields[f"place_{number}"] = ChoiceField(_l("Place"), coerce=an_id)
        fields[f"sessions_{number}"] = ChoiceField(
            _l("Half days a week"),
            choices=options(((count, str(count)) for count in range(1, HALF_DAYS + 1)), first=_l("Choose…")),
            coerce=_number,
        )
        fields[f"basis_{number}"] = ChoiceField(_l("Footing"), coerce=a_member(SlotBasis))
    return fields


for _name, _field in _part_fields().items():
    setattr(OfferForm, _name, _field)

FORMS: dict[DecisionOutcome, type[DecideForm]] = {
    DecisionOutcome.OFFER: OfferForm,
    DecisionOutcome.NOT_THIS_TIME: NotThisTimeForm,
    DecisionOutcome.NEED_MORE: NeedMoreForm,
}


class ToldForm(OnceForm):
    """When the family was told."""

    day = DayField(_l("Day"), default=clock.today, validators=[needed(_l("Type the day."))])
    at = ClockField(_l("Time"), validators=[Filled(_l("Type the time, like 10:30."))])

    @property
    def told_at(self) -> dt.datetime:
        assert self.day.data is not None and self.at.at is not None  # noqa: S101 (both were validated)
        return moment(self.day.data, self.at.at)
