"""Every kind of thing to be worried about: who reads it finds it, nobody else; handed over, it is nowhere but with whom
it went to and with whoever wrote it.
"""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person, Work
from tests.client import Client
from virtual_school.assessment.changes import evidence
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.learning.models import Feedback, Piece, Reply, Stuck
from virtual_school.network.models import Term, TermKind
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding import actions, worried
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.worried import Thing

ACTING = Callable[[Person], Viewer]
Things = dict[str, uuid.UUID]
LOOK_AFTER = {"dani", "lead", "key_adult", "head_of_year", "head", "safeguarding_lead"}
WORK_READERS = LOOK_AFTER | {"lunt"}
# Who teaches the subject at the pupil's own school reads what was handed in and what came back, and no call for help.
TAUGHT_READERS = WORK_READERS | {"own_teacher"}

# Who of Larkdale's staff finds Ellie's; and whoever wrote it, who finds it as ever.
READERS: dict[str, tuple[set[str], str | None]] = {
    "hand_in": (TAUGHT_READERS, None),
    "piece": (TAUGHT_READERS, None),
    "reply": (TAUGHT_READERS, None),
    "feedback": (TAUGHT_READERS, "lunt"),
    "contact_note": ({"dani", "lead", "safeguarding_lead"}, "dani"),
    "observation": ({"dani", "lead", "head_of_year", "head", "safeguarding_lead"}, "dani"),
    "work_request": (LOOK_AFTER | {"own_teacher"}, None),
    "work_reply": (LOOK_AFTER, None),
    "return_line": (LOOK_AFTER, None),
    "contribution": ({"dani", "key_adult", "head_of_year"}, None),
    "stuck": (WORK_READERS, None),
    "stuck_answer": (WORK_READERS, "lunt"),
    "grade": (LOOK_AFTER - {"key_adult"}, "dani"),
    "evidence": (LOOK_AFTER - {"key_adult"}, "dani"),
    "proud": ({"dani"}, None),
}


@pytest.fixture
def ellies(cast: Cast, acting: ACTING) -> Things:
    dani = acting(cast.dani)
    ids, work = cast.larkdale.ids, cast.larkdale.work
    feedback = db.session.get_one(Feedback, work["returned"].feedback_id)
    said = db.session.scalar(sa.select(Reply.id).where(Reply.feedback_id == feedback.id))
    if said is None:
        row = Reply(
            feedback_id=feedback.id, account_id=cast.ellie.account_id, text="I wrote it.", sent_at=feedback.returned_at
        )
        db.session.add(row)
        db.session.flush()
        said = row.id
    found = {"hand_in": work["in"].hand_in_id, "piece": work["in"].piece_id, "reply": said, "feedback": feedback.id}
    found |= {"contact_note": ids["worded_contact of ellie"], "observation": ids["praise of ellie"]}
    found |= {kind: ids[f"{kind} of ellie"] for kind in ("work_reply", "return_line")}
    found |= {"contribution": ids["part of ellie"], "work_request": ids["request of ellie"]}
    found |= {kind: ids[f"{kind} of ellie"] for kind in ("stuck", "grade")} | {"proud": ids["proud_thing of ellie"]}
    stuck = db.session.get_one(Stuck, ids["stuck of ellie"])
    stuck.answer, stuck.answered_at, stuck.answered_by = "Draw it first.", feedback.returned_at, cast.lunt.account_id
    found |= {"stuck_answer": found["stuck"], "evidence": shown(dani, cast.ellie.pupil_id, work["in"])}
    return {kind: one for kind, one in found.items() if one}


def shown(viewer: Viewer, pupil_id: uuid.UUID | None, work: Work) -> uuid.UUID:
    """What the pupil can do, as their mentor said it of a hand-in."""
    assert pupil_id
    subject_id = db.session.scalars(sa.select(Term.id).where(Term.kind == TermKind.SUBJECT).order_by(Term.id)).first()
    assert subject_id and work.hand_in_id
    about: dict[str, Any] = {"pupil_id": pupil_id, "subject_id": subject_id, "year": 9}
    source = ("hand_in", work.hand_in_id)
    return evidence(viewer, words="Add fractions.", secure=True, source=source, because="She said why.", **about).id


