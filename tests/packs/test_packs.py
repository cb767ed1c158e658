"""Packs: chosen, asked for, made by a job, taken by whoever asked; and what is not theirs never in them."""

import io
import uuid
from collections.abc import Callable

import pypdf
import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.library.test_adapting import by
from tests.packs.conftest import MAKE, asked, chosen, pack_at, taken, unpacked, worked_off
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.library import changes
from virtual_school.library.models import Audience, Lesson, LessonState, Resource
from virtual_school.packs import policy
from virtual_school.packs.models import PackState, WorkPack
from virtual_school.pupils.models import CareLink

Clients = Callable[[Person], Client]


def lesson(cast: Cast, place: str = "ashfold") -> uuid.UUID:
    return cast.larkdale.lessons[place].lesson_id


def test_chosen_asked_for_waited_for_and_taken(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, lesson(cast), lesson(cast, "stonegate"), title="Two weeks of lists", shape="paper")
    lunt.get(url)
    assert "0 of 2 lessons" in lunt.words("#pack") and lunt.one("#pack").get("hx-get") == url
    assert lunt.one("#look-again").get("href") == url  # without script
    lunt.get(f"{url}/file", 404)
    worked_off(app)
    lunt.get(url, fragment="pack")
    assert "It is ready" in lunt.words("#pack")
    assert lunt.one("#pack").get("hx-get") is None
    read = pypdf.PdfReader(io.BytesIO(taken(lunt, url)))
    headers = lunt.response.headers
    assert headers["Content-Disposition"].startswith('attachment; filename="two-weeks-of-lists.pdf"')
    assert "no-store" in headers["Cache-Control"]
    words = "".join(page.extract_text() for page in read.pages)
    assert words.index("Searching a list, ashfold") < words.index("Searching a list, stonegate")


def test_chosen_twice_it_is_in_it_once_and_is_taken_out_again(cast: Cast, lunt: Client) -> None:
    chosen(lunt, lesson(cast))
    chosen(lunt, lesson(cast), lesson(cast, "stonegate"))
    lunt.get("/packs/new")
    assert len(lunt.select(".chosen li")) == 2
    lunt.submit(".chosen li:first-child form")
    lunt.follow()
    assert len(lunt.select(".chosen li")) == 1 and "stonegate" in lunt.words(".chosen")


def test_posted_anew_meanwhile_it_is_in_it_once(cast: Cast, lunt: Client) -> None:
    chosen(lunt, lesson(cast))
    changes.post(db.session.get_one(Lesson, lesson(cast)), by=by(cast, cast.lunt, "ashfold"))
    db.session.commit()
    chosen(lunt, lesson(cast))
    lunt.get("/packs/new")
    assert "One lesson chosen" in lunt.words()
    lunt.submit(MAKE)


def test_found_in_the_library_and_ticked(cast: Cast, lunt: Client) -> None:
    chosen(lunt, lesson(cast))
    lunt.get("/packs/new")
    boxes = {box.get("value"): box for box in lunt.select("#lessons input[type=checkbox]")}
    assert (
        "disabled" in boxes[str(lesson(cast))].attrib and "disabled" not in boxes[str(lesson(cast, "stonegate"))].attrib
    )
    assert str(cast.fernvale.lessons["moorside"].lesson_id) not in boxes
    lunt.get("/packs/new?q=hippogriffs", fragment="lessons")
    assert "Nothing found" in lunt.words("#lessons")
    lunt.post("/packs/new/lessons", {})
    lunt.follow()
    assert "Tick at least one lesson first." in lunt.words("main")


def test_nothing_chosen_makes_nothing(lunt: Client) -> None:
    lunt.get("/packs/new")
    assert not lunt.select(MAKE)
    lunt.post("/packs/new", {"shape": "paper", "once": "a-key"}, 422)
    assert "Choose at least one lesson first." in lunt.words("main")


