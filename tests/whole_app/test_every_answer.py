"""What every answer says, whatever it is; and that nothing is changed without the token against forged requests."""

import pytest

from tests.cast import Cast
from tests.client import SAFE, Client
from tests.whole_app.access import Row, things
from tests.whole_app.access_table import TABLE
from tests.whole_app.positions import address, sent
from virtual_school.core.app import App

# Headers and tokens know no engine.
pytestmark = pytest.mark.only_on("sqlite")

# A page of everybody's, one of somebody's, what is not there, what is refused, and a way elsewhere.
ANSWERS = {"/n/larkdale/": 200, "/today": 200, "/nothing-of-the-kind": 404, "/desk": 403, "/home": 302}

CHANGES = [row for row in TABLE if row.verb not in SAFE]


@pytest.mark.parametrize("url", ANSWERS)
def test_every_answer_says_how_it_may_be_used(cast: Cast, client: Client, url: str) -> None:
    client.inspects = False
    headers = client.sign_in(cast.ellie).get(url, ANSWERS[url]).headers
    policy = headers["Content-Security-Policy"]
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert not [name for name in headers.keys() if name.startswith("Access-Control-")]


def test_transport_is_strict_where_there_is_any(cast: Cast, client: Client) -> None:
    client.inspects = False
    assert "Strict-Transport-Security" not in client.get("/n/larkdale/").headers
    secure = client.get("/n/larkdale/", base_url="https://localhost").headers
    assert secure["Strict-Transport-Security"] == "max-age=31536000"


def test_trace_is_not_answered(cast: Cast, client: Client) -> None:
    answer = client.browser.open("/n/larkdale/", method="TRACE")
    assert answer.status_code == 405 and "TRACE" not in answer.headers.get("Allow", "")


@pytest.mark.parametrize("row", CHANGES, ids=lambda row: row.name)
def test_nothing_is_changed_without_the_token(app: App, cast: Cast, client: Client, row: Row) -> None:
    """Whoever asks for it, signed in or not: it is asked for before anybody is looked for."""
    known = things(cast)["own"]
    url, how = address(app, row, known), sent(row, known)
    client.inspects = False
    client.sign_in(cast.ellie)
    client.open(row.verb, url, None, csrf=False, **how)
    assert client.response.status_code == 400, f"{row.name}: {client.response.status_code}"
    assert not client.statements.writes
