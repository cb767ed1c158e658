"""What the page of one question holds, with the words that were being typed into its long boxes."""

from collections.abc import Callable
from typing import Any

from flask import Response, url_for

from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.library import actions
from virtual_school.library.forms.questions import CHANGED, NewQuestionForm, QuestionForm, showing
from virtual_school.library.models import Question, Step
from virtual_school.library.queries import Sheet
from virtual_school.library.questions import words
from virtual_school.library.questions.shapes import QuestionKind
from virtual_school.network.viewer import Viewer

STALE = 409


def new_question_page(viewer: Viewer, sheet: Sheet, step: Step, form: NewQuestionForm, status: int) -> Response:
    """A question that is not there yet: empty, with what was being typed, or as it was sent."""
    here: dict[str, Any] = {"lesson_id": sheet.lesson.id, "step_id": step.id, "kind": form.kind.value}
    kept = _kept(
        viewer,
        form,
        lambda box: actions.new_question_subject(step.id, form.kind, box),
        lambda box: url_for("library.new_question_draft", box=box, **here),
    )
    return _page(sheet, step, form, kept, status, action=url_for("library.new_question", **here))


def question_page(
    viewer: Viewer, sheet: Sheet, step: Step, row: Question, form: QuestionForm | None = None, status: int = 200
) -> Response:
    """A question to be changed: as it is, with what was being typed, or as it was sent and could not be saved."""
    here: dict[str, Any] = {"lesson_id": sheet.lesson.id, "question_id": row.id}
    form = form or showing(row)
    if status == STALE:  # whoever saves after looking saves on the newer one
        form.version.raw_data, form.version.data = None, row.version
    kept = _kept(
        viewer,
        form,
        lambda box: actions.question_subject(row.id, box),
        lambda box: url_for("library.question_draft", box=box, **here),
    )
    return _page(sheet, step, form, kept, status, action=url_for("library.question", **here), question=row)


def boxes(kind: QuestionKind) -> tuple[str, ...]:
    return CHANGED[kind].boxes


def _kept(
    viewer: Viewer,
    form: NewQuestionForm | QuestionForm,
    subject: Callable[[str], str],
    url: Callable[[str], str],
) -> dict[str, dict[str, Any]]:
    """By each long box: where it saves itself, and how far it has come."""
    kept = {}
    for box in form.boxes:
        draft = drafts.find(viewer.account_id, subject(box)) if viewer.account_id else None
        kept[box] = {"draft": draft, "url": url(box), "version": draft.version if draft else 0}
    return kept


def _page(
    sheet: Sheet,
    step: Step,
    form: NewQuestionForm | QuestionForm,
    kept: dict[str, dict[str, Any]],
    status: int,
    *,
    action: str,
    question: Question | None = None,
) -> Response:
    page: dict[str, Any] = {"sheet": sheet, "step": step, "form": form, "question": question}
    page |= {"words": words, "action": action}
    sent = form.is_submitted()
    unsaved = "both" if status == STALE else "errors" if sent else ""
    back = None if sent else _put_back(form, {box: one["draft"] for box, one in kept.items()})
    for one in kept.values():
        one |= {"unsaved": unsaved, "saved_at": one["draft"].saved_at if one["draft"] and not sent else None}
    return render("library/question.html", status=status, kept=kept, back=back, clash=status == STALE, **page)


def _put_back(form: NewQuestionForm | QuestionForm, there: dict[str, Draft | None]) -> Draft | None:
    """Fill the boxes with what was being typed; the last of what was put back, if anything was."""
    last = None
    for box, draft in there.items():
        if draft is not None and draft.text != (form[box].data or ""):
            form[box].data = draft.text
            last = draft if last is None or draft.saved_at > last.saved_at else last
    return last
