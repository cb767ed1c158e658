"""What an absence asks for as its days go by (practice 26): refer?, the authority's return, nearly back, over."""

import datetime as dt
import uuid
from collections.abc import Iterator

from virtual_school.asking import changes, telling
from virtual_school.asking.models import AwayStep
from virtual_school.asking.queries import days as queries
from virtual_school.asking.queries.days import Whom
from virtual_school.core import clock, school_days
from virtual_school.network import calendar
from virtual_school.network.numbers import numbers
from virtual_school.pupils.models import Away
from virtual_school.pupils.queries import ILLNESS, ill_days
from virtual_school.safeguarding.holding import is_held

KIND = {
    AwayStep.REFER: telling.REFER,
    AwayStep.AUTHORITY: telling.AUTHORITY,
    AwayStep.NEARLY: telling.NEARLY,
    AwayStep.OVER: telling.OVER,
}


def tell(away_id: uuid.UUID) -> None:
    """Each step once, to whom it concerns. While everything is stopped none is, and it is asked again tomorrow."""
    away = queries.absence(away_id)
    if away is None or is_held(pupil_id=away.pupil_id):
        return
    for step in due(away):
        if changes.told(away.id, step):
            telling.of_away(KIND[step], away, whom(step, away), _path(step, away))


def due(away: Away) -> Iterator[AwayStep]:
    """The steps whose day has come, told before or not."""
    today = clock.today()
    if away.ended_at is not None or (away.ends_on or today) < today:
        yield AwayStep.OVER
        return
    given = calendar.school_days(away.organisation_id)
    ask_days, illness_days = numbers("away_ask_days", "away_illness_days")
    if school_days.count(away.starts_on, today, given) >= ask_days:
        yield AwayStep.REFER
    if away.why in ILLNESS and ill_days(away.pupil_id) >= illness_days:
        yield AwayStep.AUTHORITY
    back_on = school_days.coming((away.ends_on or today) + school_days.ONE, given)
    if school_days.stepped(back_on, 1, -school_days.ONE, given) <= today:
        yield AwayStep.NEARLY


def whom(step: AwayStep, away: Away) -> Whom:
    if step is AwayStep.NEARLY:
        return queries.teachers(away)
    if step is AwayStep.AUTHORITY:
        return [*queries.who_opened(away), *queries.officers(away)]
    return queries.who_opened(away)


def _path(step: AwayStep, away: Away) -> str:
    return f"/i-answer/{away.pupil_id}" if step is AwayStep.NEARLY else f"/away/{away.id}"


def in_batches() -> Iterator[list[uuid.UUID]]:
    """Every absence of the network that may have a step due."""
    found = queries.going_on()
    while found:
        yield found
        found = queries.going_on(found[-1])


def back_on(last: dt.date, organisation_id: uuid.UUID) -> dt.date:
    """The school day after the last one of an absence."""
    return school_days.coming(last + school_days.ONE, calendar.school_days(organisation_id))
