"""`make try`: walks real files through a lesson, from a teacher to a pupil of another school and back, and says what
came of each. It sends the same requests as a browser without script, to a demonstration network in a place of its own.
"""

import io
import json
import re
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from PIL import Image, UnidentifiedImageError
from werkzeug.test import Client, TestResponse

from virtual_school.core.db import db, enter_network
from virtual_school.core.jobs.worker import Worker
from virtual_school.demo import trying_folders, trying_oak
from virtual_school.identity.models import Account
from virtual_school.library.models import Audience, Resource
from virtual_school.network.models import Network, Term
from virtual_school.pupils.models import Pupil

PICTURES = {".jpg", ".jpeg", ".png", ".heic", ".webp"}
IGNORED = {".md"}


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one thing: whether it is as it should be, and in words."""

    well: bool
    what: str
    words: str


class Person:
    """Somebody of the demonstration, at a browser without script."""

    def __init__(self, app: Flask, account: Account) -> None:
        self.client: Client = app.test_client()
        self.name = account.name
        page = self.client.get("/n/larkdale/").get_data(as_text=True)
        self.token = _token(page)
        answer = self.client.post(f"/n/larkdale/as/{account.id}", data={"csrf_token": self.token})
        if answer.status_code != 303:
            raise RuntimeError(f"{account.name} could not sign in: {answer.status}")

    def get(self, path: str) -> TestResponse:
        return self.client.get(path)

    def post(self, path: str, **fields: object) -> TestResponse:
        return self.client.post(path, data={"csrf_token": self.token, **fields})

    def put(self, path: str, body: dict[str, object]) -> TestResponse:
        return self.client.put(path, json=body, headers={"X-CSRFToken": self.token})


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    if found is None:
        raise RuntimeError("the page holds no form")
    return found[1]


@dataclass(slots=True)
class Walk:
    """The people who walk, and what they made on the way."""

    app: Flask
    teacher: Person
    mentor: Person
    pupil: Person
    pupil_id: uuid.UUID
    answerer: str
    subject: uuid.UUID
    # The teacher's.
    address: str


@contextmanager
def inside(app: Flask) -> Iterator[None]:
    """A look into the database. Requests are made outside it: inside they would share its `g` and be one request."""
    with app.app_context():
        enter_network(db.session.query(Network.id).filter_by(slug="larkdale", is_demonstration=True).scalar())
        yield


def begin(app: Flask) -> Walk:
    """Sign the three in. Needs the demonstration network of this program."""
    names = ("Helen Lunt", "Dani Okafor", "Ellie Marsh")
    with inside(app):
        accounts = [db.session.query(Account).filter_by(name=name).one() for name in names]
        pupil = db.session.query(Pupil).filter_by(given_name="Ellie").one()
        subject = db.session.query(Term).filter_by(words="Computing").one()
    teacher, mentor, ellie = (Person(app, account) for account in accounts)
    return Walk(app, teacher, mentor, ellie, pupil.id, names[0], subject.id, accounts[0].email or "")


def walk(app: Flask, material: Path) -> Iterator[Came]:
    """Everything that the folder holds of what this program takes today: lessons' files, photos, hostile strings."""
    walked = begin(app)
    lessons = sorted({file.parent for file in material.rglob("*") if _is_lesson_file(file)})
    for folder in lessons:
        yield from _lesson(walked, folder)
    for came in trying_oak.take_in(app, walked.teacher.get, walked.address, material):
        yield Came(*came)
    post, get = walked.teacher.post, walked.teacher.get
    for came in trying_folders.bring(post, get, lambda: _drain(app), walked.subject, material):
        yield Came(*came)
    photos = sorted(file for file in material.rglob("media/*") if file.suffix.lower() in PICTURES)
    yield from _work(walked, photos, _hostile(material))


def _drain(app: Flask) -> None:
    """What the worker would do by now."""
    with app.app_context():
        Worker(app, "try").drain()


def _is_lesson_file(file: Path) -> bool:
    return file.is_file() and "computing" in str(file) and file.suffix.lower() not in IGNORED


def _hostile(material: Path) -> list[str]:
    found = [json.loads(file.read_text()) for file in material.rglob("blns.json")]
    return [string for strings in found for string in strings]


def _lesson(walked: Walk, folder: Path) -> Iterator[Came]:
    """Post a lesson with all the folder's files, set it, and see which of them the pupil reaches."""
    title = f"Try: {folder.name}"
    teacher = walked.teacher
    answer = teacher.post(
        "/lessons/new",
        once=uuid.uuid4().hex,
        title=title,
        subject_id=str(walked.subject),
        year="10",
        minutes="40",
        outcome="I can say what a network attack is.",
        instructions="Read the slides, then do the worksheet.",
    )
    lesson_id = uuid.UUID(answer.location.rstrip("/").split("/")[-2])
    files = sorted(file for file in folder.iterdir() if _is_lesson_file(file))
    teacher.post(f"/lessons/{lesson_id}/files", files=[(io.BytesIO(file.read_bytes()), file.name) for file in files])
    _drain(walked.app)
    posted = teacher.post(f"/lessons/{lesson_id}/post")
    yield Came(posted.status_code == 303, f"{title}: posted", f"{len(files)} files sent")
    assignment = _set(walked, lesson_id, title)
    with inside(walked.app):
        rows = {row.name: row for row in db.session.query(Resource).filter_by(lesson_id=lesson_id, removed_at=None)}
    for file in files:
        yield _reached(walked, lesson_id, assignment, file, rows.get(file.name))


