"""Questions in a step: written, tried, moved, taken away, and frozen with what is posted."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.inspector import words
from tests.library.conftest import lesson_of
from virtual_school.core.db import db
from virtual_school.library import queries
from virtual_school.library.models import LessonRevision, Question, RevisionQuestion, StepKind
from virtual_school.library.questions import marking
from virtual_school.library.questions.shapes import QuestionKind

Begin = Callable[..., uuid.UUID]

CHOICES = {
    "rows-0-words": "A shift", "rows-0-right": "y", "rows-0-said": "Yes: each letter moves on.",
    "rows-1-words": "A mirror", "rows-1-said": "That turns it round.", "rows-2-words": "Nothing",
}  # fmt: skip
TYPED: dict[QuestionKind, dict[str, str]] = {
    QuestionKind.SINGLE: CHOICES,
    QuestionKind.MULTIPLE: CHOICES | {"rows-2-right": "y"},
    QuestionKind.SHORT: {"rows-0-words": "Caesar*", "rows-0-right": "y", "rows-1-words": "Brutus", "case": "y"},
    QuestionKind.NUMBER: {"value": "2.5", "within": "1/2", "unit": "m", "others": "cm 0.01", "unit_needed": "y"},
    QuestionKind.ORDER: {"items": "write\nshift\nsend"},
    QuestionKind.MATCH: {
        "rows-0-left": "A",
        "rows-0-right": "D",
        "rows-1-left": "B",
        "rows-1-right": "E",
        "others": "Z",
    },
    QuestionKind.GAPS: {"text": "Shift [[three|3]] to the [[right]].", "from_list": "y"},
    QuestionKind.LONG: {"looks_for": "Says why it is easy to break."},
}  # fmt: skip
SECRETS = ("Says why it is easy", "Caesar*", "each letter moves on", "That turns it round", "[[", "three|3")


@pytest.fixture
def step(lunt: Client, begin: Begin) -> tuple[uuid.UUID, uuid.UUID]:
    """A lesson of Ms Lunt's, and its step that asks."""
    lesson_id = begin(lunt)
    made = make.step(lesson_of(lesson_id), "", kind=StepKind.QUESTIONS)
    db.session.commit()
    return lesson_id, made.id


def add(client: Client, step: tuple[uuid.UUID, uuid.UUID], kind: QuestionKind, status: int = 303, **more: str) -> None:
    lesson_id, step_id = step
    sent = {"prompt": "How does it hide a word?", "said_right": "Good.", "said_not_yet": "Look again."} | TYPED[kind]
    client.post(f"/lessons/{lesson_id}/steps/{step_id}/questions/{kind.value}", sent | more, status)


def only() -> Question:
    return db.session.scalars(sa.select(Question).order_by(Question.id.desc()).limit(1)).one()


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_each_kind_is_written_shown_changed_and_takes_its_own_answer(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID], kind: QuestionKind
) -> None:
    lunt.get(f"/lessons/{step[0]}/steps/{step[1]}/questions/{kind.value}")
    add(lunt, step, kind)
    lunt.get(f"/lessons/{step[0]}/steps/{step[1]}/questions")
    assert "How does it hide a word?" in lunt.words()
    question = only()
    before = question.shape
    if kind is not QuestionKind.LONG:
        marked = marking.mark(kind, before, marking.an_answer(kind, before))
        assert marked.verdict is marking.Verdict.RIGHT
    lunt.get(f"/lessons/{step[0]}/questions/{question.id}")
    sent = typed_in(lunt) | {"said_right": "Well seen."}
    lunt.post(f"/lessons/{step[0]}/questions/{question.id}", sent, 303)
    db.session.expire_all()
    assert (question.shape, question.said_right, question.version) == (before, "Well seen.", 2)


def typed_in(client: Client) -> dict[str, Any]:
    """What the form on the page holds."""
    form = client.one("main form")
    words = {box.get("name"): box.get("value", "") for box in form.cssselect("input[name]:not([type=checkbox])")}
    words |= {box.get("name"): box.get("value", "y") for box in form.cssselect("input[type=checkbox][checked]")}
    return words | {box.get("name"): (box.text or "").strip("\n") for box in form.cssselect("textarea")}


