"""`make try`: takes in the beginnings of lessons that Oak gives away, and looks for them as a teacher does."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import TestResponse

from virtual_school.library import oak

MANY = 200
Get = Callable[[str], TestResponse]


def take_in(app: Flask, get: Get, email: str, material: Path) -> Iterator[tuple[bool, str, str]]:
    """Of each file: whether it is as it should be, what it is, and what came of it."""
    for file in sorted(material.rglob("oak*.json")):
        command = ["library", "import-oak", str(file), "--network", "larkdale", "--by", email, "--limit", str(MANY)]
        done = app.test_cli_runner().invoke(args=command)
        yield done.exit_code == 0, file.name, done.output.strip()
        lessons, _unread = oak.read(file)
        looked = lessons[: min(MANY, len(lessons)) : 20]
        found = [one for one in looked if _is_found(get, one)]
        yield len(found) == len(looked), file.name, f"{len(found)} of {len(looked)} found by title and subject"


def _is_found(get: Get, lesson: oak.OakLesson) -> bool:
    page = get("/library?" + urlencode({"q": f"{lesson.title} {lesson.subject}"})).get_data(as_text=True)
    return 'class="row' in page
