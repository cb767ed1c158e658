"""What ends while it is being asked for: somebody asks as fast as they can while another ends it.

No request that began after the commit is answered with anything. `test_endings` does it one after the other.
"""

import contextvars
import threading
import time
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.endings import ENDINGS, PART, PUPIL, SHUT, Ending, address, end
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account

pytestmark = pytest.mark.only_on("postgresql")


@pytest.fixture(params=list(ENDINGS))
def ending(request: pytest.FixtureRequest) -> Ending:
    return ENDINGS[request.param]


# What a machine that is busy with other work may take until everybody was answered once more.
PATIENCE_S = 60

Answered = tuple[float, int]


class Asking:
    """Somebody who asks again and again until told to stop: when each request began, and its status."""

    def __init__(self, client: Client, url: str, headers: dict[str, str]) -> None:
        self.client, self.url, self.headers = client, url, headers
        self.answers: list[Answered] = []
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._ask, daemon=True)

    def _ask(self) -> None:
        while not self.stopped.is_set():
            began = time.monotonic()
            answer = contextvars.Context().run(self.client.browser.get, self.url, headers=self.headers)
            self.answers.append((began, answer.status_code))
            answer.close()

    def began_after(self, moment: float) -> bool:
        return any(began >= moment for began, _status in self.answers.copy())


def race(everybody: list[Asking], act: Callable[[], None]) -> tuple[set[int], set[int]]:
    """All ask; when each was answered, `act` ends it. What was answered before, and what began after its commit."""
    for one in everybody:
        one.thread.start()
    try:
        until(lambda: all(one.answers for one in everybody))
        before = {status for one in everybody for _began, status in one.answers.copy()}
        act()
        ended = time.monotonic()
        until(lambda: all(one.began_after(ended) for one in everybody))
    finally:
        for one in everybody:
            one.stopped.set()
        for one in everybody:
            one.thread.join(PATIENCE_S)
    return before, {status for one in everybody for began, status in one.answers if began >= ended}


def until(there: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE_S
    while not there():
        assert time.monotonic() < ends, "nobody is answered any more"
        time.sleep(0.01)


def test_no_request_that_began_after_the_end_is_answered(app: App, stage: Stage, cast: Cast, ending: Ending) -> None:
    person = getattr(cast, ending.person)
    asked = [(address(app, cast, *one), dict[str, str]()) for one in ending.opened[:2]]
    if ending.file is not None:
        asked.append((address(app, cast, *ending.file), PART))
    everybody = [Asking(Client(app, stage.statements, inspects=False).sign_in(person), url, how) for url, how in asked]
    db.session.commit()
    before, after = race(everybody, lambda: end(cast, ending))
    assert before <= {200, 206}, sorted(before)
    assert after <= SHUT, sorted(after)


def test_no_request_that_began_after_an_account_was_closed_is_answered(app: App, stage: Stage, cast: Cast) -> None:
    page, part = (Client(app, stage.statements, inspects=False).sign_in(cast.dani) for _device in range(2))
    url = address(app, cast, "pupils.page", PUPIL)

    def close() -> None:
        db.session.get_one(Account, cast.dani.account_id).closed_at = clock.now()
        db.session.commit()

    asked = [Asking(page, url, {}), Asking(part, url, {"HX-Request": "true"})]
    before, after = race(asked, close)
    assert before == {200} and after <= {303, 401}, (before, after)
