"""A complaint is made, read, answered; a second person looks; each side sees who has it and by when."""

import datetime as dt
from collections.abc import Callable

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast, Person
from tests.client import Client
from tests.complaints.steps import HAPPENED, answer_it, make, owner_of, read_it, row, state, told
from virtual_school.complaints.models import Complaint, ComplaintState
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.protecting import changes

Acting = Callable[[Person], Viewer]

FRIDAY = dt.datetime(2026, 11, 27, 16, 0, tzinfo=dt.UTC)
NASTY = '"><script>alert(1)</script>\n{{7*7}} & ‘so’ on'


def test_made_read_answered_and_right(cast: Cast, client: Client) -> None:
    with clock.freeze(FRIDAY):
        found = make(client, cast.mum, pupil_id=cast.ellie.pupil_id, wish="Please ring before five.")
        assert row(found).due_on == dt.date(2026, 12, 2), "three school days on: Monday, Tuesday, Wednesday"
        (notice,) = told(found, "complaint.made")
        assert notice.account_id == cast.lead.account_id and notice.about_id is None
        client.follow()
        assert "Amal Haddad" in client.words() and HAPPENED in client.words() and "2 Dec" in client.words()
        client.sign_in(cast.lead).get(notice.path)
        assert "Please ring before five." in client.words() and "Ellie" in client.words()
        read_it(client, found, cast.lead)
        assert row(found).due_on == dt.date(2026, 12, 11)
        client.get(f"/complaints/{found}")
        client.submit("form[action$='/answer']", words="We are sorry. We ring today.")
        (answered,) = told(found, "complaint.answered")
        assert answered.account_id == cast.mum.account_id and told(found, "complaint.made")[0].settled_at
        client.sign_in(cast.mum).get(answered.path)
        assert "We are sorry. We ring today." in client.words()
        client.submit("form[action$=satisfied]:not([action$=not-satisfied])")
    assert state(found) is ComplaintState.CLOSED


def test_not_satisfied_and_a_second_person_looks(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie)
    answer_it(client, found, cast.lead)
    client.sign_in(cast.ellie).get(f"/complaints/{found}")
    client.submit("form[action$=not-satisfied]", words="Nobody rang.")
    client.follow()
    assert "Ruth Calder" in client.words() and state(found) is ComplaintState.NOT_SATISFIED
    assert row(found).second_id == cast.head.account_id, "the headteacher of her school, who was not the first"
    assert {one.account_id for one in told(found, "complaint.made")} == {cast.lead.account_id, cast.head.account_id}
    client.sign_in(cast.lead).post(f"/complaints/{found}/close", {"words": "It is over."}, 403)
    client.sign_in(cast.head).get(f"/complaints/{found}")
    assert "Nobody rang." in client.words()
    client.submit("form[action$='/close']", words="I rang her myself.")
    client.sign_in(cast.ellie).get(f"/complaints/{found}")
    assert "I rang her myself." in client.words() and "local authority" in client.words()
    assert state(found) is ComplaintState.CLOSED


@pytest.mark.parametrize(
    ("step", "who"),
    [("answer", "lead"), ("close", "lead"), ("satisfied", "ellie"), ("not-satisfied", "ellie")],
)
def test_no_step_is_taken_before_its_turn(cast: Cast, client: Client, step: str, who: str) -> None:
    found = make(client, cast.ellie)
    client.sign_in(getattr(cast, who)).post(f"/complaints/{found}/{step}", {"words": "Words."}, 409)
    assert state(found) is ComplaintState.MADE


def test_nor_twice(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie)
    answer_it(client, found, cast.lead)
    client.post(f"/complaints/{found}/read", status=409)
    client.post(f"/complaints/{found}/answer", {"words": "Something else."}, 409)
    assert "Something else." not in (row(found).answer or "")
    client.sign_in(cast.ellie).post(f"/complaints/{found}/satisfied")
    client.post(f"/complaints/{found}/satisfied")
    client.post(f"/complaints/{found}/not-satisfied", {"words": ""}, 409)
    assert len(told(found, "complaint.answered")) == 1


def test_pressed_twice_it_is_one(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie).get("/complaints/new")
    sent = {"happened": HAPPENED, "once": "a-key"}
    client.post("/complaints/new", sent)
    first = client.response.location
    client.post("/complaints/new", sent)
    assert client.response.location == first


def test_what_was_said_never_changes(cast: Cast, client: Client) -> None:
    make(client, cast.ellie)
    for column in ("happened", "wish", "about_name", "said_by"):
        with pytest.raises(DBAPIError, match="never change"):
            db.session.execute(sa.update(Complaint).values({column: "Other"}))
        db.session.rollback()


def test_words_are_shown_as_they_were_typed(cast: Cast, client: Client) -> None:
    found = make(client, cast.mum, happened=NASTY, wish="<b>Ring</b>")
    answer_it(client, found, cast.lead, words=NASTY)
    for person in (cast.mum, cast.lead):
        client.sign_in(person).get(f"/complaints/{found}")
        html = client.response.get_data(as_text=True)
        assert "<script>alert" not in html and "<b>Ring" not in html and "{{7*7}}" in html
    assert (row(found).happened, row(found).answer) == (NASTY, NASTY)


