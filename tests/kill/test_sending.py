"""A large file over a line that breaks three times, and a server that is killed: it arrives byte for byte the same.

`UPLOAD_MB=200 python -m pytest tests/kill/test_sending.py` sends as much as schools' largest.
"""

import hashlib
import os
import time

import pytest

from tests import servers
from tests.kill.school import School
from tests.kill.sender import Made, Sender, id_of
from virtual_school.core import files
from virtual_school.core.db import begin, db
from virtual_school.core.files import StoredFile, Upload

MEGABYTES = int(os.environ.get("UPLOAD_MB", "12"))
LARGE = Made(MEGABYTES << 20)
# Of a server that holds only blocks of what arrives; a whole file in its memory would be far more.
MOST_MEMORY = 64 << 20


@pytest.fixture
def sender(school: School) -> Sender:
    lunt = school.cast.lunt
    return Sender(school.server, servers.cookie_of(school.app, lunt), servers.token_of(school.app))


def settled(sender: Sender, where: str) -> int:
    """Where it goes on, once the server has noticed that the line broke."""
    before = -1
    for _again in range(60):
        at = sender.offset(where)
        if at == before:
            return at
        before = at
        time.sleep(0.5)
    raise AssertionError("it never came to rest")


def stored(where: str) -> StoredFile:
    begin(write=False)
    upload = db.session.get(Upload, id_of(where), populate_existing=True)
    assert upload is not None and upload.stored_file_id is not None, "it has not arrived"
    return db.session.get_one(StoredFile, upload.stored_file_id)


def digest_of(found: StoredFile) -> bytes:
    hashed = hashlib.sha256()
    with files.read(found) as opened:
        while block := opened.read(1 << 20):
            hashed.update(block)
    return hashed.digest()


def memory(school: School) -> int:
    """What the server's processes hold of their own, together."""
    assert school.server.process is not None
    group, held = os.getpgid(school.server.process.pid), 0
    for one in os.listdir("/proc"):
        try:
            if one.isdigit() and os.getpgid(int(one)) == group:
                with open(f"/proc/{one}/statm") as opened:
                    _all, resident, shared, *_more = map(int, opened.read().split())
                held += (resident - shared) * os.sysconf("SC_PAGE_SIZE")
        except (ProcessLookupError, FileNotFoundError):
            continue
    return held


def test_cut_three_times_it_arrives_as_it_was(school: School, sender: Sender) -> None:
    where = sender.begin("Film.bin", LARGE.size)
    before, sender.rest = memory(school), 0.002  # some thirty megabytes a second
    for part in (0.3, 0.55, 0.85):
        at = settled(sender, where)
        sender.send(where, LARGE, at, until=int(LARGE.size * part))
    at = settled(sender, where)
    assert at > LARGE.size // 2, "what came before the line broke was worth keeping"
    assert b" 204 " in sender.send(where, LARGE, at)
    assert digest_of(stored(where)) == LARGE.digest
    assert memory(school) - before < MOST_MEMORY
    assert not list(files.filing().arriving.iterdir())


def test_a_server_killed_in_the_middle_goes_on_with_what_it_said_it_had(school: School, sender: Sender) -> None:
    where = sender.begin("Film.bin", LARGE.size)
    sender.send(where, LARGE, 0, until=LARGE.size // 2)
    said = settled(sender, where)
    school.server.kill()
    school.up()
    at = sender.offset(where)
    assert said and at == said
    assert b" 204 " in sender.send(where, LARGE, at)
    assert digest_of(stored(where)) == LARGE.digest
