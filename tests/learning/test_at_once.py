"""Pressed at the same moment on several devices: done once, on a real database file or server."""

import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_in, hand_ins_of, set_to_ellie, state_of
from virtual_school.core.db import db
from virtual_school.learning.models import AssignmentState

ClientOf = Callable[[Person], Client]
AT_ONCE = 4


def all_at_once(clients: list[Client], url: str, forms: list[dict[str, str]]) -> list[tuple[int, str | None]]:
    """Every client posts its form at one moment; status and place of each answer. Only the raw browsers are used:
    what the inspector does besides is not made for threads."""
    ready = Barrier(len(clients))

    def press(client: Client, form: dict[str, str]) -> tuple[int, str | None]:
        ready.wait()
        sent = {"data": form, "headers": {"X-CSRFToken": client.token}}
        answer = contextvars.Context().run(client.browser.post, url, **sent)
        return answer.status_code, answer.location

    db.session.commit()
    with ThreadPoolExecutor(len(clients)) as pool:
        return list(pool.map(press, clients, forms))


def test_one_key_from_four_presses(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    clients = [client_of(cast.ellie) for _press in range(AT_ONCE)]
    forms = [{"text": "Here.", "number": "1", "once": "one"}] * AT_ONCE
    answers = all_at_once(clients, f"/my-work/{work}/hand-in", forms)
    assert {status for status, _place in answers} == {303}
    assert len({place for _status, place in answers}) == 1 and len(hand_ins_of(work)) == 1


def test_four_devices_hand_in_four_texts_and_one_is_kept(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    clients = [client_of(cast.ellie) for _device in range(AT_ONCE)]
    forms = [{"text": f"Text {number}", "number": "1", "once": f"k{number}"} for number in range(AT_ONCE)]
    answers = all_at_once(clients, f"/my-work/{work}/hand-in", forms)
    assert sorted(status for status, _place in answers) == [303, 409, 409, 409]
    assert len(hand_ins_of(work)) == 1


def test_feedback_pressed_at_once_is_returned_once(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    handed_in = hand_in(client_of(cast.ellie), work, "Here.")
    clients = [client_of(cast.lunt) for _device in range(AT_ONCE)]
    forms = [{"text": "Good.", "outcome": "done", "once": f"k{number}"} for number in range(AT_ONCE)]
    answers = all_at_once(clients, f"/to-answer/{handed_in}/return", forms)
    assert sorted(status for status, _place in answers) == [303, 409, 409, 409]
    assert state_of(work) is AssignmentState.DONE
