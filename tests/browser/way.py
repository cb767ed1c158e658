"""One pupil's way, step by step, each as its person walks it: from a start page, by the words that stand there.

Ash Kestrel is a pupil of Wren Hill whom the Virtual School does not know yet. Mum has an account, Dad has a telephone.
It is a Tuesday, ten in the morning: a family may be told of a decision then.
"""

import datetime as dt
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any, cast

from playwright.sync_api import Locator, Page, expect
from werkzeug.serving import make_server

from tests import make
from tests.browser.conftest import School
from tests.browser.steps import choose, press
from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network, writing
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareKind

BEGAN = clock.today()  # the run's one day, also while the clock is held on its Tuesday


@dataclass(frozen=True)
class Family:
    ash: Person
    mum: Person
    pupil_id: uuid.UUID


@dataclass
class Here:
    """The school, served by this process: its clock can be held."""

    url: str


@contextmanager
def at_ten(school: School) -> Iterator[School]:
    """The same school on a Tuesday at ten."""
    server = make_server("127.0.0.1", 0, school.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    with clock.freeze(at(10)):
        yield replace(school, server=cast(Any, Here(f"http://127.0.0.1:{server.server_port}")))
    server.shutdown()
    thread.join()


@contextmanager
def rows(school: School, cast: Cast) -> Iterator[None]:
    """Write rows into the school's database, in Larkdale."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        with writing():
            yield
        db.session.remove()


def at(hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the next Tuesday."""
    return dt.datetime.combine(next_tuesday(), dt.time(hour, minute), clock.LONDON)


def next_tuesday() -> dt.date:
    return BEGAN + dt.timedelta(days=(1 - BEGAN.weekday()) % 7 or 7)


def in_days(days: int) -> str:
    return (next_tuesday() + dt.timedelta(days=days)).isoformat()


def family(cast: Cast) -> Family:
    """Ash, Year 10 of Wren Hill, with Mum and Dad, nobody of whom the Virtual School has met."""
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    ash = make.pupil("Ash Kestrel")
    make.enrolment(ash, school)
    mother = make.carer(ash, "Lin Kestrel", called="Mum")
    make.carer(ash, "Max Kestrel", called="Dad", lives_with=False)
    child = _signed_in(cast, "ash", "Ash K.", Role.PUPIL, ash.id)
    ash.account_id = child.account_id
    mum = _signed_in(cast, "lin", "Lin Kestrel", Role.CARER)
    rights = {"may_see_record": True, "may_see_whereabouts": True, "may_be_rung": True, "may_collect": True}
    link = make.care_link(db.session.get_one(make.Account, mum.account_id), ash, CareKind.CARER, carer_id=mother.id)
    for right, given in rights.items():
        setattr(link, right, given)
    return Family(child, mum, ash.id)


def _signed_in(cast: Cast, key: str, name: str, role: Role, pupil_id: uuid.UUID | None = None) -> Person:
    account, secret = make.account(name), f"the device of {key}"
    device = make.sign_in(account, secret)
    where = cast.larkdale
    login = account.login_name or ""
    return Person(key, name, account.id, login, where.network_id, where.slug, secret, device.id, role, pupil_id)


def section(page: Page, words: str) -> Locator:
    """One question's box and readers on the page of words."""
    return page.locator("section.card", has=page.get_by_label(words, exact=True))


def row(page: Page, words: str) -> Locator:
    return page.locator("li.row", has_text=words)


def fill_half_day(page: Page, half: str, kind: str, words: str, place: str) -> None:
    """One half day of the week that is being laid out, on the footing that the head confirmed for its kind."""
    page.get_by_role("link", name=f"Fill in {half}").click()
    page.get_by_label("What kind").select_option(label=kind)
    page.get_by_label("What happens").fill(words)
    page.get_by_label("Place", exact=True).select_option(label=place)
    choose(page, "Responsible adult", "Dani Okafor")
    choose(page, "Footing", words.split(" ")[0])
    press(page, "Put it in the week")
    expect(page.get_by_text("is laid out.")).to_be_visible()


def copy_to(page: Page, half: str, *others: str) -> None:
    """The same as in this half day on others."""
    page.get_by_role("link", name=f"Change or copy {half}").click()
    for other in others:
        page.get_by_label(other, exact=True).check()
    press(page, "Copy it there")
    expect(page.get_by_text(f"Put on {len(others)} more half")).to_be_visible()
