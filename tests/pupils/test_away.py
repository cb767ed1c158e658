"""Away for a while: opened in a minute, told to the pupil, over by itself."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_attendance
from tests.attendance.conftest import account, at, place, pupil
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock, school_days
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes, queries
from virtual_school.pupils.models import Away, AwayWhy, CareLink, Enrolment, Pupil

ClientOf = Callable[[Person], Client]
Acting = Callable[[Person], Viewer]


@pytest.fixture
def nobodys(cast: Cast) -> Pupil:
    """On the roll of Wren Hill in Year 10, with no mentor and no way in: the school's own."""
    child = make.pupil("Milo Finch")
    make.enrolment(child, place(cast, "wren_hill"))
    db.session.commit()
    return child


def typed(child: Pupil | None, teacher: Person, **other: object) -> dict[str, object]:
    today = clock.today()
    told = {
        "pupil": child.id if child else "new",
        "why": "injured",
        "words": "Broken leg",
        "answers_id": teacher.account_id,
    }
    return {**told, "starts_on": today.isoformat(), "ends_on": school_days.after(today, 5).isoformat(), **other}


def opened(client: Client, data: dict[str, object]) -> Away:
    client.post("/away/new", data)
    return db.session.get_one(Away, _id(client))


def _id(client: Client) -> uuid.UUID:
    found = re.fullmatch(r"/away/([0-9a-f-]{36})", client.response.location)
    assert found is not None
    return uuid.UUID(found[1])


# Opening --------------------------------------------------------------------------------------------------------------


def test_it_is_opened_on_one_page_and_told(cast: Cast, client: Client, nobodys: Pupil) -> None:
    client.sign_in(cast.head_of_year).get("/away/new")
    row = opened(client, typed(nobodys, cast.own_teacher))
    client.follow()
    assert "Milo F. is away" in client.words("h1")
    assert "has no way in yet" in client.words() and "Amal Haddad" in client.words()
    assert (row.why, row.organisation_id) == (AwayWhy.INJURED, cast.larkdale.organisations["wren_hill"])
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "away.opened")).one()
    assert event.pupil_id == nobodys.id and "Broken" not in str(event.data)
    client.get(f"/pupils/{nobodys.id}/attendance")  # the school reaches them now


def test_looking_for_a_name_keeps_what_was_typed(cast: Cast, client: Client, nobodys: Pupil) -> None:
    for number in range(15):
        make.enrolment(make.pupil(f"Alex Aa{number}"), place(cast, "wren_hill"))
    db.session.commit()
    client.sign_in(cast.head_of_year).get("/away/new")
    assert "Milo" not in client.words("fieldset") and "There are more" in client.words()
    client.post("/away/new", {**typed(None, cast.own_teacher, pupil=""), "named": "fin mi", "look": "1"}, 200)
    assert "Milo F., Year 10" in client.words("fieldset") and "Alex" not in client.words("fieldset")
    assert client.one("#words").get("value") == "Broken leg"
    assert db.session.scalars(sa.select(Away).where(Away.pupil_id == nobodys.id)).all() == []


def test_somebody_new_is_entered_on_the_way(cast: Cast, client: Client) -> None:
    new = {"given_name": "Wren", "family_name": "Hazel", "date_of_birth": "2012-03-14", "year": "10"}
    client.sign_in(cast.head_of_year)
    client.post("/away/new", typed(None, cast.own_teacher), 422)
    for words in ("Type the given name.", "Type the family name.", "Type the date of birth."):
        assert words in client.words(".govuk-error-summary")
    row = opened(client, typed(None, cast.own_teacher, **new))
    roll = db.session.scalars(sa.select(Enrolment).where(Enrolment.pupil_id == row.pupil_id)).one()
    assert roll.organisation_id == cast.larkdale.organisations["wren_hill"]
    client.post("/away/new", typed(None, cast.own_teacher, **new), 422)  # not a second record of the same child
    assert "on your roll here already" in client.words()
    client.post("/away/new", typed(None, cast.own_teacher, **new | {"given_name": "Fay", "year": "9"}), 422)


def test_pressed_twice_it_is_opened_once(cast: Cast, client: Client, nobodys: Pupil) -> None:
    client.sign_in(cast.head_of_year)
    sent = typed(nobodys, cast.own_teacher, once="the-key")
    first = opened(client, sent)
    assert opened(client, sent).id == first.id
    client.post("/away/new", typed(nobodys, cast.own_teacher), 422)
    assert "away already in that time" in client.words()


@pytest.mark.parametrize(
    ("who", "status"), [("head_of_year", 303), ("head", 303), ("attendance_officer", 403), ("dani", 403), ("lead", 403)]
)
def test_who_opens_it(cast: Cast, client: Client, nobodys: Pupil, who: str, status: int) -> None:
    client.sign_in(getattr(cast, who)).post("/away/new", typed(nobodys, cast.own_teacher), status)


