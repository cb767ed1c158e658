"""What is written and sent for a step stays, whatever is missing, refused, or done by somebody else meanwhile."""

import io
import uuid
from collections.abc import Callable

import pytest
from PIL import Image

from tests import make
from tests.client import Client
from tests.library import made
from tests.library.conftest import lesson_of
from tests.library.test_library_files import names_of, upload
from tests.library.test_questions import only, typed_in
from tests.library.test_steps import steps
from virtual_school.core.db import db
from virtual_school.library.models import StepKind

Begin = Callable[..., uuid.UUID]
MACRO = {"word/vbaProject.bin": b"x"}


def send(client: Client, address: str, form: dict[str, str], name: str, data: bytes, status: int = 303) -> None:
    sent = {**form, "files": [(io.BytesIO(data), name)]}
    client.post(address, sent, status, content_type="multipart/form-data")


def wheel() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8)).save(drawn, "PNG")
    return drawn.getvalue()


def test_a_picture_without_its_words_need_not_be_sent_again(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, f"/lessons/{lesson_id}/steps/new/picture", {"once": "a", "title": "Look"}, "Wheel.png", wheel(), 422)
    assert "The file that you sent is kept." in lunt.words()
    lunt.submit("main form", alt="A wheel")
    (step,) = steps(lesson_id)
    assert step.title == "Look" and step.resource_id == names_of(lesson_id)["Wheel.png"].id


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("Plan.docm", made.docx("x", **MACRO), "“Plan.docm” holds a macro"),
        ("Empty.png", b"", "“Empty.png” is empty"),
        ("Plan.docx", made.docx("x"), "“Plan.docx” is no picture that can be shown here."),
        ("Wheel.png", b"<svg xmlns='x' onload='alert(1)'></svg>", "“Wheel.png” is no picture that can be shown here."),
    ],
)
def test_what_is_no_picture_makes_no_step_and_costs_no_word(
    lunt: Client, begin: Begin, name: str, data: bytes, said: str
) -> None:
    lesson_id = begin(lunt)
    form = {"once": "a", "alt": "A wheel", "text": "Turn it."}
    send(lunt, f"/lessons/{lesson_id}/steps/new/picture", form, name, data, 422)
    assert said in lunt.words() and "Turn it." in lunt.words("#text")
    assert not steps(lesson_id) and not names_of(lesson_id)
    assert not lunt.select("input[name=upload]")


def test_beside_a_step_that_somebody_changed_the_new_file_is_kept(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/steps/new/file", {"once": "a", "upload": upload(lunt, b"one", "One.txt")})
    (step,) = steps(lesson_id)
    address = f"/lessons/{lesson_id}/steps/{step.id}"
    resource = str(step.resource_id)
    lunt.post(address, {"version": "1", "resource_id": resource, "title": "Theirs"})
    form = {"version": "1", "resource_id": resource, "title": "Mine"}
    send(lunt, address, form, "Two.txt", b"two", 409)
    lunt.submit("main form")
    db.session.expire_all()
    assert (step.title, step.resource_id) == ("Mine", names_of(lesson_id)["Two.txt"].id)


def test_words_for_a_step_that_was_taken_out_bring_it_back(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/steps/new/text", {"once": "a", "text": "Hide a word."})
    (step,) = steps(lesson_id)
    address = f"/lessons/{lesson_id}/steps/{step.id}"
    lunt.get(address)
    sent = typed_in(lunt) | {"text": "Hide three words."}
    lunt.post(f"{address}/remove", {})
    lunt.post(address, sent, 409)
    assert "Save it, and it is back." in lunt.words()
    lunt.submit(f"main form[action='{address}']")
    db.session.expire_all()
    assert [one.text for one in steps(lesson_id)] == ["Hide three words."]


def test_words_for_a_question_that_was_taken_away_bring_it_back(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    step = make.step(lesson_of(lesson_id), "", kind=StepKind.QUESTIONS)
    db.session.commit()
    lunt.post(f"/lessons/{lesson_id}/steps/{step.id}/questions/long", {"prompt": "Why?"})
    address = f"/lessons/{lesson_id}/questions/{only().id}"
    lunt.post(f"{address}/remove", {})
    lunt.post(address, {"prompt": "Why not?", "version": "1"}, 409)
    assert "Save it, and it is back." in lunt.words()
    lunt.submit(f"main form[action='{address}']")
    db.session.expire_all()
    assert only().prompt == "Why not?" and only().removed_at is None


def test_a_folder_with_an_endless_name_is_brought(lunt: Client, typed: dict[str, str]) -> None:
    form = {"year": "10", "subject_id": typed["subject_id"], "once": "a"}
    folder = [(io.BytesIO(b"x"), "a" * 70_000 + "/Sheet.txt")]
    lunt.post("/lessons/bring", {**form, "folder": folder}, content_type="multipart/form-data")
    lunt.follow()


def test_what_is_no_zip_is_not_said_to_be_here(lunt: Client, typed: dict[str, str]) -> None:
    form = {"year": "10", "subject_id": typed["subject_id"], "once": "a"}
    lunt.post("/lessons/bring", {**form, "upload": upload(lunt, b"no zip", "Unit.zip")}, 422)
    assert "“Unit.zip” is not a zip." in lunt.words() and "is here already" not in lunt.words()
