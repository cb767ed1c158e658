"""From a worried head of year to 'ready for the panel', each person on their own pages, as a browser without script."""

import re
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareLink
from virtual_school.referrals.models import Answer, Contribution, Referral, ReferralState
from virtual_school.safeguarding.models import Concern

ClientOf = Callable[..., Client]


def ellies(cast: Cast) -> uuid.UUID:
    return cast.larkdale.ids["referral of ellie"]


def of(referral_id: uuid.UUID) -> Referral:
    db.session.expire_all()
    return db.session.get_one(Referral, referral_id)


def test_a_pupil_who_is_not_here_yet(client: Client, cast: Cast) -> None:
    client.sign_in(cast.head_of_year).get("/referrals/new")
    client.get("/referrals/new/not-here")
    required = {box.get("name") for box in client.select("main form [name]")} - {"csrf_token", "once", "known_as"}
    assert len(required) <= 12
    who = {"given_name": "Noa", "family_name": "Reed", "date_of_birth": "2011-11-02", "year": "10"}
    client.submit("main form", 422, **who, why_now="Out of lessons.")
    words = {"why_now": "Out of lessons.", "tried": "A quiet room.", "stays": "y", "basis": "public_task"}
    client.submit("main form", **who, **words)
    page = client.response.location
    client.follow()
    assert "Noa R." in client.title
    client.get("/referrals/new/not-here")
    client.submit("main form", 422, **who, **words)
    assert "on your roll here" in client.words()
    mentors = client.sign_in(cast.lead).get(page) and client.get(f"{page}/mentor")
    assert mentors.status_code == 200
    client.submit("main form", account_id=str(cast.sam.account_id))
    link = db.session.get_one(CareLink, of(uuid.UUID(page.rsplit("/", 1)[1])).mentor_link_id)
    assert link.ends_on == of(uuid.UUID(page.rsplit("/", 1)[1])).lapses_on
    client.sign_in(cast.head_of_year).get(f"{page}/withdraw")
    client.submit("main form", because="They moved away.")
    db.session.expire_all()
    assert db.session.get_one(CareLink, link.id).ended_at is not None


def test_one_at_a_time(client: Client, cast: Cast) -> None:
    client.sign_in(cast.head_of_year).get(f"/referrals/new/{cast.ellie.pupil_id}")
    assert "referral for this pupil already" in client.words()
    client.get(f"/pupils/{cast.ellie.pupil_id}/referral", 302)
    assert client.response.location.endswith(str(ellies(cast)))


def test_to_ready(client_of: ClientOf, cast: Cast) -> None:
    page = f"/referrals/{ellies(cast)}"
    ellie, mum, dani, tom = (
        client_of(cast.ellie),
        client_of(cast.mum),
        client_of(cast.dani),
        client_of(cast.head_of_year),
    )
    ellie.get("/my-words")
    assert "Dani reads this" in ellie.words() and "have to tell someone" in ellie.words()
    ellie.submit("#words-form", hope="A <b>harbour</b>", hope_readers=["panel", "parent"])
    ellie.follow()
    ellie.submit("#take-part-form", agrees="no", words="Not yet")
    ellie.follow()
    assert "Nobody is cross" in ellie.words()
    ellie.submit("#take-part-form", agrees="yes")
    mum.get(f"/children/{cast.ellie.pupil_id}/referral")
    assert "harbour" not in mum.words()  # nobody has read it yet
    mum.submit("#words-form", carer_worry="She is not sleeping.")
    mum.follow()
    mum.submit("#take-part-form", agrees="yes")
    assert "sleeping" not in tom.get(page).get_data(as_text=True)
    dani.get("/referrals/to-read")
    for link in [one.get("href") for one in dani.select(".rows a") if "/read/" in (one.get("href") or "")]:
        dani.get(link)
        dani.submit("#go-on")
    assert "sleeping" in tom.get(page).get_data(as_text=True)
    assert "harbour" not in tom.words()  # it was not for the school
    assert "harbour" in mum.get(f"/children/{cast.ellie.pupil_id}/referral").get_data(as_text=True)
    assert "sleeping" not in ellie.get("/my-words").get_data(as_text=True)
    assert "the day the family was told" in tom.words()
    tom.post(f"{page}/send", status=422)
    tom.get(f"{page}/sharing/{cast.larkdale.ids['sharing of ellie']}")
    tom.submit("#told-form")
    tom.get(page)
    tom.post(f"{page}/send")
    head, lead = client_of(cast.head), client_of(cast.lead)
    head.get(page)
    head.submit("#sign")
    head.post(f"{page}/sign", status=422)  # a second press is told where it is
    lead.get(page)
    assert "harbour" in lead.words()
    lead.post(f"{page}/ready")
    assert of(ellies(cast)).state is ReferralState.READY
    narrow = db.session.scalars(sa.select(Answer).where(Answer.for_parent.is_(True))).one()
    ellie.post(f"/my-words/readers/{narrow.id}", {"readers": "panel", "version": str(narrow.version)})
    assert "harbour" not in mum.get(f"/children/{cast.ellie.pupil_id}/referral").get_data(as_text=True)


