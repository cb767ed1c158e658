"""Uploads that are refused: other people's, other places, other sizes, other protocols."""

import os

import pytest

from tests.core.filed import BOB, STRANGER, TUS, create, offset_of, patch, small_app
from virtual_school.core.files import uploads

WHOLE = os.urandom(700_000)


@pytest.fixture
def client(request, tmp_path):
    with small_app(request, tmp_path) as app:
        yield app.test_client()


@pytest.mark.parametrize("who", [BOB, STRANGER])
def test_an_upload_is_its_senders_alone(client, who):
    where = create(client).location
    patch(client, where, 0, WHOLE[:10])
    assert client.head(where, headers={**TUS, **who}).status_code == 404
    assert patch(client, where, 10, WHOLE[10:], who).status_code == 404
    assert client.delete(where, headers={**TUS, **who}).status_code == 404
    assert offset_of(client, where) == 10


def test_nobody_signed_in_uploads_nothing(client):
    assert create(client, who={}).status_code == 401


def test_it_continues_where_it_stopped_and_nowhere_else(client):
    where = create(client).location
    patch(client, where, 0, WHOLE[:1000])
    for offset in (0, 999, 1001):
        assert patch(client, where, offset, WHOLE[offset:]).status_code == 409
    assert offset_of(client, where) == 1000


def test_no_more_than_was_announced(client):
    where = create(client, length=100).location
    assert patch(client, where, 0, WHOLE[:101]).status_code == 413
    assert offset_of(client, where) == 0


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": ""}, 400),
        ({"Upload-Length": "-1"}, 400),
        ({"Upload-Length": "0"}, 422),
        ({"Upload-Length": str(4 * 1024 * 1024 + 1)}, 413),
        ({"Upload-Metadata": "filename ###"}, 400),
        ({"Upload-Metadata": "filename " + "/w=="}, 400),
        ({"Upload-Metadata": ""}, 201),
    ],
)
def test_what_an_upload_must_say(client, headers, status):
    answer = create(client, **headers)
    assert answer.status_code == status
    assert status != 412 or answer.headers["Tus-Version"] == "1.0.0"


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Content-Type": "text/plain"}, 415), ({"Upload-Offset": "x"}, 400), ({"Tus-Resumable": "2"}, 412)],
)
def test_what_a_piece_must_say(client, headers, status):
    assert patch(client, create(client).location, 0, b"x", **headers).status_code == status


def test_an_account_has_only_so_many_on_their_way(client, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_UNFINISHED", 2)
    assert [create(client).status_code for _ in range(3)] == [201, 201, 429]
    assert create(client, who=BOB).status_code == 201