def test_a_pack_holds_only_so_many(cast: Cast, lunt: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen(lunt, lesson(cast))
    monkeypatch.setattr(policy, "MOST", 1)
    lunt.post("/packs/new/lessons", {"lesson": str(lesson(cast, "stonegate"))})
    lunt.follow()
    assert "That is a lot for one pack." in lunt.words("main")


def test_pressed_twice_is_one(cast: Cast, lunt: Client) -> None:
    chosen(lunt, lesson(cast))
    lunt.get("/packs/new")
    lunt.submit(MAKE, once="a-key")
    first = lunt.response.location
    lunt.post("/packs/new", {"shape": "paper", "once": "a-key"})
    assert lunt.response.location == first


def test_the_same_in_another_shape(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, lesson(cast), shape="paper")
    worked_off(app)
    lunt.get(url)
    lunt.submit("main form", shape="folder")
    again = str(lunt.response.location)
    assert again != url
    worked_off(app)
    assert "work-pack/index.html" in unpacked(taken(lunt, again))
    assert taken(lunt, url).startswith(b"%PDF")  # the first is there still


def test_a_draft_cannot_be_chosen_and_what_is_withdrawn_is_left_out(app: App, cast: Cast, lunt: Client) -> None:
    draft = make.lesson(
        db.session.get_one(make.Account, cast.lunt.account_id),
        db.session.get_one(make.Organisation, cast.larkdale.organisations["ashfold"]),
        db.session.get_one(make.Term, cast.larkdale.ids["subject"]),
    )
    lunt.post("/packs/new/lessons", {"lesson": str(draft.id)}, 404)
    chosen(lunt, lesson(cast), lesson(cast, "stonegate"))
    db.session.get_one(Lesson, lesson(cast, "stonegate")).state = LessonState.WITHDRAWN
    lunt.get("/packs/new")
    assert "stonegate" not in lunt.words(".chosen") and "One more is not in the library" in lunt.words("main")
    lunt.submit(MAKE, shape="folder")
    url = str(lunt.response.location)
    worked_off(app)
    assert b"stonegate" not in b"".join(unpacked(taken(lunt, url)).values())
    lunt.get(url)
    assert "One lesson is left out" in lunt.words("#pack")


def test_a_lesson_withdrawn_afterwards_is_not_given_out_and_the_rest_can_be_made_again(
    app: App, cast: Cast, lunt: Client
) -> None:
    url = asked(lunt, lesson(cast), lesson(cast, "stonegate"), shape="folder")
    worked_off(app)
    db.session.get_one(Lesson, lesson(cast, "stonegate")).state = LessonState.WITHDRAWN
    lunt.get(f"{url}/file", 409)
    lunt.get(url)
    assert "It has changed since" in lunt.words("#pack")
    lunt.submit("main form", shape="folder")
    again = str(lunt.response.location)
    worked_off(app)
    assert b"stonegate" not in b"".join(unpacked(taken(lunt, again)).values())


def test_a_file_kept_from_pupils_afterwards_stops_the_pack(app: App, cast: Cast, lunt: Client) -> None:
    url = asked(lunt, lesson(cast), shape="folder")
    worked_off(app)
    assert any("worksheet" in name for name in unpacked(taken(lunt, url)))
    sheet = db.session.get_one(Resource, cast.larkdale.lessons["ashfold"].worksheet_id)
    sheet.audience = Audience.STAFF_ONLY
    lunt.get(f"{url}/file", 409)
    lunt.get(url)
    lunt.submit("main form", shape="folder")
    worked_off(app)
    assert not any("worksheet" in name for name in unpacked(taken(lunt, str(lunt.response.location))))


# A pupil's own -------------------------------------------------------------------------------------------------------


def test_a_pupil_packs_their_own_work_and_it_says_nothing_of_them(app: App, cast: Cast, ellie: Client) -> None:
    ellie.get("/my-work")
    assert "/my-work/pack" in [link.get("href") for link in ellie.select("main a")]
    ellie.get("/my-work/pack")
    assert "handed in" not in ellie.words("main form").casefold()
    ellie.submit("main form", shape="folder")
    url = str(ellie.response.location)
    worked_off(app)
    whole = b"".join(unpacked(taken(ellie, url)).values()).decode()
    assert "Searching a list, ashfold" in whole and '<p class="name">Name:</p>' in whole
    for word in ("Ellie", "Marsh", "Dani", "Answers.txt", "ellie"):
        assert word not in whole


def test_what_a_pupil_was_set_stays_theirs_when_the_lesson_is_withdrawn(app: App, cast: Cast, ellie: Client) -> None:
    db.session.get_one(Lesson, lesson(cast)).state = LessonState.WITHDRAWN
    ellie.get("/my-work/pack")
    ellie.submit("main form", shape="folder")
    worked_off(app)
    assert b"Searching a list" in b"".join(unpacked(taken(ellie, str(ellie.response.location))).values())


def test_a_pupil_has_no_answers_and_no_other_pupils_work(app: App, cast: Cast, ellie: Client) -> None:
    ellie.get("/my-work/pack")
    others = str(cast.larkdale.work["new of tariq"].assignment_id)
    token = ellie.one("main form input[name=once]").get("value")
    ellie.post("/my-work/pack", {"work": others, "shape": "paper", "once": token}, 422)
    ellie.post("/my-work/pack", {"work": str(cast.larkdale.work["new"].assignment_id), "shape": "answers"}, 422)
    assert not db.session.scalar(sa.select(WorkPack.id).where(WorkPack.account_id == cast.ellie.account_id))


def test_a_mentor_packs_a_pupils_work_until_they_let_go(app: App, cast: Cast, client_of: Clients) -> None:
    dani = client_of(cast.dani)
    dani.get(f"/pupils/{cast.ellie.pupil_id}/pack")
    dani.submit("main form", shape="folder")
    url = str(dani.response.location)
    worked_off(app)
    whole = b"".join(unpacked(taken(dani, url)).values())
    assert b"Ellie" not in whole and b"Marsh" not in whole
    link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    link.ended_at, link.ended_by = make.clock.now(), cast.lead.account_id
    dani.get(f"{url}/file", 409)
    dani.get(url)
    assert "Searching a list" not in dani.words("main")


def test_nobody_finds_the_pack_of_another(app: App, cast: Cast, lunt: Client, client_of: Clients) -> None:
    url = asked(lunt, lesson(cast))
    worked_off(app)
    for person in (cast.bell, cast.ellie, cast.lead, cast.stranger_teacher):
        other = client_of(person)
        other.get(url, 404)
        other.get(f"{url}/file", 404)
        other.post(f"{url}/again", {"shape": "paper"}, 404)
        other.get("/packs")
        assert url not in [link.get("href") for link in other.select("main a")]
    assert pack_at(url).state is PackState.MADE
