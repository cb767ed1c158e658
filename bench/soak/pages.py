"""What a person finds on a page: its links, its forms with what is hidden in them, the box that saves itself."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

TOKEN = re.compile(r'<meta name="csrf-token" content="([^"]+)"')
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
TAG = re.compile(r"<(?:input|textarea)\b[^>]*>")
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
AREA = re.compile(r"<textarea\b([^>]*)>(.*?)</textarea>", re.DOTALL)
STATIC = re.compile(r'(?:href|src)="(/static/[^"]+)"')
BOUNDARY = "----the-soaks-own-boundary"


@dataclass(frozen=True, slots=True)
class Area:
    """A box that saves itself: its name, where it saves to, the version its page knew, the words in it."""

    name: str
    url: str
    version: int
    text: str


class Gone(Exception):
    """The page has no such form or box."""


@dataclass(frozen=True, slots=True)
class Page:
    body: str

    @property
    def token(self) -> str:
        found = TOKEN.search(self.body)
        if found is None:
            raise Gone("no token on the page")
        return found[1]

    def links(self, pattern: str) -> list[str]:
        """The addresses on the page that are wholly of this form, each once, in order."""
        found = re.findall(rf'href="({pattern})"', self.body)
        return list(dict.fromkeys(found))

    def statics(self) -> list[str]:
        return list(dict.fromkeys(STATIC.findall(self.body)))

    def hidden(self, action: str) -> dict[str, str]:
        """The hidden fields of the form that goes there."""
        for head, inside in FORM.findall(self.body):
            if _attributes(head).get("action") == action:
                return dict(_hidden(inside))
        raise Gone(f"no form to {action}")

    def area(self) -> Area | None:
        """The first box that saves itself."""
        for head, words in AREA.findall(self.body):
            at = _attributes(head)
            if "data-draft-url" in at:
                text = html.unescape(words).replace("\r\n", "\n").removeprefix("\n")
                return Area(at["name"], at["data-draft-url"], int(at.get("data-version", "0")), text)
        return None


def _attributes(tag: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in ATTRIBUTE.findall(tag)}


def _hidden(inside: str) -> Iterator[tuple[str, str]]:
    for tag in TAG.findall(inside):
        at = _attributes(tag)
        if at.get("type") == "hidden" and "name" in at:
            yield at["name"], at.get("value", "")


def form(fields: dict[str, str]) -> tuple[dict[str, str], bytes]:
    """Headers and body of an ordinary form."""
    return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode()


def with_files(fields: dict[str, str], files: Iterable[str] = ("files",)) -> tuple[dict[str, str], bytes]:
    """Headers and body of a form that could carry files and carries none, as browsers send it."""
    parts = [f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}' for name, value in fields.items()]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename=""\r\nContent-Type: application/octet-stream\r\n\r\n'
        for name in files
    ]
    body = "".join(f"--{BOUNDARY}\r\n{part}\r\n" for part in parts) + f"--{BOUNDARY}--\r\n"
    return {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}, body.encode()
