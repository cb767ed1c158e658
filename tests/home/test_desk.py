"""The desk's parts in order, its filters; and what waits for those who begin with a list."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests import inspector, make, make_attendance, make_mentoring, make_timetable
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.mentoring.models import TaskKind
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil
from virtual_school.referrals.models import Referral

ClientOf = Callable[[Person], Client]
# 10:15 on a Tuesday: the morning began more than half an hour ago.
TUESDAY = dt.datetime(2026, 11, 24, 10, 15, tzinfo=dt.UTC)


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


@pytest.fixture
def josh(cast: Cast) -> Pupil:
    """Another of Dani's, at Stonegate, expected at the college this morning, whom nobody has seen."""
    with clock.freeze(TUESDAY):
        child = make.pupil("Josh Ward")
        make.enrolment(child, place(cast, "stonegate"))
        make.care_link(account(cast.dani), child)
        make_attendance.at_college(child, place(cast, "college"), account(cast.head))
        make_mentoring.contact(child, account(cast.dani), at=TUESDAY - dt.timedelta(days=9))
        db.session.commit()
        return child


def test_who_is_not_seen_stands_above_everything_and_one_tap_answers(client: Client, cast: Cast, josh: Pupil) -> None:
    with clock.freeze(TUESDAY):
        client.sign_in(cast.dani).get("/desk")
        assert "Josh W." in client.words(".rows--now") and "Marlbridge College" in client.words(".rows--now")
        headings = [heading.text for heading in client.select("h2")]
        assert headings.index("Now") < headings.index("Contact today") < headings.index("My pupils")
        form = next(form for form in client.select(".rows--now form") if str(josh.id) in form.get("action"))
        data = {box.get("name"): box.get("value") for box in form.cssselect("input")}
        client.post(form.get("action"), {**data, "how": "call"})
        assert client.response.location.endswith("/desk")
        client.follow()
        assert "Josh W." not in client.words(".rows--now")


def test_the_other_mentor_sees_neither(client: Client, cast: Cast, josh: Pupil) -> None:
    with clock.freeze(TUESDAY):
        client.sign_in(cast.kit).get("/desk")
        assert "Josh" not in client.words() and "Ellie" not in client.words()


def test_each_reason_has_its_rule_one_tap_away(client: Client, cast: Cast, josh: Pupil) -> None:
    with clock.freeze(TUESDAY):
        client.sign_in(cast.dani).get("/desk")
        row = next(row for row in client.select(".row") if row.cssselect(".reason") and "Josh" in inspector.words(row))
        assert "Last contact 9 days ago." in inspector.words(row)
        (why,) = row.cssselect("a[href='/desk/rules#contact']")
        client.get(why.get("href").split("#")[0])
        assert "The number is 7." in client.words("#contact")


def test_filters_let_through_whom_they_name(client: Client, cast: Cast, josh: Pupil) -> None:
    def shown(url: str) -> list[str]:
        client.get(url)
        return [inspector.words(cell) for cell in client.select("table.caseload tbody th a")]

    client.sign_in(cast.dani)
    with clock.freeze(TUESDAY):
        assert shown("/desk") == ["Ellie M.", "Josh W."]
        assert shown("/desk?show=Stonegate High") == ["Josh W."]
        assert "Josh W." in shown("/desk?show=today")
        assert shown("/desk?show=Nowhere") == []
        assert [chip.text for chip in client.select(".chips a")][0] == "All 2"


def test_a_first_task_is_done_from_the_desk(client: Client, cast: Cast, josh: Pupil) -> None:
    task = make_mentoring.task(josh, TaskKind.TELL_FAMILY_DATES, due_on=clock.today())
    client.sign_in(cast.dani).get("/desk")
    client.submit(f"form[action='/mentor-tasks/{task.id}/done']")
    assert client.response.location.endswith("/desk")
    client.follow()
    assert "Tell the family the dates: by" not in client.words()


def test_the_numbers_behind_the_charts_stand_in_a_table(client: Client, cast: Cast, josh: Pupil) -> None:
    client.sign_in(cast.dani).get("/desk/weeks")
    rows = [[inspector.words(cell) for cell in row] for row in client.select("tbody tr")]
    ellie = {row[1]: row for row in rows if row[0] == "Ellie M."}
    assert ellie["Praise"][2:] == ["0"] * 7 + ["1", "about the same"]
    assert ellie["Hard moments"][-2] == "1"


def test_the_pupils_page_says_what_matters_now(client_of: ClientOf, cast: Cast, josh: Pupil) -> None:
    with clock.freeze(TUESDAY):
        dani = client_of(cast.dani)
        dani.get(f"/pupils/{josh.id}")
        said = dani.words(".head-card")
        assert "Dani Okafor" in said and "Morning: Marlbridge College" in said and "Sunday 15 November" in said
        make_timetable.footing(josh, account(cast.head))
        officer = client_of(cast.attendance_officer)
        officer.get(f"/pupils/{cast.ellie.pupil_id}")
        assert "Last contact" not in officer.words(".head-card")
        assert not officer.select(".head-card form")


def test_what_waits_is_each_ones_own(client_of: ClientOf, cast: Cast) -> None:
    child = make.pupil("Nell Frost")
    make.enrolment(child, place(cast, "wren_hill"))
    opened = {"why_now": "She stays away.", "tried": "Talks.", "roll_confirmed_at": clock.now()}
    row = Referral(
        pupil_id=child.id,
        organisation_id=place(cast, "wren_hill").id,
        opened_by=cast.head_of_year.account_id,
        opened_at=clock.now(),
        lapses_on=clock.today() + dt.timedelta(days=60),
        **opened,
    )
    db.session.add(row)
    db.session.commit()
    lead = client_of(cast.lead)
    lead.get("/waiting")
    assert "Name a learning mentor" in lead.words() and "Nell F." in lead.words()
    head = client_of(cast.head)
    head.get("/waiting")
    assert "Nell" not in head.words()


def test_who_begins_with_a_list_is_sent_there(client_of: ClientOf, cast: Cast) -> None:
    for person in (cast.lead, cast.clerk):
        assert client_of(person).get("/home", 302).location == "/waiting"
