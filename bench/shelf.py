"""A library of many lessons, straight into its tables: their words are invented, as often repeated as words are."""

import datetime as dt
import random
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock, search
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.core.search import SearchEntry
from virtual_school.library.changes.index import KIND, PUPILS, STAFF, tags_of
from virtual_school.library.models import Lesson, LessonRevision, LessonState
from virtual_school.network.models import Term, TermKind
from virtual_school.network.viewer import Viewer

# At each size: fifty thousand at ten times.
LESSONS = 5_000
A_BATCH = 500
FILE = Path(__file__).resolve().parent.parent / "tests" / "library" / "sixty.txt"

TOPICS = (
    "the water cycle", "rivers", "volcanoes", "cities", "cells", "photosynthesis", "forces", "energy", "bonding",
    "ratio", "fractions", "pythagoras", "quadratic equations", "averages", "macbeth", "poems", "formal letters",
    "gothic stories", "at the cafe", "french verbs", "the caesar cipher", "loops in python", "sorting", "the plague",
    "weimar germany", "votes for women", "soups", "money for a week", "light", "sound", "magnets", "acids", "maps",
    "weather", "coasts", "glaciers", "angles", "probability", "graphs", "algebra", "spelling", "speeches", "networks",
    "databases", "romans", "castles", "trade", "elections", "healthy food", "textiles", "rhythm", "colour", "sketching",
)  # fmt: skip
ASPECTS = ("an introduction", "why it matters", "practice", "a closer look", "in your town", "a quiz", "making one")
SYLLABLES = ("ba", "cor", "del", "fin", "gar", "hol", "jen", "kip", "lum", "mer", "nor", "pel", "quin", "ros", "tam")


def searches() -> list[str]:
    """What is typed in the sixty searches of the tests."""
    return [line.partition("|")[0].strip() for line in FILE.read_text("utf-8").splitlines() if line]


def fill(by: Viewer, schools: Sequence[uuid.UUID], size: int, drafts: int) -> list[str]:
    """Post many lessons at each size, by turns at each school; make drafts to be posted, whose names it gives."""
    subjects = list(db.session.scalars(sa.select(Term.id).where(Term.kind == TermKind.SUBJECT).order_by(Term.id)))
    common = [*_common(), *(word for one in searches() for word in one.split())]
    for first in range(0, LESSONS * size, A_BATCH):
        rows = [_lesson(by, number, schools, subjects, common) for number in range(first, first + A_BATCH)]
        _add(rows)
    search.spelling.learn(KIND, STAFF, [word for topic in (*TOPICS, *ASPECTS) for word in topic.split()])
    mine = [_lesson(by, number, [by.organisation_id], subjects, common) for number in range(drafts)]
    db.session.execute(sa.insert(Lesson), [row | {"state": LessonState.DRAFT} for row in mine])
    return [str(row["id"]) for row in mine]


def _common() -> list[str]:
    """Two thousand words that are words in no language."""
    return [a + b + c for a in SYLLABLES for b in SYLLABLES for c in SYLLABLES[:9]]


def _lesson(
    by: Viewer, number: int, schools: Sequence[uuid.UUID | None], subjects: list[uuid.UUID], common: list[str]
) -> dict[str, Any]:
    dice = random.Random(number)  # noqa: S311 - nothing secret, only words
    body = [common[int(len(common) * dice.random() ** 3)] for _word in range(60)]
    topic, aspect = TOPICS[number % len(TOPICS)], dice.choice(ASPECTS)
    since = clock.now() - dt.timedelta(days=400) + dt.timedelta(minutes=number)
    return {
        "id": uuid7(), "network_id": by.network_id, "organisation_id": schools[number % len(schools)],
        "author_id": by.account_id, "state": LessonState.POSTED, "created_at": since, "changed_at": since,
        "changed_by": by.account_id, "version": 1, "title": f"{topic.capitalize()}: {aspect} {number}",
        "subject_id": dice.choice(subjects), "year": 7 + number % 7, "outcome": f"I can explain {topic}.",
        "instructions": " ".join(body), "minutes": dice.choice((20, 30, 40, 60)), "ways": frozenset(),
    }  # fmt: skip


def _add(rows: list[dict[str, Any]]) -> None:
    db.session.execute(sa.insert(Lesson), rows)
    db.session.execute(sa.insert(LessonRevision), list(_revisions(rows)))
    db.session.execute(sa.insert(SearchEntry), [entry for row in rows for entry in _entries(row)])


def _revisions(rows: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    words = ("network_id", "title", "subject_id", "year", "outcome", "instructions", "minutes", "ways")
    for row in rows:
        posted = {"posted_by": row["author_id"], "posted_at": row["created_at"], "number": 1}
        yield {"id": uuid7(), "lesson_id": row["id"], **posted, **{name: row[name] for name in words}}


def _entries(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    lesson = Lesson(board="", **{name: row[name] for name in ("subject_id", "year", "minutes", "ways")})
    tags = tags_of(lesson, row["organisation_id"])
    for audience in (STAFF, PUPILS):
        words = search.entry_words(KIND, audience, row["title"], [row["outcome"], row["instructions"]], tags)
        found = {"network_id": row["network_id"], "kind": KIND, "object_id": row["id"], "audience": audience}
        yield {**found, "title": row["title"], "words": words}
