"""Holds the database against what everybody was told: each confirmed text is there, once, and nothing beside it.

Reads the books as JSON, and says as JSON what is lost. In a process of its own, when the school is shut.
"""

import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from virtual_school import create_app
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db, enter_network
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.learning.models import Attempt, Feedback, HandIn
from virtual_school.mentoring.models import ContactNote
from virtual_school.network.models import Network

Books = dict[str, Any]


def drafts(books: Books) -> Iterator[str]:
    """The last confirmed text of every box, and none where it was sent for good."""
    question = sa.select(Account.login_name, Draft.subject, Draft.text).join(Account, Account.id == Draft.account_id)
    kept = {(who, subject): text for who, subject, text in db.session.execute(question)}
    unheard = set(books["unheard"])
    for who, subject, confirmed, sent in books["drafts"]:
        there, may_be = kept.get((who, subject)), [confirmed, *([sent] if sent is not None else [])]
        if subject not in unheard and there not in may_be:
            yield f"autosave {subject} of {who}: {_end(there)} is kept, {_end(confirmed)} was confirmed"


def hand_ins(books: Books) -> Iterator[str]:
    """Each confirmed hand-in once, in its words and under its receipt."""
    question = sa.select(HandIn.id, HandIn.text, Attempt.assignment_id, Attempt.number)
    found: dict[tuple[str, int], list[tuple[str, str]]] = {}
    for made, text, work, go in db.session.execute(question.join(Attempt, Attempt.id == HandIn.attempt_id)):
        found.setdefault((str(work), go), []).append((str(made), text))
    for work, go, text, at in books["handed_in"]:
        there = found.get((work, go), [])
        if there != [(at.rpartition("/")[2], text)]:
            yield f"hand-in {work} go {go}: {len(there)} are there: {', '.join(_end(words) for _id, words in there)}"
    unheard = sum(subject.startswith("work:") for subject in books["unheard"])
    yield from _told("work.handed_in", [at.rpartition("/")[2] for *_, at in books["handed_in"]], unheard, "hand_in_id")


def returned(books: Books) -> Iterator[str]:
    """Each confirmed answer once, in its words and with its outcome."""
    rows = db.session.execute(sa.select(Feedback.id, Feedback.hand_in_id, Feedback.text, Feedback.outcome))
    found: dict[str, list[tuple[str, str, str]]] = {}
    for made, hand_in, text, outcome in rows:
        found.setdefault(str(hand_in), []).append((str(made), text, outcome.value))
    wanted = []
    for hand_in, text, outcome in books["returned"]:
        there = found.get(hand_in, [])
        wanted += [made for made, *_ in there]
        if [(words, how) for _made, words, how in there] != [(text, outcome)]:
            yield f"answer to {hand_in}: {len(there)} are there, {_end(text)} ({outcome}) was confirmed"
    unheard = sum(subject.startswith("feedback:") for subject in books["unheard"])
    yield from _told("feedback.returned", wanted, unheard, "feedback_id")


def contacts(books: Books) -> Iterator[str]:
    """Each confirmed contact once, with its words where they were confirmed."""
    rows = db.session.execute(sa.select(ContactNote.id, ContactNote.words))
    found = {str(note): words or "" for note, words in rows}
    for note, words in books["contacts"]:
        if found.get(note) != words and f"contact:{note}" not in books["unheard"]:
            yield f"contact {note}: {_end(found.get(note))} is there, {_end(words)} was confirmed"
    unheard = sum(subject.startswith("contact by") for subject in books["unheard"])
    yield from _told("contact.noted", [note for note, _words in books["contacts"]], unheard)


def _told(event: str, wanted: list[str], unheard: int, key: str = "") -> Iterator[str]:
    """The audit tells of each confirmed thing once, and of no more than was asked for.

    Only of this morning's people: what it began with was made without an audit.
    """
    of_today = sa.select(AuditEvent.object_id, AuditEvent.data).join(Account, Account.id == AuditEvent.account_id)
    rows = db.session.execute(of_today.where(AuditEvent.event == event, Account.login_name.startswith("soak.")))
    told = [str(data[key] if key else found) for found, data in rows]
    missing, doubled = set(wanted) - set(told), len(told) - len(set(told))
    more = len(set(told) - set(wanted))
    if missing or doubled or more > unheard:
        yield f"{event} in the audit: {len(missing)} missing, {doubled} doubled, {more} that nobody was told of"


def _end(text: str | None) -> str:
    return "nothing" if text is None else f"{len(text)} letters to {text[-40:]!r}"


CHECKS: tuple[Callable[[Books], Iterator[str]], ...] = (drafts, hand_ins, returned, contacts)


def lost(books: Books) -> list[str]:
    enter_network(db.session.scalar(sa.select(Network.id).where(Network.slug == books["slug"])))
    return [said for check in CHECKS for said in check(books)]


def main() -> None:
    with create_app().app_context():
        json.dump(lost(json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main()
