"""The link for a day's register: what whoever holds it can do, see and count, and when it is dead."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_attendance
from tests.attendance.conftest import account, at, place, pupil
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.attendance.models import Mark, ProviderMark, RegisterLink
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.ids import digest
from virtual_school.core.mail.models import Mail
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Enrolment
from virtual_school.timetable.models import Session, WeekPattern

Hold = Callable[[dt.datetime], None]
ClientOf = Callable[[Person], Client]


def copied(client: Client, college: Organisation, session: str = "am") -> str:
    """Make a link and copy it: the address."""
    client.post("/registers/copy", {"organisation_id": college.id, "session": session}, 200)
    return str(re.search(r"http://localhost(/n/larkdale/register/[\w-]+)", client.words())[1])  # type: ignore[index]


def tap(client: Client, words: str, status: int = 303) -> None:
    """Press one of the buttons of the page in hand, by what it says with the name."""
    button = next(one for one in client.select("button[name=said]") if "".join(one.itertext()) == words)
    client.post(client.one("main form").get("action"), {"said": button.get("value")}, status)


def marks() -> list[Mark]:
    rows = db.session.scalars(
        sa.select(ProviderMark).where(ProviderMark.link_id.is_not(None)).order_by(ProviderMark.id)
    )
    return [row.mark for row in rows]


def test_a_link_is_copied_once_and_each_says_who_came(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    dani = client_of(cast.dani)
    dani.get("/registers")
    assert "1 pupil is expected" in dani.words()
    url = copied(dani, college)
    dani.get("/registers")
    assert "/register/" not in dani.response.get_data(as_text=True)
    client.get(url)
    assert "Ellie" in client.words() and "Marsh" not in client.response.get_data(as_text=True)
    tap(client, "Late Ellie")
    client.follow()
    assert "Late said at 09:40" in client.words(".register__row p")
    tap(client, "Here Ellie")
    tap_again = client.follow()
    assert tap_again.headers["X-Robots-Tag"].startswith("noindex")
    assert tap_again.headers["Cache-Control"] == "no-store"
    tap(client, "Here Ellie")  # twice is once
    assert marks() == [Mark.LATE, Mark.HERE]
    dani.get(f"/pupils/{cast.ellie.pupil_id}/attendance")
    assert "Here 09:40" in dani.words("ul.rows")
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "provider_mark.said")).first()
    assert event is not None and event.hat == "system:register link" and event.account_id is None


def test_the_secret_is_kept_nowhere(
    cast: Cast, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    url = copied(client_of(cast.dani), college)
    secret = url.rsplit("/", 1)[1]
    link = db.session.scalars(sa.select(RegisterLink).where(RegisterLink.digest == digest(secret))).one()
    assert link.sent_to == "copied"
    for table in db.metadata.sorted_tables:
        rows = db.session.execute(sa.select(table)).all()
        assert not any(secret in str(value) for row in rows for value in row), table.name


def test_a_letter_names_no_child(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    dani = client_of(cast.dani)
    dani.get("/registers")
    dani.submit("#place-1 form[action$=send]", 422, email="nobody")
    assert "Type an email address" in dani.words()
    dani.submit("#place-1 form[action$=send]", email="desk@college.example")
    letter = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc())).first()
    assert letter is not None and letter.to == "desk@college.example"
    assert "Ellie" not in letter.text + letter.subject and "Marlbridge College" in letter.text
    client.get(str(re.search(r"http://localhost(/n/\S+)", letter.text)[1]))  # type: ignore[index]
    assert "Ellie" in client.words()


@pytest.mark.parametrize(("session", "last", "dead"), [("am", at(13, 29), at(13, 30)), ("pm", at(16, 29), at(16, 30))])
def test_it_is_dead_an_hour_after_its_session(
    cast: Cast,
    client: Client,
    client_of: ClientOf,
    college: Organisation,
    hold: Hold,
    session: str,
    last: dt.datetime,
    dead: dt.datetime,
) -> None:
    hold(at(9, 40))
    make_attendance.at_college(pupil(cast.ellie), college, account(cast.head), 2, Session.PM)
    db.session.commit()
    url = copied(client_of(cast.dani), college, session)
    hold(last)
    client.get(url)
    assert "Ellie" in client.words()
    tapped = client.select("button[name=said]")[0].get("value")
    hold(dead)
    client.get(url, 410)
    assert "Ellie" not in client.response.get_data(as_text=True)
    assert "Ring whoever sent you the link at Larkdale Virtual School" in client.words()
    client.post(url, {"said": tapped}, 410)
    assert marks() == []


def test_it_is_dead_when_it_was_ended_by_hand(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    dani = client_of(cast.dani)
    url = copied(dani, college)
    dani.get("/registers")
    dani.submit("form[action$='/end']")
    client.get(url, 410)
    assert "Ellie" not in client.response.get_data(as_text=True)


def test_guessing_is_refused_unheard_after_a_while(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    url = copied(client_of(cast.dani), college)
    for number in range(30):
        client.get(f"/n/larkdale/register/guess-{number}", 404)
    client.get(url, 429)
    assert "Ellie" not in client.response.get_data(as_text=True)


def test_it_works_in_its_own_network_alone(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    url = copied(client_of(cast.dani), college)
    client.get(url.replace("larkdale", "fernvale"), 404)
    client.sign_in(cast.stranger).get(url)  # whoever holds it, whoever they are
    assert "Ellie" in client.words()


def test_it_shows_only_whom_its_maker_knows(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    """Kit's Tariq is at the same college in the same session: Dani's link does not name him, nor count him."""
    make_attendance.at_college(pupil(cast.tariq), college, account(cast.head))
    db.session.commit()
    for person, names in ((cast.dani, ["Ellie"]), (cast.kit, ["Tariq"]), (cast.lead, ["Ellie", "Tariq"])):
        client.get(copied(client_of(person), college))
        assert [one.text for one in client.select(".register__name")] == names
    officer = client_of(cast.attendance_officer)
    client.get(copied(officer, college))
    assert [one.text for one in client.select(".register__name")] == ["Ellie"]


def test_it_names_nobody_once_its_maker_has_gone(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    url = copied(client_of(cast.attendance_officer), college)
    db.session.execute(sa.update(Enrolment).values(ended_at=morning))
    db.session.commit()
    client.get(url)
    assert "Nobody is expected here" in client.words()


@pytest.mark.parametrize("why", ["another session", "another day", "no footing", "a draft", "away"])
def test_only_whose_week_holds_today(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, hold: Hold, why: str
) -> None:
    hold(at(9, 40))
    ellie, head = pupil(cast.ellie), account(cast.head)
    alex = make.pupil("Alex Fenn")
    make.care_link(account(cast.dani), alex)
    session = Session.PM if why == "another session" else Session.AM
    slot = make_attendance.at_college(alex, college, head, 3 if why == "another day" else 2, session)
    if why == "no footing":
        slot.footing_id = None
    if why == "a draft":
        db.session.get_one(WeekPattern, slot.pattern_id).agreed_at = None
    if why == "away":
        make_attendance.away(alex, place(cast, "wren_hill"), account(cast.own_teacher))
    db.session.commit()
    client.get(copied(client_of(cast.dani), college))
    assert [one.text for one in client.select(".register__name")] == [ellie.known_as]


def test_two_of_one_name_are_told_apart_by_a_letter(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    for name, year in (("Ellie Fenn", 10), ("Sam Okoro", 10), ("Ellie Moss", 9)):
        child = make.pupil(name, year=year)
        make.care_link(account(cast.dani), child)
        make_attendance.at_college(child, college, account(cast.head))
    db.session.commit()
    client.get(copied(client_of(cast.dani), college))
    names = [one.text for one in client.select(".register__name")]
    assert names == ["Ellie F.", "Ellie M. (10)", "Ellie M. (9)", "Sam"]
    html = client.response.get_data(as_text=True)
    assert "Marsh" not in html and str(cast.ellie.pupil_id) not in html


def test_a_line_of_another_link_is_not_on_this_one(
    cast: Cast, client: Client, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    make_attendance.at_college(pupil(cast.tariq), college, account(cast.head))
    db.session.commit()
    client.get(copied(client_of(cast.kit), college))
    tariq = client.select("button[name=said]")[0].get("value")
    client.get(mine := copied(client_of(cast.dani), college))
    client.post(mine, {"said": tariq}, 404)
    client.post(mine, {"said": f"{cast.tariq.pupil_id}:here"}, 404)
    assert marks() == []


def test_a_place_where_nobody_of_theirs_is_has_no_link(
    cast: Cast, client_of: ClientOf, college: Organisation, morning: dt.datetime
) -> None:
    kit = client_of(cast.kit)
    kit.get("/registers")
    assert "Marlbridge" not in kit.words()
    kit.post("/registers/copy", {"organisation_id": college.id, "session": "am"}, 404)
    dani = client_of(cast.dani)
    dani.post("/registers/copy", {"organisation_id": college.id, "session": "pm"}, 404)


def test_no_link_is_made_for_a_session_that_is_over(
    cast: Cast, client_of: ClientOf, college: Organisation, hold: Hold
) -> None:
    hold(at(13, 31))
    client_of(cast.dani).post("/registers/copy", {"organisation_id": college.id, "session": "am"}, 409)
