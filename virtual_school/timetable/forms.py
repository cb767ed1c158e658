"""The forms of the week, of lessons out and of the prepared return."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
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
from virtual_school.core.templating import day as day_words
from virtual_school.timetable import footings, numbers, returns
from virtual_school.timetable.changes import Content
from virtual_school.timetable.models import Footing, ReturnStepKind, Session, SlotKind
from virtual_school.timetable.register import DAY_WORDS, HALVES, SESSION_WORDS, half_day

Choices = Sequence[tuple[uuid.UUID, str]]


class _Answered(OnceForm):
    """A form that names the responsible adult: one of the network's people, or words."""

    responsible_id = ChoiceField(_l("Responsible adult"), coerce=an_id, choices=[])
    responsible = LineField(_l("Or somebody else, in words"), validators=[optional])

    def offer_people(self, people: Choices) -> None:
        self.responsible_id.choices = options(people, first=_("Nobody of these"))

    def _somebody(self) -> bool:
        if self.responsible_id.data or self.responsible.data:
            return True
        if not self.responsible_id.errors:
            self.responsible_id.errors = [_("Say which adult is responsible.")]
        return False


class SlotForm(_Answered):
    """One half day of the week."""

    kind = ChoiceField(
        _l("What kind"),
        coerce=a_member(SlotKind),
        choices=options(footings.KIND_WORDS.items(), first=_l("Choose…")),
        validators=[needed(_l("Choose what kind of part it is."))],
    )
    words = LineField(_l("What happens"), validators=[Filled(_l("Say in a few words what happens."))])
    place_id = ChoiceField(_l("Place"), coerce=an_id, choices=[])
    place = LineField(_l("Room, or another place, in words"), validators=[optional])
    footing_id = ChoiceField(_l("Footing"), coerce=an_id, choices=[])
    starts_on = DayField(_l("From"), default=clock.today, validators=[needed(_l("Type the first day."))])
    ends_on = DayField(_l("Until"), validators=[optional])
    # What stood here when the form was opened: a change by somebody else in the meantime is shown, not lost.
    seen = HiddenField()

    known: Sequence[Footing] = ()

    def offer(self, places: Choices, people: Choices, known: Sequence[tuple[Footing, str]]) -> None:
        self.known = [one for one, _place in known]
        self.place_id.choices = options(places, first=_("Nowhere of these"))
        self.offer_people(people)
        self.footing_id.choices = options(
            [(one.id, _footing_words(one, place)) for one, place in known], first=_("None yet: it does not start")
        )

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        kind = self.kind.data
        if kind is not None and kind not in footings.ALONE:
            valid = self._somebody() and valid
        if kind is not None and kind not in footings.AT_HOME and not (self.place_id.data or self.place.data):
            self.place_id.errors = [*self.place_id.errors, _("Say where it is.")]
            valid = False
        return self._dates() and self._stands() and valid

    def _dates(self) -> bool:
        if self.starts_on.data and self.ends_on.data and self.ends_on.data < self.starts_on.data:
            self.ends_on.errors = [_("The last day is before the first.")]
            return False
        return True

    def _stands(self) -> bool:
        """Whether the chosen footing fits kind, place and dates; the words stand beside what does not."""
        chosen = next((one for one in self.known if one.id == self.footing_id.data), None)
        if chosen is None or self.kind.data is None or self.starts_on.data is None:
            return True
        misfit = footings.misfit(chosen, self.kind.data, self.place_id.data, self.starts_on.data, self.ends_on.data)
        if misfit:
            field = self[misfit[0]]
            field.errors = [*field.errors, misfit[1]]
        return misfit is None

    @property
    def content(self) -> Content:
        return Content(**{name: value for name, value in self.values().items() if name != "seen"})


def _footing_words(one: Footing, place: str) -> str:
    parts = [one.words, str(footings.KIND_WORDS[one.kind]), place, str(footings.WORDS[one.basis])]
    if one.ends_on:
        parts.append(_("until %(day)s", day=day_words(one.ends_on)))
    return " · ".join(part for part in parts if part)


