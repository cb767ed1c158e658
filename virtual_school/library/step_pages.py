"""What the page of one step holds."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Response, url_for

from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.library import actions
from virtual_school.library.forms import NewStepForm, StepForm
from virtual_school.library.models import Step, StepKind
from virtual_school.library.queries import Sheet
from virtual_school.library.step_words import about, heading
from virtual_school.network.viewer import Viewer

STALE = 409


def new_step_page(
    viewer: Viewer, sheet: Sheet, form: NewStepForm, kind: StepKind, *, uploads: Sequence[uuid.UUID]
) -> Response:
    """A step that is not there yet: empty, with the words that were being typed for it, or as it was sent."""
    subject = actions.new_step_subject(sheet.lesson, kind)
    draft = drafts.find(viewer.account_id, subject) if viewer.account_id else None
    unsent = not form.is_submitted() and draft is not None and bool(draft.text)
    if draft is not None and unsent:
        form.text.data = draft.text
    return render(
        "library/step.html",
        status=form.http_status,
        sheet=sheet,
        form=form,
        kind=kind,
        uploads=uploads,
        heading=heading(kind),
        about=about(kind),
        action=url_for("library.new_step", lesson_id=sheet.lesson.id, kind=kind.value),
        draft_url=url_for("library.new_step_draft", lesson_id=sheet.lesson.id, kind=kind.value),
        draft=_kept(draft),
        unsent=unsent,
    )


def step_page(
    viewer: Viewer,
    sheet: Sheet,
    step: Step,
    files: Sequence[tuple[uuid.UUID, str]],
    form: StepForm | None = None,
    *,
    uploads: Sequence[uuid.UUID] = (),
    status: int = 200,
) -> Response:
    """A step to be changed: as it is, with words that were being typed, or as it was sent and could not be saved."""
    draft = drafts.find(viewer.account_id, actions.step_subject(step)) if viewer.account_id else None
    unsent = form is None and draft is not None and draft.text != step.text
    if form is None:
        form = StepForm.showing(step, draft.text if draft and unsent else step.text)
        form.offer(step.kind, files)
    elif status == STALE:
        form.version.errors, form.version.raw_data, form.version.data = [], None, step.version
    here: dict[str, Any] = {"lesson_id": sheet.lesson.id, "step_id": step.id}
    return render(
        "library/step.html",
        status=status,
        sheet=sheet,
        step=step,
        form=form,
        kind=step.kind,
        uploads=uploads,
        heading=heading(step.kind),
        about=about(step.kind),
        action=url_for("library.step", **here),
        draft_url=url_for("library.step_draft", **here),
        draft=_kept(draft),
        unsent=unsent,
        clash=status == STALE,
    )


def _kept(draft: Draft | None) -> dict[str, Any]:
    return {"version": draft.version if draft else 0, "saved_at": draft.saved_at if draft else None}
