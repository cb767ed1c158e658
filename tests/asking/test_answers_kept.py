"""A file chosen for an answer is not asked for twice; one that is not taken is told of beside the choice."""

import io
from collections.abc import Callable

import pytest

from tests.asking.conftest import Around
from tests.asking.test_own_teacher import ask, reply_of
from tests.cast import Cast, Person
from tests.client import Client
from tests.library import made
from tests.library.test_library_files import upload
from virtual_school.core.db import db
from virtual_school.core.files import StoredFile

ClientOf = Callable[[Person], Client]


@pytest.fixture
def hale(cast: Cast, client_of: ClientOf) -> Client:
    return client_of(cast.own_teacher)


@pytest.fixture
def address(cast: Cast, client: Client, around: Around) -> str:
    return f"/requests/{ask(client, around, cast.dani).id}/answer"


def send(client: Client, address: str, form: dict[str, str], *files: tuple[str, bytes], status: int = 303) -> None:
    sent = [(io.BytesIO(data), name) for name, data in files]
    client.post(address, {**form, "files": sent}, status, content_type="multipart/form-data")


@pytest.mark.parametrize("form", [{"look": "1", "named": "Searching"}, {"kind": "file", "words": "x" * 300}])
def test_a_file_stays_when_the_form_comes_back(
    hale: Client, address: str, around: Around, form: dict[str, str]
) -> None:
    send(hale, address, form, ("Song.txt", b"a song"), status=200 if "look" in form else 422)
    assert "The file that you sent is kept." in hale.words()
    hale.submit(f"main form[action='{address}']", kind="file", words="The second verse.")
    reply = reply_of(around.request())
    assert reply.name == "Song.txt" and reply.words == "The second verse."


def test_an_upload_stays_as_well_and_what_is_chosen_later_counts(hale: Client, address: str, around: Around) -> None:
    hale.post(address, {"upload": upload(hale, b"a song", "Song.txt")}, 422)
    kept = hale.one("input[name=kept]").get("value")
    send(hale, address, {"kind": "file", "kept": kept}, ("Other song.txt", b"another"))
    reply = reply_of(around.request())
    assert reply.name == "Other song.txt"
    assert db.session.get_one(StoredFile, reply.stored_file_id).size == len(b"another")


def test_a_file_with_a_macro_costs_no_word(hale: Client, address: str) -> None:
    macro = made.docx("x", **{"word/vbaProject.bin": b"x"})
    send(hale, address, {"kind": "file", "words": "The second verse."}, ("Plan.docm", macro), status=422)
    assert "“Plan.docm” holds a macro" in hale.words()
    assert hale.one("input[name=words]").get("value") == "The second verse."
    assert not hale.select("input[name=kept]")
