"""The pages on which work is posted keep to their budgets, however much a lesson holds."""

from collections.abc import Callable

import pytest

from tests import make, make_questions
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast
from tests.client import Client
from tests.library.conftest import lesson_of
from virtual_school.core.files import StoredFile
from virtual_school.library.models import Lesson, StepKind

# At most so many queries, kilobytes over the wire, elements.
PAGES: dict[str, tuple[int, float, int]] = {
    "new": (7, 7, 400),
    "{lesson}": (14, 6, 300),
    "{lesson}/edit": (12, 9, 550),
    "{lesson}/steps/new/text": (8, 5, 250),
    "{lesson}/steps/{step}": (9, 5, 250),
}


def address(cast: Cast, page: str) -> str:
    posted = cast.larkdale.lessons["ashfold"]
    return f"/lessons/{page.format(lesson=posted.lesson_id, step=posted.step_id)}"


@pytest.mark.parametrize("page", PAGES)
def test_pages_of_posting_keep_to_their_budget(page: str, lunt: Client, cast: Cast) -> None:
    queries, kilobytes, nodes = PAGES[page]
    keeps_to(lunt, address(cast, page), queries=queries, kilobytes=kilobytes, nodes=nodes)


def a_step(lesson: Lesson, _stored: StoredFile) -> object:
    return make.step(lesson, "Read the $\\frac{1}{2}$ of it.")


def a_file(lesson: Lesson, stored: StoredFile) -> object:
    return make.resource(lesson, stored, "One more.txt")


def a_step_with_its_file(lesson: Lesson, stored: StoredFile) -> object:
    return make.step(lesson, kind=StepKind.FILE, resource_id=make.resource(lesson, stored).id)


def a_question(lesson: Lesson, _stored: StoredFile) -> object:
    return make_questions.question(make.step(lesson, "", kind=StepKind.QUESTIONS, title="Try it"))


@pytest.mark.parametrize("page", ["{lesson}", "{lesson}/edit"])
@pytest.mark.parametrize("add", [a_step, a_file, a_step_with_its_file, a_question])
def test_more_of_a_lesson_costs_no_more_questions(
    page: str, add: Callable[[Lesson, StoredFile], object], lunt: Client, cast: Cast
) -> None:
    stored = make.stored_file(b"one more")
    lesson = lesson_of(cast.larkdale.lessons["ashfold"].lesson_id)
    make_questions.question(make.step(lesson, "", kind=StepKind.QUESTIONS))  # asked of none, nothing is asked for
    stays_flat(lunt, address(cast, page), lambda: add(lesson, stored))
