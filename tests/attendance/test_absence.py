"""A parent or carer says that a child will not be in: in few taps, once, and nothing that was said before is lost."""

import datetime as dt
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make, make_attendance
from tests.attendance.conftest import account, at, next_tuesday, nothing_told, pupil
from tests.cast import Cast
from tests.client import Client
from virtual_school.attendance.absences import policy, queries, spans
from virtual_school.attendance.absences.spans import Span
from virtual_school.attendance.models import Absence, AbsenceWhy
from virtual_school.core.db import db
from virtual_school.network.models import Network
from virtual_school.pupils.models import CareKind, CareLink, Carer, Responsibility
from virtual_school.timetable.models import Session

Hold = Callable[[dt.datetime], None]
DAY = dt.timedelta(days=1)
TUESDAY = next_tuesday()


def then(hour: int, minute: int = 0, more: int = 0) -> dt.datetime:
    return at(hour, minute, on=TUESDAY + more * DAY)


@pytest.fixture(autouse=True)
def nobody_away(cast: Cast) -> None:
    nothing_told(cast)
    db.session.commit()


def rows(cast: Cast) -> list[Absence]:
    question = sa.select(Absence).where(Absence.pupil_id == cast.ellie.pupil_id)
    return list(db.session.scalars(question.order_by(Absence.told_at, Absence.id)))


def page(cast: Cast) -> str:
    return f"/children/{cast.ellie.pupil_id}/absence"


def tell(client: Client, cast: Cast, status: int = 303, **sent: Any) -> None:
    client.sign_in(cast.mum).get(page(cast))
    client.submit(f"form[action='{page(cast)}']", status, **{"span": "day", "why": "ill", **sent})


# Who may --------------------------------------------------------------------------------------------------------------

NOBODYS: dict[str, Any] = {"ended_at": None, "order_in_force": None, "parent_in_law": False, "lives_with": False}


@pytest.mark.parametrize(
    ("carer", "sees", "may"),
    [
        ({}, False, False),
        ({}, True, True),
        ({"lives_with": True}, False, False),
        ({"lives_with": True, "parent_in_law": True}, False, True),
        ({"lives_with": True, "responsibility": Responsibility.CARE_ORDER}, False, True),
        ({"order_in_force": "No contact."}, True, False),
        ({"order_in_force": "No contact.", "lives_with": True, "parent_in_law": True}, True, False),
        ({"ended_at": dt.datetime.now(dt.UTC)}, True, False),
    ],
)
def test_by_their_rights(carer: dict[str, Any], sees: bool, may: bool) -> None:
    who: Any = SimpleNamespace(**{**NOBODYS, "responsibility": Responsibility.NONE, **carer})
    link: Any = SimpleNamespace(may_see_record=sees)
    assert bool(policy.may_tell(link, who)) is may


def test_a_mother_finds_it_first_and_a_father_under_an_order_finds_nothing(cast: Cast, client: Client) -> None:
    client.sign_in(cast.mum).get("/children")
    assert client.words(".buttons").strip() == "Ellie won’t be in"
    client.sign_in(cast.dad).get("/children")
    assert "Ellie" not in client.words("main")
    client.get(page(cast), 404)


def test_who_lives_with_them_may_without_seeing_the_record(cast: Cast, client: Client) -> None:
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    link.may_see_record = link.may_see_whereabouts = False
    db.session.commit()
    client.sign_in(cast.mum).get("/children")
    assert "Ellie won’t be in" in client.words() and "nothing to show" not in client.words()
    tell(client, cast)
    assert len(rows(cast)) == 1
    client.get(f"/children/{cast.ellie.pupil_id}", 404)


def test_what_somebody_else_told_is_shown_to_who_may_see_the_record_alone(cast: Cast, client: Client) -> None:
    sue = make.carer(pupil(cast.ellie), "Sue Farrow", called="Sue")
    make_attendance.absence(pupil(cast.ellie), sue.id, account(cast.dani), by_phone=True, words="Her head hurts.")
    db.session.commit()
    client.sign_in(cast.mum).get(page(cast))
    words = client.words("main")
    assert (
        "We were told" in words and "ill" not in client.words(".plain") and "head" not in words and "Sue" not in words
    )
    db.session.get_one(CareLink, cast.larkdale.ids["mum"]).may_see_record = False
    db.session.commit()
    client.get(page(cast))
    assert "We were told" not in client.words("main")


