"""When the valley's schools, college and pupil referral unit are open: terms, sites, and one day off."""

import datetime as dt
from collections.abc import Iterator

from virtual_school.core.school_days import FRIDAY
from virtual_school.demo.people import Valley
from virtual_school.network import changes as networks
from virtual_school.network import own_clock
from virtual_school.network.changes import TermOf
from virtual_school.network.models import ClosureKind, OrganisationKind, TermName

A_DAY = dt.timedelta(days=1)
KEEP_TERMS = (
    OrganisationKind.SCHOOL,
    OrganisationKind.COLLEGE,
    OrganisationKind.PUPIL_REFERRAL_UNIT,
    OrganisationKind.SPECIAL_SCHOOL,
)
# The school years around the day on which it opens. In later ones its own clock still knows the holidays.
YEARS = (2025, 2026, 2027)

SITES = {
    "Wren Hill School": (("Main building", "Wren Hill"), ("Lower site", "Mill Lane")),
    "Marlbridge College": (("Riverside campus", "Quay Road"), ("Trades centre", "Foundry Street")),
    "The Hollins Centre": (("Hollins House", "Beck Road"),),
}
INSET = ("Ashfold School", dt.date(2026, 12, 4), "staff training")


def build_calendars(valley: Valley) -> None:
    for organisation in valley.organisations.values():
        if organisation.kind in KEEP_TERMS:
            for year in YEARS:
                networks.set_terms(valley.by, organisation, year, list(terms(year)), version=0)
    for name, sites in SITES.items():
        for site, address in sites if name in valley.organisations else ():
            networks.add_site(valley.by, valley.organisations[name], name=site, address=address)
    name, on, because = INSET
    if name in valley.organisations:
        networks.close(
            valley.by,
            valley.organisations[name],
            kind=ClosureKind.INSET,
            starts_on=on,
            ends_on=on,
            because=because,
        )


def terms(year: int) -> Iterator[TermOf]:
    """The three terms of the school year that begins in this year, by the holidays of most schools."""
    _new_year, _winter, _easter, _spring, summer, autumn_half, christmas = own_clock.holidays(year)
    new_year, winter_half, easter, spring_half, next_summer, _autumn, _christmas = own_clock.holidays(year + 1)
    for name, before, half, after in (
        (TermName.AUTUMN, summer, autumn_half, christmas),
        (TermName.SPRING, new_year, winter_half, easter),
        (TermName.SUMMER, easter, spring_half, next_summer),
    ):
        yield TermOf(name, _weekday(before[1], A_DAY), _weekday(after[0], -A_DAY), half[0], _weekday(half[1], -A_DAY))


def _weekday(on: dt.date, step: dt.timedelta) -> dt.date:
    """The next day that is no weekend, or the one before."""
    on += step
    while on.isoweekday() > FRIDAY:
        on += step
    return on
