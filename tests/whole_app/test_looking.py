"""Each page, fragment, file and paper about a pupil leaves a note of who among the staff opened it.

The rows of the access table are walked: what a person of staff reaches as Ellie's must leave one, or stand below with
the reason why it does not.
"""

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.access import Row, things
from tests.whole_app.access_table import TABLE
from tests.whole_app.test_access import address, sent
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.network.roles import STAFF

NOT_OF_A_PUPIL = "it is about a lesson, a place, a meeting or a colleague"
OWN_WORDS = "it shows what this person themself handed over, and nothing else of the pupil's"
WAITING = "it says how far a paper of their own is; taking it leaves the note"
A_FILE = "it is what this person brought in, line by line, and no record"

TO_CHOOSE = "it lists those to whom this person sets work, to choose one; choosing leaves the note"
LESSONS = "it is a pack of lessons, in which nothing of the pupil is"
NOBODYS = "it says a subject, a year and what is needed, and nothing of whose it is"
A_COMPLAINT = "whoever reads the log of looks could be the one it is about"

NO_NOTE = {
    "complaints.page": A_COMPLAINT,
    "asking.one_asked": NOBODYS,
    "people.page": NOT_OF_A_PUPIL,
    "ways_in.reopen": NOT_OF_A_PUPIL,
    "ways_in.address": NOT_OF_A_PUPIL,
    "lost_factor.page": NOT_OF_A_PUPIL,
    "leaving.page": NOT_OF_A_PUPIL,
    "providers.page": NOT_OF_A_PUPIL,
    "organisations.page": NOT_OF_A_PUPIL,
    "organisations.terms": NOT_OF_A_PUPIL,
    "organisations.edit": NOT_OF_A_PUPIL,
    "learning.set_lesson": TO_CHOOSE,
    "library.lesson": NOT_OF_A_PUPIL,
    "library.resource": NOT_OF_A_PUPIL,
    "library.edit": NOT_OF_A_PUPIL,
    "library.new_step": NOT_OF_A_PUPIL,
    "library.questions": NOT_OF_A_PUPIL,
    "library.new_question": NOT_OF_A_PUPIL,
    "library.question": NOT_OF_A_PUPIL,
    "library.try_question": NOT_OF_A_PUPIL,
    "library.step": NOT_OF_A_PUPIL,
    "library.read": NOT_OF_A_PUPIL,
    "library.brought": NOT_OF_A_PUPIL,
    "library.versions": NOT_OF_A_PUPIL,
    "library.version": NOT_OF_A_PUPIL,
    "library.remark": NOT_OF_A_PUPIL,
    "learning.words": NOT_OF_A_PUPIL,
    "library.said_one": NOT_OF_A_PUPIL,
    "gaps.subject": NOT_OF_A_PUPIL,
    "assessment.kind_before": NOT_OF_A_PUPIL,
    "assessment.change_kind": NOT_OF_A_PUPIL,
    "library.original": NOT_OF_A_PUPIL,
    "panels.panel": NOT_OF_A_PUPIL,
    "panels.add_member": NOT_OF_A_PUPIL,
    "panels.new_meeting": NOT_OF_A_PUPIL,
    "panels.meeting": NOT_OF_A_PUPIL,
    "concerns.receipt": OWN_WORDS,
    "concerns.own_words": OWN_WORDS,
    "serious.sent": OWN_WORDS,
    "papers.paper": WAITING,
    "packs.pack": LESSONS,
    "packs.take": LESSONS,
    "imports.page": A_FILE,
    "imports.columns": A_FILE,
    "imports.lines": A_FILE,
    "imports.wrong_lines": A_FILE,
    "imports.decide": A_FILE,
}


def by_staff(row: Row, cast: Cast) -> list[str]:
    return sorted(person.key for person in cast if person.role in STAFF and person.key in row.own)


def walked() -> list[Row]:
    return [row for row in TABLE if row.verb == "GET" and row.of and row.knock is not None and row.own]


@pytest.mark.parametrize("row", walked(), ids=lambda row: row.endpoint)
def test_what_staff_open_of_a_pupil_is_noted(row: Row, stage: Stage, app: App, cast: Cast) -> None:
    readers = by_staff(row, cast)
    if not readers:
        return
    known = things(cast)["own"]
    missing = [key for key in readers if not leaves_a_note(app, stage, cast, key, row, known)]
    if row.endpoint in NO_NOTE:
        assert missing, f"{row.endpoint} leaves a note: take it from the list of those that do not"
    else:
        assert not missing, f"{row.endpoint} was opened and nothing noted, by {missing}"


def leaves_a_note(app: Flask, stage: Stage, cast: Cast, key: str, row: Row, known: dict[str, object]) -> bool:
    person = next(one for one in cast if one.key == key)
    before = looks(cast, person.account_id)
    client = Client(app, stage.statements).sign_in(person)
    client.inspects = False
    answered = client.open("GET", address(app, row, known), None, **sent(row, known))
    if answered.status_code in (302, 303) and answered.location.startswith("/"):
        client.get(answered.location)
    return looks(cast, person.account_id) > before


def looks(cast: Cast, account_id: object) -> int:
    question = sa.select(sa.func.count()).where(
        Note.kind == "pupil.viewed", Note.account_id == account_id, Note.pupil_id.is_not(None)
    )
    db.session.expire_all()
    return db.session.scalar(question) or 0


def test_no_reason_is_given_for_a_page_that_is_gone() -> None:
    assert set(NO_NOTE) <= {row.endpoint for row in TABLE}


def test_a_note_says_who_in_which_hat_which_part_and_by_what_relation(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/week")
    found = db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed")).one()
    assert found.account_id == cast.dani.account_id and found.pupil_id == cast.ellie.pupil_id
    assert found.data["part"] == "week" and found.data["by"] == "mentor" and found.data["hat"] == "mentor"
    assert set(found.data) == {"page", "part", "by", "hat", "at"}


def test_a_pupil_and_a_parent_leave_none(cast: Cast, client: Client) -> None:
    client.sign_in(cast.mum).get(f"/children/{cast.ellie.pupil_id}")
    client.sign_in(cast.ellie).get("/my-plan")
    assert not db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed")).all()
