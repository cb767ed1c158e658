"""In the ways that a lesson offers; and in every bad way: clear words, nothing lost, nothing run."""

import io
import uuid
from collections.abc import Callable
from typing import Any

from PIL import Image

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_ins_of, set_to_ellie
from tests.learning.test_by_steps import answers, quiz
from tests.learning.test_pieces import PDF, photo, pieces, prepared, send
from tests.learning.test_recording import WEBM
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.library.models import HandIn as Way
from virtual_school.library.models import Lesson
from virtual_school.plans.models import Adjustment, AdjustmentKind

ClientOf = Callable[[Person], Client]
# What a text may hold and no page may run, break on or change the look of.
HOSTILE = "</textarea><script>alert(1)</script> =1+1 {{ 7*7 }} %s ' OR 1=1\u202e\u0000 😀 e\u0301"
SHOWN = "</textarea><script>alert(1)</script> =1+1 {{ 7*7 }} %s ' OR 1=1 😀 é"
SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"


def offered(cast: Cast, *ways: Way) -> None:
    """The lesson that Ellie is set next is handed in so."""
    lesson = db.session.get_one(Lesson, cast.larkdale.lessons["ashfold"].lesson_id)
    lesson.ways = frozenset(ways)
    make.revision(lesson, number=2)
    db.session.commit()


def typed(pupil: Client) -> str:
    return (pupil.one("#work-form textarea").text or "").strip()


def form(text: str, *files: tuple[str, bytes], **more: Any) -> dict[str, Any]:
    sent = [(io.BytesIO(content), name) for name, content in files]
    return {"text": text, "number": "1", "once": uuid.uuid4().hex, "files": sent, **more}


