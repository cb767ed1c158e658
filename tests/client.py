"""The inspector client: a browser without JavaScript that refuses pages which are not fit to be shown.

    client.sign_in(cast.dani)
    client.get(url_for("home.start"))                      # 200, inspected
    client.get(url, fragment="pile")                       # as htmx asks for the element #pile
    client.post(url, {"title": "…"})                       # 303; the token against forged requests comes along
    client.submit("form.reply", text="…")                  # fills in a form of the page in hand and sends it
    client.follow()                                        # where the last answer sent us
    client.select(".pill"); client.words("main"); client.queries

`queries` counts what the last request asked of the database, notes left out.
"""

import contextvars
import re
import secrets
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event
from werkzeug.exceptions import HTTPException
from werkzeug.test import TestResponse

from tests import inspector
from tests.cast import Person
from virtual_school.core.access import mark_of
from virtual_school.core.app import App
from virtual_school.core.db import db

WRITES = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|MERGE|TRUNCATE|WITH\b.*\b(INSERT|UPDATE|DELETE))\b", re.I | re.S)
NOTED = re.compile(r"\s*INSERT INTO note\b", re.I)
NO_QUERY = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)\b", re.I)
SAFE = {"GET", "HEAD", "OPTIONS"}

# Signing a session takes as long as a small page, and the access table opens a browser for each of its cells.
_planted: dict[tuple[Any, ...], tuple[str, str]] = {}


