"""Requests with the identifiers of other people's things in every position, made from the rows of the access table.

Of each row one request is made as whoever the row lets do it to Ellie's own thing (`doer`). `mixed` puts one other
thing into one place of the address, or of the body, at a time. `strewn` leaves address and body as they are, and puts
other people's things everywhere else at once: query, fields that no form has, JSON, headers, names of files.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from flask import Flask

from tests.cast import Cast, Person
from tests.whole_app.access import Row, things
from tests.whole_app.access_table import TABLE

OTHERS = ("other", "foreign")

# Which of their things stands where in what is strewn. What an address or a form calls a thing, and what it might.
STREWN = {
    "pupil_id": "pupil",
    "pupil": "pupil",
    "about": "pupil",
    "account_id": "pupil_account",
    "acts_for": "pupil_account",
    "viewer": "pupil_account",
    "network_id": "slug",
    "organisation_id": "school",
    "school": "school",
    "membership_id": "teacher_membership",
    "sign_in_id": "pupil_sign_in",
    "assignment_id": "in",
    "hand_in_id": "in.hand_in",
    "piece_id": "in.piece",
    "lesson_id": "lesson",
    "resource_id": "answers",
    "referral_id": "referral",
    "version_id": "plan",
    "note_id": "contact",
    "concern_id": "concern",
    "window_id": "roll",
    "upload": "upload",
    "row_id": "roll",
    "id": "pupil",
}

HEADERS = {
    "X-Pupil-Id": "pupil",
    "X-User-Id": "pupil_account",
    "X-Forwarded-User": "pupil_account",
    "X-Network": "slug",
    "X-Original-URL": "pupil",
    "X-Rewrite-URL": "pupil",
    "HX-Current-URL": "pupil",
    "HX-Trigger": "pupil",
    "HX-Trigger-Name": "pupil",
    "If-None-Match": "in.piece",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: how it is called, and everything that `Client.open` is given."""

    where: str
    target: str
    verb: str
    url: str
    how: dict[str, Any] = field(default_factory=dict)


def doer(row: Row, cast: Cast) -> Person | None:
    """Somebody whom the row lets do it to Ellie's own thing; None where it lets nobody."""
    may = row.own if row.of else row.knock
    named = sorted(may or ())
    return getattr(cast, named[0]) if named else None


def named(value: str, known: dict[str, Any]) -> Any:
    return value[1:] if value.startswith("=") else known[value]


def address(app: Flask, row: Row, known: dict[str, Any], **other: Any) -> str:
    values = {name: named(of, known) for name, of in row.of.items()}
    return app.url_map.bind("localhost").build(row.endpoint, values | other)


def sent(row: Row, known: dict[str, Any], **other: Any) -> dict[str, Any]:
    """What the row sends, as the verb sends it, with some of it changed."""
    body = {name: known[value[1:]] if str(value).startswith("@") else value for name, value in row.send.items()}
    how: dict[str, Any] = {"headers": dict(row.headers)}
    if body | other:
        how["json" if row.verb == "PUT" else "data"] = {
            name: str(value) if isinstance(value, uuid.UUID) else value for name, value in (body | other).items()
        }
    return how


def mixed(app: Flask, cast: Cast, row: Row) -> Iterator[Asked]:
    """Ellie's thing in every place but one. An address with one place is in the access table already."""
    known = things(cast)
    own = known["own"]
    places = [name for name, of in row.of.items() if not of.startswith("=") and of != "slug"]
    for target in OTHERS:
        for name in places if len(places) > 1 else []:
            other = known[target].get(row.of[name])
            if other is not None and other != own.get(row.of[name]):
                url = address(app, row, own, **{name: other})
                yield Asked(f"{name} of {target} in the address", target, row.verb, url, sent(row, own))
        for name, value in row.send.items():
            if str(value).startswith("@") and row.of:
                other = known[target].get(value[1:])
                if other is not None and other != own.get(value[1:]):
                    how = sent(row, own, **{name: other})
                    yield Asked(f"{name} of {target} in what is sent", target, row.verb, address(app, row, own), how)


def strewn(app: Flask, cast: Cast, row: Row, target: str) -> Asked:
    """Ellie's thing where it belongs, and another's everywhere else."""
    known = things(cast)
    own, theirs = known["own"], known[target]
    beside = {name: str(theirs[of]) for name, of in STREWN.items() if of in theirs and name not in row.send}
    how = sent(row, own, **beside) if row.verb in {"POST", "PUT"} else sent(row, own)
    # The address's own arguments are not repeated in the query: there they would be arguments of something else.
    query = {name: value for name, value in beside.items() if name not in row.of}
    how["headers"] |= {name: f"/{theirs[of]}" for name, of in HEADERS.items() if of in theirs}
    named_so = {"name": f"{theirs['in.piece']}.txt"} if "name" in row.of else {}
    url, _mark, asked = address(app, row, own, **named_so).partition("?")
    how["query_string"] = {**query, **dict(parse_qsl(asked))}
    return Asked(f"strewn with {target}", target, row.verb, url, how)


def plainly(app: Flask, cast: Cast, row: Row) -> Asked:
    """The same without any of it."""
    own = things(cast)["own"]
    return Asked("as it is", "own", row.verb, address(app, row, own), sent(row, own))


def with_places() -> list[Row]:
    """The rows in which one place can be another's while the rest stays: two in the address, or one in what is sent."""
    found = []
    for row in TABLE:
        places = [of for of in row.of.values() if not of.startswith("=") and of != "slug"]
        if len(places) > 1 or any(str(value).startswith("@") for value in row.send.values()):
            found.append(row)
    return found
