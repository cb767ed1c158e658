"""Documents of lessons: found by their words, read on a telephone, and staff only ones by no pupil, in no way."""

import io
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from PIL import Image

from tests.cast import Cast, Person
from tests.client import Client
from tests.library import made
from tests.library.test_library_files import names_of
from virtual_school.core import clock, search
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.files import documents
from virtual_school.core.files.documents import copying
from virtual_school.core.jobs.worker import work_off
from virtual_school.library.models import Resource

Begin = Callable[..., uuid.UUID]


@pytest.fixture(autouse=True)
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(copying, "program", lambda: None)


def send(client: Client, lesson_id: uuid.UUID, **named: bytes) -> None:
    sent = [(io.BytesIO(data), name.replace("_", ".")) for name, data in named.items()]
    client.post(f"/lessons/{lesson_id}/files", {"files": sent}, 303, content_type="multipart/form-data")


def worked_off(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def found(client: Client, words: str, place: str = "/library") -> bool:
    client.get(f"{place}?q={words}")
    return bool(client.select("#lessons .row"))


def picture() -> bytes:
    sent = io.BytesIO()
    Image.new("RGB", (20, 10), "red").save(sent, "PNG")
    return sent.getvalue()


def test_a_document_is_found_by_its_words_once_it_was_read(app: App, lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, Sheet_docx=made.docx("Beware of zorbing hippogriffs."))
    assert not found(lunt, "hippogriffs")
    worked_off(app)
    assert found(lunt, "hippogriffs")


def test_its_page_says_how_far_it_is_and_then_what_is_in_it(app: App, lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, Sheet_docx=made.docx("Read <b>this</b>.".replace("<", "&lt;"), "- one", "|a|b"))
    address = f"/lessons/{lesson_id}/read/{names_of(lesson_id)['Sheet.docx'].id}"
    lunt.get(f"/lessons/{lesson_id}")
    assert address in [link.get("href") for link in lunt.select("a")]
    lunt.get(address)
    assert lunt.one("#reading").get("hx-get") == address and "being read" in lunt.words("#reading")
    worked_off(app)
    lunt.get(address, fragment="reading")
    assert lunt.one("#reading").get("hx-get") is None
    lunt.get(address)
    assert "Read <b>this</b>." in lunt.words(".reads") and not lunt.select(".reads b")
    assert lunt.words(".reads h2") == "Keeping secrets" and lunt.words(".reads li") == "one"
    lunt.get(f"/lessons/{lesson_id}/resources/{address.rpartition('/')[2]}/Sheet.pdf?copy=1", 404)


def test_a_file_that_is_no_document_has_no_such_page(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, film_mp4=bytes(100))
    lunt.get(f"/lessons/{lesson_id}/read/{names_of(lesson_id)['film.mp4'].id}", 404)


def posted(client: Client, begin: Begin, **named: bytes) -> uuid.UUID:
    lesson_id = begin(client)
    send(client, lesson_id, **named)
    client.post(f"/lessons/{lesson_id}/post")
    return lesson_id


def test_words_that_only_staff_may_read_are_found_by_no_pupil(
    app: App, lunt: Client, begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    sheet, answers = made.docx("Beware of hippogriffs."), made.docx("Because of quokkas.")
    lesson_id = posted(lunt, begin, Sheet_docx=sheet, Answers_docx=answers)
    worked_off(app)
    bell = client_of(cast.bell)
    assert found(bell, "quokkas") and found(bell, "hippogriffs")
    enter_network(cast.ellie.network_id)
    for audience, words, there in (("pupils", "hippogriffs", 1), ("pupils", "quokkas", 0), ("staff", "quokkas", 1)):
        asked = db.session.query(search.SearchEntry).filter_by(object_id=lesson_id, audience=audience).one()
        assert (words in f" {asked.words} ".split()) is bool(there)
    one = names_of(lesson_id)["Sheet.docx"].id
    lunt.post(f"/lessons/{lesson_id}/resources/{one}/audience", {"audience": "staff_only"})
    asked = db.session.query(search.SearchEntry).filter_by(object_id=lesson_id, audience="pupils").one()
    assert "hippogriffs" not in asked.words


def test_the_same_content_for_staff_and_for_pupils_is_each_its_own(
    app: App, lunt: Client, begin: Begin, cast: Cast
) -> None:
    """One content is kept once; who may read it is said by each lesson's own row."""
    same = made.docx("Because of quokkas.")
    hidden = posted(lunt, begin, Answers_docx=same, Sheet_docx=made.docx("A sheet."))
    worked_off(app)
    shown = posted(lunt, begin, Sheet_docx=same)
    worked_off(app)
    enter_network(cast.ellie.network_id)
    for lesson_id, there in ((hidden, False), (shown, True)):
        entry = db.session.query(search.SearchEntry).filter_by(object_id=lesson_id, audience="pupils").one()
        assert ("quokkas" in entry.words) is there


def test_no_pupil_reads_what_is_staff_only_by_any_address(
    lunt: Client, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    ellie, work = client_of(cast.ellie), cast.larkdale.work["new"].assignment_id
    lesson = cast.larkdale.lessons["ashfold"]
    ellie.get(f"/my-work/{work}/read/{lesson.worksheet_id}")
    ellie.get(f"/my-work/{work}/read/{lesson.answers_id}", 404)
    ellie.get(f"/my-work/{work}/files/{lesson.answers_id}/x.pdf?copy=1", 404)
    for person in (cast.ellie, cast.mum, cast.agency, cast.broker):
        answer = client_of(person).get(f"/lessons/{lesson.lesson_id}/read/{lesson.answers_id}", None)
        assert answer.status_code in {403, 404}


def test_what_a_picture_shows_is_said_with_it(app: App, lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, wheel_png=picture(), sheet_txt=b"words")
    worked_off(app)
    lunt.get(f"/lessons/{lesson_id}/edit")
    box = lunt.one("#lesson-files input[name^=alternative-]")
    lunt.post(f"/lessons/{lesson_id}/alternatives", {box.get("name"): "  A wheel of\nletters "})
    assert names_of(lesson_id)["wheel.png"].alternative == "A wheel of letters"
    assert found(lunt, "wheel letters")
    lunt.get(f"/lessons/{lesson_id}")
    assert "A wheel of letters" in [image.get("alt") for image in lunt.select("img")]


def test_what_is_said_of_another_lessons_picture_changes_nothing(lunt: Client, begin: Begin, cast: Cast) -> None:
    other = cast.larkdale.lessons["stonegate"].worksheet_id
    lunt.post(f"/lessons/{begin(lunt)}/alternatives", {f"alternative-{other}": "Mine", "alternative-x": "y"})
    db.session.expire_all()
    assert db.session.get_one(Resource, other).alternative is None


def test_what_still_waits_after_an_hour_is_read_again(app: App, lunt: Client, begin: Begin, cast: Cast) -> None:
    send(lunt, begin(lunt), Sheet_docx=made.docx("Later."))
    enter_network(cast.lunt.network_id)
    assert documents.waiting(10) == []
    with clock.freeze(clock.now() + clock.BEHIND + timedelta(hours=2)):
        assert len(documents.waiting(10)) == 1
    worked_off(app)
    enter_network(cast.lunt.network_id)
    with clock.freeze(clock.now() + clock.BEHIND + timedelta(hours=2)):
        assert documents.waiting(10) == []


def test_bad_files_are_told_and_the_good_are_kept(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    macro = made.docx("x", **{"word/vbaProject.bin": b"x"})
    send(lunt, lesson_id, Plan_docm=macro, Ciphers_zip=made.locked(), Bomb_zip=made.bomb(), Sheet_docx=made.docx("y"))
    assert list(names_of(lesson_id)) == ["Sheet.docx"]
    lunt.follow()
    told = lunt.words("#notice")
    assert "“Plan.docm” holds a macro" in told and "“Ciphers.zip” is locked" in told and "“Bomb.zip” unpacks" in told


def test_a_picture_of_too_many_pixels_is_told_to_its_sender(app: App, lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, wheel_png=made.huge_picture())
    worked_off(app)
    lunt.get(f"/lessons/{lesson_id}/edit")
    assert "too many pixels" in lunt.words("#lesson-files")


@pytest.mark.parametrize("name", ["page_html", "drawing_svg"])
def test_what_a_browser_could_run_comes_as_bytes_of_no_kind(lunt: Client, begin: Begin, name: str) -> None:
    lesson_id = begin(lunt)
    data = b"<svg xmlns='x' onload='alert(1)'></svg>" if name.endswith("svg") else b"<html><script>alert(1)</script>"
    send(lunt, lesson_id, **{name: data})
    resource = names_of(lesson_id)[name.replace("_", ".")]
    lunt.get(f"/lessons/{lesson_id}/resources/{resource.id}/{resource.name}?show=1")
    headers = lunt.response.headers
    lunt.response.close()
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment;") and "sandbox" in headers["Content-Security-Policy"]
