"""What Ellie was set for a day without a line, and what of it reached the school's computer."""

import base64
import datetime as dt
import re
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCMSIV
from playwright.sync_api import BrowserContext, Page, expect

from tests import make, make_questions
from tests.browser.conftest import School
from tests.browser.looking import look
from tests.browser.steps import press
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.db import db, enter_network
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account, SignIn
from virtual_school.learning.models import Attempt, DoneElsewhere, HandIn, WorkAnswer
from virtual_school.library.models import Lesson, LessonRevision, Proof, StepKind
from virtual_school.library.questions import shapes
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import Pupil

BOX = "Write here, or add a photo below"
HERE = "On this phone, not sent yet"
TITLES = ("Rivers", "A letter to the council", "Bridges")
# What a page sends as it is left goes past Chromium's cut line; past a phone's it does not.
NO_LAST_WORDS = """{ const sends = window.fetch
  window.fetch = (to, how) => how?.keepalive ? Promise.reject(new TypeError()) : sends(to, how) }"""
# After it, nothing that a page does reaches anybody or is kept.
LAST_BREATH = "() => { window.fetch = () => new Promise(() => {}); Storage.prototype.setItem = () => {} }"
SAVES = re.compile(r"/draft$")
SHEET = "Look at the map of {}."


@dataclass
class Day:
    """The addresses of three pieces of work, each with a file; the first is done by four steps."""

    works: list[str]
    files: list[str]


def agree(page: Page) -> None:
    """Ellie says that this phone may keep her work."""
    page.goto("/on-this-phone")
    look(page)
    press(page, "Keep my work on this phone")
    expect(page.locator("[data-kept]")).to_contain_text("on this phone, fetched", timeout=60_000)
    look(page)


def three_lessons(school: School, cast: Cast) -> Day:
    """Set to Ellie besides what the cast has."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        made = [_set(cast, title, by_steps=title == TITLES[0]) for title in TITLES]
        db.session.commit()
        db.session.remove()
    return Day([work for work, _sheet in made], [sheet for _work, sheet in made])


def _set(cast: Cast, title: str, *, by_steps: bool) -> tuple[str, str]:
    side = cast.larkdale
    author, place = db.session.get_one(Account, cast.lunt.account_id), side.organisations["ashfold"]
    school, subject = db.session.get_one(Organisation, place), db.session.get_one(Term, side.ids["subject"])
    child = db.session.get_one(Pupil, cast.ellie.pupil_id)
    lesson = make.lesson(author, school, subject, title=title)
    sheet = make.resource(lesson, make.stored_file(SHEET.format(title).encode()), "Worksheet.txt")
    revision = make.revision(lesson, (sheet,), (make.step(lesson, "Read the page."),))
    if by_steps:
        _steps(lesson, revision)
    before = clock.now() - dt.timedelta(days=3)
    work = make.assignment(child, revision, db.session.get_one(Account, cast.dani.account_id), set_at=before)
    make.marker(work, child, author, school)
    address = f"/my-work/{work.id}"
    return address, f"{address}/files/{sheet.id}/{sheet.name}"


def _steps(lesson: Lesson, revision: LessonRevision) -> None:
    asks = make.step(lesson, "", kind=StepKind.QUESTIONS, title="Now you", position=10)
    step = make.revision_step(revision, asks)
    one = shapes.Choices((shapes.Choice("a", "To the sea", right=True), shapes.Choice("b", "Uphill")))
    choice = {"kind": QuestionKind.SINGLE, "stored": shapes.kept(one)}
    make_questions.revision_question(step, make_questions.question(asks, "Where does it run?", **choice))
    make_questions.revision_question(step, make_questions.question(asks, "Why?", position=2))
    away = make.step(lesson, "", kind=StepKind.ELSEWHERE, title="Play it", url="https://example.org/", position=11)
    away.proof = Proof.SCORE
    make.revision_step(revision, away)


@dataclass
class Arrived:
    """Of one piece of work: its goes, what was handed in, what was answered, what is still being written."""

    goes: int
    handed_in: list[HandIn]
    answers: list[list[str]]
    brought: list[str | None]
    draft: str


def arrived(school: School, cast: Cast, work: str) -> Arrived:
    found = uuid.UUID(work.rsplit("/", 1)[1])
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        goes = db.session.scalars(sa.select(Attempt).where(Attempt.assignment_id == found)).all()
        ids = [go.id for go in goes]
        of = sa.select(HandIn).where(HandIn.attempt_id.in_(ids)).order_by(HandIn.arrived_at, HandIn.id)
        handed_in = list(db.session.scalars(of))
        given = sa.select(WorkAnswer.given).where(WorkAnswer.attempt_id.in_(ids)).order_by(WorkAnswer.question_id)
        answers = list(db.session.scalars(given))
        drafts = sa.select(Draft.text).where(Draft.subject.like(f"%{found}%"))
        draft = "".join(db.session.scalars(drafts))
        brought = list(db.session.scalars(sa.select(DoneElsewhere.score).where(DoneElsewhere.attempt_id.in_(ids))))
        db.session.expunge_all()
        db.session.remove()
    return Arrived(len(goes), handed_in, answers, brought, draft)


def ended(school: School, cast: Cast) -> None:
    """Ellie's sign-in on this device is over."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        db.session.get_one(SignIn, cast.ellie.sign_in_id).ended_at = clock.now()
        db.session.commit()
        db.session.remove()


def cut(context: BrowserContext) -> None:
    """No line, for a tab neither that is just being opened: Chromium alone may let its first request through."""
    context.route(SAVES, lambda route: route.abort("internetdisconnected"))
    context.set_offline(True)


def mended(context: BrowserContext) -> None:
    context.unroute(SAVES)
    context.set_offline(False)


def killed(page: Page, context: BrowserContext) -> Page:
    """The tab dies without a word to anybody, and another is opened."""
    page.evaluate(LAST_BREATH)
    page.close()
    return context.new_page()


def unsealed(page: Page) -> str:
    """The words that this browser keeps, read with the page's key as everybody else's AES-GCM-SIV reads them."""
    names = "Object.keys(localStorage).filter((name) => name.startsWith('words:'))"
    rows, key = page.evaluate(
        f"[{names}.map((name) => JSON.parse(localStorage[name]).sealed), document.body.dataset.seal]"
    )
    read = []
    for row in map(base64.b64decode, rows):
        try:
            read.append(AESGCMSIV(bytes.fromhex(key[64:])).decrypt(row[:12], row[12:], None).decode())
        except InvalidTag:  # somebody else's
            continue
    return " ".join(read)
