"""A restricted note is for its writer, whom it names and the safeguarding lead; others read nothing of it anywhere."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_mentoring
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.insight.queries.known import _contacts
from virtual_school.mentoring import changes, policy, queries
from virtual_school.mentoring.access import readable
from virtual_school.mentoring.models import ContactKind, ContactNote, NoteReader
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareLink, Part, Pupil
from virtual_school.pupils.queries import find

Acting = Callable[[Person], Viewer]
ClientOf = Callable[[Person], Client]

WORDS = "What was said about the weekend."


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def restricted(by: Person, pupil: Pupil, *readers: Person) -> uuid.UUID:
    """A note of this person's that is later than any other, for these readers."""
    note = make_mentoring.contact(pupil, account(by), ContactKind.HOME, words=WORDS, at=clock.now(), restricted=True)
    db.session.add_all(NoteReader(note_id=note.id, account_id=reader.account_id) for reader in readers)
    db.session.commit()
    return note.id


def addresses(note_id: uuid.UUID) -> list[str]:
    return [f"/contacts/{note_id}", f"/contacts/{note_id}/withdraw"]


def test_nobody_named_is_nobody_but_the_writer_and_the_safeguarding_lead(
    cast: Cast, client: Client, ellie: Pupil
) -> None:
    note_id = restricted(cast.lead, ellie)
    notes = f"/pupils/{ellie.id}/notes"
    for person in (cast.lead, cast.safeguarding_lead):
        client.sign_in(person).get(notes)
        assert WORDS in client.words() and "restricted" in client.words(".rows")
        client.get(f"/contacts/{note_id}")
    client.sign_in(cast.dani).get(notes)
    assert WORDS not in client.words() and "restricted" not in client.words(".rows")
    for address in addresses(note_id):
        client.get(address, 404)
    client.post(f"/contacts/{note_id}", {"words": "Mine now."}, 404)
    client.post(f"/contacts/{note_id}/withdraw", {"because": "To see what it is."}, 404)
    client.post(f"/contacts/{note_id}/undo", {}, 404)
    client.put(f"/contacts/{note_id}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Mine"}, 404)
    assert db.session.get_one(ContactNote, note_id).withdrawn_at is None


def test_whom_it_names_reads_it_while_they_reach_the_notes(cast: Cast, client: Client, ellie: Pupil) -> None:
    note_id = restricted(cast.lead, ellie, cast.dani, cast.kit, cast.key_adult)
    client.sign_in(cast.dani).get(f"/contacts/{note_id}")
    assert WORDS in client.words()
    client.sign_in(cast.kit).get(f"/contacts/{note_id}", 404)  # named, and no mentor of hers
    client.sign_in(cast.key_adult).get(f"/contacts/{note_id}", 403)  # named, in a hat that reads no notes
    db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"]).ended_at = clock.now()
    db.session.commit()
    client.sign_in(cast.dani).get(f"/contacts/{note_id}", 404)