def find(viewer: Viewer, kind: str, thing_id: uuid.UUID) -> Thing | None:
    try:
        return worried.find(viewer, kind, thing_id)
    except NotVisible:
        return None


def readers(cast: Cast, acting: ACTING, kind: str, thing_id: uuid.UUID) -> set[str]:
    return {person.key for person in cast if find(acting(person), kind, thing_id) is not None}


@pytest.mark.parametrize("kind", READERS)
def test_who_finds_it_before_and_after(cast: Cast, acting: ACTING, ellies: Things, kind: str) -> None:
    expected, writer = READERS[kind]
    assert readers(cast, acting, kind, ellies[kind]) == expected
    viewer = acting(cast.dani)
    thing = worried.find(viewer, kind, ellies[kind])
    about = worried.about(kind, ellies[kind], thing)
    concern = actions.raise_concern(viewer, pupil_id=thing.pupil_id, about=about, copy=thing.copy, words="w")
    assert thing.copy and thing.pupil_id == cast.ellie.pupil_id
    assert readers(cast, acting, kind, ellies[kind]) == ({writer} if writer else set())
    actions.release(acting(cast.safeguarding_lead), concern, "Fine.")
    assert readers(cast, acting, kind, ellies[kind]) == expected


def test_every_kind_is_tried_here_or_with_its_own_package(cast: Cast) -> None:
    elsewhere = {"plan_words", "goal_view", "plan_agreement", "take_part", "message", "letter", "complaint", "serious"}
    assert set(worried.kinds()) == set(READERS) | elsewhere


def test_no_such_kind_and_nobody_but_staff(cast: Cast, acting: ACTING, client: Client, ellies: Things) -> None:
    for person in (cast.ellie, cast.mum):
        assert find(acting(person), "hand_in", ellies["hand_in"]) is None
    client.sign_in(cast.dani).get(f"/worried/secret/{ellies['hand_in']}", 404)


def test_a_photo_goes_with_it_and_opens_to_whom_it_was_handed(
    cast: Cast, acting: ACTING, client: Client, ellies: Things
) -> None:
    client.sign_in(cast.dani).get(f"/worried/piece/{ellies['piece']}")
    client.submit("main form", words="Look at the wall behind.")
    photo = db.session.get_one(Piece, ellies["piece"])
    work = cast.larkdale.work["in"].assignment_id
    client.get(f"/assignments/{work}/pieces/{photo.id}/{photo.name}", 404)
    client.sign_in(cast.mum).get(f"/assignments/{work}/pieces/{photo.id}/{photo.name}", 404)
    client.sign_in(cast.ellie).get(f"/my-work/{work}/pieces/{photo.id}/{photo.name}")
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == photo.id)).one()
    client.sign_in(cast.safeguarding_lead).get(f"/handed-to-me/{concern.id}")
    client.get(client.one("main ul.plain a").get("href"))


def test_what_is_held_is_on_no_page_of_work(cast: Cast, client: Client, ellies: Things) -> None:
    work = cast.larkdale.work["in"]
    client.sign_in(cast.lunt).get(f"/to-answer/{work.hand_in_id}")
    photo = str(work.piece_id)
    assert photo in client.response.get_data(as_text=True)
    client.get(f"/worried/hand_in/{work.hand_in_id}")
    client.submit("main form", words="The last line.")
    client.get(f"/to-answer/{work.hand_in_id}", 404)
    client.get("/to-answer")
    assert str(work.hand_in_id) not in client.response.get_data(as_text=True)
    for person in (cast.dani, cast.mum, cast.head):
        client.sign_in(person).get(f"/assignments/{work.assignment_id}")
        assert photo not in client.response.get_data(as_text=True)
    client.sign_in(cast.dani).get("/desk")
    assert str(work.hand_in_id) not in client.response.get_data(as_text=True)
    client.sign_in(cast.ellie).get(f"/my-work/{work.assignment_id}")
    assert photo in client.response.get_data(as_text=True)
