"""The library as a pupil has it who is away or on a programme: what they find, what they never do, what they choose."""

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_attendance
from tests.attendance.conftest import account, place, pupil
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Membership
from virtual_school.learning.models import Answerer, Assignment
from virtual_school.library import changes as library
from virtual_school.library.models import Lesson, LessonState, Resource
from virtual_school.network.models import Network
from virtual_school.pupils.models import Away, CareLink, Window

ClientOf = Callable[[Person], Client]


@pytest.fixture
def away(cast: Cast) -> Away:
    """Ellie is away, and Mr Hale answers."""
    row = make_attendance.away(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.own_teacher))
    db.session.commit()
    return row


@pytest.fixture
def ellie(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.ellie)


def lesson(cast: Cast) -> Lesson:
    return db.session.get_one(Lesson, cast.larkdale.lessons["ashfold"].lesson_id)


def index(cast: Cast) -> None:
    """Make the lesson findable, as posting it does."""
    library.index(lesson(cast))
    db.session.commit()


def sheet(cast: Cast, which: str = "worksheet") -> Resource:
    return db.session.get_one(Resource, getattr(cast.larkdale.lessons["ashfold"], f"{which}_id"))


def test_it_is_open_while_away_and_shut_by_itself(cast: Cast, ellie: Client, away: Away) -> None:
    posted = cast.larkdale.lessons["ashfold"]
    ellie.get("/find-work")
    assert "Searching a list, ashfold" in ellie.words() and "1 file" in ellie.words()
    pages = ["/find-work", f"/find-work/{posted.lesson_id}"]
    pages += [f"/find-work/{posted.lesson_id}/files/{posted.worksheet_id}/page.txt"]
    for page in pages:
        ellie.get(page)
    away.ends_on = clock.today() - dt.timedelta(days=1)
    db.session.commit()
    for page in pages:
        ellie.get(page, 403)
    assert "while you are away" in ellie.words()
    ellie.post(f"/find-work/{posted.lesson_id}/choose", None, 404)


def test_it_is_open_on_a_programme(cast: Cast, ellie: Client) -> None:
    ellie.get("/find-work", 403)
    row = make_attendance.programme(pupil(cast.ellie), place(cast, "wren_hill"), account(cast.head))
    db.session.commit()
    ellie.get("/find-work")
    ellie.post(f"/find-work/{cast.larkdale.lessons['stonegate'].lesson_id}/choose")
    named = db.session.scalars(sa.select(Answerer).order_by(Answerer.id.desc())).first()
    assert named is not None and named.account_id == cast.dani.account_id  # her mentor: nobody is named at school
    row.ended_at = clock.now()
    db.session.commit()
    ellie.get("/find-work", 403)


def test_what_is_staff_only_is_in_no_list_count_search_or_address(cast: Cast, ellie: Client, away: Away) -> None:
    index(cast)
    posted = cast.larkdale.lessons["ashfold"]
    found = []
    for page in ("/find-work", "/find-work?q=searching", f"/find-work/{posted.lesson_id}"):
        ellie.get(page)
        found.append(ellie.response.get_data(as_text=True))
    assert not any("Answers.txt" in html or str(posted.answers_id) in html for html in found)
    assert "1 file" in found[0] and "2 files" not in found[0]
    ellie.get("/find-work?q=answers")
    assert "Nothing found" in ellie.words() and "Searching a list, ashfold" not in ellie.words()
    ellie.get(f"/find-work/{posted.lesson_id}/files/{posted.answers_id}/Answers.txt", 404)
    ellie.get(f"/lessons/{posted.lesson_id}/resources/{posted.answers_id}/Answers.txt", 403)


def test_a_file_made_staff_only_or_taken_away_is_gone_at_once(cast: Cast, ellie: Client, away: Away) -> None:
    posted = cast.larkdale.lessons["ashfold"]
    url = f"/find-work/{posted.lesson_id}/files/{posted.worksheet_id}/page.txt"
    ellie.get(url)
    sheet(cast).removed_at = clock.now()
    db.session.commit()
    ellie.get(url, 404)
    ellie.get(f"/find-work/{posted.lesson_id}")
    assert "Files for this" not in ellie.words()


@pytest.mark.parametrize("state", [LessonState.DRAFT, LessonState.WITHDRAWN])
def test_what_is_not_posted_is_not_there(cast: Cast, ellie: Client, away: Away, state: LessonState) -> None:
    row = lesson(cast)
    row.state = state
    db.session.commit()
    ellie.get("/find-work")
    assert "ashfold" not in ellie.words("#lessons")
    ellie.get(f"/find-work/{row.id}", 404)
    ellie.post(f"/find-work/{row.id}/choose", None, 404)


def test_words_that_are_not_posted_yet_are_not_shown(cast: Cast, ellie: Client, away: Away) -> None:
    row = lesson(cast)
    row.title = "Searching a list, with answers 7 and 12"
    db.session.commit()
    for page in ("/find-work", f"/find-work/{row.id}"):
        ellie.get(page)
        assert "7 and 12" not in ellie.response.get_data(as_text=True)


