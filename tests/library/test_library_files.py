"""The files of a lesson: several at once, some for staff only, which no pupil reaches by any address."""

import io
import uuid
from base64 import b64encode
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person, Posted
from tests.client import Client
from tests.library.conftest import press
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.library import queries
from virtual_school.library.models import Audience, Resource

Begin = Callable[..., uuid.UUID]
NAMES = (
    "Lesson2Worksheet.docx", "Lesson2WorksheetAnswers.docx", "../../etc/passwd", "..\\..\\boot.ini", "a\x00b.pdf",
    "<script>alert(1)</script>.html", "x" * 300 + ".pdf", "\u202egnp.exe", "Ω≈ç.pptx", "'\"; DROP--.txt", ".", "...",
    "name with  spaces .pdf", "%2e%2e%2f.txt", "con", "日本語.pdf", "🙈.png", "a/b/c.txt", "{{ 7*7 }}.txt",
)  # fmt: skip


def names_of(lesson_id: uuid.UUID) -> dict[str, Resource]:
    there = sa.select(Resource).where(Resource.lesson_id == lesson_id, Resource.removed_at.is_(None))
    return {one.name: one for one in db.session.scalars(there.order_by(Resource.position))}


def send(client: Client, lesson_id: uuid.UUID, *names: str, status: int = 303) -> None:
    sent = [(io.BytesIO(f"the bytes of {name}".encode("utf-8", "replace")), name) for name in names]
    client.post(f"/lessons/{lesson_id}/files", {"files": sent}, status, content_type="multipart/form-data")


def upload(client: Client, body: bytes, name: str) -> str:
    """As the page's script does it: tus, in two pieces."""
    tus = {"Tus-Resumable": "1.0.0"}
    about = {"Upload-Length": str(len(body)), "Upload-Metadata": f"filename {b64encode(name.encode()).decode()}"}
    client.post("/uploads", None, 201, headers=tus | about)
    where = client.response.headers["Location"]
    kind = {"Content-Type": "application/offset+octet-stream"}
    half = len(body) // 2
    client.patch(where, body[:half], headers=tus | kind | {"Upload-Offset": "0"})
    client.patch(where, body[half:], headers=tus | kind | {"Upload-Offset": str(half)})
    return where.rsplit("/", 1)[-1]


def body(client: Client, address: str) -> bytes:
    """What a file's address gives, read to its end and closed."""
    client.get(address)
    with client.response as response:
        return response.get_data()


def test_several_at_once_by_the_plain_form(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, "Slides.pptx", "Worksheet.docx", "Worksheet answers.docx")
    assert {name: one.audience for name, one in names_of(lesson_id).items()} == {
        "Slides.pptx": Audience.PUPILS,
        "Worksheet.docx": Audience.PUPILS,
        "Worksheet answers.docx": Audience.STAFF_ONLY,
    }
    lunt.follow()
    assert "Its name says answers, so no pupil can open it." in lunt.words("#lesson-files")
    preview = lunt.words(".phone")
    assert "Worksheet.docx" in preview
    assert "answers" not in preview


