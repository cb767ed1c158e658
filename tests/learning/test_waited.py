"""What a pupil's own device may keep, and when something was handed in that waited there for a line."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_ins_of
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import SignIn
from virtual_school.learning.models import Assignment
from virtual_school.learning.pressing import AT_ONCE, pressed_at
from virtual_school.pupils.models.whereabouts import ConfidentialWhereabouts

NOON = dt.datetime(2026, 9, 14, 12, tzinfo=dt.UTC)
ClientOf = Callable[[Person], Client]
HOUR = dt.timedelta(hours=1)


def test_when_it_was_pressed_is_bounded() -> None:
    """Not in the future, not before the work was there, whatever the device says."""
    assert pressed_at(NOON, 3600, NOON - 5 * HOUR) == NOON - HOUR
    assert pressed_at(NOON, 9 * 3600, NOON - 5 * HOUR) == NOON - 5 * HOUR
    assert pressed_at(NOON, -3600, NOON - HOUR) == NOON
    assert pressed_at(NOON, 2**31 - 1, NOON - HOUR) == NOON - HOUR
    assert pressed_at(NOON, 60, NOON + HOUR) == NOON


def test_both_times_are_shown_to_her_and_to_who_answers(client: Client, cast: Cast) -> None:
    work = cast.larkdale.work["new"].assignment_id
    set_at = db.session.get_one(Assignment, work).set_at
    sent = {"text": "I looked at each number.", "number": "1", "once": "once-1", "waited": "1800"}
    places = {client.sign_in(cast.ellie).post(f"/my-work/{work}/hand-in", sent).location for _time in range(2)}
    (made,) = hand_ins_of(work)
    assert len(places) == 1 and made.pressed_at == max(made.arrived_at - HOUR / 2, set_at)
    client.follow()
    if made.arrived_at - made.pressed_at >= AT_ONCE:
        assert "It reached us" in client.words()
    client.sign_in(cast.lunt).get(f"/to-answer/{made.id}")
    assert "no line: it arrived" in client.words()


def test_only_a_pupils_own_device_may_keep_a_page(client: Client, client_of: ClientOf, cast: Cast) -> None:
    """For a script alone: every answer stays `no-store`, and on a shared computer there is nothing to be kept."""
    work = cast.larkdale.work["new"].assignment_id
    client.sign_in(cast.ellie)
    for page in ("/today", "/my-work", f"/my-work/{work}"):
        headers = client.get(page).headers
        assert headers["X-Kept-For"] == str(cast.ellie.account_id) and headers["Cache-Control"] == "no-store"
    for page in ("/my-people", "/my-plan", "/help", "/messages", "/my-week"):
        assert "X-Kept-For" not in client.get(page).headers
    by_itself = {"X-Keeping": "1"}
    assert "X-Kept-For" in client.get("/my-week", headers=by_itself).headers
    lunt = client_of(cast.lunt)
    assert "X-Kept-For" not in lunt.get("/to-answer", headers=by_itself).headers
    db.session.execute(sa.update(SignIn).where(SignIn.account_id == cast.ellie.account_id).values(shared=True))
    db.session.commit()
    assert "X-Kept-For" not in client.get("/today", headers=by_itself).headers


def test_where_she_is_is_not_kept_when_it_is_kept_in_confidence(client: Client, cast: Cast) -> None:
    kept = {"reason": "An order.", "review_on": clock.today() + dt.timedelta(days=30), "starts_on": clock.today()}
    by = {"pupil_id": cast.ellie.pupil_id, "set_by": cast.safeguarding_lead.account_id, "set_at": clock.now()}
    db.session.add(ConfidentialWhereabouts(**by, **kept))
    db.session.commit()
    assert "X-Kept-For" not in client.sign_in(cast.ellie).get("/my-week", headers={"X-Keeping": "1"}).headers
