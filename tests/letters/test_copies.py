"""What a letter says in another language: asked for, typed by a person who is named, read again by a second."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast
from tests.client import Client
from tests.letters.steps import TEXT, carer, finds, row_of, send, told, write
from virtual_school.core.db import db
from virtual_school.letters.models import CopyState, Letter, LetterCopy
from virtual_school.pupils.models import Carer

COPY = {"language": "Polish", "translator": "Ewa Lis", "subject": "Wycieczka", "text": "<i>Kurtka</i>, proszę."}


def the_copy(letter_id: object) -> LetterCopy:
    db.session.expire_all()
    return db.session.scalars(sa.select(LetterCopy).where(LetterCopy.letter_id == letter_id)).one()


def test_asked_for_typed_and_read_beside_the_original(cast: Cast, client: Client) -> None:
    db.session.get_one(Carer, cast.larkdale.ids["carer"]).language = "Polish"
    letter_id = write(client, cast, "pupil", carer(cast))
    send(client, letter_id)
    client.sign_in(cast.mum).get(f"/letters/{letter_id}")
    client.submit("form[action$=in-my-language]")
    client.post(f"/letters/{letter_id}/in-my-language")  # pressed twice
    row = row_of(letter_id, carer(cast))
    (asked,) = told("letter.language", row.id)
    assert asked.account_id == cast.dani.account_id
    client.sign_in(cast.dani).get(asked.path)
    assert "Asks for it in their language: Polish." in client.words()
    client.get(f"/letters/{letter_id}/copy")
    assert TEXT.split("\n")[0] in client.words("section.card"), "the original stands beside the boxes"
    client.submit("form[action$='/copy']", **COPY)
    assert told("letter.language", row.id)[0].settled_at
    assert [one.account_id for one in told("letter.new", letter_id)].count(cast.mum.account_id) == 1, "not seen yet"
    client.sign_in(cast.mum).get(f"/letters/{letter_id}")
    assert "<i>Kurtka</i>, proszę." in client.words() and TEXT.split("\n")[0] in client.words()
    assert "Put into Polish by Ewa Lis. Typed here by Dani Okafor" in client.words()
    assert "the letter itself counts" in client.words() and client.one("[lang=pl]").get("dir") == "auto"


def test_a_second_person_reads_it_again(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/copy", COPY)
    copy_id = the_copy(letter_id).id
    client.get(f"/letters/{letter_id}")
    assert not client.select("form[action$=checked]"), "not whoever typed it"
    client.post(f"/letter-copies/{copy_id}/checked", status=403)
    client.sign_in(cast.lead).get(f"/letters/{letter_id}")
    client.submit("form[action$=checked]")
    client.post(f"/letter-copies/{copy_id}/checked")  # pressed twice
    copy = the_copy(letter_id)
    assert (copy.state, copy.checked_by) == (CopyState.CHECKED, cast.lead.account_id)
    client.sign_in(cast.mum).get(f"/letters/{letter_id}")
    assert "Read again by Amal Haddad" in client.words()


def test_a_wrong_one_is_taken_back_and_the_letter_stays(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/copy", COPY)
    client.post(f"/letter-copies/{the_copy(letter_id).id}/withdraw")
    client.sign_in(cast.mum).get(f"/letters/{letter_id}")
    assert "Kurtka" not in client.words() and "at nine." in client.words()
    client.sign_in(cast.lead).post(f"/letter-copies/{the_copy(letter_id).id}/checked", status=403)


def test_its_words_never_change(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/copy", COPY)
    with pytest.raises(DBAPIError, match="never change"):
        db.session.execute(sa.text("UPDATE letter_copy SET text = 'Other'"))
    db.session.rollback()
    assert db.session.get_one(Letter, letter_id).text == TEXT


def test_only_what_was_sent_is_put_into_another_language(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    client.get(f"/letters/{letter_id}/copy", 403)
    client.post(f"/letters/{letter_id}/copy", COPY, 403)


def test_it_keeps_itself_while_it_is_typed_and_nothing_is_lost(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.put(f"/letters/{letter_id}/copy/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Kurt"})
    client.get(f"/letters/{letter_id}/copy")
    assert client.one("textarea").text == "Kurt"
    client.submit("form[action$='/copy']", 422, language="", subject="Wycieczka")
    assert client.one("textarea").text == "Kurt"
    client.submit("form[action$='/copy']", language="Polish")
    assert the_copy(letter_id).text == "Kurt"


def test_what_a_concern_holds_back_is_not_in_a_copy_either(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/copy", {**COPY, "text": "He locks the door at night."}, 409)
    assert "Ask the safeguarding lead." in client.words() and "He locks the door" in (client.one("textarea").text or "")


def test_who_did_not_get_the_letter_does_not_see_the_copy(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/copy", COPY)
    for person in (cast.ellie, cast.dad, cast.kit, cast.key_adult, cast.stranger_lead, cast.auditor):
        assert not finds(client.sign_in(person), f"/letters/{letter_id}", "Kurtka"), person.key


def test_a_paper_of_either_is_made_for_whoever_reads_it(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/copy", COPY)
    letter = {"kind": "letter", "about": str(row_of(letter_id, carer(cast)).id)}
    copy = {"kind": "letter_copy", "about": str(the_copy(letter_id).id)}
    for person, reads_letter, reads_copy in (
        (cast.dani, 303, 303),
        (cast.head, 303, 303),
        (cast.mum, 303, 404),
        (cast.ellie, 404, 404),
        (cast.kit, 404, 404),
        (cast.key_adult, 404, 404),
        (cast.stranger_lead, 404, 404),
    ):
        client.sign_in(person).post("/papers", letter, reads_letter)
        client.post("/papers", copy, reads_copy)
    client.sign_in(cast.dani).post(f"/letters/{letter_id}/withdraw", {"because": "The wrong family."})
    client.post("/papers", letter, 404)
    client.post("/papers", copy, 404)
