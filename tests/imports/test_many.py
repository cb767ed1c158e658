"""Many people at once: batches that leave whoever saves a text untroubled, and few statements for each.

PEOPLE=10000 makes it as many as a network has; the times are printed with -s.
"""

import os
import threading
import time

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import BORN, lines, of_csv, page, read, upn, worked
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network, writing
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.imports.models import Import, ImportRow, State
from virtual_school.pupils.models import Pupil

PEOPLE = int(os.environ.get("PEOPLE", "900"))
LONGEST = 1.5  # seconds an autosave may wait; on a machine that is not busy it is a tenth of this


class Writer(threading.Thread):
    """Somebody whose text saves itself all the while; how long each save took."""

    def __init__(self, app: App, cast: Cast, draft_id: object) -> None:
        super().__init__(daemon=True)
        self.app, self.network, self.draft_id = app, cast.larkdale.network_id, draft_id
        self.took: list[float] = []
        self.ended = threading.Event()

    def run(self) -> None:
        with self.app.app_context():
            enter_network(self.network)
            while not self.ended.is_set():
                began = time.monotonic()
                with writing() as session:
                    change = sa.update(Draft).where(Draft.id == self.draft_id)
                    session.execute(change.values(text=f"Some words, {len(self.took)}", seq=Draft.seq + 1))
                self.took.append(time.monotonic() - began)
                time.sleep(0.15)
            db.session.remove()

    def stop(self) -> list[float]:
        self.ended.set()
        self.join()
        return sorted(self.took)


def people(first: int) -> bytes:
    rows = [(upn(first + n), f"Hazel{n}", f"Wren{n}", BORN, "9") for n in range(PEOPLE)]
    return of_csv(rows)


def test_an_autosave_goes_on_while_many_are_imported(app: App, cast: Cast, client: Client, stage: object) -> None:
    draft = make.draft(db.session.get_one(Account, cast.dani.account_id))
    draft_id = draft.id
    db.session.commit()
    client.sign_in(cast.administrator)
    began, cpu = time.monotonic(), time.process_time()
    found = read(app, client, cast, people(0))
    client.get(page(found))
    print(f"\nread {PEOPLE}: {time.monotonic() - began:.1f} s, {time.process_time() - cpu:.1f} s of CPU")
    client.submit('form[action$="/confirm"]')
    writer = Writer(app, cast, draft_id)
    writer.start()
    began, cpu = time.monotonic(), time.process_time()
    worked(app)
    took = writer.stop()
    print(f"written: {time.monotonic() - began:.1f} s, {time.process_time() - cpu:.1f} s of CPU", end="; ")
    print(f"an autosave: median {took[len(took) // 2]:.3f} s, longest {took[-1]:.3f} s of {len(took)}")
    assert db.session.get_one(Import, found.id).state is State.DONE
    assert db.session.scalar(sa.select(sa.func.count()).where(Pupil.family_name.like("Hazel%"))) == PEOPLE
    assert took and took[-1] < LONGEST
    began, cpu = time.monotonic(), time.process_time()
    client.get(page(found))
    client.submit('form[action$="/undo"]', because="The wrong file.")
    worked(app)
    print(f"undone: {time.monotonic() - began:.1f} s, {time.process_time() - cpu:.1f} s of CPU")
    assert db.session.scalar(sa.select(sa.func.count()).where(Pupil.family_name.like("Hazel%"))) == 0


@pytest.mark.parametrize("size", [30, 120])
def test_a_batch_asks_no_more_for_more_people(app: App, cast: Cast, client: Client, stage: object, size: int) -> None:
    client.sign_in(cast.administrator)
    rows = [(upn(n), f"Hazel{n}", f"Wren{n}", BORN, "9") for n in range(size)]
    found = read(app, client, cast, of_csv(rows))
    client.get(page(found))
    client.submit('form[action$="/confirm"]')
    client.statements.start()
    worked(app)
    about = [said for said in client.statements.heard if "pupil" in said or "import_row" in said]
    assert len(about) < 30, about
    assert all(line.written_at for line in lines(found)) and len(lines(found)) == size
    assert db.session.scalar(sa.select(sa.func.count()).select_from(ImportRow)) >= size
