"""Without script, a press on a button of a lesson's files takes the words of the form along."""

import io
import uuid
from collections.abc import Callable

import pytest

from tests.client import Client
from tests.library.conftest import begin, lesson_of, lunt, press, typed

__all__ = ["begin", "lunt", "typed"]

MORE = "Typed, and not saved yet."


@pytest.fixture
def lesson(lunt: Client, begin: Callable[..., uuid.UUID]) -> uuid.UUID:
    """A lesson with a file, its page open."""
    lesson_id = begin(lunt)
    lunt.post(f"/lessons/{lesson_id}/files", {"files": (io.BytesIO(b"a, b"), "sheet.csv")})
    lunt.get(f"/lessons/{lesson_id}/edit")
    return lesson_id


@pytest.mark.parametrize("button", ["audience", "remove"])
def test_words_go_along_with_a_button(lunt: Client, lesson: uuid.UUID, button: str) -> None:
    press(lunt, button, instructions=MORE, title="Another title")
    assert (lesson_of(lesson).instructions, lesson_of(lesson).title) == (MORE, "Another title")


def test_words_that_cannot_be_saved_stay_in_their_boxes(lunt: Client, lesson: uuid.UUID, typed: dict[str, str]) -> None:
    here = lunt.one("#lesson-files button[formaction$=remove]").get("formaction")
    lunt.post(here, {**typed, "version": "1", "title": "", "instructions": MORE}, 422)
    assert (lunt.one("#instructions").text or "").strip() == MORE
    assert "sheet.csv" in lunt.words("#lesson-files")


def test_a_file_and_words_come_together(lunt: Client, lesson: uuid.UUID, typed: dict[str, str]) -> None:
    sent = [(io.BytesIO(b"c, d"), "more.csv"), (io.BytesIO(b""), "empty.csv")]
    here = f"/lessons/{lesson}/files"
    lunt.post(here, {**typed, "version": "1", "instructions": MORE, "files": sent})
    lunt.follow()
    assert (lunt.one("#instructions").text or "").strip() == MORE
    assert "more.csv" in lunt.words("#lesson-files") and "empty.csv" in lunt.words(".notice")
    again = [(io.BytesIO(b"e, f"), "third.csv")]
    lunt.post(here, {**typed, "version": "1", "instructions": "Of an old page.", "files": again}, 409)
    assert "third.csv" in lunt.words("#lesson-files") and (lunt.one("#instructions").text or "").strip() != MORE


def test_enter_in_a_line_saves_and_does_nothing_else(lunt: Client, lesson: uuid.UUID) -> None:
    first = lunt.select("#lesson button, button[form=lesson]")[0]
    assert first.get("formaction") is None
