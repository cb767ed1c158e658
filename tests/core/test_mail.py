"""Letters: queued with what they tell of, sent once, and shaped so that nobody can add to them."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.queues import Installation
from tests.smtp_sink import Sink, smtp_sink
from virtual_school.core import clock, leaving
from virtual_school.core.db import begin, db, writing
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.leaving import Sending
from virtual_school.core.mail import BadAddress, Letter, Mail, MailState, addresses, queue_mail, sending, smtp
from virtual_school.core.text import TooLong

HOUR = dt.timedelta(hours=1)


@pytest.fixture
def sink(house: Installation) -> Iterator[Sink]:
    """The installation with a mail server."""
    with smtp_sink() as made:
        house.app.config["SETTINGS"] = replace(house.settings, mail_url=made.url)
        yield made
        house.app.config["SETTINGS"] = house.settings


def written(to: str = "lunt@ashfold.example", subject: str = "Something to see", **more: object) -> Mail:
    with writing():
        return queue_mail(to, subject, "There is something new.\n\nhttps://larkdale.example/", **more)  # type: ignore[arg-type]


def files(house: Installation) -> list[Path]:
    return sorted(path for path in (house.folder / "mail").rglob("*") if path.is_file())


def letter(path: Path) -> EmailMessage:
    return message_from_bytes(path.read_bytes(), policy=policy.SMTP)  # type: ignore[return-value]


def state() -> tuple[MailState, JobState]:
    begin(write=False)
    found = db.session.scalars(sa.select(Mail.state)).one(), db.session.scalars(sa.select(Job.state)).one()
    begin(write=False)
    return found


def job() -> Job:
    begin(write=False)
    return db.session.scalars(sa.select(Job), execution_options={"populate_existing": True}).one()


# Into the folder ------------------------------------------------------------------------------------------------------


def test_a_letter_is_part_of_the_callers_transaction(house: Installation) -> None:
    with pytest.raises(RuntimeError), writing():
        queue_mail("lunt@ashfold.example", "Never", "Never")
        raise RuntimeError
    work_off(house.app)
    assert files(house) == []


def test_without_a_server_a_letter_is_one_file(house: Installation) -> None:
    mail = written(subject="Größe · 学校")
    work_off(house.app)
    (path,) = files(house)
    assert path == house.folder / "mail" / str(house.network) / f"{mail.id}@larkdale.example.eml"
    found = letter(path)
    assert found["To"] == "lunt@ashfold.example"
    assert found["From"] == "Larkdale <no-reply@larkdale.example>"
    assert found["Subject"] == "Größe · 学校"
    assert found["Message-ID"] == mail.message_id == f"<{mail.id}@larkdale.example>"
    assert found["Date"].datetime == mail.created_at.replace(microsecond=0)
    assert found["Auto-Submitted"] == "auto-generated"
    assert found.get_content().replace("\r\n", "\n") == "There is something new.\n\nhttps://larkdale.example/\n"
    assert state() == (MailState.SENT, JobState.DONE)


def test_a_letter_that_is_sent_again_replaces_itself(house: Installation) -> None:
    mail = written()
    work_off(house.app)
    (path,) = files(house)
    before = path.read_bytes()
    sending.deliver(Letter.of(db.session.get_one(Mail, mail.id)))
    assert files(house) == [path]
    assert path.read_bytes() == before


def test_a_letter_waits_for_its_time(house: Installation) -> None:
    now = clock.now()
    written(not_before=now + HOUR)
    assert work_off(house.app) == 0
    with clock.freeze(now + HOUR):
        assert work_off(house.app) == 1
    assert len(files(house)) == 1


# Nobody adds to it ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "nobody",
        "a@b@c.example",
        "Ms Lunt <lunt@ashfold.example>",
        "lunt@ashfold.example\nBcc: all@ashfold.example",
        "lunt@ashfold.example, all@ashfold.example",
        "lunt@ashfold.example\r\n\r\nbody",
        "lunt\x00@ashfold.example",
        "é@ashfold.example",
        "-oX@-ashfold.example",
        ".lunt@ashfold.example",
        f"{'x' * 65}@ashfold.example",
        f"x@{'a' * 64}.example",
        f"x@{'.'.join(['abcdefgh'] * 30)}",
    ],
)
def test_what_is_no_address_is_refused(house: Installation, bad: str) -> None:
    with pytest.raises(BadAddress), writing():
        queue_mail(bad, "x", "x")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (" Lunt@Ashfold.example ", "Lunt@Ashfold.example"),
        ("o'brien+school@mail.ashfold.local", "o'brien+school@mail.ashfold.local"),
        ("lunt@schule-münchen.example", "lunt@xn--schule-mnchen-3ob.example"),
        ("root@localhost", "root@localhost"),
    ],
)
def test_what_is_an_address(given: str, kept: str) -> None:
    assert addresses.address(given) == kept


def test_a_subject_cannot_become_a_header(house: Installation) -> None:
    written(subject="Hello\r\nBcc: all@ashfold.example\r\n\r\nbody")
    work_off(house.app)
    found = letter(files(house)[0])
    assert found["Bcc"] is None
    assert found["Subject"] == "Hello Bcc: all@ashfold.example body"


def test_too_long_a_subject_is_refused(house: Installation) -> None:
    with pytest.raises(TooLong), writing():
        queue_mail("lunt@ashfold.example", "x" * 201, "x")


# May it still be sent? ------------------------------------------------------------------------------------------------


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> list[Sending]:
    """What the registered functions will say; each is asked of every letter."""
    said: list[Sending] = []
    monkeypatch.setattr(leaving, "_asked", [])
    for place_in_line in range(2):
        leaving.may_send(lambda found, n=place_in_line: said[n] if n < len(said) else Sending.YES)  # type: ignore[misc]
    return said


def test_a_letter_that_may_never_go_is_withheld(house: Installation, answers: list[Sending]) -> None:
    answers[:] = [Sending.HOLD, Sending.NEVER]
    written()
    work_off(house.app)
    assert files(house) == []
    assert state() == (MailState.WITHHELD, JobState.DONE)


def test_a_letter_that_is_held_goes_when_it_may(house: Installation, answers: list[Sending]) -> None:
    now = clock.now()
    answers[:] = [Sending.HOLD]
    written()
    work_off(house.app)
    assert state() == (MailState.QUEUED, JobState.WAITING)
    assert job().attempts == 0
    answers.clear()
    with clock.freeze(now + HOUR):
        work_off(house.app)
    assert state() == (MailState.SENT, JobState.DONE)


# To a server ----------------------------------------------------------------------------------------------------------


def test_a_letter_goes_to_the_server(house: Installation, sink: Sink) -> None:
    mail = written()
    work_off(house.app)
    (found,) = sink.letters
    assert found["Message-ID"] == mail.message_id
    assert "There is something new." in found.get_content()
    assert "MAIL FROM:<no-reply@larkdale.example>" in " ".join(sink.commands).replace("mail FROM", "MAIL FROM")
    assert files(house) == []
    assert state() == (MailState.SENT, JobState.DONE)


def test_a_letter_sent_twice_is_known_as_one(house: Installation, sink: Sink) -> None:
    mail = written()
    begin(write=False)
    kept = Letter.of(db.session.get_one(Mail, mail.id))
    begin(write=False)
    sending.deliver(kept)
    sending.deliver(kept)
    assert sink.taken[0] == sink.taken[1]


def test_a_server_that_is_away_is_tried_again(house: Installation, sink: Sink) -> None:
    sink.answers = {"DATA": "451 later"}
    written()
    work_off(house.app)
    assert state() == (MailState.QUEUED, JobState.WAITING)
    assert (job().last_error or "").startswith("SMTPDataError in ")
    assert "lunt" not in (job().last_error or "")
    sink.answers = {}
    with clock.freeze(clock.now() + HOUR):
        work_off(house.app)
    assert len(sink.taken) == 1


def test_a_recipient_that_does_not_exist_is_not_tried_again(house: Installation, sink: Sink) -> None:
    sink.answers = {"RCPT": "550 no such mailbox"}
    written()
    work_off(house.app)
    assert state() == (MailState.REFUSED, JobState.GIVEN_UP)


def test_a_recipient_who_is_refused_for_now_is(house: Installation, sink: Sink) -> None:
    sink.answers = {"RCPT": "450 greylisted"}
    written()
    work_off(house.app)
    assert state() == (MailState.QUEUED, JobState.WAITING)


def test_encryption_is_taken_up_when_it_is_offered(house: Installation, sink: Sink) -> None:
    sink.offers = ["STARTTLS"]
    sink.answers = {"STARTTLS": "454 no certificate today"}
    written()
    work_off(house.app)
    assert "STARTTLS" in sink.commands
    assert sink.taken == [], "and a letter never goes in the clear where it was"


def test_a_password_never_travels_in_the_clear(sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    sink.offers = ["AUTH PLAIN"]
    monkeypatch.setattr(smtp, "HERE", frozenset())
    server = smtp.Server("127.0.0.1", sink.server_address[1], "school", "secret", tls=False)
    with pytest.raises(smtp.NotSafe):
        smtp.deliver(EmailMessage(), "a@larkdale.example", "b@larkdale.example", server)
    assert not [command for command in sink.commands if command.startswith("AUTH")]


def test_where_the_server_is() -> None:
    assert smtp.Server.at("smtp://mail.example") == smtp.Server("mail.example", 25, "", "", tls=False)
    assert smtp.Server.at("smtp://a%40b:p%2Fw@mail.example").port == 587
    assert smtp.Server.at("smtps://a%40b:p%2Fw@mail.example") == smtp.Server(
        "mail.example", 465, "a@b", "p/w", tls=True
    )
    assert smtp.Server.at("smtp://mail.example:2525").port == 2525