def test_no_page_that_shows_a_question_holds_what_is_right(lunt: Client, step: tuple[uuid.UUID, uuid.UUID]) -> None:
    for kind in QuestionKind:
        add(lunt, step, kind)
    for address in [f"/lessons/{step[0]}/steps/{step[1]}/questions"]:
        lunt.get(address)
        shown = lunt.response.get_data(as_text=True)
        for secret in (
            "Says why it is easy",
            "Caesar*",
            "each letter moves on",
            "That turns it round",
            "[[",
            "three|3",
        ):
            assert secret not in shown
    order = next(one for one in lunt.select("fieldset.question") if "shift" in words(one) and "write" in words(one))
    said = words(order)
    assert not said.index("write") < said.index("shift") < said.index("send")


def test_trying_it_says_what_comes_of_an_answer_and_keeps_nothing(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID]
) -> None:
    add(lunt, step, QuestionKind.SINGLE)
    address = f"/lessons/{step[0]}/questions/{only().id}/try"
    lunt.get(address)
    assert not lunt.select("#came-of-it")
    for answer, said in (("a", "Right"), ("b", "Not yet"), ("b", "That turns it round."), ("b", "Look again.")):
        lunt.get(f"{address}?tried=1&a={answer}")
        assert said in lunt.words("#came-of-it")
    lunt.get(f"{address}?tried=1")
    assert "Nothing answered yet" in lunt.words("#came-of-it")
    add(lunt, step, QuestionKind.NUMBER)
    lunt.get(f"/lessons/{step[0]}/questions/{only().id}/try?tried=1&a=two")
    assert "It does not count against you" in lunt.words("#came-of-it")


WRONG: list[tuple[QuestionKind, dict[str, str], str]] = [
    (QuestionKind.SINGLE, {"rows-1-right": "y"}, "Tick the one answer that is right"),
    (QuestionKind.SINGLE, {"rows-1-words": "", "rows-2-words": ""}, "at least two answers"),
    (QuestionKind.SHORT, {"rows-0-words": " "}, "Type an answer and tick"),
    (QuestionKind.NUMBER, {"value": "3,5"}, "Type it as a number"),
    (QuestionKind.NUMBER, {"value": "3 m"}, "box of its own"),
    (QuestionKind.NUMBER, {"others": "cm"}, "each unit and a number"),
    (QuestionKind.NUMBER, {"within": "-1"}, "how far off"),
    (QuestionKind.NUMBER, {"unit": ""}, "Say which unit"),
    (QuestionKind.ORDER, {"items": "one"}, "at least two"),
    (QuestionKind.ORDER, {"items": "x\n" * 40}, "at most"),
    (QuestionKind.MATCH, {"rows-0-right": ""}, "both sides"),
    (QuestionKind.GAPS, {"text": "No gap here"}, "double brackets"),
    (QuestionKind.GAPS, {"text": "[[ | ]]"}, "double brackets"),
    (QuestionKind.GAPS, {"text": "[[Paris]] is in [[France]."}, "pupils would read the answer"),
    (QuestionKind.GAPS, {"text": "[[Paris]] is in [France]]."}, "pupils would read the answer"),
    (QuestionKind.LONG, {"prompt": " "}, "Type the question"),
]


@pytest.mark.parametrize(("kind", "more", "said"), WRONG)
def test_what_cannot_be_asked_is_said_beside_it_and_nothing_typed_is_lost(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID], kind: QuestionKind, more: dict[str, str], said: str
) -> None:
    count = db.session.scalar(sa.select(sa.func.count()).select_from(Question))
    add(lunt, step, kind, 422, **more)
    assert said in lunt.words(".govuk-error-summary")
    assert "Look again." in lunt.response.get_data(as_text=True)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Question)) == count


def test_sent_twice_it_is_there_once(lunt: Client, step: tuple[uuid.UUID, uuid.UUID]) -> None:
    for _again in range(2):
        add(lunt, step, QuestionKind.LONG, once="the-same-key")
    assert len(queries.questions_of([step[1]])[step[1]]) == 1


def test_they_are_moved_taken_away_and_put_back(lunt: Client, step: tuple[uuid.UUID, uuid.UUID]) -> None:
    lesson_id, step_id = step
    for prompt in ("First?", "Second?", "Third?"):
        add(lunt, step, QuestionKind.LONG, prompt=prompt)
    there = queries.questions_of([step_id])[step_id]
    here = f"/lessons/{lesson_id}/questions"
    lunt.post(f"{here}/{there[2].id}/move", {"to": "up"})
    lunt.post(f"{here}/{there[0].id}/move", {"to": "up"})  # it is the first already
    assert prompts(step_id) == ["First?", "Third?", "Second?"]
    lunt.post(f"{here}/{there[0].id}/remove")
    assert prompts(step_id) == ["Third?", "Second?"]
    lunt.get(f"/lessons/{lesson_id}/steps/{step_id}/questions")
    lunt.post(lunt.one("form[data-undo]").get("action"))
    assert prompts(step_id) == ["First?", "Third?", "Second?"]


