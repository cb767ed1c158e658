"""Questions that nobody could answer, or whose page nobody could open again: refused in words, or kept exactly."""

import uuid
from collections.abc import Callable

import pytest

from tests import make
from tests.client import Client
from tests.library.conftest import lesson_of
from tests.library.test_questions import only, typed_in
from virtual_school.core.db import db
from virtual_school.library.models import StepKind
from virtual_school.library.questions.shapes import MOST_ITEMS, QuestionKind

Begin = Callable[..., uuid.UUID]

UNSEEN = "\u200b"
PAIR = ("left", "right")


@pytest.fixture
def step(lunt: Client, begin: Begin) -> str:
    lesson_id = begin(lunt)
    made = make.step(lesson_of(lesson_id), "", kind=StepKind.QUESTIONS)
    db.session.commit()
    return f"/lessons/{lesson_id}/steps/{made.id}/questions"


def write(client: Client, step: str, kind: QuestionKind, status: int = 303, **typed: str) -> None:
    client.post(f"{step}/{kind.value}", {"prompt": "What is it?", **typed}, status)


def saved_again(client: Client, step: str) -> bool:
    """Open the newest question and save it as it is: whether it is the same."""
    question = only()
    before = question.shape
    address = f"{step.split('/steps/')[0]}/questions/{question.id}"
    client.get(address)
    client.post(address, typed_in(client))
    db.session.expire_all()
    return question.shape == before


@pytest.mark.parametrize("rows", [18, 19, 20])
def test_as_many_answers_as_the_page_takes_can_be_changed_again(lunt: Client, step: str, rows: int) -> None:
    answers = {f"rows-{at}-words": f"Answer {at}" for at in range(rows)}
    for kind in (QuestionKind.SINGLE, QuestionKind.SHORT):
        write(lunt, step, kind, **answers, **{"rows-0-right": "y"})
        assert saved_again(lunt, step)


@pytest.mark.parametrize(
    "given",
    [
        {"value": "1.23456789012345e-30"},
        {"value": "1.0000000000001e-60"},
        {"value": "0." + "1" * 57},
        {"value": "1", "within": "1e60"},
        {"value": "1/3", "unit": "m", "others": "cm 1/100\nkm 1e3"},
    ],
)
def test_a_number_stays_the_number_when_its_form_is_saved_again(lunt: Client, step: str, given: dict[str, str]) -> None:
    write(lunt, step, QuestionKind.NUMBER, **given)
    assert saved_again(lunt, step)


REFUSED: tuple[tuple[QuestionKind, dict[str, str], str], ...] = (
    (QuestionKind.NUMBER, {"value": "1e400"}, "Type it as a number"),
    (QuestionKind.NUMBER, {"value": "nan"}, "Type it as a number"),
    (QuestionKind.NUMBER, {"value": "1,5"}, "Type it as a number"),
    (QuestionKind.NUMBER, {"value": "1", "others": "m 100"}, "Type its own unit first"),
    (QuestionKind.NUMBER, {"value": "1", "unit": "cm", "others": "m -100"}, "Type each unit and a number"),
    (QuestionKind.GAPS, {"text": "[[a]] " * 41}, "Make 40 gaps at most."),
    (QuestionKind.GAPS, {"text": f"[[{UNSEEN}]]"}, "Put each answer in double brackets"),
    (QuestionKind.GAPS, {"text": "A [[*]] b [[c]]", "from_list": "y"}, "a star alone is none"),
    (
        QuestionKind.SHORT,
        {"rows-0-words": "*", "rows-1-words": "Paris", "rows-1-right": "y"},
        "An answer above “Paris” takes it first.",
    ),
    (QuestionKind.SHORT, {"rows-0-words": UNSEEN, "rows-0-right": "y"}, "Type an answer"),
    (QuestionKind.SINGLE, {"rows-0-words": UNSEEN, "rows-0-right": "y", "rows-1-words": "a"}, "at least two answers"),
    (QuestionKind.ORDER, {"items": f"a\n{UNSEEN}"}, "Type at least two."),
    (QuestionKind.ORDER, {"items": "\n".join(map(str, range(MOST_ITEMS + 1)))}, "Type 26 at most."),
    (QuestionKind.MATCH, {"rows-0-left": "a", "rows-0-right": UNSEEN}, "Fill in both sides"),
)


@pytest.mark.parametrize(("kind", "given", "said"), REFUSED)
def test_what_could_not_be_answered_is_refused_and_nothing_typed_lost(
    lunt: Client, step: str, kind: QuestionKind, given: dict[str, str], said: str
) -> None:
    write(lunt, step, kind, 422, **given)
    assert said in lunt.words()
    there = typed_in(lunt)
    assert {name: there[name].strip() for name in given} == {name: words.strip() for name, words in given.items()}


SENT = ("a=zz", "a=a&a=b&a=c", "a-0=zz", "a-a=1&a-b=1", f"a={'x' * 9000}", f"a-a={'9' * 400}", "a-a=1&a-b=²", "a=%00")


def test_no_answer_breaks_a_question(lunt: Client, step: str) -> None:
    write(lunt, step, QuestionKind.ORDER, items="one\ntwo\nthree")
    write(lunt, step, QuestionKind.MATCH, **{f"rows-{at}-{side}": f"{side} {at}" for at in (0, 1) for side in PAIR})
    write(lunt, step, QuestionKind.GAPS, text="[[a]] and [[b]]", from_list="y")
    write(lunt, step, QuestionKind.NUMBER, value="½")
    lunt.get(step)
    links = {one.get("href") for one in lunt.select("main a[href$='/try']")}
    assert len(links) == 4
    for link in links:
        for sent in SENT:
            lunt.get(f"{link}?{sent}")
