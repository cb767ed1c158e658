"""A letter is written, looked at, sent and read; what was sent never changes; a wrong one is taken back."""

import io
import uuid

import pypdf
import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from tests.cast import Cast
from tests.client import Client
from tests.letters.steps import SUBJECT, TEXT, ClientOf, carer, finds, row_of, send, state_of, told, write
from virtual_school.core.app import App
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.letters.models import Letter, LetterState
from virtual_school.network.models import Network

LINE = "We are not the local authority’s statutory Virtual School, which is there for children in care."
NASTY = '"><script>alert(1)</script>\n{{7*7}} Grüße & ‘so’ on'


def made(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def test_written_looked_at_sent_and_read(app: App, cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    assert "Not sent yet. Only you see it." in client.words() and "Dear Helen Marsh," in client.words()
    assert LINE in client.words() and state_of(letter_id) is LetterState.DRAFT and not told("letter.new", letter_id)
    send(client, letter_id)
    (notice,) = told("letter.new", letter_id)
    assert (notice.account_id, notice.about_id) == (cast.mum.account_id, cast.ellie.pupil_id)
    client.sign_in(cast.mum).get("/letters")
    assert SUBJECT in client.words()
    client.get(notice.path)
    assert "We go to the mill at nine." in client.words() and LINE in client.words()
    assert "Dani Okafor, Learning mentor" in client.words() and "Larkdale Virtual School" in client.words()


def test_the_file_is_in_the_record_with_the_networks_name_and_the_line(app: App, cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, "pupil", carer(cast), text=NASTY)
    send(client, letter_id)
    client.follow()
    assert "The file is being made." in client.words()
    made(app)
    made(app)  # a job that runs twice makes one file
    row = row_of(letter_id, carer(cast))
    assert row.stored_file_id is not None
    for person in (cast.mum, cast.dani, cast.head_of_year):
        client.sign_in(person).get(f"/letters/{letter_id}/to/{row.id}/letter.pdf")
        assert client.response.mimetype == "application/pdf"
    read = pypdf.PdfReader(io.BytesIO(client.response.get_data()))
    said = " ".join(" ".join(page.extract_text().split()) for page in read.pages)
    network = db.session.get_one(Network, cast.larkdale.network_id).name
    assert network in said and " ".join(LINE.split()) in said and "To Helen Marsh" in said and SUBJECT in said
    assert "<script>alert(1)</script>" in said and "{{7*7}}" in said and "Grüße" in said
    assert "Ellie" not in said and "Rob" not in said, "who else got it stands in nobody's"


def test_words_are_shown_as_they_were_typed(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast), text=NASTY, subject="<b>Hello</b>")
    send(client, letter_id)
    client.sign_in(cast.mum).get(f"/letters/{letter_id}")
    html = client.response.get_data(as_text=True)
    assert "<script>alert" not in html and "{{7*7}}" in html and "<b>Hello" not in html
    assert db.session.get_one(Letter, letter_id).text == NASTY


def test_a_draft_is_its_writers_alone(cast: Cast, client: Client, client_of: ClientOf) -> None:
    letter_id = write(client, cast, "pupil", carer(cast))
    for person in cast:
        if person.key == "dani":
            continue
        other = client_of(person)
        for url in (f"/letters/{letter_id}", f"/letters/{letter_id}/write", "/letters"):
            assert not finds(other, url, SUBJECT), (person.key, url)
        assert not finds(other, f"/pupils/{cast.ellie.pupil_id}/letters", SUBJECT), person.key


def test_what_each_of_the_cast_does_not_see(cast: Cast, client: Client, client_of: ClientOf) -> None:
    """To her mother alone: Ellie finds nothing of it, nor does her father; of the staff those who see the family."""
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    reads = {person.key for person in cast if finds(client_of(person), f"/letters/{letter_id}", "at nine.")}
    staff = {"dani", "lead", "head_of_year", "attendance_officer", "head", "safeguarding_lead"}
    assert reads == staff | {"mum"}
    lists = {person.key for person in cast if finds(client_of(person), "/letters", SUBJECT)}
    assert lists == {"mum"}
    pupil = f"/pupils/{cast.ellie.pupil_id}/letters"
    assert {person.key for person in cast if finds(client_of(person), pupil, SUBJECT)} == staff
    assert {notice.account_id for notice in told("letter.new", letter_id)} == {cast.mum.account_id}


def test_what_was_sent_never_changes(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.get(f"/letters/{letter_id}/write", 403)
    client.put(f"/letters/{letter_id}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Other"}, 409)
    client.post(f"/letters/{letter_id}/throw-away", status=403)
    for change in ("UPDATE letter SET text = 'Other'", "UPDATE letter SET subject = 'Other'", "DELETE FROM letter"):
        with pytest.raises(DBAPIError, match="never change"):
            db.session.execute(sa.text(f"{change} WHERE state = 'sent'"))
        db.session.rollback()
    assert db.session.get_one(Letter, letter_id).text == TEXT


def test_pressed_twice_it_is_sent_once(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/send")
    assert len(told("letter.new", letter_id)) == 1
    sent = sa.select(sa.func.count()).select_from(AuditEvent).where(AuditEvent.event == "letter.sent")
    assert db.session.scalar(sent) == 1


def test_nothing_half_done_is_sent(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, text="")
    send(client, letter_id, 409)
    assert "Choose who gets this letter." in client.words() and state_of(letter_id) is LetterState.DRAFT
    client.get(f"/letters/{letter_id}/write")
    client.submit("main form", to=["pupil"])
    send(client, letter_id, 409)
    assert "A letter needs a first line and some words." in client.words()


def test_what_goes_is_what_was_looked_at(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    client.put(f"/letters/{letter_id}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Newer words"})
    send(client, letter_id, 409)
    assert "You typed more since." in client.words()
    client.get(f"/letters/{letter_id}/write")
    assert client.one("textarea").text == "Newer words"
    client.submit("main form")
    send(client, letter_id)
    assert db.session.get_one(Letter, letter_id).text == "Newer words"


def test_two_tabs_lose_nothing(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    sent = {"kind": "general", "subject": "Mine", "text": "Mine too", "version": "1"}
    client.post(f"/letters/{letter_id}/write", sent, 409)
    assert "We go to the mill at nine." in client.words() and client.one("textarea").text == "Mine too"
    client.submit("main form", to=[carer(cast)])
    assert db.session.get_one(Letter, letter_id).subject == "Mine"


def test_a_draft_that_is_not_wanted_is_gone(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    client.post(f"/letters/{letter_id}/throw-away")
    client.get(f"/letters/{letter_id}", 404)
    assert db.session.get(Letter, letter_id) is None


def test_to_the_wrong_family_it_is_taken_back(app: App, cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, "pupil", carer(cast))
    send(client, letter_id)
    made(app)
    row_id = row_of(letter_id, carer(cast)).id
    client.get(f"/letters/{letter_id}/withdraw")
    client.submit("main form", 422, because=" ")
    client.submit("main form", because="It went to the wrong family.")
    assert state_of(letter_id) is LetterState.WITHDRAWN
    for person in (cast.mum, cast.ellie, cast.dani, cast.lead, cast.safeguarding_lead):
        client.sign_in(person).get(f"/letters/{letter_id}", 404)
        client.get(f"/letters/{letter_id}/to/{row_id}/letter.pdf", 404)
        assert not finds(client, "/letters", SUBJECT) and not finds(client, _of(cast), SUBJECT)
    assert all(notice.settled_at for notice in told("letter.new", letter_id))
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "letter.withdrawn")).one()
    assert event.because == "It went to the wrong family." and event.object_id == letter_id
    assert db.session.get_one(Letter, letter_id).text == TEXT, "kept for the audit"


def _of(cast: Cast) -> str:
    return f"/pupils/{cast.ellie.pupil_id}/letters"


def test_no_file_is_made_of_one_that_was_taken_back_meanwhile(app: App, cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.post(f"/letters/{letter_id}/withdraw", {"because": "Too early."})
    made(app)
    assert row_of(letter_id, carer(cast)).stored_file_id is None


def test_anothers_letter_is_not_taken_for_ones_own(cast: Cast, client: Client) -> None:
    """A receiver's row of one letter opens nothing under the address of another."""
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    other = cast.larkdale.ids["letter_to of tariq"]
    client.get(f"/letters/{letter_id}/to/{other}/letter.pdf", 404)
    client.sign_in(cast.mum).get(f"/letters/{letter_id}/to/{other}/letter.pdf", 404)
    client.get(f"/letters/{uuid.uuid4()}", 404)


def test_what_an_adult_is_worried_about_is_gone_until_it_is_let_go_on(cast: Cast, client: Client) -> None:
    letter_id = write(client, cast, carer(cast))
    send(client, letter_id)
    client.sign_in(cast.head_of_year).get(f"/letters/{letter_id}")
    client.get(client.one("a.worried").get("href"))
    client.submit("main form", words="This is not what we agreed to say.")
    for person in (cast.mum, cast.dani, cast.lead):
        client.sign_in(person).get(f"/letters/{letter_id}", 404)
        assert not finds(client, "/letters", SUBJECT)
    client.sign_in(cast.kit).get(f"/worried/letter/{letter_id}", 404)
