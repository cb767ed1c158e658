"""Ellie's phone: it types, hands in, and learns nothing when the line is cut."""

import io
import json
import uuid
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from werkzeug.test import EnvironBuilder

from tests import servers

TAB = "a-tab-of-hers"


@dataclass
class Answer:
    status: int
    location: str
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Phone:
    """One tab, signed in. `die` asks the server to kill itself at that step; the answer is then None."""

    server: servers.Server
    cookie: str
    token: str
    assignment_id: uuid.UUID

    def save(self, seq: int, text: str, *, base: int = 0, die: str = "") -> Answer | None:
        body = json.dumps({"key": TAB, "base": base, "seq": seq, "text": text}).encode()
        return self._ask("PUT", f"/my-work/{self.assignment_id}/draft", body, "application/json", die)

    def hand_in(self, text: str, *, once: str, version: int, die: str = "") -> Answer | None:
        form = {"text": text, "once": once, "number": "1", "draft_key": TAB, "draft_version": str(version)}
        form["csrf_token"] = self.token
        sent = EnvironBuilder(method="POST", data={**form, "files": (io.BytesIO(b"A page of hers.\n"), "page.txt")})
        environ = sent.get_environ()
        body = environ["wsgi.input"].read()
        return self._ask("POST", f"/my-work/{self.assignment_id}/hand-in", body, environ["CONTENT_TYPE"], die)

    def open(self) -> str:
        answer = self._ask("GET", f"/my-work/{self.assignment_id}", b"", "", "")
        assert answer is not None and answer.status == 200
        return answer.body.decode()

    def _ask(self, method: str, path: str, body: bytes, content_type: str, die: str) -> Answer | None:
        headers = {"Cookie": f"school={self.cookie}", "X-CSRFToken": self.token, "Connection": "close"}
        headers |= {name: value for name, value in (("Content-Type", content_type), ("X-Die", die)) if value}
        return ask(self.server, method, path, body, headers)


def ask(server: servers.Server, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer | None:
    return ask_at(urlsplit(server.url).port or 0, method, path, body, headers)


def ask_at(port: int, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer | None:
    """The answer, or None when the line was cut before it was whole."""
    connection = servers.connect(port)
    try:
        connection.request(method, path, body=body or None, headers=headers)
        response = connection.getresponse()
        return Answer(response.status, response.headers.get("Location", ""), response.read())
    except (OSError, servers.CutOff):
        return None
    finally:
        connection.close()
