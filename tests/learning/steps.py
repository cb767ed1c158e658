"""Steps that several tests take: setting, handing in, returning, as a browser without JavaScript does it."""

import uuid

import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, HandIn


def set_to_ellie(client: Client, cast: Cast, answerer: str = "lunt", **more: str) -> uuid.UUID:
    """Dani sets Ellie the lesson of Ashfold and names who answers it."""
    lesson = cast.larkdale.lessons["ashfold"].lesson_id
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/set?lesson={lesson}")
    client.submit("main form", answerer=str(cast.larkdale.ids[f"membership of {answerer}"]), **more)
    return uuid.UUID(client.response.location.rsplit("/", 1)[1])


def write(ellie: Client, work: uuid.UUID, text: str, *, key: str = "phone", base: int = 0, seq: int = 1) -> int:
    """Save words from a tab; the version that the draft has now."""
    body = {"key": key, "base": base, "seq": seq, "text": text}
    version: int = ellie.put(f"/my-work/{work}/draft", body).json["version"]
    return version


def hand_in(ellie: Client, work: uuid.UUID, text: str) -> uuid.UUID:
    """Open the page, type, press; the hand-in."""
    ellie.get(f"/my-work/{work}")
    ellie.submit("#work-form", text=text)
    return uuid.UUID(ellie.response.location.rsplit("/", 1)[1])


def give_back(teacher: Client, hand_in_id: uuid.UUID, text: str, outcome: str) -> None:
    """Open the hand-in, type, press one of the two buttons."""
    teacher.get(f"/to-answer/{hand_in_id}")
    form = teacher.one("form[data-answer]")
    hidden = {field.get("name"): field.get("value", "") for field in form.cssselect("input[type=hidden]")}
    teacher.post(form.get("action"), {**hidden, "text": text, "outcome": outcome})


def state_of(work: uuid.UUID) -> AssignmentState:
    db.session.expire_all()
    return db.session.get_one(Assignment, work).state


def hand_ins_of(work: uuid.UUID) -> list[HandIn]:
    question = sa.select(HandIn).join(Attempt, Attempt.id == HandIn.attempt_id).where(Attempt.assignment_id == work)
    return list(db.session.scalars(question.order_by(Attempt.number)))


def answer_with(teacher: Client, hand_in_id: uuid.UUID, **more: str) -> None:
    """Open the hand-in and send the answer with all that is given."""
    teacher.get(f"/to-answer/{hand_in_id}")
    teacher.submit("form[data-answer]", **more)
