"""Three facts of a session, never one from another; and who stands above everything because nobody has seen them."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_attendance
from tests.attendance.conftest import account, at, place, pupil
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.attendance import queries
from virtual_school.attendance.models import Mark, Seen, SeenHow
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.models import Network, Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink
from virtual_school.timetable.models import Session

Hold = Callable[[dt.datetime], None]
Acting = Callable[[Person], Viewer]


def names(viewer: Viewer) -> list[str]:
    return [one.name for one in queries.not_seen(viewer, clock.now())]


def test_not_before_half_an_hour_and_not_in_another_session(
    cast: Cast, acting: Acting, college: Organisation, hold: Hold
) -> None:
    for moment, expected in (
        (at(8, 30), []),
        (at(9, 29), []),
        (at(9, 30), ["Ellie M."]),
        (at(12, 45), ["Ellie M."]),
        (at(13, 30), []),  # the afternoon is somebody else's
        (at(9, 40, on=at(9).date() + dt.timedelta(days=4)), []),  # a Saturday
    ):
        hold(moment)
        assert names(acting(cast.dani)) == expected, moment


def test_a_network_says_itself_when_sessions_begin(
    cast: Cast, acting: Acting, college: Organisation, hold: Hold
) -> None:
    db.session.get_one(Network, cast.larkdale.network_id).numbers = {"am_begins": 10 * 60}
    db.session.commit()
    hold(at(10, 29))
    assert names(acting(cast.dani)) == []
    hold(at(10, 30))
    assert names(acting(cast.dani)) == ["Ellie M."]


@pytest.mark.parametrize(
    ("said", "still_open"), [(Mark.HERE, False), (Mark.LATE, False), (Mark.NOT_HERE, True), (Mark.LEFT, True)]
)
def test_what_the_place_says_last_holds(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime, said: Mark, still_open: bool
) -> None:
    ellie, dani = pupil(cast.ellie), account(cast.dani)
    make_attendance.mark(ellie, college, dani, Mark.NOT_HERE if said is Mark.HERE else Mark.HERE)
    make_attendance.mark(ellie, college, dani, said)
    db.session.commit()
    assert bool(names(acting(cast.dani))) is still_open


@pytest.mark.parametrize("how", SeenHow)
def test_seen_rung_or_answered_is_seen(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime, how: SeenHow
) -> None:
    make_attendance.seen(pupil(cast.ellie), account(cast.dani), how=how)
    db.session.commit()
    assert names(acting(cast.dani)) == []


def test_opened_work_is_not_seen(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime, client: Client
) -> None:
    client.sign_in(cast.ellie).get(f"/my-work/{cast.larkdale.work['returned'].assignment_id}")
    client.put(
        f"/my-work/{cast.larkdale.work['started'].assignment_id}/draft",
        {"key": "tab", "base": 0, "seq": 1, "text": "Some words"},
    )
    assert names(acting(cast.dani)) == ["Ellie M."]


def test_seen_in_the_afternoon_is_not_seen_in_the_morning(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime
) -> None:
    make_attendance.seen(pupil(cast.ellie), account(cast.dani), Session.PM)
    make_attendance.seen(pupil(cast.ellie), account(cast.dani), on=clock.today() - dt.timedelta(days=7))
    db.session.commit()
    assert names(acting(cast.dani)) == ["Ellie M."]


def test_who_is_away_is_expected_nowhere(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime
) -> None:
    row = make_attendance.away(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.own_teacher))
    db.session.commit()
    assert names(acting(cast.dani)) == []
    row.ended_at = clock.now() - dt.timedelta(days=1)
    db.session.commit()
    assert names(acting(cast.dani)) == ["Ellie M."]


def test_each_sees_those_whom_they_know(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime
) -> None:
    for person, expected in (
        (cast.dani, ["Ellie M."]),
        (cast.attendance_officer, ["Ellie M."]),
        (cast.lead, ["Ellie M."]),
        (cast.kit, []),
        (cast.own_teacher, []),
        (cast.agency, []),
        (cast.stranger_lead, ["Zara F."]),  # their own
    ):
        assert names(acting(person)) == expected, person.key


def test_where_expected_is_for_who_reaches_it(
    cast: Cast, acting: Acting, college: Organisation, morning: dt.datetime
) -> None:
    ids = [cast.ellie.pupil_id, cast.tariq.pupil_id]
    today = clock.today()
    make_attendance.mark(pupil(cast.ellie), college, account(cast.dani))
    db.session.commit()
    found = queries.where_expected(acting(cast.dani), ids, today - dt.timedelta(days=14), today)  # type: ignore[arg-type]
    assert list(found) == [cast.ellie.pupil_id]
    assert [(one.on, one.is_there) for one in found[cast.ellie.pupil_id]] == [  # type: ignore[index]
        (today - dt.timedelta(days=14), False),
        (today - dt.timedelta(days=7), False),
        (today, True),
    ]
    assert queries.where_expected(acting(cast.mum), ids, today, today)  # her child's attendance, by her link
    assert queries.where_expected(acting(cast.dad), ids, today, today) == {}


# The page and its one tap ---------------------------------------------------------------------------------------------


def test_one_tap_notes_it_and_goes_back(
    cast: Cast, client: Client, college: Organisation, morning: dt.datetime
) -> None:
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/attendance")
    assert "Marlbridge College" in client.words() and "by nobody yet" in client.words()
    client.submit("ul.rows li:first-child form", how="call")
    client.follow()
    assert "Spoken on the phone 09:40, Dani Okafor" in client.words()
    sent = {"how": "face", "session": "am", "on": clock.today().isoformat(), "next": "/desk"}
    client.post(f"/pupils/{cast.ellie.pupil_id}/seen", sent)
    assert client.response.location == "/desk"
    client.post(f"/pupils/{cast.ellie.pupil_id}/seen", {**sent, "next": "https://elsewhere.example/"})
    assert client.response.location.endswith("/attendance")


def test_nobody_is_seen_tomorrow(cast: Cast, client: Client, college: Organisation, morning: dt.datetime) -> None:
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Seen))
    tomorrow = clock.today() + dt.timedelta(days=1)
    sent = {"how": "face", "session": "am", "on": tomorrow.isoformat()}
    client.sign_in(cast.dani).post(f"/pupils/{cast.ellie.pupil_id}/seen", sent)
    client.follow()
    assert "last seven days" in client.words("#notice")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Seen)) == before


def test_where_stays_with_those_who_see_the_week(
    cast: Cast, client: Client, college: Organisation, morning: dt.datetime
) -> None:
    """A page of attendance is for staff who look after the pupil, and for them as long as they do."""
    for person in (cast.mum, cast.dad, cast.ellie):
        client.sign_in(person).get(f"/pupils/{cast.ellie.pupil_id}/attendance", 403)
    link = db.session.scalars(
        sa.select(CareLink).where(CareLink.pupil_id == cast.ellie.pupil_id, CareLink.kind == CareKind.MENTOR)
    ).one()
    link.ended_at = clock.now()
    db.session.commit()
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/attendance", 404)
