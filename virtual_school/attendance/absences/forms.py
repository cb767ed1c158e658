"""Forms of 'won't be in'."""

import datetime as dt
import uuid
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired
from wtforms.widgets import HiddenInput

from virtual_school.attendance.absences import words
from virtual_school.attendance.absences.spans import Sessions, Span, meant
from virtual_school.attendance.models import AbsenceWhy
from virtual_school.core import clock
from virtual_school.core.forms import (
    DayField,
    Filled,
    Form,
    LineField,
    OnceForm,
    RadiosField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.core.templating import day
from virtual_school.timetable.models import Session


class AbsenceForm(OnceForm):
    """For how long, and why. `on` is the day that the page spoke of when it was opened."""

    on = DayField(widget=HiddenInput())
    span = RadiosField(_l("For how long?"), coerce=a_member(Span), validators=[needed(_l("Choose how long."))])
    until = DayField(_l("Until which day? (that day too)"), validators=[optional])
    why = RadiosField(
        _l("Why?"),
        choices=options(words.WHY_WORDS.items()),
        coerce=a_member(AbsenceWhy),
        validators=[needed(_l("Choose one of these."))],
    )
    words = LineField(_l("Anything they should know?"), validators=[optional])

    def offer(self, next_day: dt.date, last: dt.date, longer: str) -> None:
        """This day, and none later than `last`; `longer` says what to do when that is too short."""
        self.last, self.longer, self.next_day = last, longer, next_day
        if not self.is_submitted() or self.on.data is None:
            self.on.data = next_day
        self.span.choices = options(words.spans(self.on.data))

    def validate(self, extra_validators: object = None) -> bool:
        """The day is still to come, and the last one not too far."""
        super().validate(extra_validators)
        self._check_day()
        if self.span.data is Span.UNTIL and not self.until.errors:
            wrong = self._wrong_until(self.on.data or self.next_day, self.until.data)
            self.until.errors = [wrong] if wrong else []
        return not self.errors

    def _check_day(self) -> None:
        """A page that was opened yesterday spoke of another day: it is asked again, never guessed."""
        if self.on.data is None or not clock.today() <= self.on.data <= self.next_day:
            self.on.data, self.on.raw_data = self.next_day, None
            self.span.choices = options(words.spans(self.next_day))
            self.form_errors.append(_("This page spoke of another day. Look at the days again, please."))

    def _wrong_until(self, first: dt.date, last: dt.date | None) -> str:
        if last is None:
            return str(_("Type the last day like 31/12/2026."))
        if last < first:
            return str(_("That day is already past."))
        if last > self.last:
            return str(_("At most until %(day)s here. %(longer)s", day=day(self.last), longer=self.longer))
        return ""

    @property
    def sessions(self) -> Sessions:
        return meant(self.span.data, self.on.data or self.next_day, self.until.data)


class CallForm(AbsenceForm):
    """The same, taken by phone: who rang, and that it was read back to them."""

    carer_id = RadiosField(_l("Who rang?"), coerce=an_id, validators=[needed(_l("Choose who rang."))])
    read_back = BooleanField(
        _l("I read it back to them, and they said yes"),
        validators=[InputRequired(_l("Read it back to them first, then tick this."))],
    )

    def name(self, carers: Iterable[tuple[uuid.UUID, str]]) -> None:
        self.carer_id.choices = options(carers)


class BackForm(Form):
    """From which session on they come again."""

    back = RadiosField(_l("From when on?"), validators=[needed(_l("Choose from when on."))])

    def offer(self, moments: Iterable[tuple[dt.date, Session]]) -> None:
        self.moments = {f"{on.isoformat()} {session.value}": (on, session) for on, session in moments}
        self.back.choices = options((key, words.moment(*one)) for key, one in self.moments.items())

    @property
    def chosen(self) -> tuple[dt.date, Session]:
        return self.moments[str(self.back.data)]


class WithdrawForm(Form):
    because = LineField(_l("Why?"), validators=[Filled(_l("Say why in a few words."))])
