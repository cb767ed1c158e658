"""Windows in a browser: granted, seen by whom they concern, prolonged, held back, ended by whoever agreed."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_windows
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.typed import PAST, TODAY, TOMORROW, page
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Network, Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Duty, Part, Pupil, Receiver, Window, WindowAgreement, WindowHeldBack

ClientOf = Callable[[Person], Client]


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def granted(cast: Cast, *parts: Part, carers: tuple[uuid.UUID | None, ...] = (None,), **given: object) -> Window:
    return make_windows.granted(
        ellie(cast), account(cast.agency), place(cast, "bridge"), account(cast.lead), parts, carers=carers, **given
    )


def on_duty(cast: Cast, *parts: Part, **given: object) -> Window:
    by = account(cast.head)
    return make_windows.on_duty(ellie(cast), account(cast.agency), place(cast, "bridge"), by, parts, **given)


def a_window(cast: Cast, **given: object) -> dict[str, object]:
    return {
        "membership_id": str(cast.larkdale.ids["membership of agency_past"]),
        "parts": ["identity", "work"],
        "purpose": "To plan the boat mornings",
        "basis": "agreement",
        "agreed": ["pupil", str(cast.larkdale.ids["carer"])],
        "how": "phone",
        "agreed_on": TODAY,
        "starts_on": TODAY,
        "ends_on": TOMORROW,
    } | given


def last_window() -> Window:
    return db.session.scalars(sa.select(Window).order_by(Window.id.desc()).limit(1)).one()


# Granting -------------------------------------------------------------------------------------------------------------


def test_the_form_offers_what_such_a_one_may_need_and_ticks_what_they_usually_do(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(page(cast, "/windows/new"))
    assert "An agency" in client.words("main") and "police" not in client.words(".rows")
    client.get(page(cast, "/windows/new/agency"))
    offered = {box.get("value") for box in client.select('input[name="parts"]')}
    ticked = {box.get("value") for box in client.select('input[name="parts"][checked]')}
    assert ticked == {"identity", "week"} and "health" not in offered and "notes" not in offered
    until = clock.today() + dt.timedelta(days=84)
    assert client.one("#ends_on").get("value") == until.isoformat()
    assert not client.select('input[name="basis"][value="duty"]')
    client.get(page(cast, "/windows/new/police"), 404)
    client.get(page(cast, "/windows/new/everybody"), 404)


def test_how_long_is_the_networks_to_tune(cast: Cast, client: Client) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = network.numbers | {"window_days_agency": 10, "window_longest_days": 20}
    client.sign_in(cast.lead).get(page(cast, "/windows/new/agency"))
    assert client.one("#ends_on").get("value") == (clock.today() + dt.timedelta(days=10)).isoformat()
    late = (clock.today() + dt.timedelta(days=21)).isoformat()
    client.post(page(cast, "/windows/new/agency"), a_window(cast, ends_on=late, once="k"), 422)
    assert "20 days at most" in client.words("main")


def test_who_agreed_is_written_down(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(page(cast, "/windows/new/agency"))
    client.submit("main form", **a_window(cast))
    client.follow()
    words = client.words("#windows")
    assert "Ellie agreed by phone" in words and "‘Mum’ agreed by phone" in words and "Dani" in words
    rows = db.session.scalars(sa.select(WindowAgreement).where(WindowAgreement.window_id == last_window().id)).all()
    assert {row.carer_id for row in rows} == {None, cast.larkdale.ids["carer"]}
    assert all(row.recorded_by == cast.dani.account_id for row in rows)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"agreed": []}, "Say who agreed"),
        ({"how": ""}, "Say how they agreed"),
        ({"agreed_on": ""}, "day on which they agreed"),
        ({"agreed_on": TOMORROW}, "has not come yet"),
        ({"agreed": [str(uuid.uuid4())]}, "Choose from these"),
        ({"basis": "duty"}, "which duty"),
        ({"basis": "duty", "duty": "ehcp"}, "Choose one of these"),
        ({"parts": ["identity", "grades"]}, "Choose from these"),
        ({"ends_on": PAST}, "already past"),
    ],
)
def test_a_grant_that_cannot_be(cast: Cast, client: Client, wrong: dict[str, object], said: str) -> None:
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Window))
    client.sign_in(cast.lead).post(page(cast, "/windows/new/agency"), a_window(cast, once="k", **wrong), 422)
    assert said in client.words(".govuk-error-summary")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Window)) == before


def test_a_carer_under_an_order_is_not_asked(cast: Cast, client: Client) -> None:
    client.sign_in(cast.lead).get(page(cast, "/windows/new/agency"))
    boxes = {box.get("value") for box in client.select('input[name="agreed"]')}
    assert boxes == {"pupil", str(cast.larkdale.ids["carer"])}


def test_what_may_not_be_safe_waits_for_the_safeguarding_lead(cast: Cast, client: Client, client_of: ClientOf) -> None:
    typed = a_window(cast, basis="duty", duty="safeguarding", agreed=[], parts=["identity", "attendance"], once="k")
    client.sign_in(cast.head).post(page(cast, "/windows/new/agency"), typed)
    window = last_window()
    assert db.session.scalars(sa.select(WindowHeldBack).where(WindowHeldBack.window_id == window.id)).one()
    for person, url in ((cast.ellie, "/who-can-see"), (cast.mum, f"/children/{cast.ellie.pupil_id}/who-can-see")):
        assert "boat" not in client_of(person).get(url).get_data(as_text=True)
    lead = client_of(cast.safeguarding_lead)
    lead.get(page(cast, "/who-looks-in"))
    assert "nobody has looked yet" in lead.words("#windows")
    lead.submit(f'form[action$="{window.id}/show"]')
    assert "boat" in client_of(cast.ellie).get("/who-can-see").get_data(as_text=True)


# The family's pages ---------------------------------------------------------------------------------------------------


def test_the_pupil_reads_who_can_see_and_why_and_stops_it(cast: Cast, client: Client, client_of: ClientOf) -> None:
    window = granted(cast, Part.PLAN, Part.IDENTITY, purpose="To plan the boat mornings")
    outside = client_of(cast.agency)
    outside.get(f"/windows/{window.id}")
    client.sign_in(cast.ellie).get("/my-people")
    client.get("/who-can-see")
    words = client.words("main")
    for said in ("Agency worker, Bridge Youth Work", "your plan", "boat mornings", "Dani Okafor", "Headteacher", "Mum"):
        assert said in words, said
    for hidden in ("Jess Carter", "Social worker", "Safeguarding lead, "):
        assert hidden not in words, hidden
    client.submit(f'form[action="/who-can-see/{window.id}/end"]')
    client.follow()
    assert "boat mornings" not in client.words("main")
    outside.get(f"/windows/{window.id}", 404)
    row = db.session.get_one(Window, window.id)
    assert row.ended_by == cast.ellie.account_id


def test_a_carer_ends_what_they_agreed_to_and_not_what_another_did(cast: Cast, client: Client) -> None:
    mums = granted(cast, Part.PLAN, carers=(cast.larkdale.ids["carer"],))
    both = granted(cast, Part.WORK, carers=(None, cast.larkdale.ids["carer_dad"]))
    here = f"/children/{cast.ellie.pupil_id}/who-can-see"
    client.sign_in(cast.mum).get(here)
    assert client.select(f'form[action="{here}/{mums.id}/end"]')
    assert not client.select(f'form[action="{here}/{both.id}/end"]')
    assert "Somebody else said yes" in client.words("main")
    client.post(f"{here}/{both.id}/end", {}, 403)
    client.post(f"{here}/{mums.id}/end", {})
    client.post(f"{here}/{mums.id}/end", {}, 404)
    assert db.session.get_one(Window, mums.id).ended_at and not db.session.get_one(Window, both.id).ended_at


def test_what_rests_on_a_duty_says_why_and_cannot_be_ended(cast: Cast, client: Client) -> None:
    window = on_duty(cast, Part.PLAN, duty=Duty.COURT)
    client.sign_in(cast.ellie).get("/who-can-see")
    assert "A court asked for this" in client.words("main")
    client.post(f"/who-can-see/{window.id}/end", {}, 403)
    assert db.session.get_one(Window, window.id).ended_at is None


def test_what_is_held_back_leaves_no_trace_on_the_familys_pages(cast: Cast, client: Client) -> None:
    """The page with it is, letter for letter, the page without it."""
    urls = ((cast.ellie, "/who-can-see"), (cast.mum, f"/children/{cast.ellie.pupil_id}/who-can-see"))
    before = [_words(client, person, url) for person, url in urls]
    window = on_duty(cast, Part.PLAN, purpose="An enquiry", receiver=Receiver.SOCIAL_CARE, duty=Duty.SAFEGUARDING)
    make_windows.held_back(window, account(cast.safeguarding_lead))
    on_duty(cast, Part.PLAN, Part.SAFEGUARDING, purpose="Another enquiry")
    assert [_words(client, person, url) for person, url in urls] == before
    client.sign_in(cast.ellie).post(f"/who-can-see/{window.id}/end", {}, 404)
    client.sign_in(cast.mum).post(f"{urls[1][1]}/{window.id}/end", {}, 404)


def _words(client: Client, person: Person, url: str) -> str:
    client.sign_in(person).get(url)
    return client.words("main")


def test_a_carer_reads_nothing_the_pupil_alone_agreed_to(cast: Cast, client: Client) -> None:
    granted(cast, Part.PLAN, purpose="A group for young people", carers=(None,))
    assert "A group for" not in _words(client, cast.mum, f"/children/{cast.ellie.pupil_id}/who-can-see")
    assert "A group for" in _words(client, cast.ellie, "/who-can-see")


def test_names_only_where_the_network_says_so(cast: Cast, client: Client) -> None:
    granted(cast, Part.PLAN)
    assert "Jess Carter" not in _words(client, cast.ellie, "/who-can-see")
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = network.numbers | {"window_names_to_families": 1}
    assert "Jess Carter" in _words(client, cast.ellie, "/who-can-see")


# Staff ----------------------------------------------------------------------------------------------------------------


def test_staff_see_who_looks_in_as_far_as_they_see_themselves(cast: Cast, client: Client) -> None:
    granted(cast, Part.HEALTH, purpose="Talks about what the doctor said")
    for person, sees in ((cast.dani, True), (cast.safeguarding_lead, True), (cast.attendance_officer, False)):
        client.sign_in(person).get(page(cast, "/who-looks-in"))
        assert ("the doctor" in client.words("#windows")) is sees, person.key
        assert "Dani Okafor" in client.words("#standing")


def test_through_a_window_nobody_sees_who_else_looks_in(cast: Cast, client: Client) -> None:
    make.window(ellie(cast), account(cast.sam), place(cast, "larkdale"), (Part.IDENTITY,))
    client.sign_in(cast.sam).get(page(cast, "/who-looks-in"), 403)
    client.get(page(cast, "/windows/new"), 403)
    client.get(page(cast, "/windows/new/agency"), 403)


def test_a_window_is_prolonged_with_a_reason_and_agreed_anew(cast: Cast, client: Client) -> None:
    window = granted(cast, Part.PLAN, ends_on=clock.today() + dt.timedelta(days=3))
    later = (clock.today() + dt.timedelta(days=30)).isoformat()
    url = page(cast, f"/windows/{window.id}/prolong")
    client.sign_in(cast.dani).get(url)
    agreed = {"agreed": ["pupil"], "how": "in_person", "agreed_on": TODAY}
    client.submit("main form", 422, ends_on=later, because="", **agreed)
    client.submit("main form", 422, ends_on=later, because="Two more mornings", agreed=[], how="", agreed_on="")
    client.submit("main form", 422, ends_on=TOMORROW, because="Two more mornings", **agreed)
    client.submit("main form", ends_on=later, because="Two more mornings", **agreed)
    client.follow()
    assert "Two more mornings" in client.words("#windows")
    assert db.session.get_one(Window, window.id).ends_on.isoformat() == later
    events = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.object_id == window.id)).all()
    assert {"window.prolonged", "window.agreed"} <= {event.event for event in events}


def test_both_sides_are_warned_before_the_end(cast: Cast, client: Client) -> None:
    by = account(cast.dani)
    soon = {"ends_on": clock.today() + dt.timedelta(days=5)}
    window = make_windows.granted(
        ellie(cast), account(cast.agency), place(cast, "bridge"), by, (Part.PLAN, Part.IDENTITY), **soon
    )
    client.sign_in(cast.dani).get("/desk")
    assert "open to Jess Carter until" in client.words("#windows-ending ~ ul")
    client.sign_in(cast.agency).get("/windows")
    assert "Ends by itself" in client.words(".rows") and "ask Dani Okafor" in client.words(".rows")
    client.get(f"/windows/{window.id}")
    assert "Ends by itself".lower() in client.words("main").lower()
    client.sign_in(cast.lead).get("/waiting")
    assert "Jess Carter" not in client.words("main")


def test_what_is_held_back_is_looked_at_again(cast: Cast, client: Client) -> None:
    window = on_duty(cast, Part.PLAN)
    client.sign_in(cast.safeguarding_lead).get(page(cast, "/who-looks-in"))
    form = f'form[action$="{window.id}/hold-back"]'
    client.submit(form, 422, because="", review_on=TODAY)
    client.submit(form, because="Dad reads the letters", review_on=TODAY)
    client.follow()
    assert "Dad reads the letters" in client.words("#windows")
    client.sign_in(cast.head).get(page(cast, "/who-looks-in"))
    assert "not shown this" in client.words("#windows") and "reads the letters" not in client.words("#windows")
    events = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "window.held_back")).all()
    assert events and all("letters" not in f"{event.because}{event.data}" for event in events)
    client.sign_in(cast.dani).post(page(cast, f"/windows/{window.id}/show"), {}, 403)


def test_a_teacher_of_another_school_finds_what_was_opened_to_them(cast: Cast, client: Client) -> None:
    make_windows.granted(
        ellie(cast), account(cast.lunt), place(cast, "ashfold"), account(cast.lead), (Part.IDENTITY, Part.WORK),
        receiver=Receiver.SCHOOL,
    )  # fmt: skip
    assert cast.lunt.role is Role.TEACHER
    client.sign_in(cast.lunt).get("/windows")
    assert "Ellie" in client.words(".rows") and "Marsh" not in client.words()
