"""Whoever is not concerned finds nothing: every id in every position, of another pupil and of another network."""

from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie

ClientOf = Callable[[Person], Client]
STRANGERS = (
    "stranger",
    "stranger_lead",
    "stranger_teacher",
    "sam",
    "kit",
    "own_teacher",
    "bell",
    "agency",
    "agency_past",
)


def of_pupil(work: object, name: str = "x") -> list[tuple[str, str]]:
    base = f"/my-work/{work.assignment_id}"  # type: ignore[attr-defined]
    found = [("GET", base), ("PUT", f"{base}/draft"), ("POST", f"{base}/pieces"), ("POST", f"{base}/hand-in")]
    if work.piece_id:  # type: ignore[attr-defined]
        found += [("GET", f"{base}/pieces/{work.piece_id}/{name}"), ("POST", f"{base}/pieces/{work.piece_id}/remove")]  # type: ignore[attr-defined]
    if work.feedback_id:  # type: ignore[attr-defined]
        found += [("POST", f"{base}/feedback/{work.feedback_id}/reply")]  # type: ignore[attr-defined]
    return found


def ask(client: Client, method: str, url: str) -> int:
    body = {"key": "a", "base": 0, "seq": 1, "text": "x"}
    how = {"json": body} if method == "PUT" else {"data": {"text": "x", "because": "x"}} if method == "POST" else {}
    return client.open(method, url, None, **how).status_code


@pytest.mark.parametrize("state", ["new", "started", "in", "returned"])
def test_another_pupils_work_is_not_there(client_of: ClientOf, cast: Cast, state: str) -> None:
    for pupil in (cast.tariq, cast.stranger_pupil):
        client = client_of(pupil)
        for method, url in of_pupil(cast.larkdale.work[state]):
            assert ask(client, method, url) == 404, (pupil.key, method, url)


def test_ids_of_another_piece_of_work_do_not_open_through_ones_own(client_of: ClientOf, cast: Cast) -> None:
    client, work = client_of(cast.ellie), cast.larkdale.work
    own, other = work["returned"], work["returned of tariq"]
    base = f"/my-work/{own.assignment_id}"
    for method, url in (
        ("GET", f"{base}/pieces/{other.piece_id}/x"),
        ("POST", f"{base}/pieces/{other.piece_id}/remove"),
        ("GET", f"{base}/receipt/{other.hand_in_id}"),
        ("POST", f"{base}/feedback/{other.feedback_id}/reply"),
        ("GET", f"{base}/files/{cast.larkdale.lessons['stonegate'].worksheet_id}/x"),
        ("GET", f"{base}/files/{cast.fernvale.lessons['moorside'].worksheet_id}/x"),
    ):
        assert ask(client, method, url) == 404, url


@pytest.mark.parametrize("key", STRANGERS)
def test_strangers_find_nothing(client_of: ClientOf, cast: Cast, key: str) -> None:
    person, work = getattr(cast, key), cast.larkdale.work["returned"]
    client = client_of(person)
    for method, url in (
        ("GET", f"/assignments/{work.assignment_id}"),
        ("GET", f"/assignments/{work.assignment_id}/pieces/{work.piece_id}/x"),
        ("POST", f"/assignments/{work.assignment_id}/withdraw"),
        ("POST", f"/assignments/{work.assignment_id}/undo"),
        ("GET", f"/to-answer/{work.hand_in_id}"),
        ("PUT", f"/to-answer/{work.hand_in_id}/draft"),
        ("POST", f"/to-answer/{work.hand_in_id}/return"),
        ("GET", f"/to-answer/{work.hand_in_id}/pieces/{work.piece_id}/x"),
        ("POST", f"/feedback/{work.feedback_id}/undo"),
        ("GET", f"/pupils/{cast.ellie.pupil_id}/set"),
    ):
        # A wrong hat is stopped at the door; who may knock finds nothing behind it.
        assert ask(client, method, url) in {403, 404}, url
    answer = client.open("GET", f"/assignments/{work.assignment_id}", None)
    assert answer.status_code == 404


