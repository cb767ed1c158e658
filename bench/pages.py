"""The pages that are measured, and how each is asked for."""

import hashlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from PIL import Image

from bench import shelf
from bench.load import Request

# The sixty searches of the tests, as they are typed; and some that nothing is found for as they stand.
SEARCHES = [f"/library?{urlencode({'q': typed})}" for typed in shelf.searches()]
MISSPELT = [f"/library?{urlencode({'q': typed})}" for typed in ("photosinthesis", "ceasar cypher", "volcanow", "qqqqq")]
PASSWORD = "plum-kettle-harbour-42"
BOUNDARY = "bench-0f1e2d3c4b5a"
# A hand-in with a photo is asked for once where a page is so often.
PHOTOS = 10
# Nobody of the demonstration is in it.
MARKED_YEAR = 13


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its name, what to send for the request of a number, and the status that it must answer.

    `part`: it is asked for once where others are so often, for what each request leaves behind on the disk.
    """

    name: str
    make: Callable[[int], Request]
    expect: int
    part: int = 1


class Browser:
    """What a signed-in browser sends: the signed cookie, and the token that its forms carry."""

    def __init__(self, secret_key: str, network: str, secret: str | None) -> None:
        app = Flask("bench")
        app.secret_key = secret_key
        raw = hashlib.sha256(b"bench").hexdigest()
        kept: dict[str, Any] = {"network": network, "csrf_token": raw}
        if secret:
            kept |= {"_user_id": secret, "_fresh": True}
        signer = SecureCookieSessionInterface().get_signing_serializer(app)
        assert signer is not None
        self.cookie = str(signer.dumps(kept))
        self.headers = {"Cookie": f"school={self.cookie}"}
        self.token = URLSafeTimedSerializer(secret_key, salt="wtf-csrf-token").dumps(raw)

    def get(self, path: str) -> Callable[[int], Request]:
        return lambda number: ("GET", path, self.headers, None)

    def each(self, paths: list[str]) -> Callable[[int], Request]:
        """One after the other, and from the beginning again."""
        return lambda number: ("GET", paths[number % len(paths)], self.headers, None)

    def post(self, path: Callable[[int], str], **fields: str) -> Callable[[int], Request]:
        headers = {**self.headers, "Content-Type": "application/x-www-form-urlencoded"}

        def make(number: int) -> Request:
            body = urlencode({"csrf_token": self.token, "once": f"bench-{number}", **fields})
            return "POST", path(number), headers, body.encode()

        return make

    def save(self, path: str, words: str, tab: str) -> Callable[[int], Request]:
        """A text that saves itself, as the script of the page sends it: the tab's next save, each of other words."""
        headers = {**self.headers, "Content-Type": "application/json", "X-CSRFToken": self.token}

        def make(number: int) -> Request:
            body = {"key": tab, "base": 0, "seq": number, "text": words[: len(words) // 2 + number % 50]}
            return "PUT", path, headers, json.dumps(body).encode()

        return make

    def send(self, path: Callable[[int], str], photo: bytes, **fields: str) -> Callable[[int], Request]:
        """A form with a photo beside its fields. No photo is the same as another: a comment in it counts them."""
        headers = {**self.headers, "Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}

        def make(number: int) -> Request:
            said = {"csrf_token": self.token, "once": f"bench-photo-{number}", **fields}
            parts = [
                f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in said.items()
            ]
            named = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="files"; filename="page.jpg"\r\n'
            head = "".join([*parts, named, "Content-Type: image/jpeg\r\n\r\n"])
            comment = f"{number:08}".encode()
            counted = photo[:2] + b"\xff\xfe" + (len(comment) + 2).to_bytes(2, "big") + comment + photo[2:]
            return "POST", path(number), headers, head.encode() + counted + f"\r\n--{BOUNDARY}--\r\n".encode()

        return make


def photo() -> bytes:
    """Twelve megapixels out of a phone, of about the weight that one has: light, shade and grain."""
    grain = Image.effect_noise((4032, 3024), 18)
    light = Image.linear_gradient("L").resize(grain.size)
    made = io.BytesIO()
    Image.merge("RGB", (grain, Image.blend(grain, light, 0.5), light)).save(made, "JPEG", quality=80)
    return made.getvalue()


def pages(filled: dict[str, Any], secret_key: str) -> list[Page]:
    """The pages, for what `bench.prepare` filled."""
    browsers = {
        who: Browser(secret_key, filled["network"], secret) for who, secret in [*filled["secrets"].items(), ("", None)]
    }
    taken = photo()
    words = "300 / 4 = 75 so one person is 75 g. 75 x 10 = 750 g."
    return [
        Page("today", browsers["pupil"].get("/today"), 200),
        Page("lesson", browsers["pupil"].get(f"/my-work/{filled['lesson']}"), 200),
        Page("step", browsers["pupil"].get(f"/my-work/{filled['lesson']}/steps/1"), 200),
        Page("thread", browsers["pupil"].get(f"/messages/{filled['thread']}"), 200),
        Page("pile", browsers["teacher"].get("/to-answer"), 200),
        Page("pile of 500", browsers["marker"].get(f"/to-answer/{filled['of_pile']}"), 200),
        Page("results of 500", browsers["lead"].get(f"/marks?subject_id={filled['marked']}&year={MARKED_YEAR}"), 200),
        Page("notices", browsers["teacher"].get("/notices"), 200),
        Page("desk", browsers["mentor"].get("/desk"), 200),
        Page("panel", browsers["clerk"].get("/panels"), 200),
        Page("people", browsers["administrator"].get("/people"), 200),
        Page("sign-in page", browsers[""].get("/n/larkdale/"), 200),
        Page("not here", browsers["head"].get("/not-here"), 200),
        Page("library", browsers["teacher"].get("/library"), 200),
        Page("search", browsers["teacher"].each(SEARCHES), 200),
        Page("search narrowed", browsers["teacher"].each([f"{one}&year=8&minutes=45" for one in SEARCHES]), 200),
        Page("misspelt", browsers["teacher"].each(MISSPELT), 200),
        Page("posting page", browsers["teacher"].get("/lessons/new"), 200),
        Page("post", browsers["teacher"].post(lambda number: f"/lessons/{filled['drafts'][number]}/post"), 303),
        Page(
            "hand-in",
            browsers["bench"].post(lambda number: f"/my-work/{filled['hand_ins'][number]}/hand-in", text=words),
            303,
        ),
        Page(
            "hand-in with a photo",
            browsers["bench"].send(lambda number: f"/my-work/{filled['photos'][number]}/hand-in", taken, text=words),
            303,
            part=PHOTOS,
        ),
        Page("sign-in", browsers[""].post(lambda n: "/n/larkdale/", name=filled["login"], password=PASSWORD), 303),
    ]


def load_filled(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text)
    return found
