"""A pupil's device as its page behaves: it keeps what is not known to be saved, and tries again.

What it was shown stands in `saved` and `receipts`: of that, nothing may be lost and nothing may be there twice.
"""

import io
import json
import re
import uuid
from dataclasses import dataclass, field

from lxml import html
from werkzeug.test import EnvironBuilder

from tests.kill.phone import Answer, ask_at


@dataclass
class Answered:
    """What stands in the box of the one long question, and what of it was shown as saved."""

    text: str = ""
    base: int = 0
    seq: int = 0
    saved: list[str] = field(default_factory=list)


@dataclass
class Device:
    """One tab on one device, on one piece of work. A fault is the line's, `die` and `full` are the server's."""

    port: int
    cookie: str
    token: str
    assignment_id: uuid.UUID
    key: str
    text: str = ""
    base: int = 0
    seq: int = 0
    known: str = ""
    once: str = ""
    signed_in: bool = True
    saved: list[str] = field(default_factory=list)
    receipts: set[str] = field(default_factory=set)
    photos: list[bytes] = field(default_factory=list)
    photos_handed_in: set[bytes] = field(default_factory=set)
    sees_it_handed_in: bool = False
    question_id: uuid.UUID | None = None
    answer: Answered = field(default_factory=Answered)

    def open(self) -> None:
        """The page as it is now: its words, the draft's version, a new form."""
        answer = self._ask("GET", f"/my-work/{self.assignment_id}", b"", "")
        if answer is not None and answer.status == 200:
            self._take_page(answer.body, keep=False)

    def type(self, word: str) -> None:
        self.text = f"{self.text} {word}".strip()

    def save(self, **how: str) -> int | None:
        """Send the words as autosave does. What it is shown: 200 is 'Saved'; None, that the line is gone."""
        self.seq += 1
        sent = self.text
        body = json.dumps({"key": self.key, "base": self.base, "seq": self.seq, "text": sent}).encode()
        answer = self._ask("PUT", f"/my-work/{self.assignment_id}/draft", body, "application/json", **how)
        if answer is None:
            return None
        if answer.status == 200:
            self.base, self.known = answer.json()["version"], sent
            self.saved += sent.split()
        elif answer.status == 409 and "theirs" in answer.json():
            self._both(answer.json()["theirs"], answer.json()["version"])
        return answer.status

    def give(self, word: str, **how: str) -> int | None:
        """Write on at the answer to the question, and send it as its box does."""
        box = self.answer
        box.text, box.seq = f"{box.text} {word}".strip(), box.seq + 1
        body = json.dumps({"key": self.key, "base": box.base, "seq": box.seq, "text": box.text}).encode()
        url = f"/my-work/{self.assignment_id}/answers/{self.question_id}/draft"
        answer = self._ask("PUT", url, body, "application/json", **how)
        if answer is None:
            return None
        if answer.status == 200:
            box.base, box.saved = answer.json()["version"], [*box.saved, *box.text.split()]
        elif answer.status == 409 and "theirs" in answer.json():
            box.text, box.base = _joined(box.text, answer.json()["theirs"]), answer.json()["version"]
        return answer.status

    def photograph(self) -> None:
        """A file that goes with the next press; each is another."""
        self.photos.append(f"A page, {self.key} {len(self.photos)}.\n".encode())

    def hand_in(self, **how: str) -> int | None:
        """Press the button: a plain form with the words and the files."""
        sent = self.text
        form = {"text": sent, "once": self.once, "number": "1", "csrf_token": self.token}
        form |= {"draft_key": self.key, "draft_version": str(self.base)}
        files = [(io.BytesIO(photo), f"page{place}.txt") for place, photo in enumerate(self.photos)]
        environ = EnvironBuilder(method="POST", data={**form, "files": files}).get_environ()
        body = environ["wsgi.input"].read()
        answer = self._ask("POST", f"/my-work/{self.assignment_id}/hand-in", body, environ["CONTENT_TYPE"], **how)
        if answer is None:
            return None
        if answer.status == 303 and "/receipt/" in answer.location:
            self.receipts.add(answer.location)
            self.known = sent
            self.saved += sent.split()
            self.photos_handed_in |= set(self.photos)
        elif answer.status in (409, 422):
            self._take_page(answer.body, keep=True)
        return answer.status

    def _both(self, theirs: str, version: int) -> None:
        """Both texts are on the screen: the pupil keeps both."""
        self.text = _joined(self.text, theirs)
        self.base, self.known = version, theirs

    def _take_page(self, body: bytes, *, keep: bool) -> None:
        """What a page brought: a new form; on one of two texts, the other one too."""
        tree = html.fromstring(body.decode())
        form = tree.cssselect("#work-form")
        theirs = [one.text_content() for one in tree.cssselect(".both .both__text")]
        if not form:  # the page says that it is handed in, and has what was typed here beside it
            self.sees_it_handed_in = True
            return
        fields = {box.get("name"): box for box in form[0].cssselect("[name]")}
        self.once = fields["once"].get("value", "")
        self.base = int(fields["draft_version"].get("value") or 0)
        if not keep:
            self.text = self.known = (fields["text"].text or "").strip()
        for text in theirs:
            self.text = _joined(self.text, text.strip())

    def _ask(self, method: str, path: str, body: bytes, kind: str, **how: str) -> Answer | None:
        headers = {"X-CSRFToken": self.token, "Connection": "close"}
        if self.signed_in:
            headers["Cookie"] = f"school={self.cookie}"
        headers |= {"Content-Type": kind} if kind else {}
        named = {"fault": "X-Fault", "die": "X-Die", "full": "X-Full"}
        headers |= {named[name]: said for name, said in how.items() if said}
        return ask_at(self.port, method, path, body, headers)


def _joined(mine: str, theirs: str) -> str:
    """Both, each word once: as a pupil would put them together."""
    more = [word for word in re.split(r"\s+", theirs) if word and word not in mine.split()]
    return " ".join([mine, *more]).strip()
