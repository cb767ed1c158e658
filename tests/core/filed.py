"""A small application that only knows files, with one network in it; and files made in code."""

import base64
import io
import json
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask, current_app, g, request
from flask_babel import Babel
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from tests.services import OWNER
from virtual_school.core import clock, files
from virtual_school.core import db as database
from virtual_school.core.app import App
from virtual_school.core.db import Base, db, enter_network, writing
from virtual_school.core.errors import Problem
from virtual_school.core.files.tus import bp
from virtual_school.core.jobs import Job, JobState, Run
from virtual_school.core.jobs.registry import HANDLERS
from virtual_school.network.models import Network

ELLIE, DANI = uuid.UUID(int=1), uuid.UUID(int=2)
HERE = uuid.UUID(int=0xA)
ELSEWHERE = uuid.UUID(int=0xB)
ALICE = {"X-Account": str(ELLIE)}
BOB = {"X-Account": str(DANI)}
STRANGER = {"X-Account": str(uuid.UUID(int=3)), "X-Network": str(ELSEWHERE)}


@dataclass(frozen=True)
class Small:
    """The settings that files need."""

    instance: Path
    files_url: str
    upload_limit: int = 4 * 1024 * 1024
    clamd_url: str = ""


@dataclass
class Somebody:
    account_id: uuid.UUID | None = field(default=None)


@contextmanager
def small_app(request: pytest.FixtureRequest, folder: Path, **settings: object) -> Iterator[Flask]:
    """The application on the engine of this run. On PostgreSQL it is the owner's: no wall helps it there."""
    cluster, name = request.getfixturevalue("cluster"), f"files_{uuid.uuid4().hex}"
    if cluster:
        cluster.create(name)
    url = cluster.url(OWNER, name).replace("://", "+psycopg://") if cluster else ""
    app = make_app(folder, url, **settings)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if cluster:
        cluster.drop(name)


def make_app(folder: Path, database_url: str = "", **settings: object) -> Flask:
    app = App("small", root_path=str(folder))
    small = replace(Small(folder / "instance", f"file://{folder / 'instance' / 'files'}"), **settings)
    small.instance.mkdir(exist_ok=True)
    app.config.update(
        TESTING=True, SETTINGS=small, SQLALCHEMY_DATABASE_URI=database_url or f"sqlite:///{folder / 'small.sqlite3'}"
    )
    database.init_app(app)
    Babel(app)
    app.register_blueprint(bp)
    app.register_error_handler(Problem, lambda error: ({"because": error.because}, error.status))
    app.before_request(_come_in)
    with app.app_context():
        tables = [Base.metadata.tables[name] for name in ("network", "stored_file", "stored_text", "upload", "job")]
        Base.metadata.create_all(db.engine, tables=tables)
        with writing() as session:
            for number, network in enumerate((HERE, ELSEWHERE)):
                session.add(Network(id=network, slug=f"network-{number}", name="Network", created_at=clock.now()))
    return app


def _come_in() -> None:
    account = request.headers.get("X-Account")
    g.viewer = Somebody(uuid.UUID(account)) if account else None
    current_app.begin_request()
    enter_network(uuid.UUID(request.headers.get("X-Network", str(HERE))))


def run_jobs() -> list[str]:
    """Run what waits in this network's queue, as the worker does; the kinds that ran."""
    ran = []
    database.begin(write=False)
    for job in db.session.scalars(sa.select(Job).where(Job.state == JobState.WAITING).order_by(Job.id)).all():
        run = Run(job.id, job.kind, job.payload, 1, job.network_id, None, job.rule, "test")
        with writing() as session:
            session.execute(sa.update(Job).where(Job.id == run.job_id).values(state=JobState.DONE))
        HANDLERS[run.kind].handle(run)
        ran.append(run.kind)
    return ran


def kept(data: bytes, name: str = "work.bin") -> files.StoredFile:
    received = files.receive(io.BytesIO(data), name)
    with writing():
        return files.keep(received)


def again(stored: files.StoredFile) -> files.StoredFile:
    """The row as it is now."""
    database.begin(write=False)
    found = db.session.get(files.StoredFile, stored.id, populate_existing=True)
    assert found is not None
    return found


def blobs() -> list[str]:
    return sorted(key for key, _came in files.filing().store.keys(HERE))


# Files made in code ---------------------------------------------------------------------------------------------------

LATITUDE = (51.0, 30.0, 26.46)


def scene(width: int = 80, height: int = 40) -> Image.Image:
    """Red on the left, blue on the right: enough to see which way up it is."""
    image = Image.new("RGB", (width, height), "blue")
    image.paste("red", (0, 0, width // 2, height))
    return image


def located(orientation: int = 1) -> Image.Exif:
    """EXIF as a telephone writes it: which way up, what made it, where it was."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Telephone of Ellie"
    exif.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "W", 4: (0.0, 7.0, 39.0)})
    return exif


def jpeg(orientation: int = 1, size: tuple[int, int] = (80, 40), **options: object) -> bytes:
    return saved(scene(*size), "JPEG", exif=located(orientation), **{"comment": b"written at home", **options})


def png() -> bytes:
    words = PngInfo()
    words.add_text("Comment", "taken at 51.5074 N, 0.1278 W")
    words.add_itxt("XML:com.adobe.xmp", "<x:xmpmeta xmlns:x='adobe:ns:meta/'>51.5074</x:xmpmeta>")
    return saved(scene(), "PNG", pnginfo=words, exif=located())


def webp() -> bytes:
    return saved(scene(), "WEBP", exif=located(), xmp=b"<x:xmpmeta>51.5074</x:xmpmeta>")


def heic() -> bytes:
    return saved(scene(96, 64), "HEIF", exif=located(6).tobytes(), quality=90)


def bomb() -> bytes:
    """A few kilobytes that would unpack to 100 million pixels."""
    return saved(Image.new("1", (10_000, 10_000)), "PNG")


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def zipped(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, json.dumps({"name": name}))
    return made.getvalue()


def in_base64(words: str) -> str:
    return base64.b64encode(words.encode()).decode()


# Uploads in pieces ----------------------------------------------------------------------------------------------------

TUS = {"Tus-Resumable": "1.0.0"}
BYTES = {**TUS, "Content-Type": "application/offset+octet-stream"}


def create(client, length: int = 700_000, name: str = "plan.bin", who: dict[str, str] = ALICE, **headers: str):
    named = {"Upload-Length": str(length), "Upload-Metadata": f"filename {in_base64(name)},filetype {in_base64('x/y')}"}
    return client.post("/uploads", headers={**TUS, **who, **named, **headers})


def patch(client, where: str, offset: int, data: bytes, who: dict[str, str] = ALICE, **headers: str):
    return client.patch(where, data=data, headers={**BYTES, **who, "Upload-Offset": str(offset), **headers})


def offset_of(client, where: str) -> int:
    return int(client.head(where, headers={**TUS, **ALICE}).headers["Upload-Offset"])
