"""20,000 notices become 2,000 letters, made by two workers of which one is killed twice: none lost, none doubled.

`NOTICES_MANY=1000` makes it smaller.
"""

import os
import signal
import uuid
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from email import message_from_bytes

import pytest
import sqlalchemy as sa

from tests.queues import Installation, installation
from tests.services import Cluster
from tests.smtp_sink import Sink, smtp_sink
from tests.worker_process import WorkerProcess
from virtual_school.core import clock
from virtual_school.core.db import begin, db, writing
from virtual_school.core.ids import uuid7
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.jobs.worker import Worker
from virtual_school.core.mail import Mail, MailState
from virtual_school.identity.models import Account
from virtual_school.notices import digests, jobs
from virtual_school.notices.models import Because, Digest, Notice, NoticeChoices, Sent

MANY = int(os.environ.get("NOTICES_MANY", "20000"))
EACH = 10
READERS = MANY // EACH
PATIENCE = 400.0
SOME = 20
KINDS = ("message.new", "hand_in.new", "letter.new")

# The house is filled once, and the last test is about what the first has made.
pytestmark = pytest.mark.xdist_group("many notices")


@pytest.fixture(scope="module")
def house(cluster: Cluster | None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    with installation(cluster, tmp_path_factory.mktemp("many")) as made, made.inside():
        _fill()
        yield made


@pytest.fixture
def sink(house: Installation) -> Iterator[Sink]:
    with smtp_sink() as made:
        yield made
        house.app.config["SETTINGS"] = house.settings


def _fill() -> None:
    """Readers and what waits for each, in bulk. Whoever is due, is due now."""
    network, now = db.session().info["network"], clock.now()
    people = [
        {"id": uuid7(), "network_id": network, "name": f"Reader {number}", "sort_key": f"{number:06}",
         "email": f"reader-{number}@school.example", "created_at": now}
        for number in range(READERS)
    ]  # fmt: skip
    told = [
        {"id": uuid7(), "network_id": network, "account_id": person["id"], "kind": KINDS[number % len(KINDS)],
         "because": Because.SELF, "path": "/notices", "made_at": now}
        for person in people for number in range(EACH)
    ]  # fmt: skip
    with writing() as session:
        session.execute(sa.insert(Account), people)
        for at in range(0, len(told), 5000):
            session.execute(sa.insert(Notice), told[at : at + 5000])


def queue_all() -> list[uuid.UUID]:
    """As the look every quarter of an hour does, whatever hour the test is run at."""
    with writing():
        readers = list(db.session.scalars(sa.select(Account.id).order_by(Account.id)))
        for group in digests.groups(readers, jobs.TOGETHER):
            jobs.queue("notices.digest", {"accounts": group}, dedup=str(group[0]))
    return readers


def free_what_the_dead_held() -> None:
    with writing() as session:
        now_over = sa.update(Job).where(Job.lease_until.is_not(None)).values(lease_until=Job.created_at)
        session.execute(now_over)


def count(table: type, *conditions: sa.ColumnElement[bool]) -> int:
    begin(write=False)
    found = db.session.scalar(sa.select(sa.func.count()).select_from(table).where(*conditions)) or 0
    begin(write=False)
    return found


def test_none_is_lost_and_none_doubled(house: Installation, sink: Sink) -> None:
    queue_all()
    with closing(WorkerProcess(house.environ, once=True, letters_wait=True)) as other:
        _killed("in a letter's transaction", house.environ)
        _killed("after a letter's transaction", house.environ)
        assert other.wait(PATIENCE) == 0, other.log.read_text()
    free_what_the_dead_held()
    with closing(WorkerProcess(house.environ, once=True, letters_wait=True)) as last:
        assert last.wait(PATIENCE) == 0, last.log.read_text()
    _once_each()
    _some_come_once(house, sink)


def _killed(step: str, environ: dict[str, str]) -> None:
    """The other goes on meanwhile. Of few letters none may be left by the time this one begins."""
    with closing(WorkerProcess(environ, once=True, die=step, letters_wait=True)) as process:
        ends = {-signal.SIGKILL} if MANY >= 20_000 else {-signal.SIGKILL, 0}
        assert process.wait(PATIENCE) in ends, process.log.read_text()


def _once_each() -> None:
    assert count(Notice) == MANY and count(Notice, Notice.left_at.is_(None)) == 0
    assert count(Digest) == count(Mail) == READERS
    assert count(Sent) == MANY
    begin(write=False)
    assert db.session.scalar(sa.select(sa.func.count(Sent.notice_id.distinct()))) == MANY
    assert db.session.scalar(sa.select(sa.func.count(Mail.account_id.distinct()))) == READERS
    in_each = sa.select(sa.func.count(Sent.id)).group_by(Sent.digest_id)
    assert set(db.session.scalars(in_each)) == {EACH}
    lost = sa.select(Digest.id).where(~sa.exists().where(Mail.id == Digest.mail_id))
    assert not db.session.scalars(lost).all()
    assert count(Job, Job.kind == "notices.digest", Job.state != JobState.DONE) == 0
    assert count(Job, Job.kind == "mail.send") == READERS


def _some_come_once(house: Installation, sink: Sink) -> None:
    """Of so many letters a few are sent: how each is, is tried elsewhere."""
    with writing() as session:
        some = list(session.scalars(sa.select(Job.id).where(Job.kind == "mail.send").order_by(Job.id).limit(SOME)))
        session.execute(sa.update(Job).where(Job.id.in_(some)).values(run_at=clock.real()))
    house.app.config["SETTINGS"] = replace(house.settings, mail_url=sink.url)
    Worker(house.app, "sends").drain()
    begin(write=False)
    sent = list(db.session.scalars(sa.select(Mail.message_id).where(Mail.state == MailState.SENT)))
    begin(write=False)
    assert len(sent) == SOME and sorted(letter["Message-ID"] for letter in sink.letters) == sorted(sent)


def test_a_letter_that_is_sent_again_is_known_as_the_same(house: Installation, sink: Sink) -> None:
    """The worker dies when the server has taken it, before that is written down."""
    with writing() as session:
        late = Account(name="A late reader", sort_key="late", email="late@school.example", created_at=clock.now())
        session.add(late)
        session.flush()
        session.add(Notice(account_id=late.id, kind="hand_in.new", because=Because.SELF, path="/notices"))
        late_id = late.id
    assert digests.make([late_id], lambda: None) == 1
    with closing(WorkerProcess(house.environ | {"MAIL_URL": sink.url}, once=True, die="after it is accepted")) as dies:
        assert dies.wait(PATIENCE) == -signal.SIGKILL, dies.log.read_text()
    free_what_the_dead_held()
    house.app.config["SETTINGS"] = replace(house.settings, mail_url=sink.url)
    Worker(house.app, "again").drain()
    assert digests.make([late_id], lambda: None) == 0
    came = [message_from_bytes(raw) for raw in sink.taken if b"late@school.example" in raw]
    assert len(came) == 2 and len({letter["Message-ID"] for letter in came}) == 1
    assert len({letter.as_bytes() for letter in came}) == 1


def test_made_again_there_is_nothing_left_to_make(house: Installation) -> None:
    assert digests.make(queue_all()[:50], lambda: None) == 0
    assert count(NoticeChoices) == 0