class Statements:
    """What the application asks its database, as it asks."""

    def __init__(self, engine: sa.Engine) -> None:
        self.heard: list[str] = []
        self.wrote = False
        event.listen(engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if NO_QUERY.match(statement):
            return
        self.heard.append(statement)
        self.wrote = self.wrote or WRITES.match(statement) is not None

    def start(self) -> None:
        self.heard.clear()

    @property
    def writes(self) -> list[str]:
        """What was written besides notes."""
        return [said for said in self.heard if WRITES.match(said) and not NOTED.match(said)]

    @property
    def queries(self) -> list[str]:
        return [said for said in self.heard if not NOTED.match(said)]


class Client:
    """One browser. Each request says which status it expects; anything else fails with what came instead."""

    def __init__(self, app: App, statements: Statements, *, inspects: bool = True) -> None:
        self.app, self.statements, self.inspects = app, statements, inspects
        self.browser: FlaskClient = app.test_client()
        self.person: Person | None = None
        self.response: TestResponse
        self._page: inspector.Page | None = None
        self.queries = 0
        self._plant_token()

    # who --------------------------------------------------------------------------------------------------------------

    def sign_in(self, person: Person, hat: str | None = None) -> "Client":
        """Be this person, on the device that the cast is signed in on; in their first hat, or the one with this key."""
        self.browser = self.app.test_client()
        self.person = person
        self._plant_token(network=str(person.network_id), _user_id=person.secret, _fresh=True)
        if hat is not None:
            self.post("/hat", {"hat": hat})
        return self

    def sign_out(self) -> "Client":
        """Throw the cookies away: nobody."""
        self.browser = self.app.test_client()
        self.person = None
        self._plant_token()
        return self

    def _plant_token(self, **beside: Any) -> None:
        """The cookie of this person, and the token that goes with it: signed once a process, for all their browsers."""
        key, name = (str(self.app.secret_key), *sorted(beside.items())), str(self.app.config["SESSION_COOKIE_NAME"])
        if key in _planted:
            value, self.token = _planted[key]
            self.browser.set_cookie(name, value)
            return
        raw = secrets.token_hex(20)
        with self.browser.session_transaction() as session:
            session.update(beside, csrf_token=raw)
        self.token = str(URLSafeTimedSerializer(str(self.app.secret_key), salt="wtf-csrf-token").dumps(raw))
        planted = self.browser.get_cookie(name)
        assert planted is not None
        _planted[key] = planted.value, self.token

    # asking -----------------------------------------------------------------------------------------------------------

    def get(self, url: str, status: int | None = 200, *, fragment: str | None = None, **how: Any) -> TestResponse:
        return self.open("GET", url, status, fragment=fragment, **how)

    def post(self, url: str, data: Any = None, status: int | None = 303, **how: Any) -> TestResponse:
        return self.open("POST", url, status, data=data, **how)

    def put(self, url: str, json: Any = None, status: int | None = 200, **how: Any) -> TestResponse:
        return self.open("PUT", url, status, json=json, **how)

    def patch(self, url: str, data: Any = None, status: int | None = 204, **how: Any) -> TestResponse:
        return self.open("PATCH", url, status, data=data, **how)

    def delete(self, url: str, status: int | None = 303, **how: Any) -> TestResponse:
        return self.open("DELETE", url, status, **how)

    def open(
        self, method: str, url: str, status: int | None, *, fragment: str | None = None, csrf: bool = True, **how: Any
    ) -> TestResponse:
        headers = dict(how.pop("headers", {}))
        if fragment:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial", "HX-Target": f"div#{fragment}"}
        if csrf and method not in SAFE:
            headers.setdefault("X-CSRFToken", self.token)
        db.session.commit()
        db.session.expire_all()
        self.statements.start()
        # In a context of its own: the request shares neither `g` nor the session with the test around it.
        how |= {"method": method, "headers": headers, "buffered": True}
        self.response = contextvars.Context().run(self.browser.open, url, **how)
        self.queries = len(self.statements.queries)
        self._inspect(method, url, status, fragment)
        return self.response

    def follow(self, status: int = 200) -> TestResponse:
        """Go where the last answer sent us."""
        assert self.response.status_code in {302, 303}, f"the last answer was {self.response.status_code}"
        return self.get(self.response.location, status)

    def submit(self, css: str = "main form", status: int | None = 303, **fields: Any) -> TestResponse:
        """Fill in a form of the page in hand and press its button. Fields are named as in the form."""
        form = self.one(css)
        unknown = fields.keys() - {box.get("name") for box in form.cssselect("[name]")}
        assert not unknown, f"the form {css} has no fields {sorted(unknown)}"
        data = {**_filled(form), **fields}
        if (form.get("method") or "get").lower() == "get":
            return self.get(form.get("action"), status, query_string=data)
        return self.post(form.get("action"), data, status, csrf=False)

    # reading ----------------------------------------------------------------------------------------------------------

    @property
    def tree(self) -> inspector.Tree | None:
        """The page in hand, or None when the last answer was none."""
        return self._page.tree if self._page else None

    def select(self, css: str) -> list[inspector.Tree]:
        """The elements of the last page that a CSS selector finds."""
        assert self.tree is not None, "the last answer was no page"
        return list(self.tree.cssselect(css))

    def one(self, css: str) -> inspector.Tree:
        found = self.select(css)
        assert len(found) == 1, f"{len(found)} elements are {css}, not one"
        return found[0]

    def words(self, css: str = "main") -> str:
        """What a person reads there."""
        return " ".join(inspector.words(element) for element in self.select(css))

    @property
    def title(self) -> str:
        return (self.one("head > title").text or "").strip()

    # inspecting -------------------------------------------------------------------------------------------------------

    def _inspect(self, method: str, url: str, status: int | None, fragment: str | None) -> None:
        came, self._page = self.response.status_code, None
        asked = f"{method} {url} as {self.person.key if self.person else 'nobody'}"
        if status is not None:
            assert came == status, f"{asked}: {came}, not {status}\n{self.response.get_data(as_text=True)[:2000]}"
        else:
            assert came < 500, f"{asked}: {came}"
        if method in SAFE and not self._commits_on_get(url):
            assert not self.statements.writes, f"{asked} wrote: {self.statements.writes}"
        if not self.inspects or self.response.mimetype != "text/html" or came in {302, 303, 304}:
            return
        html = self.response.get_data(as_text=True)
        if html:
            self._read(html, came, fragment, asked)

    def _commits_on_get(self, url: str) -> bool:
        """Whether another system's protocol calls back at this address, the one kind of GET that may write."""
        try:
            endpoint, _values = self.app.url_map.bind("localhost").match(urlsplit(url).path)
        except HTTPException:
            return False
        mark = mark_of(self.app.view_functions[endpoint])
        return mark is not None and mark.commits_on_get

    def _read(self, html: str, came: int, fragment: str | None, asked: str) -> None:
        for_pupil = self.person is not None and self.person.is_pupil
        try:
            if "<html" in html[:400]:
                self._page = inspector.page(html, for_pupil=for_pupil, status=came)
            else:
                root = re.search(r'id="([^"]*)"', html)
                target = fragment or (root.group(1) if root else "")
                self._page = inspector.fragment(html, target, for_pupil=for_pupil)
        except inspector.Wrong as wrong:
            raise inspector.Wrong(f"{asked}: {wrong}") from None


def _filled(form: inspector.Tree) -> dict[str, Any]:
    """What a browser would send for a form that nobody touched."""
    data: dict[str, Any] = {}
    for box in form.cssselect("input[name], textarea[name], select[name]"):
        kind = box.get("type", "text") if box.tag == "input" else box.tag
        if kind in {"checkbox", "radio"}:
            if box.get("checked") is not None:
                data.setdefault(box.get("name"), []).append(box.get("value", "on"))
        elif kind == "select":
            chosen = box.cssselect("option[selected]") or box.cssselect("option")[:1]
            data[box.get("name")] = [option.get("value", option.text) for option in chosen]
        elif kind not in {"submit", "button", "file", "image", "reset"}:
            data[box.get("name")] = box.get("value", "") if box.tag == "input" else (box.text or "")
    return data
