"""Eight lines, typed once."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TimeField, ValidationError

from virtual_school.core import clock
from virtual_school.core.forms import (
    ChoiceField,
    DayField,
    Filled,
    LineField,
    OnceForm,
    RadiosField,
    TextField,
    a_member,
    an_id,
    needed,
    optional,
    options,
)
from virtual_school.safeguarding.models import SeriousKind
from virtual_school.safeguarding.serious.changes import Lines
from virtual_school.safeguarding.serious.words import KIND_WORDS

OTHER = "other"
LONGEST_AGO = dt.timedelta(days=60)


class SeriousForm(OnceForm):
    kind = RadiosField(
        _l("What kind?"),
        choices=options(KIND_WORDS.items()),
        coerce=a_member(SeriousKind),
        validators=[needed(_l("Choose one."))],
    )
    what = TextField(_l("What happened?"), validators=[Filled(_l("Say what happened."))])
    day = DayField(_l("When: the day"), description=_l("Leave it empty for today."), validators=[optional])
    time = TimeField(_l("When: the time"), validators=[needed(_l("Type the time, as near as you know."))])
    where = LineField(_l("Where?"), validators=[Filled(_l("Say where."))])
    who = TextField(_l("Who was there?"), validators=[Filled(_l("Say who was there."))])
    adult = ChoiceField(_l("Did an adult use force, or is one involved otherwise?"), choices=[])
    adult_name = LineField(_l("Their name"), validators=[optional])
    done = TextField(_l("What was done?"), validators=[Filled(_l("Say what was done."))])
    hurt = TextField(_l("Was anybody hurt, and who saw to it?"), validators=[Filled(_l("Say so, or write: nobody."))])
    told = TextField(_l("Who has been told so far?"), validators=[Filled(_l("Say who, or write: nobody yet."))])
    next = TextField(_l("What comes next?"), validators=[Filled(_l("Say what comes next, or write: do not know."))])

    def offer(self, adults: Sequence[tuple[uuid.UUID, str]]) -> None:
        others = [(OTHER, _("Somebody who is not here"))]
        self.adult.choices = options([*adults, *others], first=_("No adult"))

    def validate_day(self, field: DayField) -> None:
        if field.data and not clock.today() - LONGEST_AGO <= field.data <= clock.today():
            raise ValidationError(_("Choose today or an earlier day."))

    def validate(self, extra_validators: Any = None) -> bool:
        right = super().validate(extra_validators)
        if self.adult.data == OTHER and not self.adult_name.data:
            self.adult_name.errors, right = [_("Give a name, or say who it is.")], False
        if right and self.at() > clock.now():
            self.time.errors, right = [_("That time has not come yet.")], False
        return right

    def at(self) -> dt.datetime:
        return dt.datetime.combine(self.day.data or clock.today(), self.time.data or dt.time(), clock.LONDON)

    @property
    def account_id(self) -> uuid.UUID | None:
        return an_id(self.adult.data)

    @property
    def typed(self) -> str:
        return self.adult_name.data or ""

    def lines(self) -> Lines:
        text = {name: self[name].data or "" for name in ("what", "where", "who", "done", "hurt", "told", "next")}
        return Lines(kind=self.kind.data or SeriousKind.OTHER, happened_at=self.at(), **text)
