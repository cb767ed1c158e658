"""On SQLite the threads of a process queue for the one write lock, and a fault never leaves the queue shut."""

import threading
import time

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from virtual_school.core.db import db, enter_network, writing
from virtual_school.core.notes import Note, note, write_collected

pytestmark = pytest.mark.only_on("sqlite")


def test_many_threads_write_and_none_is_turned_away(app, cast):
    network, faults, threads = cast.larkdale.network_id, [], []

    def write():
        try:
            with app.app_context():
                enter_network(network)
                for _ in range(5):
                    note("refused")
                    write_collected()
        except Exception as fault:
            faults.append(fault)

    before = db.session.scalar(sa.select(sa.func.count()).select_from(Note))
    db.session.commit()
    for _ in range(12):
        threads.append(threading.Thread(target=write))
        threads[-1].start()
    for thread in threads:
        thread.join()
    assert not faults
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Note)) == before + 60


def test_a_failed_write_lets_the_next_one_in_at_once(app):
    for _ in range(3):
        with pytest.raises(OperationalError), writing() as session:
            session.execute(sa.text("INSERT INTO no_such_table VALUES (1)"))
    began = time.monotonic()
    with writing():
        pass
    assert time.monotonic() - began < 5


def test_a_connection_thrown_away_lets_the_next_one_in(app):
    with writing() as session:
        session.connection().invalidate()
        session.rollback()
    began = time.monotonic()
    with writing():
        pass
    assert time.monotonic() - began < 5
