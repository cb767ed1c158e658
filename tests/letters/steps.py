"""Steps that several tests take: a letter written and sent from the pages, and who finds it."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.letters.models import Letter, LetterState, LetterTo
from virtual_school.notices.models import Notice

ClientOf = Callable[[Person], Client]

SUBJECT = "The trip on Thursday"
TEXT = "We go to the mill at nine.\nBring a coat, please."


def write(client: Client, cast: Cast, *to: str, text: str = TEXT, subject: str = SUBJECT) -> uuid.UUID:
    """Dani begins a letter, chooses, writes, keeps it. `to`: 'pupil', or the id of a carer."""
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/letters")
    client.submit("main form")
    client.follow()
    client.submit("main form", to=list(to), subject=subject, text=text)
    client.follow()
    return uuid.UUID(client.one("main form[action$=send]").get("action").split("/")[2])


def send(client: Client, letter_id: uuid.UUID, status: int = 303) -> None:
    """Press 'Send it' on the page in hand."""
    client.get(f"/letters/{letter_id}")
    client.submit("form[action$=send]", status=status)


def carer(cast: Cast, key: str = "carer") -> str:
    return str(cast.larkdale.ids[key])


def row_of(letter_id: uuid.UUID, carer_id: str | None) -> LetterTo:
    db.session.expire_all()
    which = LetterTo.carer_id.is_(None) if carer_id is None else LetterTo.carer_id == uuid.UUID(carer_id)
    return db.session.scalars(sa.select(LetterTo).where(LetterTo.letter_id == letter_id, which)).one()


def state_of(letter_id: uuid.UUID) -> LetterState:
    db.session.expire_all()
    return db.session.get_one(Letter, letter_id).state


def told(kind: str, object_id: uuid.UUID) -> list[Notice]:
    db.session.expire_all()
    question = sa.select(Notice).where(Notice.kind == kind, Notice.object_id == object_id).order_by(Notice.id)
    return list(db.session.scalars(question))


def finds(client: Client, url: str, words: str) -> bool:
    """Whether this person finds the words at the address, whatever they are answered."""
    client.get(url, None)
    return words in client.response.get_data(as_text=True)
