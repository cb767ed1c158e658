"""What the pages of one lesson hold."""

from typing import Any

from flask import Response

from virtual_school.core.files.store import filing
from virtual_school.core.htmx import htmx, render
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.library import actions, policy, queries
from virtual_school.library.forms import LessonForm, typed
from virtual_school.library.models import LessonState
from virtual_school.library.queries import Sheet
from virtual_school.network.viewer import Viewer

STALE = 409


def lesson_page(viewer: Viewer, sheet: Sheet) -> Response:
    """A lesson as its readers see it, with what the viewer may do about it."""
    files = queries.files(viewer, sheet)
    changed = sheet.is_changed(files)
    return render(
        "library/lesson.html",
        sheet=sheet,
        files=files,
        changed=sheet.is_posted and changed and policy.is_of_own_school(viewer, sheet.lesson),
        can_change=policy.can_change(viewer, sheet.lesson),
        can_post=policy.can_post(viewer, sheet.lesson, files, changed=changed),
        can_withdraw=policy.can_withdraw(viewer, sheet.lesson),
        is_draft=sheet.lesson.state is LessonState.DRAFT,
    )


def edit_page(viewer: Viewer, sheet: Sheet, form: LessonForm | None = None, *, status: int = 200) -> Response:
    """A lesson to be changed: as it is, or as it was sent and could not be saved."""
    files = queries.files(viewer, sheet)
    lesson, account = sheet.lesson, viewer.account_id
    draft = drafts.find(account, actions.draft_subject(lesson)) if account else None
    unsent = form is None and draft is not None and draft.text != lesson.instructions
    theirs: list[dict[str, Any]] = []
    if form is None:
        form = LessonForm.showing(lesson, draft.text if draft and unsent else lesson.instructions)
        form.offer(queries.subjects(viewer), lesson, sheet.subject)
        theirs = _differences(form, sheet) if unsent and lesson.changed_by != account else []
    elif status == STALE:
        theirs = _differences(form, sheet)
        form.version.errors = []
        # Whoever saves after looking saves on the newer one; what was sent would be shown before what is set.
        form.version.raw_data, form.version.data = None, lesson.version
    return render(
        "library/edit.html",
        {"lesson-files": "library/_files.html", "preview": "library/_preview.html"},
        status=status,
        sheet=sheet,
        form=form,
        files=files,
        draft=_kept(draft),
        unsent=unsent,
        theirs=theirs,
        clash=status == STALE,
        can_post=policy.can_post(viewer, lesson, files, changed=sheet.is_changed(files)),
        in_part=htmx.wants_fragment,
        most=filing().limit,
    )


def _kept(draft: Draft | None) -> dict[str, Any]:
    return {"version": draft.version, "saved_at": draft.saved_at} if draft else {"version": 0, "saved_at": None}


def _differences(form: LessonForm, sheet: Sheet) -> list[dict[str, Any]]:
    """Where the row and the form differ: the field, what is in the row, what is in the box."""
    found = []
    for name, there in typed(sheet.lesson).items():
        field = form[name]
        mine = field.data or ""
        if there != mine:
            words = {choice.value: choice.label for choice in getattr(field, "choices", None) or []}
            found.append({"label": field.label.text, "theirs": words.get(there, there), "mine": words.get(mine, mine)})
    return found
