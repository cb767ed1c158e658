"""What stands beside the words: put in order, turned, trimmed; links; and nothing that runs."""

import io
import uuid
from collections.abc import Callable

import sqlalchemy as sa
from PIL import Image

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, hand_ins_of, set_to_ellie
from virtual_school.core import files
from virtual_school.core.db import begin, db
from virtual_school.core.files import FileState, StoredFile
from virtual_school.core.files.preparing import prepare_stored
from virtual_school.learning.models import Attempt, Piece

ClientOf = Callable[[Person], Client]
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def photo(wide: int = 120, high: int = 80, kind: str = "JPEG") -> bytes:
    """Red on the left, blue on the right."""
    made, picture = io.BytesIO(), Image.new("RGB", (wide, high), "red")
    picture.paste("blue", (wide // 2, 0, wide, high))
    picture.save(made, kind)
    return made.getvalue()


def send(pupil: Client, work: uuid.UUID, *sent: tuple[str, bytes], expect: int = 303) -> None:
    form = {"files": [(io.BytesIO(content), name) for name, content in sent]}
    pupil.post(f"/my-work/{work}/pieces", form, expect)


def prepared() -> None:
    """The job has run."""
    waiting = db.session.scalars(sa.select(StoredFile.id).where(StoredFile.state == FileState.PREPARING)).all()
    db.session.commit()
    for stored_id in waiting:
        prepare_stored(stored_id)
    db.session.expire_all()


def pieces(work: uuid.UUID) -> list[Piece]:
    begin(write=False)
    question = sa.select(Piece).join(Attempt).where(Attempt.assignment_id == work, Piece.removed_at.is_(None))
    return list(db.session.scalars(question.order_by(Piece.position)))


def shown(piece: Piece) -> Image.Image:
    with files.read(db.session.get_one(StoredFile, piece.stored_file_id)) as opened:
        return Image.open(io.BytesIO(opened.read()))


def test_in_order_turned_trimmed_and_whole_again(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie = client_of(cast.ellie)
    send(ellie, work, ("first.jpg", photo()), ("second.jpg", photo(90, 60)))
    prepared()
    first, second = pieces(work)
    whole = first.stored_file_id
    at = f"/my-work/{work}/pieces/{first.id}"
    ellie.post(f"{at}/move", {"to": "later", "text": "Words ride along"})
    assert [one.name for one in pieces(work)] == ["second.jpg", "first.jpg"]
    ellie.get(f"/my-work/{work}")
    assert (ellie.one("#work-form textarea").text or "").strip() == "Words ride along"
    assert [one.get("id") for one in ellie.select("#pieces li")] == [f"piece-{second.id}", f"piece-{first.id}"]
    ellie.post(f"{at}/move", {"to": "later"})
    ellie.post(f"{at}/change", {"do": "turn"})
    piece = pieces(work)[1]
    assert shown(piece).size == (80, 120) and piece.original_file_id == whole
    for _press in range(9):
        ellie.post(f"{at}/change", {"do": "top"})
    red, green, blue = shown(pieces(work)[1]).convert("RGB").getpixel((40, 60))  # type: ignore[misc]
    assert shown(pieces(work)[1]).size == (80, 66) and blue > 200 > red
    ellie.post(f"{at}/change", {"do": "whole"})
    assert pieces(work)[1].stored_file_id == whole and pieces(work)[1].original_file_id is None
    ellie.post(f"{at}/change", {"do": "turn"})
    hand_in(ellie, work, "Here.")
    assert pieces(work)[1].original_file_id is None and shown(pieces(work)[1]).size == (80, 120)
    ellie.post(f"{at}/change", {"do": "turn"}, 404)


def test_a_link_of_the_web_and_no_other(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie, lunt = client_of(cast.ellie), client_of(cast.lunt)
    for bad in (
        "javascript:alert(1)",
        "data:text/html,hi",
        "https://me:secret@example.org/",
        ":",
    ):
        ellie.get(f"/my-work/{work}")
        ellie.submit("#work-form", 422, text="My words", link=bad)
        assert "not the address of a page" in ellie.words("#link-error")
        assert ellie.one("#link").get("value") == bad and not hand_ins_of(work)
        assert (ellie.one("#work-form textarea").text or "").strip() == "My words"
    ellie.submit("#work-form", link="www.example.org/mine", link_words="My film")
    handed_in = ellie.response.location.rsplit("/", 1)[1]
    lunt.get(f"/to-answer/{handed_in}")
    link = lunt.one('.pile__work a[href="https://www.example.org/mine"]')
    assert "noreferrer" in link.get("rel") and "My film" in lunt.words(".pile__work")
    give_back(lunt, uuid.UUID(handed_in), "Yes.", "done")


def test_bad_files_say_so_in_words_and_nothing_runs(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast)
    ellie = client_of(cast.ellie)
    ellie.get(f"/my-work/{work}")
    form = {"text": "Kept words", "number": "1", "once": "k", "files": [(io.BytesIO(b""), "photo.jpg")]}
    ellie.post(f"/my-work/{work}/hand-in", form, 422)
    assert "photo.jpg" in ellie.words("#text-error") and "is empty" in ellie.words("#text-error")
    assert (ellie.one("#work-form textarea").text or "").strip() == "Kept words" and not hand_ins_of(work)
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    wide = io.BytesIO()
    Image.new("1", (50_000, 2_000)).save(wide, "PNG")
    send(ellie, work, ("a.svg", svg), ("b.html", b"<script>alert(1)</script>"), ("wide.png", wide.getvalue()))
    send(ellie, work, ("c.heic", photo(kind="HEIF")), ("broken.jpg", photo()[:200]), ("work.pdf", PDF))
    prepared()
    ellie.get(f"/my-work/{work}")
    assert "too many pixels" in ellie.words("#pieces") and "could not be opened" in ellie.words("#pieces")
    assert len(ellie.select("#pieces img")) == 1
    for piece in pieces(work)[:2]:
        sent = ellie.get(f"/my-work/{work}/pieces/{piece.id}/{piece.name}")
        assert sent.mimetype == "application/octet-stream" and "attachment" in sent.headers["Content-Disposition"]
        assert "sandbox" in sent.headers["Content-Security-Policy"]
