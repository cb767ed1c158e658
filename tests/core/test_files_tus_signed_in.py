"""Uploads in the whole application: behind the gate, with its token, in its networks, to the row that owns them."""

import uuid

import pytest

from tests.core.filed import BYTES, TUS, again, in_base64, jpeg, run_jobs
from virtual_school.core import files
from virtual_school.core.db import writing


def created(client, size: int, status: int = 201, **how: object) -> str:
    said = {**TUS, "Upload-Length": str(size), "Upload-Metadata": f"filename {in_base64('a.jpg')}"}
    return client.post("/uploads", None, status, headers=said, **how).location


def test_a_photograph_arrives_and_is_claimed_by_its_sender(client, cast):
    photo = jpeg(6)
    where = created(client.sign_in(cast.ellie), len(photo))
    client.patch(where, photo, headers={**BYTES, "Upload-Offset": "0"})
    assert client.response.headers["Upload-Offset"] == str(len(photo))
    with writing():
        stored, name = files.claim(cast.ellie.account_id, uuid.UUID(where.rpartition("/")[2]))
    assert name == "a.jpg"
    assert "files.prepare" in run_jobs()
    assert again(stored).is_picture


def test_the_token_is_asked_for(client, cast):
    created(client.sign_in(cast.ellie), 10, 400, csrf=False)


def test_somebody_signed_out_is_told_so(client):
    client.post("/uploads", None, 401, headers={**TUS, "X-Requested-With": "tus"})


@pytest.mark.parametrize("other", ["dani", "lead", "stranger"])
def test_nobody_else_reaches_it(client, client_of, cast, other):
    where = created(client.sign_in(cast.ellie), 10)
    theirs = client_of(getattr(cast, other))
    theirs.open("HEAD", where, 404, headers=TUS)
    theirs.delete(where, 404, headers=TUS)
    theirs.patch(where, b"x", 404, headers={**BYTES, "Upload-Offset": "0"})
    client.open("HEAD", where, 200, headers=TUS)
