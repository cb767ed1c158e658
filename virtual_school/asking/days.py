"""What an absence asks for as its days go by (practice 26): refer?, the authority's return, nearly back, over."""

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
            for told, path in whom(step, away):
                telling.of_away(KIND[step], away, queries.not_kept(told, away), path)


def due(away: Away) -> Iterator[AwayStep]:
    """The steps whose day has come, told before or not."""
    today = clock.today()
    if away.ended_at is not None or (away.ends_on or today) < today:
        if not never_was(away):
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


def never_was(away: Away) -> bool:
    """That it was ended before its first day."""
    return away.ended_at is not None and away.ended_at.astimezone(clock.LONDON).date() < away.starts_on


def whom(step: AwayStep, away: Away) -> Iterator[tuple[Whom, str]]:
    """Who is told, and the page that they are led to: the school's of the absence, or the teachers' of the pupil."""
    opened, teachers = queries.who_opened(away), queries.teachers(away)
    of_school, of_teachers = f"/away/{away.id}", f"/i-answer/{away.pupil_id}"
    if step is AwayStep.NEARLY:
        yield teachers, of_teachers
    elif step is AwayStep.AUTHORITY:
        yield [*opened, *queries.officers(away)], of_school
    elif step is AwayStep.OVER:
        yield _but(opened, away.ended_by), of_school
        if away.ended_at is not None:  # on another day than they were told of
            yield _but(teachers, away.ended_by, *(account_id for account_id, _because in opened)), of_teachers
    else:
        yield opened, of_school


def _but(them: Whom, *others: uuid.UUID | None) -> Whom:
    """Without who knows already."""
    return [one for one in them if one[0] not in others]


def in_batches() -> Iterator[list[uuid.UUID]]:
    """Every absence of the network that may have a step due."""
    found = queries.going_on()
    while found:
        yield found
        found = queries.going_on(found[-1])
