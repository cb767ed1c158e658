"""An address that is right in its first part and somebody else's in its second opens nothing."""

import uuid

import pytest

from tests import make
from tests.cast import Cast, Work
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.learning.models import Assignment, AssignmentState
from virtual_school.pupils.models import Window


def all_work(cast: Cast) -> dict[str, Work]:
    return cast.larkdale.work


def test_a_pupils_own_work_does_not_lead_to_anything_else(cast: Cast, client: Client) -> None:
    work, lesson = all_work(cast), cast.larkdale.lessons
    new, tariqs = work["new"].assignment_id, work["in of tariq"]
    client.sign_in(cast.ellie)
    for url in (
        f"/my-work/{new}/files/{lesson['ashfold'].answers_id}/Answers.txt",
        f"/my-work/{new}/files/{lesson['stonegate'].worksheet_id}/Worksheet.txt",
        f"/my-work/{new}/pieces/{tariqs.piece_id}/page.txt",
        f"/my-work/{new}/pieces/{work['in'].piece_id}/page.txt",
        f"/my-work/{new}/receipt/{tariqs.hand_in_id}",
        f"/my-work/{new}/receipt/{work['in'].hand_in_id}",
        f"/my-work/{tariqs.assignment_id}/pieces/{tariqs.piece_id}/page.txt",
    ):
        client.get(url, 404)
        client.get(url, 404, fragment="pieces")
    for feedback in (work["returned"].feedback_id, work["returned of tariq"].feedback_id):
        client.post(f"/my-work/{new}/feedback/{feedback}/reply", {"text": "x"}, 404)


def test_nobody_takes_anothers_upload(cast: Cast, client: Client) -> None:
    theirs = cast.larkdale.ids["upload of tariq"]
    client.sign_in(cast.ellie)
    client.post(f"/my-work/{all_work(cast)['new'].assignment_id}/pieces", {"upload": str(theirs)}, 404)
    client.sign_in(cast.lunt)
    client.post(f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/files", {"upload": str(theirs)}, 404)


def test_those_who_read_one_pupils_work_read_no_other(cast: Cast, client: Client) -> None:
    work, tariqs = all_work(cast), all_work(cast)["in of tariq"]
    for person in (cast.dani, cast.key_adult, cast.head_of_year, cast.mum):
        client.sign_in(person)
        client.get(f"/assignments/{work['in'].assignment_id}/pieces/{tariqs.piece_id}/page.txt", 404)
        client.get(f"/assignments/{work['in'].assignment_id}/pieces/{work['started'].piece_id}/page.txt", 404)
        client.get(f"/assignments/{work['started'].assignment_id}/pieces/{work['started'].piece_id}/page.txt", 404)
        client.get(f"/pupils/{cast.tariq.pupil_id}/work", 404)


def test_a_marker_reaches_what_they_answer_and_nothing_beside_it(cast: Cast, client: Client) -> None:
    work, tariqs = all_work(cast), all_work(cast)["in of tariq"]
    client.sign_in(cast.lunt)
    client.get(f"/to-answer/{work['in'].hand_in_id}/pieces/{tariqs.piece_id}/page.txt", 404)
    client.get(f"/to-answer/{work['in'].hand_in_id}/pieces/{work['started'].piece_id}/page.txt", 404)
    client.get(f"/to-answer/{tariqs.hand_in_id}", 404)
    for url in (f"/pupils/{cast.ellie.pupil_id}/work", f"/assignments/{work['in'].assignment_id}"):
        client.get(url, 404)
    client.get(f"/assignments/{work['in'].assignment_id}/pieces/{work['in'].piece_id}/page.txt", 404)


@pytest.mark.parametrize("how", ["closed", "withdrawn"])
def test_afterwards_a_marker_has_nothing_left(cast: Cast, client: Client, how: str) -> None:
    work = all_work(cast)["in"]
    draft = make.draft(db.session.get_one(Account, cast.lunt.account_id), f"feedback:{work.hand_in_id}", text="Well")
    assert draft
    if how == "closed":
        for window in db.session.query(Window).filter(Window.about_id == work.assignment_id):
            window.ended_at, window.ended_by = clock.now(), cast.dani.account_id
    else:
        row = db.session.get_one(Assignment, work.assignment_id)
        row.state, row.withdrawn_at = AssignmentState.WITHDRAWN, clock.now()
        row.withdrawn_by, row.withdrawn_because = cast.dani.account_id, "Set to the wrong pupil"
    client.sign_in(cast.lunt)
    page = f"/to-answer/{work.hand_in_id}"
    client.get(page, 404)
    client.get(page, 404, fragment="answer-desk")
    client.get(f"{page}/pieces/{work.piece_id}/page.txt", 404)
    client.put(f"{page}/draft", {"key": "k", "base": 0, "seq": 1, "text": "x"}, 404)
    client.post(f"{page}/return", {"text": "x", "outcome": "done"}, 404)
    assert str(work.hand_in_id) not in client.get("/to-answer").get_data(as_text=True)
    assert "Ellie" not in client.get("/to-answer?as=csv").get_data(as_text=True)


def test_ends_of_another_pupils_links_are_not_here(cast: Cast, client: Client) -> None:
    ids, ellie = cast.larkdale.ids, cast.ellie.pupil_id
    client.sign_in(cast.lead)
    client.post(f"/pupils/{ellie}/care/{ids['mentor of tariq']}/end", {}, 404)
    client.post(f"/pupils/{ellie}/rolls/{ids['roll of tariq']}/end", {}, 404)
    client.post(f"/pupils/{cast.tariq.pupil_id}/windows/{ids['window']}/close", {}, 404)
    client.post(f"/people/{cast.lunt.account_id}/roles/{ids['membership of bell']}/end", {}, 404)


def test_a_file_of_another_lesson_is_not_here(cast: Cast, client: Client) -> None:
    own, other = cast.larkdale.lessons["ashfold"], cast.larkdale.lessons["stonegate"]
    client.sign_in(cast.lunt)
    client.get(f"/lessons/{own.lesson_id}/resources/{other.answers_id}/x", 404)
    for verb in ("audience", "remove", "put-back"):
        client.post(f"/lessons/{own.lesson_id}/resources/{other.worksheet_id}/{verb}", {"audience": "pupils"}, 404)
        client.post(f"/lessons/{other.lesson_id}/resources/{other.worksheet_id}/{verb}", {"audience": "pupils"}, 403)


def test_a_hat_of_somebody_else_is_not_put_on(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie)
    for key in (str(cast.larkdale.ids["membership of lead"]), "carer", "", "pupil" * 30, str(uuid.uuid4())):
        client.post("/hat", {"hat": key}, 403)
    client.get("/today")
