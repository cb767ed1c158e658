"""What is to be looked at again stands in one place, for the lead whose it is; looked at, it is gone until its day."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.looks import actions as looks
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find
from virtual_school.safeguarding.protecting import changes, queries
from virtual_school.safeguarding.protecting.reviews import reviews

Acting = Callable[[Person], Viewer]
DAY = dt.timedelta(days=1)


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def test_nothing_is_due_at_first(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    leah = acting(cast.safeguarding_lead)
    changes.keep_whereabouts(leah, pupil_id=ellie.id, reason="Her father looks for her.")
    changes.stop(leah, pupil_id=ellie.id, reason="She has fled.")
    assert reviews(leah) == []


def test_each_kind_on_its_day(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    leah, today = acting(cast.safeguarding_lead), clock.today()
    changes.keep_whereabouts(leah, pupil_id=ellie.id, reason="Her father looks for her.", review_on=today)
    changes.keep_apart(leah, pupil_id=ellie.id, reason="March.", other_id=cast.tariq.pupil_id, review_on=today - DAY)
    changes.stop(leah, pupil_id=ellie.id, reason="She has fled.", review_on=today)
    _pupil, opened = find(leah, ellie.id, Part.SAFEGUARDING)
    looks.hold_back(leah, opened, ellie, account_id=None, from_pupil=False, reason="It tells.", review_on=today)
    found = reviews(leah)
    assert sorted(one.anchor or one.endpoint for one in found) == ["apart", "pupils.held_back", "stop", "whereabouts"]
    assert {one.pupil_id for one in found} == {ellie.id}
    for person in (cast.dani, cast.head, cast.head_of_year, cast.auditor, cast.lead):
        assert reviews(acting(person)) == [], person.key


def test_what_ends_by_itself_is_said_before(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    leah, soon = acting(cast.safeguarding_lead), clock.today() + 3 * DAY
    changes.keep_whereabouts(leah, pupil_id=ellie.id, reason="Until the hearing.", ends_on=soon)
    (one,) = reviews(leah)
    assert (one.due, one.ends_on) == (None, soon)


def test_a_pupil_whose_school_has_no_lead_is_looked_after_by_who_leads(cast: Cast, acting: Acting) -> None:
    tariq = db.session.get_one(Pupil, cast.tariq.pupil_id)
    assert cast.lead.account_id
    make_safeguarding.hold(tariq, cast.lead.account_id, review_on=clock.today())
    assert [one.pupil_id for one in reviews(acting(cast.lead))] == [tariq.id]
    assert reviews(acting(cast.safeguarding_lead)) == []


def test_it_stays_until_the_next_day(cast: Cast, client: Client, acting: Acting, ellie: Pupil) -> None:
    pupil_id = ellie.id
    leah = acting(cast.safeguarding_lead)
    changes.keep_whereabouts(leah, pupil_id=pupil_id, reason="Her father looks for her.", review_on=clock.today())
    db.session.commit()
    client.sign_in(cast.safeguarding_lead).get("/handed-to-me")
    assert "Whereabouts kept in confidence" in client.words()
    row = queries.whereabouts(pupil_id)
    assert row is not None
    client.get(f"/pupils/{pupil_id}/keep-safe/whereabouts/{row.id}/again")
    client.submit("main form")
    client.follow()
    client.get("/handed-to-me")
    assert "Whereabouts kept in confidence" not in client.words()
    url = f"/pupils/{pupil_id}/keep-safe/whereabouts/{row.id}/again"
    for person, status in ((cast.head, 403), (cast.lead, 403), (cast.dani, 403), (cast.mum, 403)):
        client.sign_in(person).get(url, status)


def test_what_is_ended_is_not_looked_at_again(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    leah = acting(cast.safeguarding_lead)
    row = changes.stop(leah, pupil_id=ellie.id, reason="She has fled.")
    changes.let_go_on(leah, row, "She is safe.")
    with pytest.raises(WrongState):
        changes.looked_again(leah, row, clock.today() + DAY)


def test_a_concern_about_an_adult_never_reaches_that_adult(cast: Cast, client: Client, ellie: Pupil) -> None:
    """Not where they are the safeguarding lead themselves (practice 4)."""
    leah, head, pupil_id = cast.safeguarding_lead.account_id, cast.head.account_id, ellie.id
    assert leah and head
    row = make_safeguarding.keep_apart(ellie, head, account_id=leah, reason="What she said.", review_on=clock.today())
    keep_id = row.id
    db.session.commit()
    client.sign_in(cast.safeguarding_lead)
    for url in ("/handed-to-me", f"/pupils/{pupil_id}/keep-safe"):
        client.get(url)
        assert "What she said." not in client.words() and "Kept apart" not in client.words()
    client.get(f"/pupils/{pupil_id}/keep-safe/apart/{keep_id}/end", 404)
    client.get(f"/pupils/{pupil_id}/keep-safe/apart/{keep_id}/again", 404)
