"""A disk that fills up while a file arrives: said in words, and nothing is left of it."""

import errno
import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

from tests.core.filed import ALICE, HERE, TUS, blobs, create, offset_of, patch, small_app
from virtual_school.core import files
from virtual_school.core.db import begin, db, enter_network
from virtual_school.core.files.models import Upload
from virtual_school.core.files.store import FolderStore

WHOLE = os.urandom(3_000_000)


@pytest.fixture
def app(request, tmp_path):
    with small_app(request, tmp_path) as app, app.app_context():
        enter_network(HERE)
        yield app
        db.session.rollback()


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """The system itself refuses to write on, as it does on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_mid_way_it_is_said_and_nothing_is_left(app):
    client = app.test_client()
    where = create(client, length=len(WHOLE), name="Film.mp4").location
    patch(client, where, 0, WHOLE[:500_000])
    assert offset_of(client, where) == 500_000
    with no_file_larger_than(1_500_000):
        answer = patch(client, where, 500_000, WHOLE[500_000:])
    assert answer.status_code == 507
    assert "no room left" in answer.json["because"] and "Film.mp4" in answer.json["because"]
    assert not list(files.filing().arriving.iterdir()) and not blobs()
    begin(write=False)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Upload)) == 0
    assert client.head(where, headers=TUS | ALICE).status_code == 404


def test_at_the_end_it_is_said_too(app, monkeypatch):
    client = app.test_client()
    where = create(client, length=1000, name="Film.mp4").location

    def full(*_any: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(FolderStore, "put", full)
    assert patch(client, where, 0, WHOLE[:1000]).status_code == 507
    assert not list(files.filing().arriving.iterdir())


def test_half_a_copy_from_another_disk_goes(app, tmp_path):
    store = files.filing().store
    assert isinstance(store, FolderStore)
    source, target = tmp_path / "source", store.root / "target"
    source.write_bytes(WHOLE)
    with no_file_larger_than(1_500_000), pytest.raises(OSError, match="too large"):
        store._copy(source, target)
    assert source.exists() and not target.exists() and not list(store.root.glob("target*"))
