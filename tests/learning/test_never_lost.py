"""Nothing typed is lost and nothing happens twice: double press, second tab, second device, nothing at all."""

import io
from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, hand_ins_of, set_to_ellie, state_of, write
from virtual_school.learning.models import AssignmentState

ClientOf = Callable[[Person], Client]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def box(client: Client) -> str:
    return (client.one("#work-form textarea").text or "").strip()


@pytest.fixture
def ellie(client_of: ClientOf, cast: Cast) -> Client:
    return client_of(cast.ellie)


def test_pressed_twice_is_handed_in_once(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.get(f"/my-work/{work}")
    form = {"text": "Here.", "number": "1", "once": "one-key"}
    places = {ellie.post(f"/my-work/{work}/hand-in", form).location for _press in range(3)}
    other_tab = ellie.post(f"/my-work/{work}/hand-in", {**form, "once": "another-key"}).location
    assert places == {other_tab} and len(hand_ins_of(work)) == 1


def test_back_and_pressed_again_with_other_words_shows_both(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    form = {"number": "1", "once": "one-key"}
    ellie.post(f"/my-work/{work}/hand-in", {**form, "text": "First words."})
    ellie.post(f"/my-work/{work}/hand-in", {**form, "text": "Other words."}, 409)
    assert "First words." in ellie.words() and "Other words." in ellie.words()
    assert [row.text for row in hand_ins_of(work)] == ["First words."]


def test_a_photo_that_did_not_go_with_it_is_said(client: Client, ellie: Client, cast: Cast) -> None:
    """The answer to the first press was lost; the second brings the same words and one more file."""
    work = set_to_ellie(client, cast)
    first, second = (PDF, "one.pdf"), (PDF + b"%", "two.pdf")
    form = {"text": "Here.", "number": "1", "once": "one-key"}
    ellie.post(f"/my-work/{work}/hand-in", {**form, "files": [(io.BytesIO(first[0]), first[1])]})
    again = [(io.BytesIO(content), name) for content, name in (first, second)]
    ellie.post(f"/my-work/{work}/hand-in", {**form, "files": again}, 422)
    assert "“two.pdf” did not go with it." in ellie.words() and "one.pdf”" not in ellie.words()
    ellie.post(f"/my-work/{work}/hand-in", {**form, "files": [(io.BytesIO(first[0]), first[1])]})
    assert len(hand_ins_of(work)) == 1


def test_nothing_empty_is_handed_in_and_the_box_says_why(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.get(f"/my-work/{work}")
    ellie.submit("#work-form", 422, text="   ")
    assert "Write something or add a photo first." in ellie.words("#work-form .govuk-error-message")
    assert state_of(work) is AssignmentState.NOT_STARTED


def test_words_of_another_device_are_shown_beside_hers(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.get(f"/my-work/{work}")
    opened_before = {"text": "On the laptop.", "number": "1", "draft_version": "0", "once": "k", "draft_key": "laptop"}
    write(ellie, work, "On the phone.", key="phone")
    ellie.post(f"/my-work/{work}/hand-in", opened_before, 409)
    assert "On the phone." in ellie.words(".both") and box(ellie) == "On the laptop."
    assert not hand_ins_of(work)
    ellie.submit("#work-form")
    assert [row.text for row in hand_ins_of(work)] == ["On the laptop."]


def test_the_last_words_of_a_tab_that_saves_itself_go_in(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    version = write(ellie, work, "Almost", key="phone")
    sent = {"text": "Almost all", "number": "1", "draft_version": "0", "once": "k", "draft_key": "phone"}
    ellie.post(f"/my-work/{work}/hand-in", sent)
    assert version == 1 and hand_ins_of(work)[0].text == "Almost all"


def test_a_draft_from_two_tabs_keeps_both(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    write(ellie, work, "one", key="a")
    body = {"key": "b", "base": 0, "seq": 1, "text": "two"}
    assert ellie.put(f"/my-work/{work}/draft", body, 409).json["theirs"] == "one"


def test_an_odd_save_is_refused_in_words(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.put(f"/my-work/{work}/draft", {"text": 5}, 422)
    ellie.put(f"/my-work/{work}/draft", {"key": "a", "base": 0, "seq": 1, "text": "x" * 20_001}, 413)
    assert state_of(work) is AssignmentState.NOT_STARTED


def test_typing_on_after_handing_in_is_told_so(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    hand_in(ellie, work, "Here.")
    body = {"key": "a", "base": 0, "seq": 1, "text": "more"}
    assert "handed this in" in ellie.put(f"/my-work/{work}/draft", body, 409).json["because"]


def test_signed_out_while_typing_is_told_where_to_sign_in(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.sign_out()
    body = {"key": "a", "base": 0, "seq": 1, "text": "more"}
    assert ellie.put(f"/my-work/{work}/draft", body, 401).json["sign_in"]


def test_a_photo_by_a_plain_form_takes_the_words_along(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.get(f"/my-work/{work}")
    words = {"text": "Half a sentence", "once": "k", "draft_version": "0", "files": (io.BytesIO(PDF), "page.pdf")}
    ellie.post(f"/my-work/{work}/pieces", words)
    ellie.follow()
    assert box(ellie) == "Half a sentence" and "page.pdf" in ellie.words("#pieces")
    again = {**words, "files": (io.BytesIO(PDF), "page.pdf")}
    ellie.post(f"/my-work/{work}/pieces", again)
    ellie.follow()
    assert len(ellie.select("#pieces li")) == 1
    remove = ellie.one("#pieces button").get("formaction")
    ellie.post(remove, {"text": "Half a sentence, and more", "draft_version": "1", "once": "k2"})
    ellie.follow()
    assert not ellie.select("#pieces li") and box(ellie) == "Half a sentence, and more"


def test_a_photo_alone_is_handed_in_with_the_same_press(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    sent = {"text": "", "number": "1", "once": "k", "files": (io.BytesIO(PDF), "page.pdf")}
    ellie.post(f"/my-work/{work}/hand-in", sent)
    ellie.follow()
    ellie.get(f"/my-work/{work}")
    assert "page.pdf" in ellie.words(".photos")


def test_a_fixed_go_keeps_its_photos(client: Client, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie.post(f"/my-work/{work}/pieces", {"files": (io.BytesIO(PDF), "page.pdf")})
    ellie.get(f"/my-work/{work}")
    remove = ellie.one("#pieces button").get("formaction")
    ellie.submit("#work-form", text="With a page.")
    ellie.post(remove, {}, 404)
    ellie.post(f"/my-work/{work}/pieces", {"files": (io.BytesIO(PDF + b"2"), "two.pdf")}, 409)


def test_a_reply_is_sent_once(client: Client, client_of: ClientOf, ellie: Client, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    give_back(client_of(cast.lunt), hand_in(ellie, work, "Here."), "Good.", "done")
    ellie.get(f"/my-work/{work}")
    address = ellie.one("#reply-form").get("action")
    ellie.submit("#reply-form", 422, text=" ")
    for key in ("a", "a", "b"):
        ellie.post(address, {"text": "Thanks", "once": key})
    ellie.post(address, {"text": "Something else", "once": "c"}, 409)
    ellie.get(f"/my-work/{work}")
    assert ellie.words(".card--feedback").count("Thanks") == 1


def test_feedback_is_returned_once_and_kept_when_it_was_answered_elsewhere(
    client: Client, client_of: ClientOf, ellie: Client, cast: Cast
) -> None:
    work, lunt = set_to_ellie(client, cast), client_of(cast.lunt)
    handed_in = hand_in(ellie, work, "Here.")
    address = f"/to-answer/{handed_in}/return"
    lunt.post(address, {"text": "", "outcome": "done", "once": "a"}, 422)
    lunt.post(address, {"text": "Good.", "outcome": "", "once": "a"}, 422)
    lunt.post(address, {"text": "Good.", "outcome": "done", "once": "a"})
    lunt.post(address, {"text": "Good.", "outcome": "done", "once": "a"})
    lunt.post(address, {"text": "Other words.", "outcome": "another_go", "once": "b"}, 409)
    assert "Other words." in lunt.words() and state_of(work) is AssignmentState.DONE


def test_undone_within_a_minute_the_words_are_a_draft_again(
    client: Client, client_of: ClientOf, ellie: Client, cast: Cast
) -> None:
    work, lunt = set_to_ellie(client, cast), client_of(cast.lunt)
    handed_in = hand_in(ellie, work, "Here.")
    give_back(lunt, handed_in, "Too quick.", "done")
    lunt.follow()
    undo = lunt.one("form[data-undo]").get("action")
    client_of(cast.bell).post(undo, {}, 404)
    lunt.post(undo, {})
    lunt.follow()
    assert (lunt.one("form[data-answer] textarea").text or "").strip() == "Too quick."
    assert state_of(work) is AssignmentState.HANDED_IN
    give_back(lunt, handed_in, "Better.", "another_go")
    lunt.follow()
    undo = lunt.one("form[data-undo]").get("action")
    ellie.get(f"/my-work/{work}")
    lunt.post(undo, {}, 403)
    assert "read this already" in lunt.words()
