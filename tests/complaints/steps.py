"""Steps that several tests take: a complaint made from the page, read, answered."""

import uuid
from typing import Any

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.complaints.models import Complaint, ComplaintState
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.notices.models import Notice

HAPPENED = "Nobody rang back, three times."


def make(client: Client, who: Person, **fields: Any) -> uuid.UUID:
    """Say that something is not right, from the page."""
    client.sign_in(who).get("/complaints/new")
    client.submit("main form", **{"happened": HAPPENED, **{name: str(value) for name, value in fields.items()}})
    return uuid.UUID(client.response.location.rpartition("/")[2])


def row(complaint_id: uuid.UUID) -> Complaint:
    db.session.expire_all()
    return db.session.get_one(Complaint, complaint_id)


def owner_of(complaint_id: uuid.UUID) -> str:
    return db.session.get_one(Account, row(complaint_id).owner_id).name


def read_it(client: Client, complaint_id: uuid.UUID, who: Person) -> None:
    client.sign_in(who).post(f"/complaints/{complaint_id}/read")


def answer_it(
    client: Client, complaint_id: uuid.UUID, who: Person, words: str = "We are sorry. We ring today."
) -> None:
    read_it(client, complaint_id, who)
    client.get(f"/complaints/{complaint_id}")
    client.submit("form[action$='/answer']", words=words)


def told(complaint_id: uuid.UUID, kind: str) -> list[Notice]:
    db.session.expire_all()
    question = sa.select(Notice).where(Notice.kind == kind, Notice.object_id == complaint_id).order_by(Notice.id)
    return list(db.session.scalars(question))


def state(complaint_id: uuid.UUID) -> ComplaintState:
    return row(complaint_id).state


def everywhere(client: Client, cast: Cast, person: Person, urls: tuple[str, ...], words: str) -> list[str]:
    """At which of these addresses this person finds the words."""
    client.sign_in(person)
    found = []
    for url in urls:
        client.get(url, None)
        if words in client.response.get_data(as_text=True):
            found.append(url)
    return found
