"""Texts: queued with what they tell of, sent once, to mobiles alone, and in words that every phone can show."""

import datetime as dt
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.queues import Installation
from virtual_school.core import clock, leaving
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.leaving import Sending
from virtual_school.core.mail import Mail, MailState, queue_mail
from virtual_school.core.text import TooLong
from virtual_school.core.texts import BadNumber, Outgoing, TextMessage, TextState, queue_text, sending
from virtual_school.core.texts.words import plain, segments

HOUR = dt.timedelta(hours=1)
WORDS = "Larkdale Virtual School: There is a new message. https://larkdale.example/notices"


def written(to: str = "07700 900123", words: str = WORDS, **more: object) -> TextMessage:
    with writing():
        return queue_text(to, words, **more)  # type: ignore[arg-type]


def files(house: Installation) -> list[Path]:
    return sorted(path for path in (house.folder / "texts").rglob("*") if path.is_file())


def state() -> tuple[TextState, JobState]:
    begin(write=False)
    found = db.session.scalars(sa.select(TextMessage.state)).one(), db.session.scalars(sa.select(Job.state)).one()
    begin(write=False)
    return found


# Into the folder ------------------------------------------------------------------------------------------------------


def test_a_text_is_part_of_the_callers_transaction(house: Installation) -> None:
    with pytest.raises(RuntimeError), writing():
        queue_text("07700 900123", "Never")
        raise RuntimeError
    work_off(house.app)
    assert files(house) == []


def test_without_a_service_a_text_is_one_file(house: Installation) -> None:
    text = written()
    work_off(house.app)
    (path,) = files(house)
    assert path == house.folder / "texts" / str(house.network) / f"{text.reference}.txt"
    assert path.read_text() == f"To: +447700900123\nWritten: {text.created_at:%Y-%m-%d %H:%M:%S} UTC\n\n{WORDS}\n"
    assert state() == (TextState.SENT, JobState.DONE)


def test_a_text_that_is_sent_again_replaces_itself(house: Installation) -> None:
    text = written()
    work_off(house.app)
    (path,) = files(house)
    before = path.read_bytes()
    sending.deliver(Outgoing.of(db.session.get_one(TextMessage, text.id)))
    assert files(house) == [path] and path.read_bytes() == before


def test_a_text_waits_for_its_time(house: Installation) -> None:
    now = clock.now()
    written(not_before=now + HOUR)
    assert work_off(house.app) == 0
    with clock.freeze(now + HOUR):
        assert work_off(house.app) == 1
    assert len(files(house)) == 1


# What fits ------------------------------------------------------------------------------------------------------------


def test_no_number_no_text(house: Installation) -> None:
    with pytest.raises(BadNumber) as refused, writing():
        queue_text("020 7946 0018", "Hello")
    assert "7946" not in str(refused.value) + refused.value.words


def test_too_long_a_text_is_refused(house: Installation) -> None:
    assert written(words="x" * 459).words == "x" * 459
    with pytest.raises(TooLong), writing():
        queue_text("07700 900123", "x" * 460)
    with pytest.raises(TooLong), writing():
        queue_text("07700 900123", "ж" * 202)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ŵ" + "a" * 69, 1),
        ("ŵ" + "a" * 70, 2),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
    ],
)
def test_as_how_many_it_travels(words: str, number: int) -> None:
    assert segments(words) == number


def test_our_own_quotes_and_dashes_cost_nothing() -> None:
    words = plain("‘I can’t’ – “why” … 9–10\u00a0o’clock · Larkdale — school")
    assert words == "'I can't' - \"why\" ... 9-10 o'clock - Larkdale - school" and segments(words * 2) == 1


def test_a_text_has_no_more_lines_than_ours(house: Installation) -> None:
    """Nothing in a text is a header; and what could make it lie about itself is gone."""
    text = written(words="  One\r\n\x00two\u202e  ")
    assert text.words == "One\ntwo"


# May it still be sent? ------------------------------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Sending]:
    """What the registered functions will say; each is asked of every letter and every text."""
    said: list[Sending] = []
    monkeypatch.setattr(leaving, "_asked", [])
    for place_in_line in range(2):
        leaving.may_send(lambda found, n=place_in_line: said[n] if n < len(said) else Sending.YES)  # type: ignore[misc]
    return said


def test_a_text_that_may_never_go_is_withheld(house: Installation, answers: list[Sending]) -> None:
    answers[:] = [Sending.HOLD, Sending.NEVER]
    written()
    work_off(house.app)
    assert files(house) == []
    assert state() == (TextState.WITHHELD, JobState.DONE)


def test_a_text_that_is_held_goes_when_it_may(house: Installation, answers: list[Sending]) -> None:
    now = clock.now()
    answers[:] = [Sending.HOLD]
    written()
    work_off(house.app)
    assert state() == (TextState.QUEUED, JobState.WAITING)
    answers.clear()
    with clock.freeze(now + HOUR):
        work_off(house.app)
    assert state() == (TextState.SENT, JobState.DONE)


def test_one_rule_answers_for_letters_and_texts(house: Installation, answers: list[Sending]) -> None:
    answers[:] = [Sending.NEVER]
    written()
    with writing():
        queue_mail("lunt@ashfold.example", "Hello", "Words.")
    work_off(house.app)
    begin(write=False)
    assert db.session.scalars(sa.select(TextMessage.state)).one() is TextState.WITHHELD
    assert db.session.scalars(sa.select(Mail.state)).one() is MailState.WITHHELD
