"""What somebody writes by a bare address: nothing that a pupil said is written over, and no old yes counts again."""

import datetime as dt

from tests import make, make_referrals
from tests.cast import Cast
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.pupils.models import How, Party, Pupil, TakePart
from virtual_school.pupils.viewers import acting
from virtual_school.referrals.models import Answer, Contribution, Decision, Referral, ReferralState
from virtual_school.referrals.queries import offer, pack


def test_no_reason_for_none_takes_the_place_of_words(cast: Cast, client: Client) -> None:
    """The page does not offer it once they have said something; neither does its address."""
    ids = cast.larkdale.ids
    url = f"/referrals/{ids['referral of ellie']}/none/pupil"
    for person in (cast.head_of_year, cast.dani, cast.key_adult):
        client.sign_in(person).post(url, {"because": "She would rather not."}, None)
        part = db.session.get_one(Contribution, ids["part of ellie"])
        assert part.superseded_at is None and part.none_at is None, person.key


def test_words_that_nobody_has_read_are_not_written_over(cast: Cast, client: Client) -> None:
    """What she wrote herself may tell of harm: somebody reads it before an adult's words take its place."""
    ids = cast.larkdale.ids
    url = f"/referrals/{ids['referral of ellie']}/write-down/pupil"
    client.sign_in(cast.head_of_year).get(url)
    box = next(one.get("name") for one in client.select("textarea[name]"))
    sent = {box: "All is well.", "how": "in_person", "read_back": "y", "once": "k"}
    client.post(url, sent, None)
    assert client.response.status_code == 422
    assert "waits to be read" in client.words(".govuk-error-summary")
    assert db.session.get_one(Contribution, ids["part of ellie"]).superseded_at is None
    client.sign_in(cast.dani).post(f"/referrals/{ids['referral of ellie']}/read/{ids['part of ellie']}/go-on")
    client.sign_in(cast.head_of_year).post(url, sent, 303)


def test_what_was_said_before_is_read_too(cast: Cast, client: Client) -> None:
    """Who thinks better of it and writes it anew may have told of harm the first time: somebody still reads that."""
    ids, referral = cast.larkdale.ids, cast.larkdale.ids["referral of ellie"]
    before = ids["part of ellie"]
    db.session.get_one(Contribution, before).superseded_at = clock.now()
    db.session.commit()
    page = f"/referrals/{referral}/read/{before}"
    client.sign_in(cast.dani).get("/referrals/to-read")
    assert any(one.get("href") == page for one in client.select("a"))
    assert "earlier words" in client.get(page).get_data(as_text=True)
    client.post(f"{page}/go-on")
    client.get("/referrals/to-read")
    assert not any(one.get("href") == page for one in client.select("a"))


def test_a_scribe_is_not_shown_what_was_given_before(cast: Cast, client: Client) -> None:
    ids = cast.larkdale.ids
    answer = db.session.get_one(Answer, ids["answer of ellie"])
    answer.text, answer.for_school = "A heron knows it.", False
    db.session.commit()
    for person in (cast.head_of_year, cast.head, cast.lead):
        client.sign_in(person)
        for page in ("write-down/pupil", "take-part/pupil", "none/pupil"):
            html = client.get(f"/referrals/{ids['referral of ellie']}/{page}", None).get_data(as_text=True)
            assert "heron" not in html, (person.key, page)


def test_a_yes_to_an_earlier_referral_is_no_yes_to_this_one(cast: Cast) -> None:
    ids = cast.larkdale.ids
    referral = db.session.get_one(Referral, ids["referral of ellie"])
    referral.state = ReferralState.READY
    mum = db.session.get_one(Account, cast.mum.account_id)
    db.session.add(
        TakePart(
            pupil_id=referral.pupil_id, party=Party.CARER, carer_id=ids["carer"], agrees=True, how=How.SELF,
            recorded_by=mum.id, given_at=referral.opened_at - dt.timedelta(days=200),
        )
    )  # fmt: skip
    db.session.flush()
    lead = acting(cast.lead.account_id, None)
    said = dict(pack.pack(lead, referral.id).takes_part)
    assert said["Mum"] is None and said["Ellie"] is True


def test_nor_does_it_carry_a_part_time_timetable(cast: Cast) -> None:
    """The carer with whom the pupil lives says yes to this time, and is one who is asked."""
    ids = cast.larkdale.ids
    found = db.session.get_one(Decision, ids["offer of ellie"])
    child, referral = db.session.get_one(Pupil, found.pupil_id), db.session.get_one(Referral, found.referral_id)
    carer = make.carer(child, "Nan Linden", called="Nan")
    mum = db.session.get_one(Account, cast.mum.account_id)
    make_referrals.yes(
        referral, mum, party=Party.CARER, carer_id=carer.id, given_at=referral.opened_at - dt.timedelta(days=200)
    )
    head = acting(cast.head.account_id, None)
    assert not offer.standing(offer.offer(head, found.id)).lived_with_says_yes
    make_referrals.yes(referral, mum, party=Party.CARER, carer_id=carer.id, given_at=clock.now())
    assert offer.standing(offer.offer(head, found.id)).lived_with_says_yes