def test_another_networks_lessons_are_not_there(cast: Cast, ellie: Client, away: Away) -> None:
    theirs = cast.fernvale.lessons["moorside"]
    ellie.get("/find-work")
    assert "Sorting a list" not in ellie.words()
    ellie.get(f"/find-work/{theirs.lesson_id}", 404)
    ellie.get(f"/find-work/{theirs.lesson_id}/files/{theirs.worksheet_id}/page.txt", 404)


def test_it_narrows_by_subject_and_year(cast: Cast, ellie: Client, away: Away) -> None:
    lunt = account(cast.lunt)
    maths = make.subject("Maths")
    made = make.lesson(lunt, place(cast, "ashfold"), maths, title="Halves and quarters", year=8)
    make.revision(made)
    library.index(made)
    db.session.commit()
    ellie.get("/find-work", query_string={"subject": str(maths.id)})
    assert [one.text for one in ellie.select("#lessons .row__title a")] == ["Halves and quarters"]
    ellie.get("/find-work?year=10")
    assert "Halves" not in ellie.words("#lessons")


# 'I'll do this' -------------------------------------------------------------------------------------------------------


def choose(ellie: Client, cast: Cast) -> uuid.UUID:
    ellie.get(f"/find-work/{cast.larkdale.lessons['stonegate'].lesson_id}")
    ellie.submit("form[action$='/choose']")
    found = re.fullmatch(r"/my-work/([0-9a-f-]{36})", ellie.response.location)
    assert found is not None
    return uuid.UUID(found[1])


def test_what_she_chooses_comes_to_who_answers(cast: Cast, ellie: Client, client_of: ClientOf, away: Away) -> None:
    work = choose(ellie, cast)
    ellie.follow()
    assert "It is in your work now" in ellie.words()
    assert "Mr Hale reads this" in ellie.words()
    ellie.submit("form[action$='/hand-in']", text="I looked at each number.")
    hale = client_of(cast.own_teacher)
    hale.get("/to-answer")
    assert "Searching a list, stonegate" in hale.words() and "Ellie" in hale.words()
    assert "Marsh" not in hale.response.get_data(as_text=True)
    row = db.session.get_one(Assignment, work)
    assert (row.set_by, row.pupil_id) == (cast.ellie.account_id, cast.ellie.pupil_id)
    window = db.session.scalars(sa.select(Window).where(Window.about_id == work)).one()
    assert window.account_id == cast.own_teacher.account_id
    client_of(cast.bell).get("/to-answer")
    hale.get(f"/pupils/{cast.ellie.pupil_id}/work", 404)  # that one piece, and nothing else of hers


def test_a_head_of_year_who_answers_has_a_pile(cast: Cast, ellie: Client, client_of: ClientOf, away: Away) -> None:
    away.answers_id = cast.head_of_year.account_id
    db.session.commit()
    choose(ellie, cast)
    ellie.follow()
    ellie.submit("form[action$='/hand-in']", text="I looked at each number.")
    archer = client_of(cast.head_of_year)
    archer.get("/to-answer")
    assert "stonegate" in archer.words()


def test_chosen_twice_is_chosen_once(cast: Cast, ellie: Client, away: Away) -> None:
    assert choose(ellie, cast) == choose(ellie, cast)


def test_what_is_set_already_is_not_set_again(cast: Cast, ellie: Client, away: Away) -> None:
    posted = cast.larkdale.lessons["ashfold"]
    ellie.post(f"/find-work/{posted.lesson_id}/choose")
    assert str(cast.larkdale.work["new"].assignment_id) in ellie.response.location


def test_she_can_put_it_back_until_she_starts(cast: Cast, ellie: Client, away: Away) -> None:
    work = choose(ellie, cast)
    ellie.post(f"/my-work/{work}/put-back")
    ellie.get(f"/my-work/{work}", 404)
    work = choose(ellie, cast)
    ellie.put(f"/my-work/{work}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Some words"})
    ellie.post(f"/my-work/{work}/put-back", None, 403)
    ellie.post(f"/my-work/{cast.larkdale.work['new'].assignment_id}/put-back", None, 404)  # her mentor's to take back


def test_no_more_at_once_than_she_can_do(cast: Cast, ellie: Client, away: Away) -> None:
    db.session.get_one(Network, cast.larkdale.network_id).numbers = {"chosen_at_once": 1}
    choose(ellie, cast)
    made = make.lesson(account(cast.lunt), place(cast, "ashfold"), make.subject("Maths"))
    make.revision(made)
    db.session.commit()
    ellie.post(f"/find-work/{made.id}/choose", None, 403)
    assert "Hand one in first" in ellie.words()


def test_nobody_answers_who_has_left(cast: Cast, ellie: Client, away: Away) -> None:
    """The colleague left: her mentor answers. With neither, nothing is chosen that nobody would read."""
    gone = {"ended_at": clock.now()}
    db.session.execute(sa.update(Membership).where(Membership.account_id == cast.own_teacher.account_id).values(**gone))
    db.session.commit()
    choose(ellie, cast)
    ellie.follow()
    assert "Dani reads this" in ellie.words()
    db.session.execute(sa.update(CareLink).where(CareLink.account_id == cast.dani.account_id).values(**gone))
    db.session.commit()
    made = make.lesson(account(cast.lunt), place(cast, "ashfold"), make.subject("Maths"))
    make.revision(made)
    db.session.commit()
    ellie.post(f"/find-work/{made.id}/choose", None, 409)