def test_given_back_with_words_is_signed_anew(client: Client, cast: Cast) -> None:
    referral = of(ellies(cast))
    referral.state = ReferralState.WITH_HEAD
    db.session.commit()
    page = f"/referrals/{referral.id}"
    client.sign_in(cast.head).get(page)
    client.submit("#give-back", words="Say more about reading.")
    client.sign_in(cast.head_of_year).get(page)
    assert "Say more about reading." in client.words()
    client.sign_in(cast.lead).post(f"{page}/give-back", {"words": "Too late for this"}, 422)
    assert "Too late for this" in client.words()  # shown, never dropped


def test_a_worry_takes_the_words_out_of_sight(client_of: ClientOf, cast: Cast) -> None:
    part, page = cast.larkdale.ids["part of ellie"], f"/referrals/{ellies(cast)}"
    dani, tom = client_of(cast.dani), client_of(cast.head_of_year)
    dani.get(f"/worried/contribution/{part}")
    assert "In danger now? Ring 999." in dani.words()
    dani.submit("main form", words="This reads like harm.")
    assert db.session.query(Concern).filter_by(about_id=part).count() == 1
    for client in (dani, tom, client_of(cast.key_adult)):
        assert "mend bikes" not in client.get(f"{page}/read/{part}").get_data(as_text=True)
        client.post(f"{page}/read/{part}/go-on", status=404)
    assert "Something here is still being read before it goes on." in tom.get(page).get_data(as_text=True)
    assert "mend bikes" in client_of(cast.ellie).get("/my-words").get_data(as_text=True)
    assert client_of(cast.key_adult).get("/referrals/to-read") and part


def test_said_again_keeps_what_was_said(client: Client, cast: Cast) -> None:
    client.sign_in(cast.ellie).get("/my-words")
    client.submit("#words-form", good_at="Something else")
    before = db.session.get_one(Contribution, cast.larkdale.ids["part of ellie"])
    assert before.superseded_at is not None
    rows = db.session.query(Contribution).filter_by(referral_id=ellies(cast), pupil_id=cast.ellie.pupil_id)
    assert rows.filter_by(carer_id=None).count() == 2


def test_a_draft_waits_in_its_box(client: Client, cast: Cast) -> None:
    client.sign_in(cast.ellie).put("/my-words/hope", {"key": "tab", "base": 0, "seq": 1, "text": "A boat"})
    client.get("/my-words")
    assert client.one("#hope").text.strip() == "A boat"
    client.put("/my-words/carer_hope", {"key": "tab", "base": 0, "seq": 1, "text": "Not mine"}, 404)


def test_two_who_change_what_the_school_says(client: Client, cast: Cast) -> None:
    url = f"/referrals/{ellies(cast)}/words"
    client.sign_in(cast.head_of_year).get(url)
    stale = client.one("[name=version]").get("value")
    client.submit("main form", why_now="First words", tried="A")
    client.post(url, {"why_now": "Second words", "tried": "B", "version": stale}, 409)
    assert "First words" in client.words() and "Second words" in client.one("#why_now").text


def test_dad_under_an_order_is_not_asked(client: Client, cast: Cast) -> None:
    client.sign_in(cast.dad).get(f"/children/{cast.ellie.pupil_id}/referral", 404)
    assert "Rob Marsh" not in client.sign_in(cast.head_of_year).get(f"/referrals/{ellies(cast)}").get_data(as_text=True)


def test_lists_ask_the_same_for_few_and_for_many(client: Client, cast: Cast) -> None:
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    account = db.session.get_one(make.Account, cast.head_of_year.account_id)
    asked: list[int] = []
    client.sign_in(cast.lead).get("/referrals")  # the first request of all also learns the hosts
    for many in (10, 60):
        for number in range(many):
            child = make.pupil(f"Pupil{number} Of{many}")
            make.enrolment(child, school)
            db.session.add(
                Referral(
                    pupil_id=child.id, organisation_id=school.id, opened_by=account.id, opened_at=make.clock.now(),
                    why_now="-", tried="-", roll_confirmed_at=make.clock.now(), lapses_on=make.clock.today(),
                )
            )  # fmt: skip
        for person in (cast.lead, cast.head_of_year):
            client.sign_in(person).get("/referrals")
            asked.append(client.queries)
    assert asked[:2] == asked[2:]
    assert re.search(r"50 of 7\d", client.words()) and client.get("/referrals?as=csv").status_code == 200
