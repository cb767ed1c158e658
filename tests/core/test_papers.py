"""Papers: made by a job as whoever asked, in the hat they asked in; theirs alone, for a day, while it still holds."""

import datetime as dt
import io
import uuid
from collections.abc import Callable

import pypdf
import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.files.models import StoredFile
from virtual_school.core.jobs import Job, JobState, Run
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.papers import Paper, jobs, registry
from virtual_school.identity.models import Membership
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareLink, Pupil

OURS = "paper.make"


def asked(client: Client, cast: Cast, **more: str) -> str:
    """The address of a paper that was just asked for."""
    client.post("/papers", {"kind": "about", "about": str(cast.ellie.pupil_id), **more})
    return client.response.location


def worked_off(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def paper_at(url: str) -> Paper:
    return db.session.get_one(Paper, uuid.UUID(url.rpartition("/")[2]))


def test_asked_waited_for_and_taken_away(app: App, cast: Cast, client: Client) -> None:
    url = asked(client.sign_in(cast.dani), cast)
    client.get(url)
    assert "Being made…" in client.words("#paper") and client.one("#paper").get("hx-get") == url
    assert client.one("#paper a").get("href") == url  # without script
    client.get(f"{url}/file", 404)
    worked_off(app)
    client.get(url, fragment="paper")
    assert client.one("#paper").get("hx-get") is None
    client.get(client.one("#paper a").get("href"))
    headers = client.response.headers
    assert headers["Content-Disposition"].startswith('attachment; filename="Paper.pdf"')
    assert "no-store" in headers["Cache-Control"] and client.response.mimetype == "application/pdf"
    read = pypdf.PdfReader(io.BytesIO(client.response.get_data()))
    assert read.metadata and read.metadata.title == "About Ellie"
    assert "About Ellie" in read.pages[0].extract_text() and "Marsh" not in read.pages[0].extract_text()


def test_pressed_twice_is_one(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani)
    assert asked(client, cast, once="a-key") == asked(client, cast, once="a-key")
    assert asked(client, cast, once="another") != asked(client, cast, once="a-key")


@pytest.mark.parametrize("sent", [{"kind": "nothing"}, {"kind": "about", "about": "7"}, {"about": ""}, {}])
def test_what_nobody_makes_is_not_there(cast: Cast, client: Client, sent: dict[str, str]) -> None:
    client.sign_in(cast.dani).post("/papers", sent, 404)
    assert not db.session.scalar(sa.select(Job.id).where(Job.kind == OURS))


def test_it_opens_in_the_hat_it_was_asked_in_and_in_no_other(app: App, cast: Cast, client: Client) -> None:
    other = make.membership(
        db.session.get_one(make.Account, cast.dani.account_id),
        db.session.get_one(make.Organisation, cast.larkdale.organisations["ashfold"]),
        Role.TEACHER,
    )
    mentor = str(cast.larkdale.ids["membership of dani"])
    url = asked(client.sign_in(cast.dani, hat=mentor), cast)
    client.post("/hat", {"hat": str(other.id)})
    client.get(url, 404)
    worked_off(app)  # although another hat is on now, it is made in the one it was asked in
    client.get(f"{url}/file", 404)
    client.post("/hat", {"hat": mentor})
    client.get(f"{url}/file")


def test_a_hat_that_was_taken_away_makes_nothing(app: App, cast: Cast, client: Client) -> None:
    account = db.session.get_one(make.Account, cast.dani.account_id)
    make.membership(
        account, db.session.get_one(make.Organisation, cast.larkdale.organisations["ashfold"]), Role.TEACHER
    )
    url = asked(client.sign_in(cast.dani, hat=str(cast.larkdale.ids["membership of dani"])), cast)
    held = db.session.get_one(Membership, cast.larkdale.ids["membership of dani"])
    held.ended_at, held.ended_by = clock.now(), cast.lead.account_id
    worked_off(app)
    assert paper_at(url).made_at is None
    job = db.session.scalars(sa.select(Job).where(Job.kind == OURS)).one()
    assert (job.state, job.last_error) == (JobState.GIVEN_UP, "who asked for it has that role no more")


def test_who_lost_the_pupil_meanwhile_gets_none(app: App, cast: Cast, client: Client) -> None:
    url = asked(client.sign_in(cast.dani), cast)
    _let_go(cast)
    worked_off(app)
    client.get(url)
    assert "There is no paper" in client.words("#paper")
    assert "Ellie" not in client.words("main") and paper_at(url).stored_file_id is None


def test_who_lost_the_pupil_afterwards_cannot_take_it(app: App, cast: Cast, client: Client) -> None:
    url = asked(client.sign_in(cast.dani), cast)
    worked_off(app)
    client.get(f"{url}/file")
    _let_go(cast)
    client.get(f"{url}/file", 404)
    client.get(url, 404)


def _let_go(cast: Cast) -> None:
    link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    link.ended_at, link.ended_by = clock.now(), cast.lead.account_id


def test_what_has_changed_since_is_not_given_out(app: App, cast: Cast, client: Client) -> None:
    """So a paper made before a concern was raised does not carry what is held back now."""
    url = asked(client.sign_in(cast.dani), cast)
    worked_off(app)
    db.session.get_one(Pupil, cast.ellie.pupil_id).known_as = "Elena"
    client.get(url)
    assert "It has changed since" in client.words("#paper")
    client.get(f"{url}/file", 409)
    client.get(url)
    client.submit("#paper form")
    worked_off(app)
    client.get(f"{client.response.location}/file")


def test_a_machine_without_pango_says_so(app: App, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(jobs, "late", absent)
    url = asked(client.sign_in(cast.dani), cast)
    worked_off(app)
    client.get(url)
    assert "it has no Pango library" in client.words("#paper")


def test_a_job_that_fails_to_the_last_says_so(
    app: App, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(viewer: Viewer, about_id: uuid.UUID) -> str:
        return "<h1>Something</h1>" if asking else "".join(1 for _ in "x")  # type: ignore[misc]

    asking = True
    monkeypatch.setitem(registry.KINDS, "about", registry.Kind(broken, "About"))
    url = asked(client.sign_in(cast.dani), cast)
    asking = False
    for turn in range(4):
        with clock.freeze(clock.now() + dt.timedelta(minutes=turn)):
            worked_off(app)
    client.get(url)
    assert "It could not be made." in client.words("#paper")


def test_it_is_gone_after_a_day_and_its_file_with_it(app: App, cast: Cast, client: Client) -> None:
    url = asked(client.sign_in(cast.dani), cast)
    worked_off(app)
    stored = paper_at(url).stored_file_id
    with clock.freeze(clock.now() + dt.timedelta(hours=23)):
        jobs.tidy(_a_run())
        client.get(f"{url}/file")
    with clock.freeze(clock.now() + dt.timedelta(hours=25)):
        client.get(url, 404)
        jobs.tidy(_a_run())
    db.session.expire_all()
    assert db.session.get(Paper, uuid.UUID(url.rpartition("/")[2])) is None
    assert db.session.get(StoredFile, stored) is None


def _a_run() -> Run:
    db.session.commit()
    return Run(uuid.uuid4(), "papers.tidy", {}, 1, None, None, None, "a-test")


def test_run_twice_it_is_made_once(app: App, cast: Cast, client: Client) -> None:
    url = asked(client.sign_in(cast.dani), cast)
    worked_off(app)
    before = paper_at(url).made_at
    db.session.execute(sa.update(Job).where(Job.kind == OURS).values(state=JobState.WAITING, attempts=0))
    worked_off(app)
    assert paper_at(url).made_at == before


def test_the_asker_is_the_maker(app: App, cast: Cast, client: Client, client_of: Callable[[Person], Client]) -> None:
    """Two people ask for the same thing: each gets their own, made as themselves."""
    made: list[tuple[uuid.UUID | None, Role | None]] = []

    def noting(viewer: Viewer, about_id: uuid.UUID) -> str:
        made.append((viewer.account_id, viewer.role))
        return f"<title>A</title><h1>{viewer.name}</h1>"

    kept = registry.KINDS["about"]
    registry.KINDS["about"] = registry.Kind(noting, "About")
    try:
        urls = [asked(client_of(person), cast) for person in (cast.dani, cast.mum)]
        made.clear()
        worked_off(app)
    finally:
        registry.KINDS["about"] = kept
    assert set(made) == {(cast.dani.account_id, Role.MENTOR), (cast.mum.account_id, Role.CARER)}
    client_of(cast.mum).get(urls[0], 404)
    assert paper_at(urls[0]).stored_file_id != paper_at(urls[1]).stored_file_id
