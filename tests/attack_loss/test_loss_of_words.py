"""What a pupil typed stays, whatever she presses beside the box and whatever came along with it."""

import io
import uuid
from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, hand_ins_of, set_to_ellie, state_of, write
from virtual_school.core.db import db
from virtual_school.learning.models import AssignmentState, Outcome

ClientOf = Callable[[Person], Client]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def box(client: Client) -> str:
    return (client.one("#work-form textarea").text or "").strip()


def a_pdf(name: str = "page.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


@pytest.fixture
def ellie(client_of: ClientOf, cast: Cast) -> Client:
    return client_of(cast.ellie)


@pytest.fixture
def work(client: Client, cast: Cast) -> uuid.UUID:
    return set_to_ellie(client, cast)


def a_photo_is_there(ellie: Client, work: uuid.UUID) -> str:
    """Where its 'Remove' goes."""
    ellie.post(f"/my-work/{work}/pieces", {"files": a_pdf()})
    ellie.get(f"/my-work/{work}")
    return str(ellie.one("#pieces button").get("formaction"))


def test_removing_a_photo_keeps_the_words_that_a_script_had_not_saved_yet(ellie: Client, work: uuid.UUID) -> None:
    remove = a_photo_is_there(ellie, work)
    version = write(ellie, work, "Almost", key="phone")
    ellie.post(remove, {"text": "Almost all", "draft_key": "phone", "draft_version": str(version), "once": "k"})
    ellie.get(f"/my-work/{work}")
    assert box(ellie) == "Almost all"


def test_a_save_that_was_under_way_does_not_undo_what_the_form_brought(ellie: Client, work: uuid.UUID) -> None:
    remove = a_photo_is_there(ellie, work)
    version = write(ellie, work, "Almost", key="phone")
    ellie.post(remove, {"text": "Almost all", "draft_key": "phone", "draft_version": str(version), "once": "k"})
    late = {"key": "phone", "base": version, "seq": 2, "text": "Almost al"}
    assert ellie.put(f"/my-work/{work}/draft", late, 409).json["theirs"] == "Almost all"
    ellie.get(f"/my-work/{work}")
    assert box(ellie) == "Almost all"


@pytest.mark.parametrize("button", ["pieces", "hand-in", "remove"])
def test_too_many_words_stay_in_the_box_when_a_photo_comes_or_goes(ellie: Client, work: uuid.UUID, button: str) -> None:
    remove = a_photo_is_there(ellie, work)
    form = {"text": "x" * 20_001, "once": "k", "number": "1", "draft_version": "0"}
    if button != "remove":
        ellie.post(f"/my-work/{work}/{button}", {**form, "files": a_pdf("b.pdf", PDF + b"\n")}, 422)
    else:
        ellie.post(remove, form, 422)
    assert len(box(ellie)) == 20_001
    assert "20000 characters" in ellie.words("#work-form .govuk-error-message")
    assert len(ellie.select("#pieces li")) == (0 if button == "remove" else 2)


@pytest.mark.parametrize("button", ["add", "remove"])
def test_words_of_an_old_page_are_shown_when_the_work_is_handed_in(ellie: Client, work: uuid.UUID, button: str) -> None:
    remove = a_photo_is_there(ellie, work)
    hand_in(ellie, work, "Handed in.")
    old = {"text": "Typed elsewhere.", "number": "1", "once": "k", "draft_version": "0"}
    place = remove if button == "remove" else f"/my-work/{work}/pieces"
    ellie.post(place, {**old, "files": a_pdf("b.pdf", PDF + b"\n")} if button == "add" else old, 409)
    assert "Typed elsewhere." in ellie.words(".both") and "Handed in." in ellie.words(".both")


@pytest.mark.parametrize("place", ["pieces", "hand-in"])
def test_one_photo_too_many_leaves_the_words_in_the_box(ellie: Client, work: uuid.UUID, place: str) -> None:
    many = [a_pdf(f"{number}.pdf", PDF + b"%" * number) for number in range(21)]
    ellie.post(f"/my-work/{work}/{place}", {"text": "All of it.", "once": "k", "number": "1", "files": many}, 422)
    assert box(ellie) == "All of it." and "a lot of photos" in ellie.words("#work-form .govuk-error-message")


@pytest.mark.parametrize("place", ["pieces", "hand-in"])
def test_a_file_that_did_not_come_is_said_beside_the_box_and_the_rest_stays(
    ellie: Client, work: uuid.UUID, place: str
) -> None:
    form = {"text": "All that I wrote.", "once": "k", "number": "1", "draft_version": "0"}
    ellie.post(f"/my-work/{work}/{place}", {**form, "files": [a_pdf(), a_pdf("empty.pdf", b"")]}, 422)
    assert box(ellie) == "All that I wrote."
    assert "empty.pdf" in ellie.words("#work-form .govuk-error-message")
    assert not hand_ins_of(work)


def test_what_an_older_go_sent_never_hands_in_the_next(
    client: Client, ellie: Client, work: uuid.UUID, cast: Cast
) -> None:
    old = {"text": "First go.", "number": "1", "once": "one-key", "draft_key": "tab", "draft_version": "1"}
    write(ellie, work, "First go.", key="tab")
    receipt = ellie.post(f"/my-work/{work}/hand-in", old).location
    give_back(client.sign_in(cast.lunt), hand_ins_of(work)[0].id, "Try again.", Outcome.ANOTHER_GO.value)
    write(ellie, work, "Second go, half written.", key="phone")
    assert ellie.post(f"/my-work/{work}/hand-in", old).location == receipt
    assert ellie.post(f"/my-work/{work}/hand-in", {**old, "once": "another"}).location == receipt
    assert state_of(work) is AssignmentState.ANOTHER_GO and len(hand_ins_of(work)) == 1
    ellie.post(f"/my-work/{work}/hand-in", {**old, "once": "third", "text": "Typed in the old tab."}, 409)
    assert box(ellie) == "Typed in the old tab." and "Second go, half written." in ellie.words(".both")
    assert len(hand_ins_of(work)) == 1


def test_returned_undone_and_pressed_again_is_returned(
    client: Client, ellie: Client, work: uuid.UUID, cast: Cast
) -> None:
    there = hand_in(ellie, work, "Here.")
    client.sign_in(cast.lunt).get(f"/to-answer/{there}")
    hidden = {f.get("name"): f.get("value", "") for f in client.select("form[data-answer] input[type=hidden]")}
    form = {**hidden, "text": "Good.", "outcome": "done", "draft_key": "undo-tab"}
    where = client.post(f"/to-answer/{there}/return", form).location
    client.get(where)
    client.post(client.one("form[data-undo]").get("action"), {})
    assert state_of(work) is AssignmentState.HANDED_IN
    client.post(f"/to-answer/{there}/return", form)  # the same page again, by Back
    assert state_of(work) is AssignmentState.DONE
    client.post(f"/to-answer/{there}/return", form)
    db.session.expire_all()
    assert state_of(work) is AssignmentState.DONE
