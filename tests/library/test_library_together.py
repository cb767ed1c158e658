"""Two people write one lesson, and neither loses a word."""

import uuid
from collections.abc import Callable

import pytest

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.library.models import Lesson
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role

Begin = Callable[..., uuid.UUID]


def row(lesson_id: uuid.UUID) -> Lesson:
    return db.session.get_one(Lesson, lesson_id)


@pytest.fixture
def ashby(cast: Cast, client_of: Callable[[Person], Client]) -> Client:
    """Mr Hale, who today acts for Ashfold as well."""
    account = db.session.get_one(Account, cast.own_teacher.account_id)
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    membership = make.membership(account, ashfold, Role.TEACHER)
    return client_of(cast.own_teacher).sign_in(cast.own_teacher, hat=str(membership.id))


def test_the_second_to_save_sees_both_and_can_save_after_looking(
    lunt: Client, ashby: Client, begin: Begin, typed: dict[str, str]
) -> None:
    lesson_id = begin(lunt)
    here = f"/lessons/{lesson_id}/edit"
    lunt.get(here)
    ashby.get(here)
    lunt.submit("#lesson", title="Hers", instructions="Her words.")
    ashby.submit("#lesson", status=409, title="His", instructions="His words.")
    assert "Ms Lunt changed this while you wrote" in ashby.words("#both-title")
    both = ashby.words(".both")
    for said in ("Hers", "His", "Her words.", "His words."):
        assert said in both
    assert "40 minutes" not in both  # what is alike is not shown
    assert ashby.one("#title").get("value") == "His"
    assert ashby.words("#instructions").strip() == "His words."
    assert row(lesson_id).title == "Hers"
    ashby.submit("#lesson", instructions="Her words. His words.")
    assert (row(lesson_id).title, row(lesson_id).instructions) == ("His", "Her words. His words.")


def test_the_same_holds_when_the_second_posts(lunt: Client, ashby: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"title": "Hers", "version": "1"})
    ashby.post(f"/lessons/{lesson_id}/post", typed | {"title": "His", "version": "1"}, 409)
    assert "Hers" in ashby.words(".both")
    assert row(lesson_id).title == "Hers"


def test_the_same_words_twice_are_no_conflict(lunt: Client, ashby: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    for person in (lunt, ashby, lunt):
        person.post(f"/lessons/{lesson_id}/edit", typed | {"title": "Alike", "version": "1"})
    assert row(lesson_id).version == 2


@pytest.mark.parametrize("version", ["", "0", "99", "x", "1.0", "99999999999999999999"])
def test_a_version_that_never_was_is_stale(lunt: Client, begin: Begin, typed: dict[str, str], version: str) -> None:
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"title": "New", "version": version}, None)
    assert lunt.response.status_code in {409, 422}
    assert row(lesson_id).title == typed["title"]


# what is typed and not yet sent ---------------------------------------------------------------------------------------


def save(client: Client, lesson_id: uuid.UUID, text: str, status: int = 200, *, tab: str = "tab", seq: int = 1) -> None:
    client.put(f"/lessons/{lesson_id}/draft", {"key": tab, "base": 0, "seq": seq, "text": text}, status)


def test_a_draft_is_put_back_for_its_writer_and_for_nobody_else(lunt: Client, ashby: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    save(lunt, lesson_id, "Half a sentence")
    lunt.get(f"/lessons/{lesson_id}/edit")
    assert lunt.words("#instructions").strip() == "Half a sentence"
    assert "not in the lesson until you press Save" in lunt.words()
    ashby.get(f"/lessons/{lesson_id}/edit")
    assert "Half a sentence" not in ashby.words()
    lunt.get(f"/lessons/{lesson_id}")
    assert "Half a sentence" not in lunt.words()


def test_saving_spends_the_draft(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    save(lunt, lesson_id, "Half a sentence")
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"instructions": "A whole sentence.", "version": "1"})
    assert db.session.query(Draft).filter_by(subject=f"lesson:{lesson_id}").count() == 0


def test_a_draft_survives_a_save_that_did_not_happen(lunt: Client, begin: Begin, typed: dict[str, str]) -> None:
    lesson_id = begin(lunt)
    save(lunt, lesson_id, "Half a sentence")
    lunt.post(f"/lessons/{lesson_id}/edit", typed | {"title": "", "version": "1"}, 422)
    assert db.session.query(Draft).filter_by(subject=f"lesson:{lesson_id}").one().text == "Half a sentence"


def test_a_draft_beside_a_colleagues_change_shows_both(
    lunt: Client, ashby: Client, begin: Begin, typed: dict[str, str]
) -> None:
    lesson_id = begin(lunt)
    save(lunt, lesson_id, "Half a sentence")
    ashby.post(f"/lessons/{lesson_id}/edit", typed | {"instructions": "His words.", "version": "1"})
    lunt.get(f"/lessons/{lesson_id}/edit")
    both = lunt.words(".both")
    assert "Half a sentence" in both
    assert "His words." in both
    assert lunt.words("#instructions").strip() == "Half a sentence"


@pytest.mark.parametrize("body", [None, [], {"key": "k"}, {"key": "k", "base": "0", "seq": 1, "text": "x"}])
def test_a_malformed_save_is_refused(lunt: Client, begin: Begin, body: object) -> None:
    lesson_id = begin(lunt)
    lunt.put(f"/lessons/{lesson_id}/draft", body, 422)


def test_a_draft_that_is_too_long_is_refused(lunt: Client, begin: Begin) -> None:
    save(lunt, begin(lunt), "x" * 20_001, 413)


def test_two_tabs_of_one_person_lose_nothing(lunt: Client, begin: Begin) -> None:
    lesson_id = begin(lunt)
    save(lunt, lesson_id, "One tab", tab="a")
    save(lunt, lesson_id, "Another tab", 409, tab="b")
    assert lunt.response.get_json()["theirs"] == "One tab"
