"""How much the lists of safeguarding ask: the same for few rows and for many."""

import uuid
from collections.abc import Callable

from tests import make, make_safeguarding
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db


def test_what_was_handed_over(client_of: Callable[[Person], Client], cast: Cast) -> None:
    ellie = db.session.get_one(make.Pupil, cast.ellie.pupil_id)
    dani = db.session.get_one(make.Account, cast.dani.account_id)
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])

    def one_more() -> None:
        make_safeguarding.concern(ellie, dani, school, uuid.uuid4())

    leah, raiser = client_of(cast.safeguarding_lead), client_of(cast.dani)
    keeps_to(leah, "/handed-to-me", queries=10, kilobytes=12, nodes=300)
    stays_flat(leah, "/handed-to-me", one_more)
    assert "Older" in leah.words("main")
    keeps_to(raiser, "/handed-over", queries=4, kilobytes=14, nodes=1500)


def test_who_asked(client_of: Callable[[Person], Client], cast: Cast) -> None:
    ellie = db.session.get_one(make.Pupil, cast.ellie.pupil_id)
    child, leah = client_of(cast.ellie), client_of(cast.safeguarding_lead)
    # Who answers until when is asked of links, hours, days off and calendars; of a call that nobody has seen for long,
    # of the school's own too. How long ago hers was depends on how long this run has gone on.
    keeps_to(child, "/help", queries=14, kilobytes=12, nodes=400)
    stays_flat(leah, "/asked-for-help", lambda: make_safeguarding.asked_for_help(ellie))
    child.get("/help")
    few = child.queries
    for _more in range(20):
        make_safeguarding.asked_for_help(ellie)
    child.get("/help")
    assert child.queries == few


def test_a_paper(client_of: Callable[[Person], Client], cast: Cast) -> None:
    keeps_to(client_of(cast.dani), f"/papers/{cast.larkdale.ids['paper of ellie']}", queries=4, kilobytes=12, nodes=300)
