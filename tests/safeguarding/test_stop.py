"""Stop everything: no letter goes, no list has a line, the record opens as ever; ended, it all goes on."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_safeguarding, make_windows
from tests.cast import Cast, Person
from tests.client import Client
from tests.taking import whole
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.core.mail import Letter, queue_mail
from virtual_school.core.mail.models import Mail
from virtual_school.identity.models import Account
from virtual_school.learning.queries import pile
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.looking_in.queries import ending
from virtual_school.pupils.models import Pupil
from virtual_school.referrals.models import Referral, ReferralState
from virtual_school.referrals.queries import meeting
from virtual_school.safeguarding.access import stopped
from virtual_school.safeguarding.holding import held_pupils, is_held, not_while_held
from virtual_school.safeguarding.models import Help
from virtual_school.safeguarding.protecting import changes, queries

Acting = Callable[[Person], Viewer]


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def letter(account_id: uuid.UUID | None = None, about_id: uuid.UUID | None = None) -> Letter:
    row = queue_mail("somebody@larkdale.example", "Hello", "Words.", account_id=account_id, about_id=about_id)
    db.session.flush()
    return Letter.of(row)


def test_a_pupil(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    leah = acting(cast.safeguarding_lead)
    hold = changes.stop(leah, pupil_id=ellie.id, reason="A death.")
    assert not_while_held(letter(about_id=ellie.id)) is Sending.HOLD
    assert not_while_held(letter(cast.dani.account_id, ellie.id)) is Sending.HOLD, "to whomever, about her"
    assert not_while_held(letter(cast.ellie.account_id)) is Sending.HOLD, "to her"
    assert not_while_held(letter(cast.dani.account_id)) is Sending.YES
    assert not_while_held(letter(about_id=cast.tariq.pupil_id)) is Sending.YES
    assert held_pupils() == {ellie.id} and is_held(pupil_id=ellie.id)
    assert len(queries.held_letters(ellie, hold)) == 3
    changes.let_go_on(leah, hold, "It was a mistake.")
    assert not_while_held(letter(about_id=ellie.id)) is Sending.YES and held_pupils() == frozenset()


def test_a_person(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    mum = cast.mum.account_id
    changes.stop(acting(cast.head), pupil_id=ellie.id, reason="She has fled.", account_id=mum)
    assert not_while_held(letter(mum)) is Sending.HOLD
    assert not_while_held(letter(about_id=ellie.id)) is Sending.YES
    assert held_pupils() == frozenset(), "a person is stopped, not the pupil"


def test_pressed_twice_is_once(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    leah = acting(cast.safeguarding_lead)
    first = changes.stop(leah, pupil_id=ellie.id, reason="A death.")
    assert changes.stop(leah, pupil_id=ellie.id, reason="A death.").id == first.id


def test_in_a_list_and_two_levels_down(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    changes.stop(acting(cast.safeguarding_lead), pupil_id=ellie.id, reason="A death.")
    assert set(db.session.scalars(sa.select(Pupil.id).where(stopped(Pupil.id)))) == {ellie.id}


def test_no_line_is_left_and_the_record_opens(cast: Cast, client: Client, acting: Acting, ellie: Pupil) -> None:
    pupil_id = ellie.id
    changes.stop(acting(cast.safeguarding_lead), pupil_id=pupil_id, reason="A death.")
    db.session.commit()
    for person in (cast.head_of_year, cast.head):
        client.sign_in(person)
        for url in ("/school", "/not-here", "/not-here?as=csv"):
            html = whole(client, url)
            assert "Ellie" not in html, (person.key, url)
    client.sign_in(cast.dani).get(f"/pupils/{pupil_id}")


def test_from_the_page_and_back(cast: Cast, client: Client, acting: Acting, ellie: Pupil) -> None:
    pupil_id = ellie.id
    client.sign_in(cast.head).get(f"/pupils/{pupil_id}/keep-safe/stop")
    client.submit("main form", reason="A death.")
    client.follow()
    assert "Stopped: everything about Ellie" in client.words() and "A death." not in client.words(), "the lead's alone"
    acting(cast.head)
    queue_mail("mum@larkdale.example", "Something is waiting", "Words.", about_id=pupil_id)
    db.session.commit()
    client.sign_in(cast.safeguarding_lead).get(f"/pupils/{pupil_id}/keep-safe")
    assert "One letter waits." in client.words() and "A death." in client.words()
    (hold,) = queries.stopped(db.session.get_one(Pupil, pupil_id))
    client.get(f"/pupils/{pupil_id}/keep-safe/stop/{hold.row.id}/end")
    assert "Something is waiting" in client.words()
    client.submit("main form", because="It goes on.")
    client.follow()
    assert "Stopped" not in client.words()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Mail).where(Mail.about_id == pupil_id)) == 1


def test_no_list_has_them_and_whoever_needs_the_record_finds_it(
    cast: Cast, client: Client, acting: Acting, ellie: Pupil
) -> None:
    """Pupils, referrals, what is ready for a panel, what was returned lately, what came back: nobody is reminded."""
    pupil_id = ellie.id
    # What she asked for herself is no list of ours: it is answered before.
    asked = db.session.get_one(Help, cast.larkdale.ids["help of ellie"])
    asked.answered_at, asked.answered_by = clock.now(), cast.dani.account_id
    db.session.commit()
    places = {
        cast.dani: ("/pupils", "/pupils?as=csv", "/referrals", "/desk"),
        cast.lead: ("/pupils", "/referrals", "/panels", "/home"),
        cast.head_of_year: ("/pupils", "/referrals"),
        cast.lunt: ("/to-answer",),
    }
    before = {(who.key, url) for who, urls in places.items() for url in urls if "Ellie" in _read(client, who, url)}
    assert {key for key, _url in before} >= {"dani", "lead", "head_of_year"}, "they are there before"
    changes.stop(acting(cast.safeguarding_lead), pupil_id=pupil_id, reason="A death.")
    db.session.commit()
    after = {(who.key, url) for who, urls in places.items() for url in urls if "Ellie" in _read(client, who, url)}
    assert after == set()
    for who in (cast.dani, cast.lead, cast.head_of_year):
        assert "Ellie" in _read(client, who, "/pupils?q=Ellie"), who.key
        assert "Ellie" in _read(client, who, "/pupils?stopped=1"), who.key
        assert "Tariq" not in _read(client, who, "/pupils?stopped=1"), who.key
        client.get(f"/pupils/{pupil_id}")
    assert "Ellie" in _read(client, cast.lead, "/referrals?stopped=1")
    assert "Ellie" not in _read(client, cast.kit, "/pupils?stopped=1"), "who does not reach them finds nobody"


def _read(client: Client, who: Person, url: str) -> str:
    return client.sign_in(who).get(url, None).get_data(as_text=True)


def test_ready_for_a_panel_and_returned_lately(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    referral = db.session.get_one(Referral, cast.larkdale.ids["referral of ellie"])
    referral.state = ReferralState.READY
    db.session.flush()
    clerk, lunt = acting(cast.clerk), acting(cast.lunt)
    assert "Ellie" in {one.first_name for one in meeting.ready(clerk)}
    assert any("Ellie" in one.who for one in pile.lately(lunt))
    hold = changes.stop(acting(cast.safeguarding_lead), pupil_id=ellie.id, reason="A death.")
    assert "Ellie" not in {one.first_name for one in meeting.ready(acting(cast.clerk))}
    assert not any("Ellie" in one.who for one in pile.lately(acting(cast.lunt)))
    changes.let_go_on(acting(cast.safeguarding_lead), hold, "It was a mistake.")
    assert "Ellie" in {one.first_name for one in meeting.ready(acting(cast.clerk))}


def test_no_list_of_somebody_outside_has_the_pupil_and_their_window_opens_still(cast: Cast, client: Client) -> None:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    window = cast.larkdale.ids["window"]
    client.sign_in(cast.agency).get("/windows")
    assert "Ellie" in client.words("main")
    assert cast.safeguarding_lead.account_id
    make_safeguarding.hold(ellie, cast.safeguarding_lead.account_id)
    db.session.commit()
    client.get("/windows")
    assert "Ellie" not in client.words("main")
    client.get(f"/windows/{window}")
    assert "Ellie" in client.words("main")


def test_nobody_is_reminded_of_a_window_that_ends(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
    agency, lead = (db.session.get_one(Account, one.account_id) for one in (cast.agency, cast.lead))
    make_windows.granted(ellie, agency, bridge, lead, ends_on=clock.today() + dt.timedelta(days=2))
    assert [one.pupil_id for one in ending(acting(cast.lead))] == [ellie.id]
    changes.stop(acting(cast.safeguarding_lead), pupil_id=ellie.id, reason="She has fled.")
    assert not ending(acting(cast.lead))
