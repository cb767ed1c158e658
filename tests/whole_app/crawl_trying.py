"""What comes of trying what others reached; and what of all that was answered ought not to have been."""

import html
from collections.abc import Iterable, Iterator

from tests.cast import Person
from tests.client import Client
from tests.conftest import Stage
from tests.whole_app.crawl import IDENTIFIER, OPENS, OTHERS_FORM, Asked, Form, Found, ask, some_of
from tests.whole_app.crawl_behind import Behind, Thing
from tests.whole_app.crawl_knowing import Hidden
from virtual_school.core.access import mark_of
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.identity import queries as identity
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.viewers import viewer_of

# Of each endpoint so many addresses of other people's are tried: two pupils of one network, and another network's.
TRIED = 4

Crawls = dict[str, Found]
Answers = dict[Asked, tuple[int, str]]
SHUT = {403, 404}


def endpoint(app: App, url: str, verb: str = "GET") -> str:
    name, _values = app.url_map.bind("localhost").match(url.partition("?")[0], method=verb)
    return str(name)


def is_public(app: App, url: str, verb: str = "GET") -> bool:
    mark = mark_of(app.view_functions[endpoint(app, url, verb)])
    return mark is not None and mark.public


def acting(person: Person) -> Viewer:
    db.session.rollback()
    enter_network(person.network_id)
    found = identity.device(person.secret)
    assert found is not None
    return viewer_of(found)


def others(app: App, crawls: Crawls, person: Person) -> Iterator[Asked]:
    """What anybody else reached and this person did not, of each endpoint a few."""
    own = crawls[person.key].answers
    taken: dict[str, set[str]] = {}
    for key in sorted(crawls):
        for asked in sorted(crawls[key].opened, key=str):
            if asked in own or not IDENTIFIER.search(asked.url) or is_public(app, asked.url):
                continue
            chosen = taken.setdefault(endpoint(app, asked.url), set())
            if len(chosen) < TRIED and asked.url not in chosen:
                chosen.add(asked.url)
                yield asked


def tried(app: App, stage: Stage, crawls: Crawls, person: Person) -> Answers:
    """What came of trying what others reached, asked once."""
    found = crawls[person.key]
    if found.tried is None:
        client = Client(app, stage.statements, inspects=False).sign_in(person)
        found.tried = {asked: ask(client, asked) for asked in list(others(app, crawls, person))}
    return found.tried


def read_by(app: App, stage: Stage, crawls: Crawls, person: Person) -> Iterator[tuple[str, tuple[int, str]]]:
    """Everything that they were answered: their own pages, what their forms led to, and what others' pages said."""
    found = crawls[person.key]
    for asked, answer in (found.answers | tried(app, stage, crawls, person)).items():
        yield asked.url, answer
    for form, answer in found.sent.items():
        yield f"POST {form.action}", answer


# What ought not to have been ------------------------------------------------------------------------------------------


def open_and_not_allowed(app: App, behind: Behind, person: Person, answers: Answers) -> list[str]:
    viewer, wrong = acting(person), []
    for asked, (status, _words) in sorted(answers.items(), key=str):
        if status not in OPENS or is_public(app, asked.url):
            continue
        refused = [thing for thing in behind.things(asked.url) if not behind.allows(viewer, thing)]
        wrong += [f"{person.key}: {asked.url} opens {said(thing)}" for thing in refused]
    return wrong


def said(thing: Thing) -> str:
    return f"{thing.table} ({thing.part.value if thing.part else 'no part'} of {thing.pupil})"


def names_read(person: Person, read: Iterable[tuple[str, tuple[int, str]]], hidden: list[Hidden]) -> list[str]:
    """In words, attributes and addresses, of whatever page, refusals too."""
    wrong = []
    for where, (status, words) in read:
        text = html.unescape(words)
        named = sorted(str(one) for one in hidden if one.stands_in(text))
        if named:
            wrong.append(f"{person.key}: {where} ({status}) holds {', '.join(named)}")
    return wrong


def sent_and_not_refused(client: Client, behind: Behind, person: Person, forms: set[Form]) -> list[str]:
    """Of forms that others were given those that are about what is shut to this person: sent as they stand."""
    viewer, wrong = acting(person), []
    client.sign_in(person)
    for form in some_of({form for form in forms if shut(behind, viewer, form)}, OTHERS_FORM):
        status = client.post(form.action, dict(form.fields), None).status_code
        if status not in SHUT:
            wrong.append(f"{person.key}: POST {form.action} {status}")
    return wrong


def shut(behind: Behind, viewer: Viewer, form: Form) -> bool:
    return not all(behind.allows(viewer, thing) for thing in behind.things(form.action))
