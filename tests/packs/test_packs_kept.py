"""How long a pack is kept, and what becomes of one that cannot be made."""

import datetime as dt
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.packs.conftest import asked, pack_at, taken, worked_off
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.files.models import StoredFile
from virtual_school.core.jobs import Job, JobState, Run
from virtual_school.core.papers import jobs as papers
from virtual_school.identity.models import Membership
from virtual_school.packs import content, folder, jobs
from virtual_school.packs.models import PackState, WorkPack, WorkPackItem

OURS = "pack.make"


def of(cast: Cast) -> uuid.UUID:
    return cast.larkdale.lessons["ashfold"].lesson_id


def test_it_is_gone_after_a_week_and_its_file_with_it(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, of(cast), shape="folder")
    worked_off(app)
    stored = pack_at(url).stored_file_id
    with clock.freeze(clock.now() + dt.timedelta(days=6)):
        jobs.tidy(_a_run())
        taken(lunt, url)
    with clock.freeze(clock.now() + dt.timedelta(days=8)):
        lunt.get(url, 404)
        lunt.get(f"{url}/file", 404)
        jobs.tidy(_a_run())
    db.session.expire_all()
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(WorkPack))
    assert not db.session.scalar(sa.select(sa.func.count()).select_from(WorkPackItem))
    assert db.session.get(StoredFile, stored) is None


def _a_run() -> Run:
    db.session.commit()
    return Run(uuid.uuid4(), "packs.tidy", {}, 1, None, None, None, "a-test")


def test_whoever_lost_the_role_meanwhile_gets_none(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, of(cast))
    held = db.session.get_one(Membership, cast.larkdale.ids["membership of lunt"])
    held.ended_at, held.ended_by = clock.now(), cast.lead.account_id
    worked_off(app)
    assert pack_at(url).state is PackState.WAITING and pack_at(url).stored_file_id is None
    job = db.session.scalars(sa.select(Job).where(Job.kind == OURS)).one()
    assert job.state is JobState.GIVEN_UP


def test_a_machine_without_pango_says_so(app: App, cast: Cast, lunt: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(papers, "late", absent)
    url = asked(lunt, of(cast), shape="paper")
    worked_off(app)
    lunt.get(url)
    assert "it has no Pango library" in lunt.words("#pack") and lunt.one("#pack").get("hx-get") is None
    lunt.submit("main form", shape="folder")
    worked_off(app)
    taken(lunt, str(lunt.response.location))


def test_too_much_for_one_folder_is_said_and_leaves_nothing(
    app: App, cast: Cast, lunt: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = asked(lunt, of(cast), shape="folder")
    files = db.session.scalar(sa.select(sa.func.count()).select_from(StoredFile))
    real = folder.check

    def check(lessons: Any) -> None:
        for lesson in lessons:
            for one in lesson.placed:
                one.file.stored.shown_size = 1 << 40
        real(lessons)

    monkeypatch.setattr(folder, "check", check)
    worked_off(app)
    lunt.get(url)
    assert "too large for one folder" in lunt.words("#pack")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(StoredFile)) == files


def test_a_job_that_fails_to_the_last_says_so_and_can_be_asked_again(
    app: App, cast: Cast, lunt: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*given: Any) -> None:
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(content, "load", broken)
        url = asked(lunt, of(cast), shape="folder")
        for turn in range(4):
            with clock.freeze(clock.now() + dt.timedelta(minutes=turn)):
                worked_off(app)
    lunt.get(url)
    assert "It could not be made" in lunt.words("#pack") and "nothing is lost" in lunt.words("#pack")
    lunt.submit("main form", shape="folder")
    worked_off(app)
    taken(lunt, str(lunt.response.location))


def test_run_twice_it_is_made_once(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, of(cast), shape="folder")
    worked_off(app)
    before = pack_at(url).made_at
    db.session.execute(sa.update(Job).where(Job.kind == OURS).values(state=JobState.WAITING, attempts=0))
    worked_off(app)
    assert pack_at(url).made_at == before


def test_the_number_of_questions_does_not_grow_with_the_packs(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, of(cast), shape="folder")
    worked_off(app)
    lunt.get(url)
    few = lunt.queries
    assert few <= 9
    lunt.get("/packs")
    listed = lunt.queries
    asked(lunt, of(cast), cast.larkdale.lessons["stonegate"].lesson_id, shape="folder")
    both = str(lunt.response.location)
    worked_off(app)
    lunt.get(both)
    assert lunt.queries == few
    lunt.get("/packs")
    assert lunt.queries == listed
