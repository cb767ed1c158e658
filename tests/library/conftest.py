"""What the tests of the library share."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.library.models import Lesson


@pytest.fixture
def lunt(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Ms Lunt of Ashfold, at her own browser."""
    return client_of(cast.lunt)


@pytest.fixture
def typed(cast: Cast) -> dict[str, str]:
    """What somebody types into the form of a lesson."""
    return {
        "title": "Keeping secrets: the Caesar cipher",
        "subject_id": str(cast.larkdale.ids["subject"]),
        "year": "10",
        "minutes": "40",
        "outcome": "I can hide a message with a shift.",
        "instructions": "1. Read the page.\n2. Hide **one** word.",
    }


@pytest.fixture
def begin(typed: dict[str, str]) -> Callable[..., uuid.UUID]:
    """Begin a lesson as a browser does; its id."""

    def begun(client: Client, **other: str) -> uuid.UUID:
        client.post("/lessons/new", typed | other)
        return uuid.UUID(client.response.location.split("/")[-2])

    return begun


def lesson_of(lesson_id: uuid.UUID) -> Lesson:
    return db.session.execute(sa.select(Lesson).where(Lesson.id == lesson_id)).scalar_one()


def press(client: Client, button: str, **more: str) -> None:
    """Press a button of the lesson's files, as a browser without script does: the form's words go along."""
    form = client.one("#lesson")
    words = {
        box.get("name"): box.get("value", "")
        for box in form.cssselect("input[name]:not([type=file]):not([type=checkbox])")
    }
    words |= {box.get("name"): box.text or "" for box in form.cssselect("textarea")}
    words |= {box.get("name"): box.cssselect("option[selected]")[0].get("value") for box in form.cssselect("select")}
    action = client.select(f"#lesson-files button[formaction$={button}]")[0].get("formaction")
    client.post(action, {**words, **more})