def test_a_head_of_year_opens_it_for_their_year_and_nobody_for_another_school(
    cast: Cast, client: Client, nobodys: Pupil
) -> None:
    client.sign_in(cast.head_of_year)
    client.post("/away/new", typed(pupil(cast.tariq), cast.own_teacher), 422)
    client.post("/away/new", typed(nobodys, cast.lunt), 422)  # a teacher of another school does not answer
    nobodys.year = 9
    db.session.commit()
    client.post("/away/new", typed(nobodys, cast.own_teacher), 422)
    client.sign_in(cast.head).post("/away/new", typed(nobodys, cast.own_teacher))


def test_at_most_so_many_school_days_at_once(cast: Cast, client: Client, nobodys: Pupil) -> None:
    client.sign_in(cast.head_of_year)
    today = clock.today()
    late = school_days.after(today, 16).isoformat()
    client.post("/away/new", typed(nobodys, cast.own_teacher, ends_on=late), 422)
    assert "15 at most" in client.words()
    db.session.get_one(Network, cast.larkdale.network_id).numbers = {"away_days": 20}
    db.session.commit()
    client.post("/away/new", typed(nobodys, cast.own_teacher, ends_on=late))


# While it lasts -------------------------------------------------------------------------------------------------------


def test_the_pupil_is_told_until_when_and_who_answers(cast: Cast, client: Client, acting: Acting) -> None:
    client.sign_in(cast.ellie).get("/today")
    assert "You are away" not in client.words()
    today, until = clock.today(), clock.today() + dt.timedelta(days=2)
    with_answer = {"starts_on": today, "ends_on": until, "words": "Her gran died"}
    make_attendance.away(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.own_teacher), **with_answer)
    db.session.commit()
    client.get("/today")
    assert "You are away until" in client.words() and "Mr Hale answers what you send" in client.words()
    assert "gran" not in client.response.get_data(as_text=True)
    client.sign_in(cast.own_teacher).get("/i-answer")
    assert "Ellie M." in client.words("main") and "gran" not in client.response.get_data(as_text=True)
    client.sign_in(cast.lunt).get("/i-answer")
    assert "Ellie" not in client.words("main")


def test_it_ends_by_itself_and_shuts_what_it_opened(
    cast: Cast, client: Client, nobodys: Pupil, hold: Callable[[dt.datetime], None]
) -> None:
    hold(at(9))
    client.sign_in(cast.head_of_year)
    row = opened(client, typed(nobodys, cast.own_teacher))
    client.get(f"/pupils/{nobodys.id}")
    hold(at(9, on=row.ends_on + school_days.ONE))  # type: ignore[operator]
    client.get(f"/pupils/{nobodys.id}", 404)  # on the roll, and not ours any more
    client.get(f"/away/{row.id}")
    assert "This is over" in client.words()
    client.post(f"/away/{row.id}/until", {"ends_on": "2099-01-01", "because": "Longer"}, 422)


def test_another_last_day_and_the_end_have_a_reason(cast: Cast, client: Client, nobodys: Pupil) -> None:
    client.sign_in(cast.head_of_year)
    row = opened(client, typed(nobodys, cast.own_teacher))
    later = school_days.after(clock.today(), 14)
    client.post(f"/away/{row.id}/until", {"ends_on": later.isoformat()}, 422)
    assert "Say why" in client.words()
    client.post(f"/away/{row.id}/until", {"ends_on": later.isoformat(), "because": "The cast stays on"})
    assert db.session.get_one(Away, row.id).ends_on == later
    client.post(f"/away/{row.id}/until", {"ends_on": school_days.after(later, 9).isoformat(), "because": "More"}, 422)
    client.post(f"/away/{row.id}/end", {"because": "Back early"})
    client.post(f"/away/{row.id}/end", {"because": "Twice"})
    ended = db.session.get_one(Away, row.id)
    assert ended.ended_at is not None and ended.because == "Back early"


def test_another_schools_absence_is_not_there(cast: Cast, client: Client) -> None:
    theirs = cast.larkdale.ids["away of tariq"]
    for person in (cast.head, cast.head_of_year, cast.attendance_officer):
        client.sign_in(person).get(f"/away/{theirs}", 404)
    client.sign_in(cast.head).post(f"/away/{theirs}/end", {"because": "x"}, 404)


def test_a_mentor_sees_it_and_cannot_change_it(cast: Cast, client: Client) -> None:
    row = cast.larkdale.ids["away of ellie"]
    client.sign_in(cast.dani).get(f"/away/{row}")
    assert "head of year" in client.words()
    client.post(f"/away/{row}/end", {"because": "x"}, 403)


