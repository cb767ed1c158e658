"""Each time staff open a child's work, it is noted who looked, at whom, at what."""

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.notes import Note


def looks(cast: Cast, key: str) -> list[Note]:
    person = getattr(cast, key)
    question = sa.select(Note).where(
        Note.kind == "pupil.viewed", Note.account_id == person.account_id, Note.pupil_id == cast.ellie.pupil_id
    )
    return list(db.session.scalars(question))


@pytest.mark.parametrize("key", ["dani", "lead", "head_of_year", "key_adult"])
def test_opening_a_pupils_work_is_noted(cast: Cast, client: Client, key: str) -> None:
    work = cast.larkdale.work["in"]
    client.sign_in(getattr(cast, key))
    client.get(f"/pupils/{cast.ellie.pupil_id}/work")
    client.get(f"/assignments/{work.assignment_id}")
    assert [look.data["page"] for look in looks(cast, key)] == ["work", "assignment"]
    assert looks(cast, key)[1].object_id == work.assignment_id


def test_a_marker_who_opens_a_hand_in_again_is_noted_again(cast: Cast, client: Client) -> None:
    work = cast.larkdale.work["in"]
    client.sign_in(cast.lunt)
    for _time in range(2):
        client.get(f"/to-answer/{work.hand_in_id}")
    assert [look.data["page"] for look in looks(cast, "lunt")] == ["answer", "answer"]


def test_a_refused_look_is_not_told_as_a_look(cast: Cast, client: Client) -> None:
    client.sign_in(cast.kit).get(f"/pupils/{cast.ellie.pupil_id}/work", 404)
    assert not looks(cast, "kit")
