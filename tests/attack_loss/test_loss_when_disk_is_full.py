"""A full disk is said beside the file, changes nothing that is there, and keeps what was typed."""

import errno
import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_ins_of, set_to_ellie, write
from virtual_school.core.files.store import FolderStore


def full(*_any: Any) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_photo_for_which_there_is_no_room(
    client: Client, client_of: Callable[[Person], Client], cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ellie, work = client_of(cast.ellie), set_to_ellie(client, cast)
    write(ellie, work, "Saved before.")
    monkeypatch.setattr(FolderStore, "put", full)
    form = {"text": "Saved before, and more.", "number": "1", "once": str(uuid.uuid4())}
    ellie.post(f"/my-work/{work}/hand-in", {**form, "files": (io.BytesIO(b"%PDF-1.4"), "a.pdf")}, 422)
    assert "no room left" in ellie.words() and "a.pdf" in ellie.words() and not hand_ins_of(work)
    assert "Saved before, and more." in (ellie.one("#work-form textarea").text or "")
    ellie.get(f"/my-work/{work}")
    assert "Saved before." in (ellie.one("#work-form textarea").text or "")
