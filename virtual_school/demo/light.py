"""The light route over the term: each drawn pupil away for some days, answered by somebody at their school."""

from collections.abc import Sequence

from virtual_school.core import clock, school_days
from virtual_school.demo import said
from virtual_school.demo.crowd import Person, opens_away
from virtual_school.demo.history import FIRST
from virtual_school.demo.journeys import at
from virtual_school.demo.people import Valley
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import AwayWhy
from virtual_school.timetable import days


def build_light_route(valley: Valley, people: Sequence[Person]) -> None:
    on = days.school_days_from(FIRST, clock.today())
    for one in people:
        if one.draw.away is not None:
            first = on[min(one.draw.away_from, len(on) - 1)]
            with clock.pretend(min(at(first, 8, 40), clock.now())):
                _away(valley, one, one.draw.away)


def _away(valley: Valley, one: Person, why: AwayWhy) -> None:
    first, (by, answers) = clock.today(), opens_away(valley, one.draw)
    pupils.open_away(
        by,
        pupil_id=one.pupil.id,
        organisation_id=valley.organisations[one.draw.school].id,
        why=why,
        words=said.AWAY[why.value],
        answers_id=valley.accounts[answers].id,
        starts_on=first,
        ends_on=school_days.after(first, one.draw.away_for),
    )