def test_only_in_the_ways_that_are_offered_unless_another_was_agreed(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    offered(cast, Way.PHOTO)
    work, ellie = set_to_ellie(client, cast), client_of(cast.ellie)
    ellie.get(f"/my-work/{work}")
    assert not ellie.select("#link") and not ellie.select(".recorder")
    ellie.post(f"/my-work/{work}/hand-in", form("Only words"), 422)
    assert "What you typed is kept" in ellie.words("#text-error") and typed(ellie) == "Only words"
    mixed = form("With a photo", ("sound.webm", WEBM), ("page.jpg", photo()), ("page.pdf", PDF))
    ellie.post(f"/my-work/{work}/hand-in", mixed, 422)
    assert "“sound.webm” was not added" in ellie.words("#text-error") and "take a photo" in ellie.words("#text-error")
    assert typed(ellie) == "With a photo" and [one.name for one in pieces(work)] == ["page.jpg", "page.pdf"]
    ellie.post(f"/my-work/{work}/links", form("Still here", link="example.org"), 422)
    assert "The link was not added" in ellie.words("#text-error") and typed(ellie) == "Still here"
    assert not hand_ins_of(work)
    by = {"set_by": cast.dani.account_id, "pupil_id": cast.ellie.pupil_id, "starts_on": clock.today()}
    db.session.add(Adjustment(kind=AdjustmentKind.ANOTHER_WAY, words="as it suits", set_at=clock.now(), **by))
    db.session.commit()
    ellie.post(f"/my-work/{work}/hand-in", form("In my way", ("sound.webm", WEBM), link="example.org"))
    ellie.follow()
    for words in ("3 words", "1 link", "1 photo", "page.pdf", "1 recording"):
        assert words in ellie.words(".receipt"), words


def test_every_bad_way_in_says_so_and_loses_nothing(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work, ellie = set_to_ellie(client, cast), client_of(cast.ellie)
    address = f"/my-work/{work}"
    _bad_files(ellie, work)
    _bad_words_and_links(ellie, address)
    ellie.get(address)
    ellie.submit("#work-form", text=HOSTILE)
    (made,) = hand_ins_of(work)
    assert made.text == SHOWN
    lunt = client_of(cast.lunt)
    for reader, page in ((ellie, address), (lunt, f"/to-answer/{made.id}")):
        reader.get(page)
        assert SHOWN in reader.words() and not [one for one in reader.select("script") if one.text]


def _bad_files(ellie: Client, work: uuid.UUID) -> None:
    wide, heic = io.BytesIO(), photo(400, 300, "HEIF")
    Image.new("1", (50_000, 2_000)).save(wide, "PNG")
    ellie.post(f"/my-work/{work}/hand-in", form("Kept", ("none.jpg", b"")), 422)
    assert "none.jpg" in ellie.words("#text-error") and typed(ellie) == "Kept"
    bad = [("a.svg", SVG), ("b.html", b"<script>alert(1)</script>"), ("cut.heic", heic[: len(heic) // 2])]
    send(ellie, work, *bad, ("wide.png", wide.getvalue()), ("../../..\\<b>.jpg", photo()))
    prepared()
    ellie.get(f"/my-work/{work}")
    assert "too many pixels" in ellie.words("#pieces") and "could not be opened" in ellie.words("#pieces")
    assert len(ellie.select("#pieces img")) == 1 and not ellie.select("#pieces b")
    for piece in pieces(work)[:3]:
        sent = ellie.get(f"/my-work/{work}/pieces/{piece.id}/{piece.name}")
        assert sent.mimetype == "application/octet-stream" or "cut" in piece.name
        assert "attachment" in sent.headers["Content-Disposition"]
        assert "sandbox" in sent.headers["Content-Security-Policy"]
    many = [(f"{number}.txt", b"page %d" % number) for number in range(20)]
    ellie.post(f"/my-work/{work}/pieces", form("Kept as well", *many), 422)
    assert "at most" in ellie.words("#text-error") and typed(ellie) == "Kept as well" and len(pieces(work)) == 5
    for upload in ("nothing", str(uuid.uuid4())):
        ellie.post(f"/my-work/{work}/pieces", {"upload": upload, "recorded": "<b>"}, None)
        assert len(pieces(work)) == 5


def _bad_words_and_links(ellie: Client, address: str) -> None:
    long = "x" * 20_001
    ellie.post(f"{address}/hand-in", form(long), 422)
    assert "Make this shorter" in ellie.words("#text-error") and typed(ellie) == long
    for more in ({"felt": "evil"}, {"number": "1e9"}, {"draft_version": "-"}, {"waited": "x"}):
        ellie.post(f"{address}/hand-in", form("Kept", **more), 422)
        assert typed(ellie) == "Kept", more
    for link in ("javascript:alert(1)", "file:///etc/passwd", "//", "https://a b", "http://" + "x" * 3000):
        ellie.post(f"{address}/hand-in", form("Kept", link=link), 422)
        assert "not the address" in ellie.words("#link-error") and ellie.one("#link").get("value") == link
    for number in range(11):
        ellie.post(f"{address}/links", form("Kept", link=f"example.org/{number}", link_words=HOSTILE), None)
    assert "a lot of links" in ellie.words("#text-error") and typed(ellie) == "Kept"


def test_bad_answers_and_what_an_adult_writes_down(client: Client, client_of: ClientOf, cast: Cast) -> None:
    done, ellie = quiz(client, cast), client_of(cast.ellie)
    box, long = f"q-{done.gaps}", f"q-{done.long}"
    done.put(ellie, done.long, f"{HOSTILE} \ud800")
    done.put(ellie, done.gaps, f"{box}-0=" + "%00%ff<script>" + f"&{box}-1=" + "y" * 100_000, base=0)
    ellie.get(done.step(3))
    assert (ellie.one(f"#{long}").text or "").strip() == f"{SHOWN} \N{REPLACEMENT CHARACTER}"
    assert not [x for x in ellie.select("script") if x.text]
    versions = {f"{long}-version": "1", f"{box}-all-version": "1"}
    kept = ["A", "B"]
    ellie.post(done.step(3), {long: "z" * 20_001, f"{box}-0": "A", f"{box}-1": "B", **versions}, 422)
    assert "Make your answer shorter" in ellie.words() and len(ellie.one(f"#{long}").text or "") > 20_000
    assert [ellie.one(f'input[name="{box}-{at}"]').get("value") for at in (0, 1)] == kept
    ellie.post(done.step(3), {long: "z" * 19_999, f"{box}-0": "A", f"{box}-1": "B", **versions, "to": "evil"})
    assert answers()[1][0] == kept and len(answers()[0][0][0]) == 19_999, "whole, however long"
    ellie.post(done.step(4), {"score": "x" * 201, "to": "next"}, 422)
    ellie.post(f"/my-work/{done.work}/stuck", {"text": "x" * 20_001, "step": "3"}, 422)
    assert len(ellie.one("#stuck-form textarea").text or "") > 20_000

    client.sign_in(cast.dani)
    address = f"/assignments/{done.work}/write-down"
    client.post(address, {"how": "paper", "text": HOSTILE, "then": "keep"}, 422)
    assert (client.one("#write-down textarea").text or "").strip() == SHOWN
    client.post(address, {"how": "told", "text": "x" * 20_001, "then": "keep"}, 422)
    client.post(address, form(HOSTILE, ("a.svg", SVG), how="seen", then="keep"))
    ellie.get(f"/my-work/{done.work}")
    assert SHOWN in ellie.words(".written-down") and not ellie.select("#pieces img")


def test_twelve_million_pixels_of_heic_are_a_picture(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work, ellie = set_to_ellie(client, cast), client_of(cast.ellie)
    ellie.get(f"/my-work/{work}")
    ellie.post(f"/my-work/{work}/hand-in", form("", ("IMG_0001.HEIC", photo(4032, 3024, "HEIF"))))
    prepared()
    (made,) = hand_ins_of(work)
    lunt = client_of(cast.lunt)
    lunt.get(f"/to-answer/{made.id}")
    shown = lunt.one(".pile__work img")
    assert int(shown.get("width")) > int(shown.get("height")) > 0
    sent = lunt.get(shown.get("src"))
    assert sent.mimetype in ("image/jpeg", "image/png", "image/webp") and Image.open(io.BytesIO(sent.get_data())).load()
