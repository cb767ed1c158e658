"""What ends, ends at the next request: page, fragment, list, export, part of a file, conditional answer, save, paper.

By ordering: asked, ended, asked again. `test_endings_race` does it at the same moment.
"""

import uuid

import pytest

from tests.cast import Cast
from tests.client import Client
from tests.whole_app.endings import ENDINGS, PART, SHUT, Ending, address, end
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.papers import Paper, jobs

# One after the other, engines do not differ; at the same moment they may.
pytestmark = pytest.mark.only_on("sqlite")


@pytest.fixture(params=list(ENDINGS))
def ending(request: pytest.FixtureRequest) -> Ending:
    return ENDINGS[request.param]


@pytest.fixture
def inside(client: Client, cast: Cast, ending: Ending) -> Client:
    client.inspects = False
    return client.sign_in(getattr(cast, ending.person))


# One after the other --------------------------------------------------------------------------------------------------


def test_pages_and_fragments_are_shut(app: App, cast: Cast, inside: Client, ending: Ending) -> None:
    urls = [address(app, cast, endpoint, arguments) for endpoint, arguments in ending.opened]
    for url in urls:
        inside.get(url)
    end(cast, ending)
    for url in urls:
        for fragment in (None, "main", "windows"):
            assert inside.get(url, None, fragment=fragment).status_code in SHUT, url
            assert "Ellie" not in inside.response.get_data(as_text=True), url


def test_lists_and_exports_forget_her(app: App, cast: Cast, inside: Client, ending: Ending) -> None:
    for endpoint in ending.lists:
        url = address(app, cast, endpoint, {})
        assert "Ellie" in inside.get(url).get_data(as_text=True), f"{url} shows her while it lasts"
    end(cast, ending)
    for endpoint in ending.lists:
        url = address(app, cast, endpoint, {})
        for asked in (url, f"{url}?as=csv", f"{url}?q=ellie"):
            assert "Ellie" not in inside.get(asked, None).get_data(as_text=True), asked


def test_a_part_of_a_file_and_a_copy_that_is_still_good_are_shut(
    app: App, cast: Cast, inside: Client, ending: Ending
) -> None:
    """Neither the rest of a download nor the word that the old copy is still good: that would tell as well."""
    if ending.file is None:
        pytest.skip("it opens no file")
    url = address(app, cast, *ending.file)
    inside.get(url, 206, headers=PART)
    tag = inside.response.headers["ETag"]
    end(cast, ending)
    for headers in ({}, PART, {"Range": "bytes=4-"}, PART | {"If-Range": tag}, {"If-None-Match": tag}):
        assert inside.get(url, None, headers=headers).status_code in SHUT, headers


def test_what_was_being_written_is_not_saved(app: App, cast: Cast, inside: Client, ending: Ending) -> None:
    if ending.saves is None:
        pytest.skip("nothing is saved there as it is typed")
    url = address(app, cast, *ending.saves)
    typed = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
    inside.put(url, typed)
    end(cast, ending)
    assert inside.put(url, typed | {"seq": 2, "text": "More words"}, None).status_code in SHUT


# Papers: asked for before, made after --------------------------------------------------------------------------------


@pytest.fixture
def paper(cast: Cast, inside: Client, ending: Ending) -> str:
    """The address of one that was asked for while it lasted."""
    if not ending.paper:
        pytest.skip("it opens no paper")
    inside.post("/papers", {"kind": "about", "about": str(cast.ellie.pupil_id), "once": "a-key"})
    return inside.response.location


def row_of(url: str) -> Paper:
    db.session.expire_all()
    return db.session.get_one(Paper, uuid.UUID(url.rpartition("/")[2]))


def test_a_queued_paper_is_not_made(app: App, cast: Cast, inside: Client, ending: Ending, paper: str) -> None:
    end(cast, ending)
    work_off(app)
    found = row_of(paper)
    assert found.stored_file_id is None and found.made_at is None
    inside.get(f"{paper}/file", None)
    assert inside.response.status_code in SHUT


def test_what_ends_while_a_paper_is_pressed_is_not_handed_out(
    app: App, cast: Cast, inside: Client, ending: Ending, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pressed(html: str) -> bytes:
        """Between the look that was allowed and the file."""
        end(cast, ending)
        return b"%PDF-1.7 made of what was seen a moment ago"

    monkeypatch.setattr(jobs, "pressed", pressed)
    work_off(app)
    for url in (paper, f"{paper}/file"):
        assert inside.get(url, None).status_code in SHUT | {403}, url


def test_a_paper_in_hand_is_not_taken_again(
    app: App, cast: Cast, inside: Client, ending: Ending, paper: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "pressed", lambda html: b"%PDF-1.7 while it lasted")
    work_off(app)
    inside.get(f"{paper}/file", 206, headers=PART)
    end(cast, ending)
    for headers in ({}, PART):
        assert inside.get(f"{paper}/file", None, headers=headers).status_code in SHUT
