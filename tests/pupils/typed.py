"""Where the pages of pupils are, and what is typed on them."""

import datetime as dt

from tests.cast import Cast
from virtual_school.core import clock

TODAY, TOMORROW = clock.today().isoformat(), (clock.today() + dt.timedelta(days=1)).isoformat()
PAST = (clock.today() - dt.timedelta(days=3)).isoformat()


def page(cast: Cast, more: str = "") -> str:
    return f"/pupils/{cast.ellie.pupil_id}{more}"


def a_pupil(cast: Cast, **given: str) -> dict[str, str]:
    return {
        "given_name": "Imogen",
        "family_name": "O'Neill-Sørensen",
        "known_as": "Immy",
        "date_of_birth": "2011-05-06",
        "year": "10",
        "upn": "",
        "organisation_id": str(cast.larkdale.organisations["ashfold"]),
        "roll_status": "C",
        "starts_on": TODAY,
        "ends_on": "",
    } | given
