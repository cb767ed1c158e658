"""What the pages of one lesson hold."""

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Response, url_for

from virtual_school.core.files.store import filing
from virtual_school.core.htmx import htmx, render
from virtual_school.core.saving import drafts
from virtual_school.core.saving.models import Draft
from virtual_school.library import actions, glossary, plain, policy, queries
from virtual_school.library.forms import BOARDS, LessonForm, NewLessonForm, typed
from virtual_school.library.models import Lesson, LessonState, StepWords
from virtual_school.library.queries import Sheet
from virtual_school.library.shown import as_pupils_see
from virtual_school.library.step_words import step_kinds
from virtual_school.library.use.showing import network_card
from virtual_school.network.viewer import Viewer

STALE = 409


def lesson_page(viewer: Viewer, sheet: Sheet, *, status: int = 200, **more: Any) -> Response:
    """A lesson as its readers see it, with what the viewer may do about it."""
    files, steps = queries.files(viewer, sheet), queries.steps(viewer, sheet)
    changed = sheet.is_changed(files, steps=steps.changed)
    its_steps: Sequence[StepWords] = steps.posted if sheet.is_posted else steps.now
    return render(
        "library/lesson.html",
        sheet=sheet,
        files=files,
        shown=as_pupils_see(
            sheet.shown, its_steps, files, steps.questions(posted=sheet.is_posted), source=sheet.source
        ),
        changed=sheet.is_posted and changed and policy.is_of_own_school(viewer, sheet.lesson),
        can_change=policy.can_change(viewer, sheet.lesson),
        can_post=policy.can_post(viewer, sheet.lesson, files, steps=steps.now, changed=changed),
        can_withdraw=policy.can_withdraw(viewer, sheet.lesson),
        is_draft=sheet.lesson.state is LessonState.DRAFT,
        status=status,
        **(network_card(viewer, sheet) | more),
    )


def edit_page(viewer: Viewer, sheet: Sheet, form: LessonForm | None = None, *, status: int = 200) -> Response:
    """A lesson to be changed: as it is, or as it was sent and could not be saved."""
    files, steps = queries.files(viewer, sheet), queries.steps(viewer, sheet)
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
    changed = sheet.is_changed(files, steps=steps.changed)
    return render(
        "library/edit.html",
        {
            "lesson-files": "library/_files.html",
            "lesson-steps": "library/_steps.html",
            "preview": "library/_preview.html",
        },
        status=status,
        sheet=sheet,
        form=form,
        files=files,
        steps=steps.now,
        step_kinds=step_kinds(),
        shown=as_pupils_see(lesson, steps.now, files, steps.questions(posted=False), "p-", sheet.source),
        hard=hard_in(lesson, steps.now),
        unexplained=glossary.without_meaning(lesson.keywords),
        boards=BOARDS,
        draft=_kept(draft),
        unsent=unsent,
        theirs=theirs,
        clash=status == STALE,
        can_post=policy.can_post(viewer, lesson, files, steps=steps.now, changed=changed),
        in_part=htmx.wants_fragment,
        most=filing().limit,
    )


def new_page(viewer: Viewer, form: NewLessonForm | None, uploads: Sequence[uuid.UUID] = ()) -> Response:
    """A lesson that is not there yet: empty, with the words that were being typed for it, or as it was sent."""
    account = viewer.account_id
    draft = drafts.find(account, actions.NEW) if account else None
    put_back = form is None and draft is not None and bool(draft.text)
    unsaved = "errors" if form else ""
    if form is None:
        form = NewLessonForm(formdata=None, instructions=draft.text if draft else "")
        form.offer(queries.subjects(viewer))
    return render(
        "library/new.html",
        status=form.http_status,
        form=form,
        boards=BOARDS,
        uploads=uploads,
        put_back=put_back,
        draft={"url": url_for("library.new_draft"), **_kept(draft), "unsaved": unsaved},
    )


def _kept(draft: Draft | None) -> dict[str, Any]:
    return {"version": draft.version, "saved_at": draft.saved_at} if draft else {"version": 0, "saved_at": None}


def hard_in(lesson: Lesson, steps: Sequence[StepWords]) -> plain.Hard:
    """What may lose a reader in all that pupils read of this lesson."""
    explained = frozenset(word.word.casefold() for word in glossary.keywords(lesson.keywords) if word.meaning)
    return plain.look("\n\n".join([lesson.outcome, lesson.instructions, *(step.text for step in steps)]), explained)


def _differences(form: LessonForm, sheet: Sheet) -> list[dict[str, Any]]:
    """Where the row and the form differ: the field, what is in the row, what is in the box."""
    found = []
    for name, there in typed(sheet.lesson).items():
        field = form[name]
        mine = field.data if field.data is not None else type(there)()
        if there != mine and (there or mine):
            found.append({"label": field.label.text, "theirs": _said(field, there), "mine": _said(field, mine)})
    return found


def _said(field: Any, value: Any) -> str:
    """What stands in a box or is chosen in a list, in words."""
    words = {field.coerce(choice.value): choice.label for choice in getattr(field, "choices", None) or []}
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(str(words.get(one, one)) for one in chosen if one)
