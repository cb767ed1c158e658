"""Autosave: `PUT …/draft {key, base, seq, text}` and what it answers.

`key` is the browser tab, made when the page opened; `base` the draft's version that the tab last knew; `seq` counts
that tab's saves. A save is taken when it comes from the tab that saved last, or when its base is the present version.
Anything else means that another tab or device wrote in between: 409 with both texts, and neither is touched.
"""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Response, jsonify, request

from virtual_school.core import clock, text
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.kept import kept
from virtual_school.core.saving.models import Draft


@dataclass(frozen=True, slots=True)
class Save:
    """One save as it arrived from a browser."""

    key: str
    base: int
    seq: int
    text: str


class Malformed(ValueError):
    """The body of a save is not what the protocol says."""


def read_request() -> Save:
    """The save in the request's JSON body. `Malformed` when a field is absent or of another kind."""
    body = request.get_json(silent=True)
    if not isinstance(body, dict):
        raise Malformed
    key, base, seq, words = (body.get(name) for name in ("key", "base", "seq", "text"))
    if not isinstance(key, str) or not isinstance(words, str) or not 0 < len(key) <= 60:
        raise Malformed
    if not isinstance(base, int) or not isinstance(seq, int) or not (0 <= base < 2**31 and 0 <= seq < 2**31):
        raise Malformed
    return Save(key, base, seq, words)


def find(account_id: uuid.UUID, subject: str) -> Draft | None:
    """The writer's own draft for a subject."""
    found: Draft | None = _own(network_id_in_force(), account_id, subject, False).scalar()
    return found


@kept
def _own(network: uuid.UUID, account_id: uuid.UUID, subject: str, locked: bool) -> sa.SelectBase:
    """Built once: every few seconds of everybody's typing comes through here."""
    question = sa.select(Draft).where(
        Draft.network_id == network, Draft.account_id == account_id, Draft.subject == subject
    )
    return question.with_for_update() if locked else question


def save(account_id: uuid.UUID, subject: str, sent: Save) -> Response:
    """Keep the text and answer 200, or answer 409 with both, or 413 when it is too long.

    The caller has checked that this person may write this. The answer may only leave after the commit.
    """
    try:
        words = text.text(sent.text)
    except text.TooLong as error:
        return answer(413, limit=error.limit)
    draft: Draft | None = _own(network_id_in_force(), account_id, subject, True).scalar()
    if draft is None:
        draft = Draft(account_id=account_id, subject=subject, version=0, writer=sent.key, seq=-1)
        db.session.add(draft)
    elif draft.writer != sent.key and draft.version != sent.base and draft.text != words:
        return answer(409, mine=words, theirs=draft.text, version=draft.version, saved_at=_stamp(draft))
    if draft.writer != sent.key or sent.seq > draft.seq:
        draft.text, draft.writer, draft.seq = words, sent.key, sent.seq
        draft.version, draft.saved_at = draft.version + 1, clock.now()
        db.session.flush()
    return answer(200, seq=draft.seq, version=draft.version, saved_at=_stamp(draft))


def answer_to_malformed() -> Response:
    return answer(422, because="a save is {key, base, seq, text}")


def put_back(account_id: uuid.UUID, subject: str, words: str) -> None:
    """A text that was sent is being written again. No page that is still open knows its version, so none overwrites it.

    Its version is the minute, in which no draft of one text is saved as often.
    """
    made = find(account_id, subject) or Draft(account_id=account_id, subject=subject, text="")
    made.text = made.text if made.text.strip() else words
    made.version, made.writer, made.seq = int(clock.real().timestamp()) // 60, "back", 0
    made.saved_at = clock.now()
    db.session.add(made)
    db.session.flush()


def take(account_id: uuid.UUID, subject: str) -> None:
    """The text was sent: the draft is spent."""
    db.session.execute(
        sa.delete(Draft).where(Draft.account_id == account_id, Draft.subject == subject),
        execution_options={"synchronize_session": "fetch"},
    )


def _stamp(draft: Draft) -> str:
    return draft.saved_at.isoformat()


def answer(status: int, **body: Any) -> Response:
    """What a save is answered, in JSON."""
    response = jsonify(body)
    response.status_code = status
    return response
