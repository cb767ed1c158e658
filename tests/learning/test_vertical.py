"""The piece of work that proves the house: set, written, handed in, answered, handed in again, done."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, hand_ins_of, set_to_ellie, state_of, write
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.core.notes import Note
from virtual_school.identity.models import Account
from virtual_school.learning import changes
from virtual_school.learning.models import Answerer, Assignment, AssignmentState
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told, may_go
from virtual_school.pupils.models import Basis, Part, Pupil, Window, WindowPart

ClientOf = Callable[[Person], Client]


def row(client: Client, work: uuid.UUID) -> str:
    return client.words(f'.row:has(a[href="/my-work/{work}"])')


def test_from_the_mentor_to_the_pupil_to_the_teacher_and_back(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    client.follow()
    assert "Ms Lunt answers" in client.words()
    ellie, lunt = client_of(cast.ellie), client_of(cast.lunt)

    ellie.get("/my-work")
    assert "Not started" in row(ellie, work)
    ellie.get(f"/my-work/{work}")
    assert "Ms Lunt reads this, then Dani." in ellie.words(".who-can-see")
    write(ellie, work, "I looked at")
    ellie.get(f"/my-work/{work}")
    assert ellie.one("#work-form textarea").text.strip() == "I looked at"
    assert "Started" in ellie.words(".pill")

    first = hand_in(ellie, work, "I looked at each number.")
    ellie.follow()
    assert "Ms Lunt will read it" in ellie.words()
    assert hand_ins_of(work)[0].receipt in ellie.words()

    lunt.get("/to-answer")
    lunt.get(f"/to-answer/{first}")
    assert "I looked at each number." in lunt.words(".pile__work")
    ellie.get(f"/my-work/{work}")
    assert "Ms Lunt opened it" in ellie.words()
    give_back(lunt, first, "Lovely. Try a **longer** list.", "another_go")
    assert state_of(work) is AssignmentState.ANOTHER_GO

    ellie.get("/my-work")
    assert "Another go" in row(ellie, work) and "New feedback" in row(ellie, work)
    ellie.get(f"/my-work/{work}")
    assert "Try a longer list." in ellie.words(".card--feedback")
    assert ellie.one("#work-form textarea").text.strip() == "I looked at each number."
    ellie.submit("#reply-form", text="Thank you")
    ellie.follow()
    assert "Thank you" in ellie.words(".card--feedback")
    ellie.get("/my-work")
    assert "New feedback" not in row(ellie, work)

    second = hand_in(ellie, work, "I looked at each of forty numbers.")
    lunt.get(f"/to-answer/{second}")
    assert "Thank you" in lunt.words(".pile__work")
    give_back(lunt, second, "That is it.", "done")
    assert state_of(work) is AssignmentState.DONE
    ellie.get(f"/my-work/{work}")
    assert "This is done" in ellie.words() and not ellie.select("#work-form")

    client.sign_in(cast.dani).get(f"/assignments/{work}")
    assert "I looked at each of forty numbers." in client.words() and "Thank you" in client.words()
    client.sign_in(cast.mum).get(f"/assignments/{work}")
    assert "That is it." in client.words()


def test_naming_another_schools_teacher_opens_one_window_onto_this_one_thing(client: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    answerer = db.session.scalars(sa.select(Answerer).where(Answerer.assignment_id == work)).one()
    assert answerer.account_id == cast.lunt.account_id
    window = db.session.scalars(sa.select(Window).where(Window.about_id == work)).one()
    parts = db.session.scalars(sa.select(WindowPart.part).where(WindowPart.window_id == window.id)).all()
    assert (window.about_kind, window.basis, parts) == ("assignment", Basis.DUTY, [Part.WORK])
    client.sign_in(cast.lunt).get(f"/pupils/{cast.ellie.pupil_id}/work", 404)


def test_the_mentor_needs_no_window(client: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast, answerer="dani")
    assert db.session.scalar(sa.select(Window.id).where(Window.about_id == work)) is None
    ellie_work = hand_in(client.sign_in(cast.ellie), work, "Here it is.")
    client.sign_in(cast.dani).get("/to-answer")
    assert "Ellie M." in client.words(".rows")
    client.get(f"/to-answer/{ellie_work}")
    client.sign_in(cast.ellie).get(f"/my-work/{work}")
    assert "Dani opened it today" in client.words()


def waits(client: Client, person: Person) -> str:
    client.sign_in(person).get("/notices")
    return client.words()


def test_who_answers_is_told_without_a_child_in_it_until_it_is_answered(client: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    handed_in = hand_in(client.sign_in(cast.ellie), work, "Here it is.")
    assert "There is work to answer" in waits(client, cast.lunt) and "Ellie" not in client.words()
    client.submit("li.row .row__body form")
    assert client.response.location == f"/to-answer/{handed_in}"
    give_back(client, handed_in, "Yes.", "done")
    assert "work to answer" not in waits(client, cast.lunt)
    assert "Somebody answered your work" in waits(client, cast.ellie)


def test_what_is_withdrawn_waits_for_nobody(client: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    hand_in(client.sign_in(cast.ellie), work, "Here it is.")
    row = db.session.get_one(Assignment, work)
    db.session.refresh(row)
    changes.withdraw(Viewer.system("demonstration", row.network_id), row, "The wrong pupil.")
    assert "work to answer" not in waits(client, cast.lunt)


def test_what_a_concern_holds_back_is_sent_to_nobody(client: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    handed_in = uuid.UUID(str(hand_in(client.sign_in(cast.ellie), work, "Here it is.")))
    told = Told(cast.lunt.account_id, "hand_in.new", cast.ellie.pupil_id, handed_in, "/to-answer")
    assert may_go(told) is Sending.YES
    child = db.session.get_one(Pupil, cast.ellie.pupil_id)
    lunt = db.session.get_one(Account, cast.lunt.account_id)
    concern = make_safeguarding.concern(child, lunt, None, handed_in, about_kind="hand_in")
    assert may_go(told) is Sending.HOLD
    concern.released_at, concern.released_by = clock.now(), lunt.id
    db.session.flush()
    assert may_go(told) is Sending.YES


def test_opening_and_reading_are_noted_once(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt = client_of(cast.ellie), client_of(cast.lunt)
    handed_in = hand_in(ellie, work, "Here it is.")
    for _again in range(2):
        lunt.get(f"/to-answer/{handed_in}")
    give_back(lunt, handed_in, "Yes.", "done")
    for _again in range(2):
        ellie.get(f"/my-work/{work}")
    once = (Note.pupil_id == cast.ellie.pupil_id, Note.kind != "pupil.viewed")  # each look is noted; these are firsts
    assert sorted(db.session.scalars(sa.select(Note.kind).where(*once))) == ["feedback.read", "hand_in.opened"]