def test_an_upload_is_added_and_answered_with_the_list(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    sent = upload(lunt, b"as the script sends it", "Worksheet.txt")
    lunt.post(f"/lessons/{lesson_id}/files", {"upload": sent})
    lunt.get(f"/lessons/{lesson_id}/edit", fragment="lesson-files")
    assert "Worksheet.txt" in lunt.words("#lesson-files")
    lunt.post(f"/lessons/{lesson_id}/files", {"upload": sent})  # the answer was lost, and the script tries again
    assert len(names_of(lesson_id)) == 1


def test_an_upload_goes_into_one_lesson(lunt: Client, begin: Begin) -> None:
    sent = upload(lunt, b"as the script sends it", "Worksheet.txt")
    lunt.post(f"/lessons/{begin(lunt)}/files", {"upload": sent})
    lunt.post(f"/lessons/{begin(lunt)}/files", {"upload": sent}, 409)


@pytest.mark.parametrize("sent", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_upload_that_never_was_is_not_added(lunt: Client, begin: Begin, sent: str) -> None:
    lunt.post(f"/lessons/{begin(lunt)}/files", {"upload": sent}, 404)


def test_another_persons_upload_is_not_added(
    lunt: Client, begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    sent = upload(client_of(cast.bell), b"not hers", "Theirs.txt")
    lunt.post(f"/lessons/{begin(lunt)}/files", {"upload": sent}, 404)


def test_an_empty_file_is_refused_in_words(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    sent = {"files": [(io.BytesIO(b""), "Empty.pdf")]}
    lunt.post(f"/lessons/{lesson_id}/files", sent, content_type="multipart/form-data")
    lunt.follow()
    assert "“Empty.pdf” is empty" in lunt.words("#notice")
    assert names_of(lesson_id) == {}


def test_any_name_is_shown_and_served_as_text(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, *NAMES)
    kept = names_of(lesson_id)
    lunt.follow()
    links = lunt.select("#lesson-files .file__name a")
    assert {(link.text or "").strip() for link in links} == set(kept)
    assert len(links) == len(NAMES)
    for link in links:
        assert body(lunt, link.get("href") or "").startswith(b"the bytes of")
        assert lunt.response.headers["Content-Disposition"].startswith("attachment;")


def test_one_press_changes_who_may_open_it(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, "Answers.docx")
    lunt.get(f"/lessons/{lesson_id}/edit")
    press(lunt, "audience", audience="pupils")
    assert names_of(lesson_id)["Answers.docx"].audience is Audience.PUPILS
    lunt.follow()
    press(lunt, "audience", audience="anything else is taken as staff only")
    assert names_of(lesson_id)["Answers.docx"].audience is Audience.STAFF_ONLY


def test_a_file_is_taken_away_and_put_back(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    send(lunt, lesson_id, "Slides.pptx")
    lunt.get(f"/lessons/{lesson_id}/edit")
    address = lunt.one(".file__name a").get("href")
    press(lunt, "remove")
    assert names_of(lesson_id) == {}
    lunt.get(address, 404)
    lunt.get(f"/lessons/{lesson_id}/edit")
    lunt.submit("#notice form")
    assert list(names_of(lesson_id)) == ["Slides.pptx"]


def test_a_file_of_another_lesson_is_not_there(lunt: Client, begin: Begin, cast: Cast) -> None:
    lesson_id, other = begin(lunt), cast.larkdale.lessons["ashfold"]
    for what in ("audience", "remove", "put-back"):
        lunt.post(f"/lessons/{lesson_id}/resources/{other.worksheet_id}/{what}", {"audience": "pupils"}, 404)
    lunt.get(f"/lessons/{lesson_id}/resources/{other.worksheet_id}/x", 404)


def test_another_school_opens_what_was_posted_and_no_more(
    lunt: Client, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lesson, other = cast.larkdale.lessons["ashfold"], client_of(cast.bell)
    send(lunt, lesson.lesson_id, "Later.txt")
    later = names_of(lesson.lesson_id)["Later.txt"].id
    here = f"/lessons/{lesson.lesson_id}/resources"
    assert b"answers" in body(other, f"{here}/{lesson.answers_id}/Answers.txt")
    other.get(f"{here}/{later}/Later.txt", 404)
    assert b"Later" in body(lunt, f"{here}/{later}/Later.txt")
    other.get(f"/lessons/{lesson.lesson_id}")
    assert "Later.txt" not in other.words()


# staff only -----------------------------------------------------------------------------------------------------------


def test_no_address_of_the_library_opens_for_pupils_or_outsiders(
    cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    lesson = cast.larkdale.lessons["ashfold"]
    here = f"/lessons/{lesson.lesson_id}"
    for person in (cast.ellie, cast.tariq, cast.mum, cast.agency, cast.broker, cast.stranger_teacher):
        client = client_of(person)
        for resource in (lesson.answers_id, lesson.worksheet_id):
            for ending in ("Answers.txt", "Worksheet.txt", "x?show=1"):
                client.get(f"{here}/resources/{resource}/{ending}", None)
                assert client.response.status_code in {403, 404}
        client.get(here, None)
        assert client.response.status_code in {403, 404}
        assert b"Answers" not in client.response.get_data()


def test_nobody_signed_in_is_sent_to_sign_in(client: Client, cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"]
    client.get(f"/lessons/{lesson.lesson_id}/resources/{lesson.answers_id}/Answers.txt", 303)


def pupils_get(lesson: Posted) -> list[uuid.UUID]:
    return [file.id for file in queries.resources_for_pupil(lesson.revision_id)]


def test_what_a_pupil_is_given_never_holds_a_staff_only_file(cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"]
    assert pupils_get(lesson) == [lesson.worksheet_id]
    assert queries.resource_for_pupil(lesson.revision_id, lesson.worksheet_id).name == "Worksheet.txt"
    with pytest.raises(NotVisible):
        queries.resource_for_pupil(lesson.revision_id, lesson.answers_id)


def test_staff_only_holds_at_once_for_what_was_posted_long_ago(lunt: Client, cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"]
    here = f"/lessons/{lesson.lesson_id}/resources"
    lunt.post(f"{here}/{lesson.worksheet_id}/audience", {"audience": "staff_only"})
    assert pupils_get(lesson) == []
    lunt.post(f"{here}/{lesson.worksheet_id}/audience", {"audience": "pupils"})
    assert pupils_get(lesson) == [lesson.worksheet_id]
    lunt.post(f"{here}/{lesson.worksheet_id}/remove")
    assert pupils_get(lesson) == []


def test_a_file_added_after_posting_reaches_no_pupil_until_it_is_posted(lunt: Client, cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"]
    send(lunt, lesson.lesson_id, "Later.txt")
    later = names_of(lesson.lesson_id)["Later.txt"].id
    with pytest.raises(NotVisible):
        queries.resource_for_pupil(lesson.revision_id, later)


def test_a_file_of_another_revision_is_not_given(cast: Cast) -> None:
    ashfold, stonegate = cast.larkdale.lessons["ashfold"], cast.larkdale.lessons["stonegate"]
    with pytest.raises(NotVisible):
        queries.resource_for_pupil(ashfold.revision_id, stonegate.worksheet_id)
