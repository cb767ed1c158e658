"""Who answers, as a value, and the sentences that are said of it."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.templating import clock_time, day
from virtual_school.pupils.words import TITLES


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers a pupil: until when, if they read at this moment; else from when. Nobody: no name and no account.

    `off_name`: the mentor in whose place this one answers, because they are off today.
    """

    name: str
    account_id: uuid.UUID | None
    until: dt.datetime | None = None
    is_cover: bool = False
    off_name: str | None = None
    next_at: dt.datetime | None = None

    @property
    def is_now(self) -> bool:
        return self.until is not None


def times(one: Answering, at: dt.datetime) -> str:
    """'reads messages until 15:30', 'reads messages again tomorrow from 9:00'."""
    if one.until is not None:
        return str(_("reads messages until %(time)s", time=clock_time(one.until)))
    if one.next_at is None:
        return str(_("does not read messages for now"))
    return str(_("reads messages again %(when)s", when=from_when(one.next_at, at)))


def from_when(moment: dt.datetime, at: dt.datetime) -> str:
    """'today from 9:00', 'tomorrow from 9:00', 'Monday 2 November from 9:00'."""
    ahead, time = (clock.local(moment).date() - clock.local(at).date()).days, clock_time(moment)
    if ahead == 0:
        return str(_("today from %(time)s", time=time))
    if ahead == 1:
        return str(_("tomorrow from %(time)s", time=time))
    return str(_("%(day)s from %(time)s", day=day(moment), time=time))


def first_name(name: str) -> str:
    """What a pupil calls them: 'Dani'; 'Mr Hale' stays whole."""
    first = name.split(" ")[0]
    return name if first.casefold().rstrip(".") in TITLES else first


def absence(mentor: str, cover: str | None) -> str:
    """'Dani is off today. Sam is here for you.'"""
    off = _("%(name)s is off today.", name=first_name(mentor))
    if cover is None:
        return str(off)
    return f"{off} {_('%(name)s is here for you.', name=first_name(cover))}"
