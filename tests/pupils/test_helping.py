"""Helping a child to sign in: by whom, with what, and who is told."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
import segno
import sqlalchemy as sa

from tests import make, make_cards
from tests.cast import PASSWORD, Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.mail.models import Mail
from virtual_school.identity import throttle
from virtual_school.identity.models import Account, Card, Credential, Membership, SignIn, Slip
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.helping import queries
from virtual_school.pupils.helping.actions import birthdays, new_pin
from virtual_school.pupils.helping.policy import is_weak
from virtual_school.pupils.models import CareLink, Pupil

ClientOf = Callable[[Person], Client]
Acting = Callable[[Person], Viewer]
DOOR = "/n/larkdale/words"


def help_page(person: Person) -> str:
    return f"/pupils/{person.pupil_id}/sign-in"


def give(client: Client, helper: Person, pupil: Person, kind: str = "phone") -> str:
    """Words for once, as the helper is shown them."""
    client.sign_in(helper).get(help_page(pupil))
    client.post(f"{help_page(pupil)}/slip", {"kind": kind}, 200)
    return client.select(".once-shown")[-1].text or ""


def letters() -> list[Mail]:
    return list(db.session.scalars(sa.select(Mail).order_by(Mail.id)))


def test_three_words_by_phone_let_in_once_and_lead_to_new_ones(cast: Cast, client: Client) -> None:
    words = give(client, cast.dani, cast.ellie)
    assert re.fullmatch(r"[a-z]+ [a-z]+ [a-z]+", words) and "ten minutes" in client.words()
    typed = {"name": cast.ellie.login_name, "password": f"  {words.upper()} "}
    client.sign_out().post(DOOR, typed)
    assert client.response.location == "/new-words"
    client.person = cast.ellie
    client.get("/new-words")
    new = client.one(".once-shown").text or ""
    client.submit("main form")
    client.get("/today")
    client.sign_out().post(DOOR, typed, 422)
    client.post(DOOR, {"name": cast.ellie.login_name, "password": PASSWORD}, 422)
    client.post(DOOR, {"name": cast.ellie.login_name, "password": new.replace(" ", "")})
    client.get("/new-words", 404)
    used = db.session.scalars(sa.select(Slip)).one()
    assert used.used_at is not None and words.replace(" ", "-").encode() not in used.digest


def test_the_old_words_stay_for_who_remembers_them(cast: Cast, client: Client) -> None:
    words = give(client, cast.dani, cast.ellie)
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": words})
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": PASSWORD})


@pytest.mark.parametrize(("kind", "minutes"), [("phone", 10), ("printed", 24 * 60)])
def test_words_for_once_are_short_lived(cast: Cast, client: Client, kind: str, minutes: int) -> None:
    words = give(client, cast.key_adult, cast.ellie, kind)
    typed = {"name": cast.ellie.login_name, "password": words}
    with clock.freeze(clock.now() + dt.timedelta(minutes=minutes, seconds=1)):
        client.sign_out().post(DOOR, typed, 422)


def test_newer_words_end_older_ones(cast: Cast, client: Client) -> None:
    older = give(client, cast.dani, cast.ellie)
    newer = give(client, cast.dani, cast.ellie)
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": older}, 422)
    client.post(DOOR, {"name": cast.ellie.login_name, "password": newer})


def test_words_of_one_open_no_other(cast: Cast, client: Client) -> None:
    words = give(client, cast.dani, cast.ellie)
    client.sign_out().post(DOOR, {"name": cast.tariq.login_name, "password": words}, 422)
    client.post(DOOR, {"name": "nobody.at.all", "password": words}, 422)
    client.post("/n/fernvale/words", {"name": cast.ellie.login_name, "password": words}, 422)
    assert db.session.scalars(sa.select(Slip)).one().used_at is None


def test_a_second_adult_is_told_and_it_is_written_down(cast: Cast, client: Client) -> None:
    for helper, told in (
        (cast.dani, cast.key_adult),
        (cast.key_adult, cast.dani),
        (cast.head_of_year, cast.dani),
        (cast.lead, cast.dani),
    ):
        give(client, helper, cast.ellie)
        letter = letters()[-1]
        assert letter.account_id == told.account_id and helper.name in letter.text
        assert "Ellie" not in letter.text + letter.subject and str(cast.ellie.pupil_id) in letter.text
        event = db.session.scalars(
            sa.select(AuditEvent).where(AuditEvent.event == "slip.made").order_by(AuditEvent.id.desc()).limit(1)
        ).one()
        assert event.account_id == helper.account_id and event.pupil_id == cast.ellie.pupil_id
        assert event.data["told"] == [str(told.account_id)] and event.data["kind"] == "phone"


def test_without_a_key_adult_somebody_else_is_told_and_never_nobody(cast: Cast, acting: Acting) -> None:
    viewer, ellie = acting(cast.dani), db.session.get_one(Pupil, cast.ellie.pupil_id)
    db.session.get_one(CareLink, cast.larkdale.ids["key_adult"]).ended_at = clock.now()
    db.session.flush()
    assert [one.name for one in queries.second_adults(viewer, ellie)] == ["Tom Archer"]
    db.session.get_one(Membership, cast.larkdale.ids["membership of head_of_year"]).ended_at = clock.now()
    db.session.flush()
    assert [one.account_id for one in queries.second_adults(viewer, ellie)] == [cast.head.account_id]
    db.session.get_one(Membership, cast.larkdale.ids["membership of head"]).ended_at = clock.now()
    db.session.flush()
    assert [one.account_id for one in queries.second_adults(viewer, ellie)] == [cast.lead.account_id]


def test_a_locked_out_pupil_tries_again_at_once(cast: Cast, client: Client, client_of: ClientOf) -> None:
    make_cards.card(db.session.get_one(Account, cast.ellie.account_id))
    pupil = client_of(cast.ellie).sign_out()
    for _turn in range(throttle.TRIES_A_NAME):
        pupil.post(DOOR, {"name": cast.ellie.login_name, "password": "not mine"}, 422)
    pupil.post(DOOR, {"name": cast.ellie.login_name, "password": PASSWORD}, 429)
    pupil.get(f"/n/larkdale/card/{make_cards.SECRET}", 303)
    for turn in range(5):
        pupil.post("/n/larkdale/card", {"pin": "1111"}, 422 if turn < 4 else 429)
    client.sign_in(cast.dani).get(help_page(cast.ellie))
    assert "Their card rests until" in client.words()
    client.submit('form[action$="/free"]')
    client.follow()
    assert "Ellie can try again now" in client.words("#notice")
    pupil.post(DOOR, {"name": cast.ellie.login_name, "password": PASSWORD})
    pupil.sign_out().get(f"/n/larkdale/card/{make_cards.SECRET}", 303)
    pupil.post("/n/larkdale/card", {"pin": make_cards.PIN})
    assert db.session.scalar(sa.select(AuditEvent.event).where(AuditEvent.event == "sign_in.freed"))


def test_words_given_forget_the_tries_too(cast: Cast, client: Client) -> None:
    for _turn in range(throttle.TRIES_A_NAME):
        client.post(DOOR, {"name": cast.ellie.login_name, "password": "not mine"}, 422)
    words = give(client, cast.dani, cast.ellie)
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": words})


def test_a_card_is_made_with_the_number_they_chose(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(help_page(cast.ellie))
    client.submit('form[action$="/card"]', 422, pin="1234")
    assert "Somebody would guess this one first" in client.words(".govuk-error-summary")
    client.submit('form[action$="/card"]', 200, pin="4826")
    assert "4826" not in client.words() and client.response.headers["Referrer-Policy"] == "no-referrer"
    assert len(client.select(".square")) == 1 and not client.select(".card-pins")
    first = db.session.scalars(sa.select(Card)).one()
    assert first.account_id == cast.ellie.account_id and first.pin_hash.startswith("$argon2id$")
    client.get(help_page(cast.ellie))
    client.submit('form[action$="/card"]', 200)
    assert re.fullmatch(r"\d{4}", client.one(".card-pins .once-shown").text or "")
    db.session.refresh(first)
    live = db.session.scalars(sa.select(Card).where(Card.ended_at.is_(None))).one()
    assert first.ended_at is not None and live.id != first.id


def test_a_lost_card_is_ended_by_any_of_them(cast: Cast, client: Client) -> None:
    for helper in (cast.dani, cast.key_adult, cast.head_of_year, cast.lead):
        row = make_cards.card(db.session.get_one(Account, cast.ellie.account_id), f"of {helper.key}")
        client.sign_in(helper).get(help_page(cast.ellie))
        client.submit('form[action$="/card/end"]', because="In the river")
        assert db.session.get_one(Card, row.id, populate_existing=True).ended_at is not None
    client.post(f"{help_page(cast.ellie)}/card/end")


def test_cards_for_a_class(cast: Cast, client: Client) -> None:
    new = make.pupil("Immy Oakes")
    make.care_link(db.session.get_one(Account, cast.dani.account_id), new)
    client.sign_in(cast.dani).get("/pupils/cards")
    assert "Tariq" not in client.words()
    client.submit("main form", 422)
    client.post("/pupils/cards", {"pupils": [str(cast.tariq.pupil_id)]}, 422)
    client.get("/pupils/cards")
    client.submit("main form", 200, pupils=[str(cast.ellie.pupil_id), str(new.id)])
    assert len(client.select(".school-card .square")) == 2 and len(client.select(".card-pins tbody tr")) == 2
    db.session.refresh(new)
    account = db.session.get_one(Account, new.account_id)
    assert re.fullmatch(r"[a-z]+-[a-z]+-\d\d", account.login_name or "") and account.login_name in client.words()
    assert db.session.scalars(sa.select(Credential).where(Credential.account_id == account.id)).all() == []
    assert len(db.session.scalars(sa.select(Card)).all()) == 2


def test_the_square_leads_to_the_card(cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []

    honest = segno.make
    monkeypatch.setattr(segno, "make", lambda address, **how: drawn.append(address) or honest(address, **how))
    client.sign_in(cast.dani).post(f"{help_page(cast.ellie)}/card", {"pin": "4826"}, 200)
    assert len(drawn) == 1 and drawn[0].startswith("http://localhost/n/larkdale/card/")
    secret = drawn[0].rsplit("/", 1)[1]
    assert len(secret) == 43 and secret not in client.response.get_data(as_text=True)
    client.sign_out().get(f"/n/larkdale/card/{secret}", 303)
    client.post("/n/larkdale/card", {"pin": "4826"})


def test_who_holds_a_role_is_not_helped_like_a_child(cast: Cast, client: Client) -> None:
    ellie = db.session.get_one(Account, cast.ellie.account_id)
    make.membership(ellie, make.organisation(), Role.TEACHER)
    client.sign_in(cast.dani).post(f"{help_page(cast.ellie)}/slip", {"kind": "phone"}, 409)
    client.post(f"{help_page(cast.ellie)}/card", {"pin": "4826"}, 409)
    assert not db.session.scalars(sa.select(Slip)).all() and not db.session.scalars(sa.select(Card)).all()


def test_words_for_once_let_nobody_in_who_has_a_role_since(cast: Cast, client: Client) -> None:
    words = give(client, cast.dani, cast.ellie)
    account = db.session.get_one(Account, cast.ellie.account_id)
    make.membership(account, db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"]), Role.TEACHER)
    db.session.commit()
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": words}, 422)
    assert db.session.scalars(sa.select(Slip.used_at)).all() == [None]


def test_a_pupil_without_an_account_is_given_a_card_first(cast: Cast, client: Client) -> None:
    new = make.pupil("Immy Oakes")
    make.care_link(db.session.get_one(Account, cast.dani.account_id), new)
    client.sign_in(cast.dani).get(f"/pupils/{new.id}/sign-in")
    assert not client.select('form[action$="/slip"]') and client.select('form[action$="/card"]')
    client.post(f"/pupils/{new.id}/sign-in/slip", {}, 409)


@pytest.mark.parametrize("pin", ["0000", "1234", "4321", "1212", "777777", "123456", "1203", "0312", "2011", "121212"])
def test_numbers_that_are_guessed_first(pin: str) -> None:
    assert is_weak(pin, *birthdays(dt.date(2011, 3, 12)))


def test_numbers_that_are_made_are_not() -> None:
    born = dt.date(2011, 3, 12)
    made = {new_pin(born) for _turn in range(300)}
    assert len(made) > 200 and not any(is_weak(pin, *birthdays(born)) for pin in made)


def test_only_a_sign_in_by_words_for_once_takes_new_words(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie).get("/new-words", 404)
    client.post("/new-words", {"words": "otter-lamplight-kettle"}, 404)
    words = give(client, cast.dani, cast.ellie)
    client.sign_out().post(DOOR, {"name": cast.ellie.login_name, "password": words})
    client.post("/new-words", {"words": "a password of mine"}, 422)
    row = db.session.scalars(sa.select(SignIn).where(SignIn.how == "slip")).one()
    with clock.freeze(row.created_at + dt.timedelta(minutes=31)):
        client.get("/new-words", 404)
