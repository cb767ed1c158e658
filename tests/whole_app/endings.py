"""What ends, whose way in it is, and what it opened: as `test_endings` and `test_endings_race` end it."""

from dataclasses import dataclass
from typing import Any

from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Membership
from virtual_school.pupils.models import CareLink, Enrolment, Window

SHUT = {403, 404}
PART = {"Range": "bytes=0-3"}


@dataclass(frozen=True, slots=True)
class Ending:
    """What ends, whose way in it is, and what it opened: endpoints with what their arguments are called in the cast."""

    kind: type[CareLink] | type[Window] | type[Membership] | type[Enrolment]
    row: str
    person: str
    opened: tuple[tuple[str, dict[str, str]], ...]
    lists: tuple[str, ...] = ()
    file: tuple[str, dict[str, str]] | None = None
    saves: tuple[str, dict[str, str]] | None = None
    paper: bool = False


PUPIL = {"pupil_id": "pupil"}
ON_RECORD = ("learning.piece_on_record", {"assignment_id": "in", "piece_id": "in.piece", "name": "=page.txt"})

ENDINGS = {
    "a mentor's care link": Ending(
        CareLink,
        "mentor of ellie",
        "dani",
        (("pupils.page", PUPIL), ("plans.page", PUPIL), ("mentoring.notes", PUPIL), ("timetable.week", PUPIL)),
        ("pupils.index", "home.desk"),
        ON_RECORD,
        ("mentoring.save_contact", {"note_id": "contact of ellie"}),
        paper=True,
    ),
    "a parent's care link": Ending(
        CareLink,
        "mum",
        "mum",
        (("pupils.child", PUPIL), ("timetable.child_week", PUPIL), ("learning.pupil_work", PUPIL)),
        (),
        ON_RECORD,
        paper=True,
    ),
    "a key adult's care link": Ending(
        CareLink,
        "key_adult",
        "key_adult",
        (("pupils.page", PUPIL), ("plans.page", PUPIL)),
        ("pupils.index",),
        ON_RECORD,
    ),
    "a window": Ending(
        Window,
        "window",
        "agency",
        (("timetable.week", PUPIL), ("pupils.window", {"window_id": "window"})),
        ("pupils.windows",),
    ),
    "a membership": Ending(
        Membership,
        "membership of safeguarding_lead",
        "safeguarding_lead",
        (("pupils.page", PUPIL), ("concerns.handed", {"concern_id": "concern of ellie"})),
        ("pupils.index", "concerns.index"),
        ON_RECORD,
        paper=True,
    ),
    "a head of year's membership": Ending(
        Membership,
        "membership of head_of_year",
        "head_of_year",
        (("pupils.page", PUPIL), ("referrals.page", {"referral_id": "referral of ellie"})),
        ("pupils.index", "referrals.index"),
        ON_RECORD,
        paper=True,
    ),
    "a school's roll": Ending(
        Enrolment,
        "roll of ellie",
        "head",
        (("pupils.page", PUPIL), ("plans.page", PUPIL), ("referrals.page", {"referral_id": "referral of ellie"})),
        ("pupils.index",),
        ON_RECORD,
        paper=True,
    ),
}


def known(cast: Cast, name: str) -> Any:
    work = cast.larkdale.work["in"]
    found = {"pupil": cast.ellie.pupil_id, "in": work.assignment_id, "in.hand_in": work.hand_in_id}
    found |= {"in.piece": work.piece_id, **cast.larkdale.ids}
    return name[1:] if name.startswith("=") else found[name]


def address(app: App, cast: Cast, endpoint: str, arguments: dict[str, str]) -> str:
    values = {name: known(cast, of) for name, of in arguments.items()}
    return app.url_map.bind("localhost").build(endpoint, values)


def end(cast: Cast, ending: Ending) -> None:
    """End the row itself, as any way of ending it does."""
    row = db.session.get_one(ending.kind, cast.larkdale.ids[ending.row])
    row.ended_at, row.ended_by, row.because = clock.now(), cast.lead.account_id, "It is over."
    db.session.commit()