# What it asks and reminds of ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "asks"), [(9, False), (10, True)])
def test_at_ten_school_days_it_asks_whether_to_refer(
    cast: Cast, client: Client, nobodys: Pupil, hold: Callable[[dt.datetime], None], days: int, asks: bool
) -> None:
    hold(at(9))
    first = clock.today()
    row = make_attendance.away(
        nobodys,
        place(cast, "wren_hill"),
        account(cast.own_teacher),
        starts_on=first,
        ends_on=school_days.after(first, 12),
    )
    db.session.commit()
    hold(at(9, on=school_days.after(first, days)))
    client.sign_in(cast.head_of_year).get(f"/away/{row.id}")
    assert ("Refer them?" in client.words()) is asks
    assert bool(client.select(f"main a[href='/referrals/new/{nobodys.id}']")) is asks
    if asks:
        client.get(f"/referrals/new/{nobodys.id}")


def test_days_of_illness_are_counted_in_a_school_year(
    cast: Cast, nobodys: Pupil, hold: Callable[[dt.datetime], None]
) -> None:
    """One after another or not; of what began before September, and of other reasons, nothing is counted."""
    school, teacher = place(cast, "wren_hill"), account(cast.own_teacher)
    for first, last, why in (
        (dt.date(2026, 8, 31), dt.date(2026, 9, 4), AwayWhy.ILL),  # 4 of these days
        (dt.date(2026, 10, 5), dt.date(2026, 10, 9), AwayWhy.INJURED),  # 5
        (dt.date(2026, 10, 12), dt.date(2026, 10, 16), AwayWhy.BEREAVED),
        (dt.date(2026, 11, 17), dt.date(2026, 12, 4), AwayWhy.ILL),  # 6 until that Tuesday
    ):
        row = make_attendance.away(nobodys, school, teacher, starts_on=first, ends_on=last, why=why)
    hold(at(9, on=dt.date(2026, 11, 24)))
    assert queries.ill_days(nobodys.id) == 15
    row.ended_at = at(9, on=dt.date(2026, 11, 24))  # back on that day
    assert queries.ill_days(nobodys.id) == 14


@pytest.mark.parametrize(("why", "reminds"), [("ill", True), ("suspended", False)])
def test_so_many_days_of_illness_remind_of_the_return(
    cast: Cast, client: Client, nobodys: Pupil, hold: Callable[[dt.datetime], None], why: str, reminds: bool
) -> None:
    hold(at(9))
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, "away_illness_days": 1}
    client.sign_in(cast.head_of_year)
    row = opened(client, typed(nobodys, cast.own_teacher, why=why))
    client.get(f"/away/{row.id}")
    assert ("of illness in this school year" in client.words()) is reminds


# Changes and states, without pages ------------------------------------------------------------------------------------


def test_in_our_care_while_it_is_in_force(cast: Cast, acting: Acting, nobodys: Pupil) -> None:
    """The school's roles reach a pupil who is away, and nobody else's do."""
    viewer = acting(cast.head_of_year)
    changes.open_away(
        viewer,
        pupil_id=nobodys.id,
        organisation_id=cast.larkdale.organisations["wren_hill"],
        why=AwayWhy.ILL,
        words=None,
        answers_id=cast.own_teacher.account_id,
        starts_on=clock.today(),
        ends_on=school_days.after(clock.today(), 3),
    )
    db.session.commit()
    assert queries.away_of(nobodys.id) is not None
    assert db.session.scalars(sa.select(CareLink).where(CareLink.pupil_id == nobodys.id)).all() == []


def test_the_last_day_is_neither_before_the_first_nor_past(cast: Cast, acting: Acting, nobodys: Pupil) -> None:
    viewer, today = acting(cast.head_of_year), clock.today()
    given = {"pupil_id": nobodys.id, "organisation_id": cast.larkdale.organisations["wren_hill"], "why": AwayWhy.ILL}
    given |= {"words": None, "answers_id": cast.own_teacher.account_id}
    for first, last in ((today, today - school_days.ONE), (today - dt.timedelta(5), today - school_days.ONE)):
        with pytest.raises(WrongState):
            changes.open_away(viewer, starts_on=first, ends_on=last, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(("first", "last", "days"), [
    ("2026-11-23", "2026-11-27", 5), ("2026-11-23", "2026-12-06", 10), ("2026-11-28", "2026-11-29", 0),
    ("2026-11-27", "2026-11-30", 2), ("2026-11-24", "2026-11-23", 0),
])  # fmt: skip
def test_school_days_are_counted(first: str, last: str, days: int) -> None:
    assert school_days.count(dt.date.fromisoformat(first), dt.date.fromisoformat(last)) == days