def test_the_answer_sheet_is_reached_by_no_address(client_of: ClientOf, cast: Cast) -> None:
    posted, client = cast.larkdale.lessons["ashfold"], client_of(cast.ellie)
    for work in ("new", "started", "in", "returned"):
        base = f"/my-work/{cast.larkdale.work[work].assignment_id}"
        client.get(f"{base}/files/{posted.worksheet_id}/Worksheet.txt").close()
        client.get(f"{base}/files/{posted.answers_id}/Worksheet.txt", 404)
        client.get(f"{base}/pieces/{posted.answers_id}/Answers.txt", 404)
        client.get(base)
        assert "Answers" not in client.words()


def test_a_marker_reaches_the_one_thing_and_nothing_else(client_of: ClientOf, cast: Cast) -> None:
    lunt, work = client_of(cast.lunt), cast.larkdale.work["in"]
    lunt.get(f"/to-answer/{work.hand_in_id}")
    assert "Ellie" in lunt.words() and "Marsh" not in lunt.words() and "Ellie M" not in lunt.words()
    lunt.get(f"/to-answer/{work.hand_in_id}/pieces/{work.piece_id}/page.txt").close()
    lunt.get(f"/pupils/{cast.ellie.pupil_id}/work", 404)
    lunt.get(f"/assignments/{work.assignment_id}", 404)


def test_a_window_closed_in_front_of_its_marker(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work, ellie, lunt = set_to_ellie(client, cast), client_of(cast.ellie), client_of(cast.lunt)
    handed_in = hand_in(ellie, work, "Here.")
    lunt.get(f"/to-answer/{handed_in}")
    client.post(f"/assignments/{work}/withdraw", {"because": ""}, 422)
    client.post(f"/assignments/{work}/withdraw", {"because": "Set to the wrong pupil."})
    lunt.get(f"/to-answer/{handed_in}", 404)
    lunt.post(f"/to-answer/{handed_in}/return", {"text": "x", "outcome": "done", "once": "a"}, 404)
    ellie.get(f"/my-work/{work}", 404)
    client.get(f"/assignments/{work}", 404)
    client.get(f"/pupils/{cast.ellie.pupil_id}/work")
    assert str(work) not in client.response.get_data(as_text=True)


def test_who_reaches_the_work_reads_it_and_who_does_not_does_not(client_of: ClientOf, cast: Cast) -> None:
    work = cast.larkdale.work["returned"].assignment_id
    for key in ("dani", "lead", "key_adult", "head_of_year", "safeguarding_lead", "mum"):
        client = client_of(getattr(cast, key))
        client.get(f"/assignments/{work}")
        client.get(f"/pupils/{cast.ellie.pupil_id}/work")
        assert client.select(f'a[href="/assignments/{work}"]')
    for key in ("dad", "attendance_officer", "sam", "lunt", "clerk", "administrator", "auditor"):
        client_of(getattr(cast, key)).get(f"/assignments/{work}", 404)


def test_what_she_has_not_handed_in_is_hers_alone(client: Client, client_of: ClientOf, cast: Cast) -> None:
    started = cast.larkdale.work["started"]
    client.sign_in(cast.dani).get(f"/assignments/{started.assignment_id}/pieces/{started.piece_id}/x", 404)
    client.get(f"/assignments/{started.assignment_id}")
    assert "There is nothing to read here" in client.words()


def test_nobody_is_chosen_to_answer(client: Client, cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"].lesson_id
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}/set?lesson={lesson}")
    assert not client.select("select[name=answerer] option[selected][value]:not([value=''])")
    client.submit("main form", 422)
    assert "Choose who answers this" in client.words(".govuk-error-message")
    client.submit("main form", 422, answerer=str(cast.larkdale.ids["membership of clerk"]))
    client.get(f"/pupils/{cast.tariq.pupil_id}/set", 404)


def test_setting_is_undone_at_once(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    client.follow()
    client.submit("form[data-undo]")
    client_of(cast.ellie).get(f"/my-work/{work}", 404)


def test_another_go_after_the_marker_lost_the_window_still_shows_her_the_feedback(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    work, ellie, lunt = set_to_ellie(client, cast), client_of(cast.ellie), client_of(cast.lunt)
    give_back(lunt, hand_in(ellie, work, "Here."), "Again please.", "another_go")
    ellie.get(f"/my-work/{work}")
    assert "Again please." in ellie.words()