# Which sessions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "on"),
    [(then(7), 0), (then(12, 45), 0), (then(15, 29), 0), (then(15, 30), 1), (then(22), 1), (then(9, more=4), 6)],
)
def test_the_day_of_which_somebody_speaks(app: object, hold: Hold, cast: Cast, moment: dt.datetime, on: int) -> None:
    hold(moment)
    assert spans.next_day(moment) == TUESDAY + on * DAY


def test_until_begins_with_what_is_left_of_the_day(cast: Cast, hold: Hold) -> None:
    today = TUESDAY
    hold(then(14))
    assert spans.meant(Span.UNTIL, today, today + DAY).starts_in is Session.PM
    hold(then(8))
    told = spans.meant(Span.UNTIL, today, today + 6 * DAY)
    assert len(list(told.halves())) == 10, "no weekend"


@pytest.mark.parametrize(
    ("span", "covers"), [("morning", (1, 0)), ("afternoon", (0, 1)), ("day", (1, 1)), ("until", (1, 1))]
)
def test_each_span(cast: Cast, client: Client, hold: Hold, span: str, covers: tuple[int, int]) -> None:
    hold(then(7, 50))
    tell(client, cast, span=span, until=(TUESDAY + DAY).isoformat() if span == "until" else "")
    (row,) = rows(cast)
    assert tuple(int(row.covers(TUESDAY, one)) for one in Session) == covers
    assert row.covers(TUESDAY + DAY, Session.PM) is (span == "until")
    assert not row.by_phone and row.told_by == cast.mum.account_id


@pytest.mark.parametrize(
    ("until", "words"), [("", "Type the last day"), (DAY * -1, "already past"), (DAY * 7, "please ring the school")]
)
def test_no_day_that_is_past_or_too_far(
    cast: Cast, client: Client, hold: Hold, until: dt.timedelta | str, words: str
) -> None:
    hold(then(7, 50))
    day = until if isinstance(until, str) else (TUESDAY + until).isoformat()
    tell(client, cast, 422, span="until", until=day, words="Her throat.")
    assert words in client.words("#until-error") and rows(cast) == []
    assert client.one("#words").get("value") == "Her throat.", "what was typed stays"


def test_how_far_is_the_networks_to_say(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(7, 50))
    db.session.get_one(Network, cast.larkdale.network_id).numbers = {"absence_days": 6}
    db.session.commit()
    tell(client, cast, span="until", until=(TUESDAY + 7 * DAY).isoformat())
    assert len(rows(cast)) == 1


def test_a_page_of_yesterday_asks_again(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(7, 50))
    client.sign_in(cast.mum).get(page(cast))
    hold(then(7, 50, more=1))
    client.submit(f"form[action='{page(cast)}']", 422, span="day", why="ill")
    assert "spoke of another day" in client.words("main") and rows(cast) == []
    client.submit(f"form[action='{page(cast)}']", span="day", why="ill")
    assert rows(cast)[0].starts_on == TUESDAY + DAY


# Once, and nothing lost -----------------------------------------------------------------------------------------------


def test_pressed_twice_is_once(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(7, 50))
    client.sign_in(cast.mum).get(page(cast))
    sent = {"span": "day", "why": "ill", "on": TUESDAY.isoformat(), "once": "a-key"}
    client.post(page(cast), sent)
    client.post(page(cast), sent)
    client.post(page(cast), {**sent, "once": "from her other phone"})
    client.follow()
    assert len(rows(cast)) == 1 and "We know already" in client.words("#notice")


def test_a_second_report_keeps_the_rest_of_the_first(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(7, 50))
    friday = TUESDAY + 3 * DAY
    tell(client, cast, span="until", until=friday.isoformat())
    hold(then(7, 50, more=1))
    tell(client, cast, span="day", why="appointment")
    client.follow()
    assert "What was told before stays" in client.words("#notice")
    first, second = rows(cast)
    assert (first.ends_on, first.back_on, first.withdrawn_at) == (friday, None, None)
    told = queries.coming(pupil(cast.ellie).id)
    covering = [next(row.why for row in told if row.covers(TUESDAY + more * DAY, Session.AM)) for more in (1, 2)]
    assert covering == [AbsenceWhy.APPOINTMENT, AbsenceWhy.ILL] and second.ends_on == TUESDAY + DAY