class CopyForm(Form):
    """The same in other half days."""

    to = TicksField(_l("The same on"), coerce=str, choices=[])

    def offer(self, taken: set[tuple[int, Session]]) -> None:
        """Half days in which nothing stands yet."""
        free = [(day, session) for day, session in HALVES if (day, session) not in taken]
        self.to.choices = options((f"{day}-{session.value}", half_day(day, session)) for day, session in free)

    @property
    def halves(self) -> list[tuple[int, Session]]:
        return [(day, session) for day, session in HALVES if f"{day}-{session.value}" in (self.to.data or [])]


class LessonOutForm(_Answered):
    """Out of one lesson until a day."""

    lesson = LineField(_l("Lesson"), validators=[Filled(_l("Which lesson?"))])
    day = ChoiceField(
        _l("Day"),
        coerce=lambda value: int(value) if str(value).isdigit() else None,
        choices=options(DAY_WORDS.items(), first=_l("Choose…")),
        validators=[needed(_l("Choose a day."))],
    )
    session = RadiosField(
        _l("When"),
        coerce=a_member(Session),
        choices=options(SESSION_WORDS.items()),
        validators=[needed(_l("Choose morning or afternoon."))],
    )
    period = LineField(_l("Period"), validators=[optional])
    reason = LineField(_l("Reason"), validators=[Filled(_l("Say why, in a sentence."))])
    starts_on = DayField(_l("From"), default=clock.today, validators=[needed(_l("Type the first day."))])
    ends_on = DayField(_l("Until"), validators=[needed(_l("Type the last day out of this lesson."))])
    instead = LineField(_l("What happens instead, and where"), validators=[Filled(_l("Say what happens instead."))])

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        return self._dates() and self._somebody() and valid

    def _dates(self) -> bool:
        first, last = self.starts_on.data, self.ends_on.data
        if not first or not last:
            return True
        if last < max(first, clock.today()):
            self.ends_on.errors = [_("The last day is before the first, or past.")]
        elif last - first > numbers.LONGEST:
            weeks = numbers.LONGEST.days // 7
            self.ends_on.errors = [_("That is more than %(weeks)d weeks. Choose an earlier last day.", weeks=weeks)]
        return not list(self.ends_on.errors)


class StepForm(OnceForm):
    """One step of a return: which, and what was done."""

    kind = HiddenField()
    words = LineField(_l("What was done"), validators=[Filled(_l("Say in a few words what was done."))])

    @property
    def step(self) -> ReturnStepKind | None:
        found = a_member(ReturnStepKind)(self.kind.data)
        return found if found in returns.STEP_WORDS else None


class ChooseForm(OnceForm):
    """A return that is not ready: prepare it, or an extension with a day and a reason."""

    choice = RadiosField(
        _l("What happens now?"),
        choices=options(
            [
                ("prepare", _l("We prepare it in time")),
                ("extend", _l("Out for longer, with a last day and a reason")),
            ]
        ),
        validators=[needed(_l("Choose one of the two."))],
    )
    ends_on = DayField(_l("New last day out of the lesson"), validators=[optional])
    because = LineField(_l("Reason for more time"), validators=[optional])

    after: dt.date | None = None

    @property
    def extends(self) -> bool:
        return bool(self.choice.data == "extend")

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        if not self.extends:
            return valid
        if not self.because.data:
            self.because.errors = [_("Say why. The mentor and the pupil read it.")]
        if problem := self._day():
            self.ends_on.errors = [problem]
        return bool(valid and not self.because.errors and not self.ends_on.errors)

    def _day(self) -> str:
        weeks = numbers.LONGEST_EXTENSION.days // 7
        if self.ends_on.data is None:
            return str(self.ends_on.errors[0] if self.ends_on.errors else _("Type the new last day."))
        if self.after and not self.after < self.ends_on.data <= self.after + numbers.LONGEST_EXTENSION:
            return str(_("Choose a day that is at most %(weeks)d weeks later.", weeks=weeks))
        return ""
