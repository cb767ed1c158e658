"""What the tests of packs share."""

import io
import uuid
import zipfile
from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.files.documents import copying
from virtual_school.core.jobs.worker import work_off
from virtual_school.packs.models import WorkPack

MAKE = 'form[action="/packs/new"][method="post"]'


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "program", lambda: None)


@pytest.fixture
def lunt(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Ms Lunt of Ashfold, who has chosen nothing yet."""
    return client_of(cast.lunt)


@pytest.fixture
def ellie(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    return client_of(cast.ellie)


def worked_off(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def chosen(client: Client, *lessons: uuid.UUID) -> None:
    client.post("/packs/new/lessons", {"lesson": [str(lesson) for lesson in lessons]})


def asked(client: Client, *lessons: uuid.UUID, **fields: str) -> str:
    """The address of a pack that was just asked for."""
    chosen(client, *lessons)
    client.get("/packs/new")
    client.submit(MAKE, **fields)
    return str(client.response.location)


def taken(client: Client, url: str) -> bytes:
    client.get(f"{url}/file")
    return client.response.get_data()


def unpacked(data: bytes) -> dict[str, bytes]:
    """Each file of a zip by its name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def pack_at(url: str) -> WorkPack:
    return db.session.get_one(WorkPack, uuid.UUID(url.rpartition("/")[2]))
