"""What was entered on the wrong child is withdrawn: gone from every view, file and paper, and kept for the audit."""

import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.taking import whole
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.mentoring.models import ContactNote, Observation

NOTED = "We walked round the lake."
SEEN = "Left the room before the end."
BECAUSE = {"because": "Entered on the wrong child."}

PAGES = ("", "/notes", "/behaviour", "/plan", "/week", "/work", "/attendance", "/referral")
LISTS = (
    "/desk",
    "/desk/weeks",
    "/waiting",
    "/school",
    "/pupils?as=csv",
    "/not-here?as=csv",
    "/looks",
    "/looks?as=csv",
    "/changes",
)
READERS = ("dani", "lead", "key_adult", "head_of_year", "head", "safeguarding_lead", "auditor", "administrator")


def withdraw(cast: Cast, client: Client) -> tuple[ContactNote, Observation]:
    mine = cast.ellie.pupil_id
    notes = sa.select(ContactNote).where(ContactNote.pupil_id == mine, ContactNote.words == NOTED)
    observations = sa.select(Observation).where(Observation.pupil_id == mine, Observation.words == SEEN)
    note, seen = db.session.scalars(notes).one(), db.session.scalars(observations).one()
    client.sign_in(cast.dani)
    client.post(f"/contacts/{note.id}/withdraw", BECAUSE)
    client.post(f"/observations/{seen.id}/withdraw", BECAUSE)
    return note, seen


def read(client: Client, url: str) -> str:
    client.inspects = False
    return whole(client, url)


def test_it_is_on_no_page_list_or_file_of_anybody(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani)
    assert NOTED in read(client, f"/pupils/{cast.ellie.pupil_id}/notes")
    withdraw(cast, client)
    for key in READERS:
        client.sign_in(getattr(cast, key))
        for url in (*(f"/pupils/{cast.ellie.pupil_id}{page}" for page in PAGES), *LISTS):
            words = read(client, url)
            assert NOTED not in words and SEEN not in words, f"{key} reads it at {url}"
    for person, urls in (
        (cast.ellie, ("/today", "/my-plan", f"/pupils/{cast.ellie.pupil_id}/behaviour")),
        (cast.mum, (f"/children/{cast.ellie.pupil_id}", f"/pupils/{cast.ellie.pupil_id}/behaviour")),
    ):
        client.sign_in(person)
        for url in urls:
            words = read(client, url)
            assert NOTED not in words and SEEN not in words


def test_nor_at_its_own_address(cast: Cast, client: Client) -> None:
    note, seen = withdraw(cast, client)
    for key in ("dani", "lead"):
        client.sign_in(getattr(cast, key))
        client.get(f"/contacts/{note.id}", 404)
        client.get(f"/contacts/{note.id}/withdraw", 404)
        client.get(f"/observations/{seen.id}/withdraw", 404)


def test_that_it_was_stays_with_who_did_it_and_why(cast: Cast, client: Client) -> None:
    note, seen = withdraw(cast, client)
    db.session.expire_all()
    for row in (db.session.get(ContactNote, note.id), db.session.get(Observation, seen.id)):
        assert row is not None and row.withdrawn_by == cast.dani.account_id
        assert row.withdrawn_because == BECAUSE["because"] and row.words in (NOTED, SEEN)
    events = db.session.scalars(sa.select(AuditEvent.event).where(AuditEvent.event.like("%.withdrawn"))).all()
    assert sorted(events)[:2] == ["contact.withdrawn", "observation.withdrawn"]
