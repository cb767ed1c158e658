"""Who runs a network: finds, invites, gives and ends roles, hands a leaver's pupils over, keeps the dates."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests import make
from tests.browser.conftest import DESK, PHONE, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import follow, heading, press
from tests.cast import Cast, Person
from virtual_school.core import clock, school_days
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareLink

A_DAY = dt.timedelta(days=1)


@contextmanager
def written(school: School) -> Iterator[None]:
    """Rows that are there before anybody looks."""
    with school.app.app_context():
        enter_network(school.cast.larkdale.network_id)
        yield
        db.session.commit()
        db.session.remove()


def given(cast: Cast, person: Person, role: Role, place: str) -> None:
    account = db.session.get_one(Account, person.account_id)
    make.membership(account, db.session.get_one(Organisation, cast.larkdale.organisations[place]), role)


def shown(day: dt.date) -> str:
    return f"{day.day} {day:%B}"


def test_somebody_is_found_in_a_long_list(school: School, visit: Opens, cast: Cast, width: int) -> None:
    with written(school):
        for number in range(130):
            make.account(f"Person {number:03}", email=f"person{number}@larkdale.example")
        make.account("Zora Quell", email="zora@larkdale.example")
    page = visit(cast.administrator, "/people", width=width)
    assert page.locator(".rows > li").count() == 50
    follow(page, "More")
    expect(page.get_by_role("link", name="From the beginning")).to_be_visible()
    look(page)
    page.get_by_label("Name, email or login name").fill("zora")
    page.keyboard.press("Enter")
    expect(page.locator("main").get_by_role("status")).to_have_text("1 person")
    look(page)
    page.get_by_role("combobox", name="Who", exact=True).select_option(label="Closed")
    press(page, "Look")
    expect(page.get_by_text("Nobody here fits that.")).to_be_visible()
    look(page)
    follow(page, "Show everybody")
    page.get_by_label("Name, email or login name").fill("quell")
    press(page, "Look")
    follow(page, "Zora Quell")
    heading(page, "Zora Quell")


def test_somebody_is_invited_given_a_role_and_it_ends(
    visit: Opens, cast: Cast, complaints: Complaints, width: int
) -> None:
    page = visit(cast.administrator, "/people", width=width)
    press(page, "Add a person")
    look(page)
    page.get_by_label("Name").fill("Ines Falk")
    page.get_by_label("Email").fill("dani@larkdale.example")
    press(page, "Add this person")
    expect(page.get_by_role("link", name="Dani Okafor")).to_be_visible()
    look(page)
    page.get_by_label("Email").fill("ines@wrenhill.example")
    press(page, "Add this person")
    expect(page.get_by_text("An invitation is on its way. Now give them a role.")).to_be_visible()
    heading(page, "Ines Falk")
    _a_role_with_an_end(page)
    complaints.expect("422")
    look(page)
    page.get_by_text("End this role").click()
    look(page)
    page.get_by_label("Why? (optional)").first.fill("Came for a term.")
    press(page, "End it now")
    heading(page, "What Ines Falk hands over")
    expect(page.get_by_text("Nothing hangs on them")).to_be_visible()
    look(page)


def _a_role_with_an_end(page: Page) -> None:
    today = clock.today()
    role = page.get_by_role("combobox", name="Role")
    role.select_option(label="Exams officer")
    page.get_by_role("combobox", name="Where").select_option(label="Wren Hill School")
    page.get_by_label("Until (optional)").fill((today - A_DAY).isoformat())
    press(page, "Give this role")
    expect(page.get_by_role("alert")).to_be_visible()
    look(page)
    expect(role).to_have_value("exams_officer")
    page.get_by_label("Until (optional)").fill((today + 60 * A_DAY).isoformat())
    press(page, "Give this role")
    expect(page.locator(".rows").first).to_contain_text(shown(today + 60 * A_DAY))


def test_a_leavers_pupils_go_to_another_mentor(visit: Opens, cast: Cast, complaints: Complaints, width: int) -> None:
    page = visit(cast.lead, f"/people/{cast.dani.account_id}", width=width)
    follow(page, "They leave: hand over what hangs on them")
    heading(page, "What Dani Okafor hands over")
    look(page)
    card = page.locator("#mentor")
    card.get_by_role("button", name="Hand these over").click()
    expect(page.get_by_role("alert")).to_contain_text("choose who takes it over")
    complaints.expect("422")
    look(page)
    card.get_by_label("To whom").select_option(label="Sam Whitlock, Larkdale Virtual School")
    card.get_by_role("button", name="Hand these over").click()
    expect(page.get_by_text("handed over.")).to_be_visible()
    expect(page.locator("#mentor")).to_have_count(0)
    visit(cast.sam, "/pupils", width=width).get_by_role("link", name="Ellie M.").wait_for()


def test_what_has_no_owner_and_what_ends_soon(school: School, visit: Opens, cast: Cast, width: int) -> None:
    with written(school):
        make.account("Lost Account", email="lost@larkdale.example")
        db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"]).ends_on = clock.today() + 9 * A_DAY
    page = visit(cast.administrator, "/people/watch", width=width)
    expect(page.get_by_text("Which pupils these are is the Virtual School lead’s to read.")).to_be_visible()
    assert "Ellie" not in page.locator("main").inner_text()
    page = visit(cast.lead, "/people/watch", width=width)
    expect(page.locator("main")).to_contain_text("Dani Okafor, Learning mentor, until")
    expect(page.locator("main")).to_contain_text(shown(clock.today() + 9 * A_DAY))
    follow(page, "Lost Account")
    page.get_by_text("Close this account").click()
    look(page)
    page.get_by_role("button", name="Close it now").click()
    expect(page.get_by_text("This account was closed")).to_be_visible()
    look(page)


@pytest.mark.parametrize(("width", "script"), [(DESK, True), (PHONE, True), (PHONE, False)])
def test_who_has_two_hats_sees_which_one_is_on(
    school: School, visit: Opens, cast: Cast, width: int, script: bool
) -> None:
    with written(school):
        given(cast, cast.lunt, Role.MENTOR, "larkdale")
    page = visit(cast.lunt, "/to-answer", width=width, js=script)
    menu = page.locator(".menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_contain_text("Teacher, Ashfold School")
    if script:
        look(page)
    press(page, "Change to: Learning mentor, Larkdale Virtual School")
    heading(page, "Your desk")
    page.locator(".menu summary").click()
    expect(page.locator(".menu strong")).to_have_text("Learning mentor, Larkdale Virtual School")


def off_days() -> tuple[dt.date, dt.date]:
    """A day to close on within days, and one of half-term in the week after it."""
    closed = school_days.coming(clock.today() + A_DAY)
    return closed, closed + 7 * A_DAY


def terms_around(half: dt.date) -> list[str]:
    """A year without holidays, with one day of half-term that lies well within its term."""
    year = school_days.year_began(half).year
    cuts = [dt.date(year, 12, 31), dt.date(year + 1, 4, 15)]
    cuts = [cut - 30 * A_DAY if abs((cut - half).days) < 9 else cut for cut in cuts]
    ends = [*cuts, dt.date(year + 1, 8, 31)]
    dates: list[str] = []
    for first, last in zip([dt.date(year, 8, 1), *(cut + A_DAY for cut in cuts)], ends, strict=True):
        off = half.isoformat() if first < half < last else ""
        dates += [first.isoformat(), off, off, last.isoformat()]
    return dates


@pytest.mark.parametrize(("width", "script"), [(DESK, True), (PHONE, True), (DESK, False)])
def test_dates_and_a_closure_stand_in_a_pupils_week(
    visit: Opens, cast: Cast, complaints: Complaints, width: int, script: bool
) -> None:
    closed, half = off_days()
    ours = f"/organisations/{cast.larkdale.organisations['wren_hill']}"
    page = visit(cast.head, ours, width=width, js=script)
    page.goto(f"{ours}/terms/{school_days.year_began(half).year}")
    boxes, dates = page.locator("fieldset input"), terms_around(half)
    if script:
        look(page)
    for box, date in enumerate(dates[:-1]):
        boxes.nth(box).fill(date)
    press(page, "Keep these dates")
    expect(page.get_by_role("alert")).to_contain_text("Type this day")
    expect(boxes.first).to_have_value(dates[0])
    if script:
        look(page)
    boxes.nth(len(dates) - 1).fill(dates[-1])
    press(page, "Keep these dates")
    expect(page.locator("main")).to_contain_text("Half-term")
    page.get_by_label("First day").fill(closed.isoformat())
    page.get_by_label("What is it?").select_option(label="Closed")
    page.locator("#closures ~ .card").first.get_by_label("Why?").fill("no heating in the hall")
    press(page, "Add it")
    expect(page.locator("main")).to_contain_text("no heating in the hall")
    complaints.expect("422")
    if script:
        look(page)
    page = visit(cast.ellie, f"/my-week?on={closed}", width=width, js=script)
    expect(page.locator("main")).to_contain_text("School closed: no heating in the hall")
    page.goto(f"/my-week?on={half}")
    expect(page.locator("main")).to_contain_text("Half-term")
    page = visit(cast.mum, f"/children/{cast.ellie.pupil_id}/week?on={closed}", width=width, js=script)
    expect(page.locator("main")).to_contain_text("School closed: no heating in the hall")