def _set(walked: Walk, lesson_id: uuid.UUID, title: str) -> str:
    """Set the lesson to the pupil, answered by the teacher of the other school; gives the pupil's address of it."""
    page = walked.mentor.get(f"/pupils/{walked.pupil_id}/set?lesson={lesson_id}").get_data(as_text=True)
    option = re.search(rf'<option[^>]*value="([^"]+)"[^>]*>[^<]*{walked.answerer}', page)
    if option is None:
        raise RuntimeError(f"{walked.answerer} cannot be named to answer")
    walked.mentor.post(
        f"/pupils/{walked.pupil_id}/set", once=uuid.uuid4().hex, lesson=str(lesson_id), answerer=option[1], due_on=""
    )
    mine = walked.pupil.get("/my-work").get_data(as_text=True)
    link = re.search(rf'href="(/my-work/[0-9a-f-]+)"[^>]*>\s*{re.escape(title)}', mine)
    if link is None:
        raise RuntimeError(f"the pupil does not find {title!r} in her work")
    return link[1]


def _reached(walked: Walk, lesson_id: uuid.UUID, assignment: str, file: Path, row: Resource | None) -> Came:
    if row is None:
        return Came(False, f"  {file.name}", "is not in the lesson")
    own, staff = f"{assignment}/files/{row.id}/{file.name}", f"/lessons/{lesson_id}/resources/{row.id}/{file.name}"
    by_pupil, by_teacher = walked.pupil.get(own), walked.teacher.get(staff)
    same = by_teacher.status_code == 200
    if row.audience is Audience.STAFF_ONLY:
        shut = by_pupil.status_code == 404 and walked.pupil.get(staff).status_code in (403, 404)
        unseen = file.name not in walked.pupil.get(assignment).get_data(as_text=True)
        return Came(shut and unseen and same, f"  {file.name}", "staff only: the pupil reaches it by no address")
    kind = by_pupil.headers.get("Content-Disposition", "").split(";")[0]
    words = f"for pupils, {len(by_pupil.data):,} bytes, {by_pupil.mimetype}, {kind}"
    return Came(by_pupil.status_code == 200 and same, f"  {file.name}", words)


def _work(walked: Walk, photos: list[Path], hostile: list[str]) -> Iterator[Came]:
    """Photos and hostile strings through a hand-in, then the answer back."""
    mine = walked.pupil.get("/my-work").get_data(as_text=True)
    found = re.search(r'href="(/my-work/[0-9a-f-]+)"[^>]*>\s*Ratio in recipes', mine)
    if found is None:
        raise RuntimeError("the pupil does not find her maths")
    work = found[1]
    for photo in photos:
        walked.pupil.post(f"{work}/pieces", once=uuid.uuid4().hex, files=[(io.BytesIO(photo.read_bytes()), photo.name)])
    _drain(walked.app)
    page = walked.pupil.get(work).get_data(as_text=True)
    shown = list(dict.fromkeys(re.findall(rf'(?:src|href)="({work}/pieces/[^"]+)"', page)))
    for photo in photos:
        yield _photo(walked, photo, [address for address in shown if photo.stem in address])
    yield from _strings(walked, work, hostile)
    yield from _back(walked, work)


def _photo(walked: Walk, photo: Path, addresses: list[str]) -> Came:
    for address in addresses:
        answer = walked.pupil.get(address)
        try:
            picture = Image.open(io.BytesIO(answer.data))
        except UnidentifiedImageError:
            continue
        clean = not picture.getexif() and "xmp" not in picture.info
        was = f"{len(photo.read_bytes()):,} -> {len(answer.data):,} bytes, {picture.width}x{picture.height}"
        return Came(clean, f"  {photo.name}", f"{was}, {picture.format}, location and camera gone")
    return Came(False, f"  {photo.name}", "is not shown as a picture")


def _strings(walked: Walk, work: str, hostile: list[str]) -> Iterator[Came]:
    """Each string saved as the pupil would save it, and shown again."""
    if not hostile:
        return
    statuses: dict[int, int] = {}
    for number, string in enumerate(hostile):
        body: dict[str, object] = {"key": "try", "base": 0, "seq": number, "text": string}
        status = walked.pupil.put(f"{work}/draft", body).status_code
        statuses[status] = statuses.get(status, 0) + 1
        if walked.pupil.get(work).status_code != 200:
            yield Came(False, f"  string {number}", "breaks the page")
    kept = ", ".join(f"{count} answered {status}" for status, count in sorted(statuses.items()))
    yield Came(set(statuses) == {200}, f"{len(hostile)} hostile strings saved", kept)


def _back(walked: Walk, work: str) -> Iterator[Came]:
    """Hand in twice with one key, then have it answered."""
    form = walked.pupil.get(work).get_data(as_text=True)
    fields = dict(re.findall(r'name="(once|number|draft_version)"[^>]*value="([^"]*)"', form))
    words = {"text": "75 g for one person, so 750 g for ten.", "draft_key": "try", **fields}
    first, second = (walked.pupil.post(f"{work}/hand-in", **words) for _press in range(2))
    same = first.status_code == second.status_code == 303 and first.location == second.location
    yield Came(same, "handed in, pressed twice", f"one receipt: {first.location}")
    pile = walked.teacher.get("/to-answer").get_data(as_text=True)
    waiting = re.search(r'href="(/to-answer/[0-9a-f-]+)"', pile)
    if waiting is None:
        yield Came(False, "the answerer's pile", "is empty")
        return
    answered = walked.teacher.post(
        f"{waiting[1]}/return", once=uuid.uuid4().hex, text="You showed how you know.", outcome="done"
    )
    yield Came(answered.status_code == 303, "answered by another school's teacher", f"{waiting[1]} returned as Done")
