"""Who may do what with a lesson, without a database and without HTTP."""

import uuid
from dataclasses import dataclass

import pytest

from virtual_school.core.app import App
from virtual_school.library import policy
from virtual_school.library.changes import says_answers
from virtual_school.library.models import Audience, LessonState
from virtual_school.network.roles import AUTHORS, Hat, Role
from virtual_school.network.viewer import Viewer

ASHFOLD, STONEGATE = uuid.UUID(int=1), uuid.UUID(int=2)


@dataclass
class TheLesson:
    organisation_id: uuid.UUID = ASHFOLD
    state: LessonState = LessonState.POSTED
    instructions: str = "Read the page."


@dataclass
class TheFile:
    audience: Audience = Audience.PUPILS


def acting(role: Role, organisation_id: uuid.UUID | None = ASHFOLD) -> Viewer:
    hat = Hat("a hat", role, organisation_id, "Ashfold School")
    return Viewer(uuid.UUID(int=9), uuid.UUID(int=8), "Ms Lunt", (hat,), hat)


@pytest.fixture(autouse=True)
def words(app: App) -> None:
    """The reasons go through gettext, which asks the application for the language."""


@pytest.mark.parametrize("role", list(Role))
def test_authors_and_nobody_else_begin_and_change(role: Role) -> None:
    for decision in (policy.can_begin(acting(role)), policy.can_change(acting(role), TheLesson())):
        assert bool(decision) is (role in AUTHORS)
        assert decision.because


@pytest.mark.parametrize("state", list(LessonState))
def test_other_schools_read_what_is_posted_and_change_nothing(state: LessonState) -> None:
    other = acting(Role.TEACHER, STONEGATE)
    lesson = TheLesson(state=state)
    assert bool(policy.can_read(other, lesson)) is (state is LessonState.POSTED)
    assert bool(policy.can_read(acting(Role.TEACHER), lesson))
    assert not policy.can_change(other, lesson)
    assert not policy.can_post(other, lesson, [TheFile()])
    assert not policy.can_withdraw(other, lesson)


def test_a_pupil_reads_no_lesson_of_the_library() -> None:
    assert not policy.can_read(acting(Role.PUPIL, None), TheLesson())


def test_somebody_without_a_school_posts_nothing() -> None:
    assert not policy.can_begin(acting(Role.TEACHER, None))


@pytest.mark.parametrize(
    ("instructions", "files", "may"),
    [
        ("Read the page.", [], True),
        ("", [TheFile()], True),
        ("  \n ", [], False),
        ("", [TheFile(Audience.STAFF_ONLY)], False),
        ("", [TheFile(Audience.STAFF_ONLY), TheFile()], True),
    ],
)
def test_a_pupil_must_have_something_to_start_on(instructions: str, files: list[TheFile], may: bool) -> None:
    lesson = TheLesson(state=LessonState.DRAFT, instructions=instructions)
    assert bool(policy.can_post(acting(Role.TEACHER), lesson, files)) is may


def test_posting_again_needs_a_change() -> None:
    assert not policy.can_post(acting(Role.TEACHER), TheLesson(), [], changed=False)
    assert policy.can_post(acting(Role.TEACHER), TheLesson(state=LessonState.WITHDRAWN), [], changed=False)


@pytest.mark.parametrize(
    ("state", "may"), [(LessonState.DRAFT, True), (LessonState.POSTED, True), (LessonState.WITHDRAWN, False)]
)
def test_what_is_withdrawn_is_not_withdrawn_again(state: LessonState, may: bool) -> None:
    assert bool(policy.can_withdraw(acting(Role.TEACHER), TheLesson(state=state))) is may


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("Lesson2WorksheetAnswers.docx", True),
        ("ANSWER sheet.pdf", True),
        ("worksheet_solutions.pdf", True),
        ("Mark Scheme 2019.pdf", True),
        ("mark-scheme.pdf", True),
        ("markscheme.docx", True),
        ("Teacher notes.docx", True),
        ("Staff only.docx", True),
        ("Lesson2Worksheet.docx", False),
        ("Resolution and pixels.pptx", False),
        ("Dissolution of the monasteries.pdf", False),
        ("FirewallPic.png", False),
        ("Markets.pdf", False),
        ("", False),
    ],
)
def test_a_name_that_says_answers_is_known(name: str, says: bool) -> None:
    assert says_answers(name) is says
