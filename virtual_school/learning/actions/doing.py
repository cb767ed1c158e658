"""Doing work a step at a time: answers kept as they are given, tried when asked, and going on."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from virtual_school.core import text
from virtual_school.core.access import Decision
from virtual_school.core.errors import Stale, WrongState
from virtual_school.core.saving import drafts, once
from virtual_school.learning import changes, policy
from virtual_school.learning.models import Assignment, WorkAnswer
from virtual_school.library.models import RevisionQuestion
from virtual_school.library.questions.given import as_sent, in_words
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.network.viewer import Viewer


@dataclass(frozen=True, slots=True)
class Given:
    """What a form brought for one question, and what its page knew of what was there: the tab's key, the version."""

    question: RevisionQuestion
    answer: list[str]
    key: str
    version: int


class OtherAnswers(Stale):
    """Some questions were answered elsewhere too. `theirs`: what is there, in words, by the question."""

    def __init__(self, theirs: Mapping[uuid.UUID, str]) -> None:
        super().__init__(_("This was also answered somewhere else. Nothing is lost."))
        self.theirs = theirs


def save_answer(
    viewer: Viewer,
    *,
    assignment: Assignment,
    question: RevisionQuestion,
    name: str,
    given: list[str],
    sent: drafts.Save,
) -> Response:
    """Keep what stands in the boxes of one question, as a draft is kept. With the first the work is started."""
    _must(policy.can_write(assignment.state))
    if any(len(one) > text.TEXT_LIMIT for one in given):
        return drafts.answer(413, limit=text.TEXT_LIMIT)
    attempt = changes.start(viewer, assignment)
    there = changes.answers_of(attempt.id).get(question.id)
    if there is not None and _is_other(there, given, sent.key, sent.base):
        theirs = as_sent(question.kind, question.shape, name, there.given)
        more = {} if question.kind is QuestionKind.LONG else {"theirs_said": _said(question, there)}
        stamp = there.saved_at.isoformat()
        return drafts.answer(409, mine=sent.text, theirs=theirs, version=there.version, saved_at=stamp, **more)
    if there is None or there.writer != sent.key or sent.seq > there.seq:
        if there is None or there.given != given:
            _must(policy.can_give(assignment.state, is_settled=changes.is_settled(there)))
        there = changes.keep_answer(attempt, question.id, given, there=there, writer=sent.key, seq=sent.seq)
    return drafts.answer(200, seq=there.seq, version=there.version, saved_at=there.saved_at.isoformat())


def _said(question: RevisionQuestion, there: WorkAnswer) -> str:
    return "\n".join(in_words(question.kind, question.shape, there.given))


def _must(decision: Decision) -> None:
    if not decision:
        raise WrongState(decision.because)


def _is_other(there: WorkAnswer, given: list[str], key: str, version: int) -> bool:
    """Another tab or device wrote something else since this page knew it."""
    return there.writer != key and there.version != version and there.given != given


def keep_step(viewer: Viewer, *, assignment: Assignment, given: Collection[Given]) -> None:
    """Keep what came with the step's form, whichever of its buttons was pressed; all of it, or none and `OtherAnswers`.

    It is kept as the form's, not as the tab's: a save of that tab's that was still under way comes too late then.
    """
    _must(policy.can_write(assignment.state))
    attempt = changes.start(viewer, assignment)
    there = changes.answers_of(attempt.id)
    theirs = {}
    for one in given:
        answer = there.get(one.question.id)
        if answer is not None and _is_other(answer, one.answer, one.key, one.version):
            theirs[one.question.id] = _said(one.question, answer)
    if theirs:
        raise OtherAnswers(theirs)
    writer = f"f-{once.new_key()}"
    for one in given:
        answer = there.get(one.question.id)
        if one.answer == (answer.given if answer else []) or changes.is_settled(answer):
            continue
        changes.keep_answer(attempt, one.question.id, one.answer, there=answer, writer=writer, seq=0)


def try_answer(viewer: Viewer, *, assignment: Assignment, question: RevisionQuestion) -> None:
    """See what comes of it, as often as they like."""
    _must(policy.can_write(assignment.state))
    attempt = changes.start(viewer, assignment)
    answer = changes.answers_of(attempt.id).get(question.id)
    if answer is not None and any(answer.given) and not changes.is_settled(answer):
        changes.try_answer(viewer, assignment, answer, question)


def say_done_elsewhere(
    viewer: Viewer, *, assignment: Assignment, step_id: uuid.UUID, minutes: int | None, score: str | None
) -> None:
    _must(policy.can_write(assignment.state))
    changes.say_done_elsewhere(changes.start(viewer, assignment), step_id, minutes=minutes, score=score)


def go_to(viewer: Viewer, *, assignment: Assignment, step_id: uuid.UUID) -> None:
    """They are at this step now."""
    _must(policy.can_write(assignment.state))
    changes.reach_step(changes.start(viewer, assignment), step_id)