def test_better_already(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(7, 50))
    tell(client, cast, span="until", until=(TUESDAY + 3 * DAY).isoformat())
    hold(then(18, 0, more=1))
    client.get(page(cast))
    thursday = TUESDAY + 2 * DAY
    client.submit("form[action$='/back']", back=f"{thursday.isoformat()} am")
    client.follow()
    (row,) = rows(cast)
    assert (row.back_on, row.back_in, row.back_by) == (thursday, Session.AM, cast.mum.account_id)
    assert row.covers(thursday - DAY, Session.PM) and not row.covers(thursday, Session.AM)
    assert "Tuesday 24 November to Wednesday 25 November" in client.words(".plain") or TUESDAY.day != 24
    hold(then(8, 0, more=2))
    client.get(page(cast))
    assert "What we know" not in client.words("main"), "nothing is left of it"


def test_better_already_holds_whoever_told_it(cast: Cast, client: Client, hold: Hold) -> None:
    """Who is said to come is looked for: that two told it makes nobody miss them."""
    hold(then(7, 50))
    sue = make.carer(pupil(cast.ellie), "Sue Farrow", called="Sue")
    make_attendance.absence(pupil(cast.ellie), sue.id, account(cast.dani), by_phone=True)
    tell(client, cast, why="other")
    client.get(page(cast))
    client.submit("form[action$='/back']", back=f"{TUESDAY.isoformat()} pm")
    assert [row.covers(TUESDAY, Session.PM) for row in rows(cast)] == [False, False]


def test_the_wrong_child_is_taken_back(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(7, 50))
    tell(client, cast)
    client.follow()
    client.submit("form[action$='/withdraw']")
    client.follow()
    (row,) = rows(cast)
    assert row.withdrawn_by == cast.mum.account_id and "expected as ever" in client.words("#notice")
    assert queries.coming(pupil(cast.ellie).id) == []


def test_nobody_takes_back_what_another_carer_told(cast: Cast, client: Client) -> None:
    sue = make.carer(pupil(cast.ellie), "Sue Farrow", called="Sue")
    row = make_attendance.absence(pupil(cast.ellie), sue.id, account(cast.dani), by_phone=True)
    db.session.commit()
    client.sign_in(cast.mum).post(f"{page(cast)}/{row.id}/withdraw", status=404)


def test_of_age_they_say_it_themselves(cast: Cast, client: Client) -> None:
    pupil(cast.ellie).date_of_birth = dt.date(2000, 1, 1)
    db.session.commit()
    client.sign_in(cast.mum).get(page(cast), 404)


# By phone -------------------------------------------------------------------------------------------------------------


def test_a_mother_rings(cast: Cast, client: Client, hold: Hold) -> None:
    hold(then(8, 5))
    mother = db.session.get_one(Carer, cast.larkdale.ids["carer"])
    client.sign_in(cast.attendance_officer).get("/absences", query_string={"q": "marsh"})
    assert "Ellie Marsh" in client.words("ul.rows")
    client.get(f"/pupils/{cast.ellie.pupil_id}/absence")
    assert "Rob Marsh" not in client.words("main"), "an order limits him: his word is not taken"
    form = f"form[action='/pupils/{cast.ellie.pupil_id}/absence']"
    client.submit(form, 422, carer_id=str(mother.id), span="day", why="ill", words="A bad throat.")
    assert "Read it back to them first" in client.words(".govuk-error-summary")
    client.submit(form, carer_id=str(mother.id), span="day", why="ill", words="A bad throat.", read_back="y")
    client.follow()
    words = client.words("main")
    assert "Mum (Helen Marsh), by phone. Ivan Petrov took the call and read it back." in words
    assert "A bad throat." in words and "I (illness) may fit" in words
    (row,) = rows(cast)
    assert (row.by_phone, row.told_by, row.carer_id) == (True, cast.attendance_officer.account_id, mother.id)


def test_nobody_is_entered_for_whom_an_order_limits_nor_for_another_childs_carer(cast: Cast, client: Client) -> None:
    other = make.carer(pupil(cast.tariq), "Jo Bell")
    db.session.commit()
    for carer_id in (cast.larkdale.ids["carer_dad"], other.id):
        sent = {"carer_id": str(carer_id), "span": "day", "why": "ill", "read_back": "y"}
        client.sign_in(cast.dani).post(f"/pupils/{cast.ellie.pupil_id}/absence", sent, 422)
    assert rows(cast) == []


def test_two_carers_of_one_account_are_one_child(cast: Cast, acting: Callable[..., Any]) -> None:
    again = make.carer(pupil(cast.ellie), "Helen Marsh")
    make.care_link(account(cast.mum), pupil(cast.ellie), CareKind.CARER, carer_id=again.id, may_see_record=True)
    db.session.commit()
    assert len(queries.children(acting(cast.mum))) == 1