def test_by_phone_it_is_read_back(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(f"/complaints/new?pupil={cast.ellie.pupil_id}")
    client.submit("main form", 422, happened="She says nobody came.", said_by="Helen Marsh")
    assert "Read it back to them first" in client.words()
    client.submit("main form", read_back="y")
    client.follow()
    assert "Written down by Dani Okafor, and read back." in client.words() and "Ellie" in client.words()
    found = db.session.scalar(sa.text("SELECT count(*) FROM complaint WHERE said_by = 'Helen Marsh'"))
    assert found == 1


def test_only_staff_write_it_down_for_another(cast: Cast, client: Client) -> None:
    sent = {"happened": HAPPENED, "said_by": "Somebody", "read_back": "y"}
    client.sign_in(cast.mum).post("/complaints/new", sent)
    client.follow()
    assert "Somebody" not in client.words()


def test_a_carer_says_it_of_their_own_child_alone(cast: Cast, client: Client) -> None:
    sent = {"happened": HAPPENED, "pupil_id": str(cast.tariq.pupil_id)}
    client.sign_in(cast.mum).post("/complaints/new", sent, 422)
    client.sign_in(cast.dad).post("/complaints/new", {**sent, "pupil_id": str(cast.ellie.pupil_id)}, 422)
    client.get("/complaints/new")
    assert "Ellie" not in client.words() and "Dani" not in client.words(), "an order limits him"
    client.sign_in(cast.kit).get(f"/complaints/new?pupil={cast.ellie.pupil_id}", 404)


def test_words_keep_themselves(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie).put("/complaints/new/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Nobo"})
    client.get("/complaints/new")
    assert client.one("textarea").text == "Nobo"
    found = make(client, cast.ellie)
    client.get("/complaints/new")
    assert not client.one("textarea").text
    read_it(client, found, cast.lead)
    client.put(f"/complaints/{found}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "We ar"})
    client.get(f"/complaints/{found}")
    assert client.one("textarea").text == "We ar"
    client.sign_in(cast.ellie).get(f"/complaints/{found}")
    assert "We ar" not in client.response.get_data(as_text=True), "an answer half written is nobody's but its writer's"


def test_overdue_first_and_it_says_so(cast: Cast, client: Client) -> None:
    with clock.freeze(FRIDAY):
        late, early = make(client, cast.ellie), make(client, cast.mum)
        row(early).due_on, row(late).due_on = dt.date(2026, 12, 1), dt.date(2026, 11, 20)
        db.session.commit()
        client.sign_in(cast.lead).get("/complaints")
        first = client.select("section ul.rows > li")[0]
        assert f"/complaints/{late}" in [link.get("href") for link in first.cssselect("a")]
        assert "should have been done by" in client.words("section ul.rows > li:first-child")
        client.sign_in(cast.ellie).get(f"/complaints/{late}")
        assert "You may ring them and ask." in client.words()


def test_the_days_are_the_networks_own(cast: Cast, client: Client) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, "complaint_read_days": 1}
    db.session.commit()
    with clock.freeze(FRIDAY):
        assert row(make(client, cast.mum)).due_on == dt.date(2026, 11, 30)


def test_what_tells_of_harm_is_handed_over(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie, happened="He hurts me when nobody looks.")
    client.sign_in(cast.lead).get(f"/complaints/{found}")
    client.get(client.one("a.worried").get("href"))
    client.submit("main form", words="She is afraid of somebody.")
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == found)).one()
    assert concern.copy == "He hurts me when nobody looks." and concern.about_kind == "complaint"
    client.follow()
    answer_it(client, found, cast.lead)
    client.sign_in(cast.ellie).post(f"/complaints/{found}/not-satisfied", {"words": ""})
    client.sign_in(cast.head).get(f"/complaints/{found}", 404)
    concern = db.session.get_one(Concern, concern.id)
    concern.released_at, concern.released_by = clock.now(), cast.safeguarding_lead.account_id
    concern.seen_at, concern.seen_by = clock.now(), cast.safeguarding_lead.account_id
    db.session.commit()
    client.get(f"/complaints/{found}")


def test_stop_everything_no_notice_and_its_owner_finds_it(cast: Cast, client: Client, acting: Acting) -> None:
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    changes.stop(acting(cast.safeguarding_lead), pupil_id=ellie.id, reason="She has died.")
    db.session.commit()
    found = make(client, cast.mum, pupil_id=cast.ellie.pupil_id)
    assert not told(found, "complaint.made") and owner_of(found) == "Amal Haddad"
    client.sign_in(cast.lead).get("/complaints")
    assert not [link for link in client.select("a") if link.get("href") == f"/complaints/{found}"]
    client.get("/complaints?stopped=1")
    assert [link for link in client.select("a") if link.get("href") == f"/complaints/{found}"]
    answer_it(client, found, cast.lead)
    assert not told(found, "complaint.answered")
    client.sign_in(cast.mum).get(f"/complaints/{found}")
    assert "We are sorry." in client.words()


def test_each_step_is_in_the_audit_without_a_name(cast: Cast, client: Client) -> None:
    found = make(client, cast.ellie, about_id=cast.dani.account_id)
    answer_it(client, found, cast.lead)
    mine = sa.select(AuditEvent).where(AuditEvent.object_id == found).order_by(AuditEvent.id)
    events = list(db.session.scalars(mine))
    assert [one.event for one in events] == ["complaint.made", "complaint.acknowledged", "complaint.answered"]
    assert all(one.pupil_id is None and str(cast.dani.account_id) not in str(one.data) for one in events)
