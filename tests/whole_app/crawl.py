"""A crawler: signed in as one of the cast, it opens every link, fragment and safe form that it finds, and so on.

It knows no route: it reads pages as a browser does. Forms that change something are sent as they stand at the end, one
by one, and what they led to is read; after each, everything is put back.
"""

import re
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from lxml import html as reader
from lxml.etree import ParserError
from werkzeug.datastructures import MultiDict

from tests.cast import Person
from tests.client import Client

HERE = "http://localhost"
LEAVES = ("/static/", "/sign-out")
AWAY = re.compile(r"/n/[^/]+/with/")  # a school's own provider, which no test goes to

# Pages that lead to themselves without end (next week, next page) are followed so far; all of a person's, so far.
SAME_PAGE, MOST = 4, 600

# Of forms that differ in nothing but the things they are about, so many are sent: by who was given them, by others.
OWN_FORM, OTHERS_FORM = 1, 2
IDENTIFIER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

OPENS = {200, 206, 302, 303}
FAULT = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """An address, as a page or as the fragment of one."""

    url: str
    fragment: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A form that changes something: where it goes, and what it would send as it stands."""

    action: str
    fields: tuple[tuple[str, str], ...]

    @property
    def shape(self) -> str:
        """The form without what it is about."""
        return IDENTIFIER.sub("*", self.action.partition("?")[0])


@dataclass(slots=True)
class Found:
    """What one person reached, what each address answered, and what came of trying what others reached."""

    person: Person
    answers: dict[Asked, tuple[int, str]] = field(default_factory=dict)
    tried: dict[Asked, tuple[int, str]] | None = None
    forms: set[Form] = field(default_factory=set)
    sent: dict[Form, tuple[int, str]] = field(default_factory=dict)

    @property
    def opened(self) -> set[Asked]:
        return {asked for asked, (status, _said) in self.answers.items() if status in OPENS}


def crawl(client: Client, person: Person) -> Found:
    """Everything that can be reached from the start page by following what the pages offer."""
    client.inspects = False
    client.sign_in(person)
    found, waiting, often = Found(person), deque([Asked("/"), Asked("/home")]), Counter[str]()
    while waiting and len(found.answers) < MOST:
        asked = waiting.popleft()
        path = urlsplit(asked.url).path
        if asked in found.answers or often[path] >= SAME_PAGE:
            continue
        often[path] += 1
        found.answers[asked] = ask(client, asked)
        waiting.extend(_onward(client, asked, found))
    return found


def some_of(forms: set[Form], most: int) -> list[Form]:
    """Of each shape a few, always the same."""
    often, chosen = Counter[str](), []
    for form in sorted(forms, key=str):
        often[form.shape] += 1
        if often[form.shape] <= most:
            chosen.append(form)
    return chosen


def send(client: Client, found: Found, put_back: Callable[[], None]) -> None:
    """The forms that they were given, as they stand, each followed to where it leads."""
    for form in some_of(found.forms, OWN_FORM):
        client.sign_in(found.person)
        found.sent[form] = _sent(client, form)
        put_back()


def _sent(client: Client, form: Form) -> tuple[int, str]:
    try:
        answer = client.post(form.action, MultiDict(form.fields), None)
    except Exception as fault:  # the tests' application lets its own faults through
        return FAULT, f"{type(fault).__name__}: {fault}"
    status, said = answer.status_code, answer.get_data(as_text=True)
    for onward in _here(Asked(form.action), answer.location) if answer.location else ():
        led_to, words = ask(client, onward)
        status, said = FAULT if led_to == FAULT else status, said + words
    return status, said


def ask(client: Client, asked: Asked) -> tuple[int, str]:
    """The status, and everything that was said: words, attributes and where to go. Or what is at fault with it."""
    try:
        answer = client.get(asked.url, None, fragment=asked.fragment)
    except Exception as fault:  # the tests' application lets its own faults through
        return FAULT, f"{type(fault).__name__}: {fault}"
    kind = answer.mimetype
    readable = kind.startswith(("text/", "application/json", "application/xml"))
    said = answer.get_data(as_text=True) if readable else ""
    return answer.status_code, f"{said}\n{answer.headers.get('Location', '')}"


def _onward(client: Client, asked: Asked, found: Found) -> Iterator[Asked]:
    answer, (status, said) = client.response, found.answers[asked]
    if status == FAULT:
        return
    if answer.location:
        yield from _here(asked, answer.location)
    if answer.mimetype != "text/html" or not said.strip():
        return
    try:
        tree = reader.fromstring(said)
    except ParserError:
        return
    for attribute in ("href", "src", "hx-get"):
        for element in tree.xpath(f"//*[@{attribute}]"):
            target = element.get("hx-target", "") if attribute == "hx-get" else ""
            yield from _here(asked, element.get(attribute), target.removeprefix("#") or None)
    for form in tree.iter("form"):
        fields = _fields(form)
        action = form.get("action") or asked.url
        if (form.get("method") or "get").lower() == "get":
            yield from _here(asked, f"{action.partition('?')[0]}?{urlencode(fields)}")
        else:
            found.forms |= {Form(one.url, tuple(fields)) for one in _here(asked, action)}


def _here(asked: Asked, link: str, fragment: str | None = None) -> Iterator[Asked]:
    """The link as an address of this site; nothing for one that leaves it, or signs out."""
    whole = urlsplit(urljoin(f"{HERE}{asked.url}", link))
    if f"{whole.scheme}://{whole.netloc}" != HERE or whole.path.startswith(LEAVES) or AWAY.match(whole.path):
        return
    yield Asked(urlunsplit(("", "", whole.path, whole.query, "")), _plain(fragment))


def _plain(fragment: str | None) -> str | None:
    """Only a target by its id: 'closest li' is found by the browser."""
    return fragment if fragment and re.fullmatch(r"[\w-]+", fragment) and fragment not in {"this", "body"} else None


def _fields(form: reader.FormElement) -> list[tuple[str, str]]:
    """What a browser would send for a form that nobody touched, without what a script or a file would add.

    Where each of its buttons says something, it was the first that was pressed: without one it cannot be sent.
    """
    pressed = form.cssselect("button:not([type=button]):not([type=reset])")
    says = [
        (button.get("name"), button.get("value", "")) for button in pressed[:1] if all(b.get("name") for b in pressed)
    ]
    return [(name, value) for name, value in form.form_values() if name != "csrf_token"] + says
