"""Oak National Academy's open lesson data, read: what a lesson is about, as the beginning of one of our own.

A list of lessons as JSON objects: slug, title, subject, key_stage, units (title and place in it), key_learning_points,
keywords and misconceptions (pairs), outcome. What is not of that shape is left out and counted, and ends nothing.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from virtual_school.core import text

COLLECTION = "oak"
# As the licence asks for it.
ATTRIBUTION = (
    "From Oak National Academy. Contains public sector information licensed under the Open Government Licence v3.0."
)
ADDRESS = "https://www.thenational.academy/teachers/lessons/{slug}"
# The youngest year of each key stage: the data says no more.
YEARS = {"KS1": 1, "KS2": 3, "KS3": 7, "KS4": 10}
# Where somebody at Oak has not written it yet.
NOT_WRITTEN = "[TO BE ADDED]"
LARGEST = 200_000_000


class NotOak(ValueError):
    """The file is not a list of lessons. Its words are for whoever gave it."""


@dataclass(frozen=True, slots=True)
class OakLesson:
    """What Oak says of one lesson."""

    slug: str
    title: str
    subject: str
    year: int
    unit: str
    place: int | None
    outcome: str
    points: tuple[str, ...]
    keywords: tuple[tuple[str, str], ...]
    misconceptions: tuple[tuple[str, str], ...]

    @property
    def keyword_lines(self) -> str:
        return _within("\n".join(f"{word}: {meaning}" if meaning else word for word, meaning in self.keywords))

    @property
    def misconception_lines(self) -> str:
        return _within("\n".join(" ".join(filter(None, pair)) for pair in self.misconceptions))

    @property
    def points_text(self) -> str:
        return _within("\n".join(f"- {point}" for point in self.points))


def read(path: Path) -> tuple[list[OakLesson], int]:
    """The lessons of a file in the order of their units, and how many could not be read."""
    if path.stat().st_size > LARGEST:
        raise NotOak("It is larger than all of Oak's lessons are.")
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise NotOak(f"It is not JSON: {error}") from error
    if not isinstance(found, list):
        raise NotOak("It is JSON, but no list of lessons.")
    lessons = list(_lessons(found))
    lessons.sort(key=lambda one: (one.subject, one.unit, one.place or 0, one.slug))
    return lessons, len(found) - len(lessons)


def _lessons(found: list[Any]) -> Iterator[OakLesson]:
    seen = set()
    for one in found:
        lesson = _lesson(one) if isinstance(one, dict) else None
        if lesson is not None and lesson.slug not in seen:
            seen.add(lesson.slug)
            yield lesson


def _lesson(one: dict[str, Any]) -> OakLesson | None:
    slug, title, subject = (_line(one.get(name)) for name in ("slug", "title", "subject"))
    if not (slug and title and subject):
        return None
    unit, place = next(iter(_pairs(one.get("units"))), ("", ""))
    return OakLesson(
        slug=slug,
        title=title,
        subject=subject,
        year=YEARS.get(_line(one.get("key_stage")).upper(), YEARS["KS3"]),
        unit=unit,
        place=int(place) if place.isascii() and place.isdigit() and len(place) < 4 else None,
        outcome=_line(one.get("outcome")),
        points=tuple(filter(None, map(_line, _list(one.get("key_learning_points"))))),
        keywords=tuple(_pairs(one.get("keywords"))),
        misconceptions=tuple(_pairs(one.get("misconceptions"))),
    )


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _pairs(value: Any) -> Iterator[tuple[str, str]]:
    for pair in _list(value):
        first, second, *_more = [_line(part) for part in _list(pair)] + ["", ""]
        if first:
            yield first, second


def _line(value: Any) -> str:
    """One line, cut where ours end; nothing for what is no text or is not written yet."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        return ""
    said = str(value)
    if NOT_WRITTEN in said:
        return ""
    try:
        return text.line(said)
    except text.TooLong:
        return text.line(said[: text.LINE_LIMIT - 1].rsplit(" ", 1)[0]) + "\N{HORIZONTAL ELLIPSIS}"


def _within(lines: str) -> str:
    return lines[: text.TEXT_LIMIT]