def prompts(step_id: uuid.UUID) -> list[str]:
    db.session.expire_all()
    return [one.prompt for one in queries.questions_of([step_id])[step_id]]


def test_somebody_elses_change_is_not_written_over(lunt: Client, step: tuple[uuid.UUID, uuid.UUID]) -> None:
    add(lunt, step, QuestionKind.LONG)
    question, address = only(), f"/lessons/{step[0]}/questions/{only().id}"
    mine = {"prompt": "Mine?", "version": "1"}
    lunt.post(address, mine | {"prompt": "Theirs?"}, 303)
    lunt.post(address, mine, 409)
    assert "Mine?" in lunt.response.get_data(as_text=True) and "Somebody changed this" in lunt.words()
    db.session.expire_all()
    assert question.prompt == "Theirs?"


def test_what_was_posted_stays_as_it_was_posted(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID], typed: dict[str, str]
) -> None:
    add(lunt, step, QuestionKind.SINGLE)
    lunt.post(f"/lessons/{step[0]}/post", typed | {"version": "1"})
    question = only()
    lunt.post(f"/lessons/{step[0]}/questions/{question.id}", CHOICES | {"prompt": "Other?", "version": "1"}, 303)
    revision = sa.select(LessonRevision.id).where(LessonRevision.lesson_id == step[0])
    [posted] = queries.posted_questions(db.session.scalars(revision).one()).values()
    assert [one.prompt for one in posted] == ["How does it hide a word?"]
    with pytest.raises(sa.exc.DBAPIError):
        db.session.execute(sa.update(RevisionQuestion).values(prompt="Changed."))
    db.session.rollback()


def test_another_schools_step_or_question_is_not_there(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID], begin: Begin, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    add(lunt, step, QuestionKind.LONG)
    other = begin(lunt, title="Another")
    lunt.get(f"/lessons/{other}/steps/{step[1]}/questions", 404)
    lunt.get(f"/lessons/{other}/questions/{only().id}", 404)
    lunt.get(f"/lessons/{step[0]}/steps/{step[1]}/questions/essay", 404)
    client_of(cast.bell).get(f"/lessons/{step[0]}/questions/{only().id}", 404)
    text = make.step(lesson_of(step[0]), "Words", position=2)
    db.session.commit()
    lunt.get(f"/lessons/{step[0]}/steps/{text.id}/questions", 404)


@pytest.mark.parametrize(("kind", "box"), [(QuestionKind.LONG, "looks_for"), (QuestionKind.GAPS, "text")])
def test_the_long_boxes_keep_what_is_being_typed_until_it_is_saved(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID], kind: QuestionKind, box: str
) -> None:
    half = {"key": "tab", "base": 0, "seq": 1, "text": "Half a [[thing]]"}
    new = f"/lessons/{step[0]}/steps/{step[1]}/questions/{kind.value}"
    lunt.put(f"{new}/draft/{box}", half)
    lunt.get(new)
    assert (lunt.one(f"#{box}").text or "").strip() == half["text"] and "are back in the box" in lunt.words()
    add(lunt, step, kind)
    lunt.get(new)
    assert "Half a" not in lunt.response.get_data(as_text=True)
    there = f"/lessons/{step[0]}/questions/{only().id}"
    lunt.put(f"{there}/draft/prompt", half)
    lunt.get(there)
    assert (lunt.one("#prompt").text or "").strip() == half["text"]
    lunt.post(there, typed_in(lunt), 303)
    db.session.expire_all()
    assert only().prompt == half["text"]
    lunt.get(there)
    assert "are back in the box" not in lunt.words()
    lunt.put(f"{there}/draft/said_right", half, 404)
    lunt.put(f"{there}/draft/prompt", {"text": "no key"}, 422)


def test_a_step_asks_so_many_questions_and_says_so(
    lunt: Client, step: tuple[uuid.UUID, uuid.UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("virtual_school.library.changes.questions.MOST_QUESTIONS", 1)
    add(lunt, step, QuestionKind.LONG)
    add(lunt, step, QuestionKind.LONG, 422, prompt="One more?")
    assert "at most 1 questions" in lunt.words(".govuk-error-summary")
    assert (lunt.one("#prompt").text or "").strip() == "One more?"