def test_no_count_and_no_day_tells_of_it(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    viewer = acting(cast.dani)
    last, row = queries.last_contact(viewer, ellie.id), _counted(viewer, ellie.id)
    listed = [one.id for one in queries.contacts_of(viewer, ellie.id)[0]]
    note_id = restricted(cast.lead, ellie)
    viewer = acting(cast.dani)
    assert queries.last_contact(viewer, ellie.id) == last
    assert [one.id for one in queries.contacts_of(viewer, ellie.id)[0]] == listed
    assert _counted(viewer, ellie.id) == row
    assert note_id in [one.id for one in queries.contacts_of(acting(cast.safeguarding_lead), ellie.id)[0]]


def _counted(viewer: Viewer, pupil_id: uuid.UUID) -> tuple[object, ...]:
    return tuple(db.session.execute(sa.select(*_contacts(viewer)).select_from(Pupil).where(Pupil.id == pupil_id)).one())


def test_a_window_onto_notes_does_not_open_it(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    note_id = restricted(cast.lead, ellie)
    agency = db.session.get_one(Account, cast.agency.account_id)
    viewer = acting(cast.agency)
    there = viewer.organisation_id
    assert there is not None
    window = make.window(ellie, agency, db.session.get_one(Organisation, there), (Part.NOTES,))
    assert window.id
    rule = sa.select(ContactNote.id).where(ContactNote.id == note_id, readable(viewer))
    assert db.session.scalar(rule) is None
    db.session.add(NoteReader(note_id=note_id, account_id=agency.id))
    db.session.flush()
    assert db.session.scalar(rule) == note_id


def test_it_is_restricted_as_its_words_are_saved(cast: Cast, client: Client, ellie: Pupil) -> None:
    note_id = cast.larkdale.ids["contact of ellie"]
    client.sign_in(cast.dani).get(f"/contacts/{note_id}")
    offered = [box.get("value") for box in client.select("input[name=readers]")]
    assert str(cast.lead.account_id) in offered and str(cast.dani.account_id) not in offered
    assert not any(str(person.account_id) in offered for person in (cast.kit, cast.mum, cast.key_adult, cast.ellie))
    client.post(f"/contacts/{note_id}", {"words": WORDS, "restricted": "y", "readers": str(cast.lead.account_id)})
    note = db.session.get_one(ContactNote, note_id)
    assert note.restricted
    named = db.session.scalars(sa.select(NoteReader.account_id).where(NoteReader.note_id == note_id)).all()
    assert named == [cast.lead.account_id]
    told = db.session.scalars(
        sa.select(AuditEvent).where(AuditEvent.object_id == note_id).order_by(AuditEvent.id)
    ).all()[-1]
    assert told.event == "contact.completed" and told.data["restricted"] is True


def test_the_tick_stays_where_two_tabs_kept_other_words(cast: Cast, client: Client) -> None:
    url = f"/contacts/{cast.larkdale.ids['contact of ellie']}"
    client.sign_in(cast.dani).put(f"{url}/draft", {"key": "phone", "base": 0, "seq": 1, "text": "From the phone"})
    lead = str(cast.lead.account_id)
    form = {"words": WORDS, "restricted": "y", "readers": lead, "draft_key": "laptop", "draft_version": "0"}
    client.post(url, form, 409)
    ticked = [box.get("name") for box in client.select("input[type=checkbox]") if box.get("checked") is not None]
    assert sorted(ticked) == ["readers", "restricted"]


def test_nobody_is_named_who_does_not_read_the_notes(cast: Cast, client: Client) -> None:
    note_id = cast.larkdale.ids["contact of ellie"]
    form = {"words": WORDS, "restricted": "y", "readers": str(cast.kit.account_id)}
    client.sign_in(cast.dani).post(f"/contacts/{note_id}", form, 422)
    note = db.session.get_one(ContactNote, note_id)
    assert not note.restricted and not note.words
    assert not policy.can_name_readers(frozenset(), {cast.kit.account_id})
    assert policy.can_name_readers(frozenset(), frozenset())


def test_with_no_readers_it_is_restricted_all_the_same(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    viewer = acting(cast.dani)
    assert find(viewer, ellie.id, Part.NOTES)
    note = db.session.get_one(ContactNote, cast.larkdale.ids["contact of ellie"])
    changes.complete_contact(viewer, note, minutes=None, words=WORDS, readers=())
    assert note.restricted and queries.readers_of(note) == []
    lead = acting(cast.lead)
    assert db.session.scalar(sa.select(ContactNote.id).where(ContactNote.id == note.id, readable(lead))) is None


def test_whom_it_names_is_written_once(cast: Cast, ellie: Pupil) -> None:
    note_id = restricted(cast.lead, ellie, cast.dani)
    row = db.session.scalars(sa.select(NoteReader).where(NoteReader.note_id == note_id)).one()
    row.account_id = account(cast.kit).id
    with pytest.raises(sa.exc.DatabaseError):
        db.session.flush()
    db.session.rollback()


KEPT = "There is also a restricted note here."


def test_linked_staff_see_that_there_is_one_and_nothing_of_it(cast: Cast, client: Client, ellie: Pupil) -> None:
    notes = f"/pupils/{ellie.id}/notes"
    client.sign_in(cast.dani).get(notes)
    assert KEPT not in client.words()
    before = client.words(".rows")
    note_id = restricted(cast.lead, ellie)
    restricted(cast.lead, ellie)
    client.get(notes)
    assert client.words().count(KEPT) == 1 and client.words(".rows") == before, "that there is one, and not how many"
    assert str(note_id) not in client.response.text and cast.lead.name not in client.words("#kept")
    for reader in (cast.lead, cast.safeguarding_lead):  # who reads it is told of none beside it
        client.sign_in(reader).get(notes)
        assert KEPT not in client.words() and WORDS in client.words()
    for nobody in (cast.mum, cast.ellie, cast.agency, cast.key_adult):
        client.sign_in(nobody).get(notes, 403)
    client.sign_in(cast.kit).get(notes, 404)


def test_one_that_was_withdrawn_is_told_to_nobody(cast: Cast, client: Client, ellie: Pupil) -> None:
    note_id = restricted(cast.lead, ellie)
    client.sign_in(cast.lead).post(f"/contacts/{note_id}/withdraw", {"because": "Entered on the wrong child."})
    client.sign_in(cast.dani).get(f"/pupils/{ellie.id}/notes")
    assert KEPT not in client.words()


def test_who_looks_through_a_window_or_without_a_link_is_not_told() -> None:
    told = {one for one in Relation if policy.is_told_of_restricted(Access(one, frozenset({Part.NOTES}), ""))}
    assert told == {Relation.MENTOR, Relation.SCHOOL, Relation.OFFICE}
