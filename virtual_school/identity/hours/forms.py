"""The form of one's own hours: from and until for each weekday, both empty on a day on which one does not read."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import TimeField

from virtual_school.core.forms import Form, optional
from virtual_school.identity.models import Hours

DAYS = {1: _l("Monday"), 2: _l("Tuesday"), 3: _l("Wednesday"), 4: _l("Thursday"), 5: _l("Friday")}


class HoursForm(Form):
    from_1 = TimeField(_l("From"), validators=[optional])
    until_1 = TimeField(_l("Until"), validators=[optional])
    from_2 = TimeField(_l("From"), validators=[optional])
    until_2 = TimeField(_l("Until"), validators=[optional])
    from_3 = TimeField(_l("From"), validators=[optional])
    until_3 = TimeField(_l("Until"), validators=[optional])
    from_4 = TimeField(_l("From"), validators=[optional])
    until_4 = TimeField(_l("Until"), validators=[optional])
    from_5 = TimeField(_l("From"), validators=[optional])
    until_5 = TimeField(_l("Until"), validators=[optional])

    @classmethod
    def showing(cls, known: Mapping[int, Hours], ordinary: tuple[int, int]) -> "HoursForm":
        """What was said before; where nothing was, the hours of school, so that few have to type."""
        shown: dict[str, Any] = {}
        for day in DAYS:
            row = known.get(day)
            minutes = (row.from_minute, row.until_minute) if row else (None, None) if known else ordinary
            shown |= {f"{end}_{day}": _time(minute) for end, minute in zip(("from", "until"), minutes, strict=True)}
        return cls(formdata=None, data=shown)

    def pairs(self) -> list[tuple[Any, Any, Any]]:
        """Each weekday's words with its two fields."""
        return [(words, self[f"from_{day}"], self[f"until_{day}"]) for day, words in DAYS.items()]

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        for _words, first, last in self.pairs():
            if first.errors or last.errors:
                continue
            if bool(first.data) != bool(last.data):
                (last if first.data else first).errors = [_("Type both times, or neither.")]
            elif first.data and last.data <= first.data:
                last.errors = [_("This is not later than from when.")]
        if valid and not self.errors and not any(self.hours().values()):
            self.form_errors.append(_("Say at least one day. When you are away, say so under ‘Days off’ instead."))
        return not self.errors

    def hours(self) -> dict[int, tuple[int, int] | None]:
        """Minutes of the day, by weekday."""
        found: dict[int, tuple[int, int] | None] = {}
        for day in DAYS:
            first, last = self[f"from_{day}"].data, self[f"until_{day}"].data
            found[day] = (_minute(first), _minute(last)) if first and last else None
        return found


def _time(minute: int | None) -> dt.time | None:
    return None if minute is None else dt.time(minute // 60, minute % 60)


def _minute(time: dt.time) -> int:
    return time.hour * 60 + time.minute
