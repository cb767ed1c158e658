"""The prepared return: a head of year's list, one return with its steps, and what is chosen when it is not ready."""

import uuid

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see
from virtual_school.timetable import actions, policy, queries
from virtual_school.timetable import returns as prepared
from virtual_school.timetable.forms import ChooseForm, StepForm
from virtual_school.timetable.models import ReturnStepKind
from virtual_school.timetable.returns import Return
from virtual_school.timetable.routes.blueprint import bp


@bp.get("/returns")
@staff(*policy.READ_RETURNS)
def returns() -> AnyResponse:
    """The returns to prepare, before they happen; and apart from them, those that happened unprepared."""
    today = clock.today()
    return render(
        "timetable/returns.html",
        due=prepared.due(viewer, today),
        unprepared=prepared.unprepared(viewer, today),
    )


def _found(lesson_out_id: uuid.UUID) -> tuple[Return, Access]:
    row = queries.lesson_out(lesson_out_id)
    _pupil, access = find(viewer, row.pupil_id, Part.WEEK)
    coming = prepared.one(row, clock.today())
    if coming is None:
        raise NotVisible
    return coming, access


@bp.route("/lessons-out/<uuid:lesson_out_id>/return", methods=["GET", "POST"])
@staff(*policy.PREPARE)
def prepare(lesson_out_id: uuid.UUID) -> AnyResponse:
    """One return: its steps, each with what was done and by whom."""
    coming, access = _found(lesson_out_id)
    require(policy.can_prepare(viewer, access))
    form = StepForm()
    if not form.is_submitted():
        looked(coming.pupil.id, Part.WEEK, "return", lesson_out_id)
        return _page(coming, access)
    kind, words = form.step, form.words.data or ""
    if kind is None:
        raise NotVisible
    if form.validate():
        here = form.makes(viewer.account_id, lambda: _noted(coming, access, kind, words))
        if here:
            return redirect(here, 303)
    return _page(coming, access, form, status=422)


def _noted(coming: Return, access: Access, kind: ReturnStepKind, words: str) -> str:
    actions.note_step(viewer, access, coming.row, kind, words)
    return url_for("timetable.prepare", lesson_out_id=coming.row.id)


@bp.post("/lessons-out/<uuid:lesson_out_id>/choose")
@staff(*policy.CHOOSE)
def choose(lesson_out_id: uuid.UUID) -> AnyResponse:
    """Not ready: we prepare it in time, or out for longer, with a last day and a reason."""
    coming, access = _found(lesson_out_id)
    require(policy.can_choose(viewer, access, coming))
    form = ChooseForm()
    form.after = coming.last_out
    if form.validate():
        here = form.makes(viewer.account_id, lambda: _chosen(coming, access, form))
        if here:
            flash(_("Lengthened, once, with its reason.") if form.extends else _("It is noted that you prepare it."))
            return redirect(here, 303)
    return _page(coming, access, choosing=form, status=422)


def _chosen(coming: Return, access: Access, form: ChooseForm) -> str:
    if form.extends and form.ends_on.data:
        because = form.because.data or ""
        actions.extend(viewer, access, coming, ends_on=form.ends_on.data, because=because)
        return url_for("timetable.returns")
    actions.choose_to_prepare(viewer, access, coming)
    return url_for("timetable.prepare", lesson_out_id=coming.row.id)


def _page(
    coming: Return,
    access: Access,
    form: StepForm | None = None,
    choosing: ChooseForm | None = None,
    *,
    status: int = 200,
) -> AnyResponse:
    return render(
        "timetable/return.html",
        status=status,
        coming=coming,
        name=name_for(coming.pupil, access),
        form=form or choosing or StepForm(formdata=None),
        open_step=form.kind.data if form else None,
        choosing=choosing or ChooseForm(formdata=None),
        may_choose=policy.can_choose(viewer, access, coming),
        may_extend=policy.can_extend(coming),
        may_end=policy.can_end_lesson_out(access, None, coming.row, coming),
        words=prepared.STEP_WORDS,
        steps=prepared.STEPS,
        seen=who_can_see(viewer, access, coming.pupil, Audience(Part.WEEK)),
        reads_returns=viewer.is_any(*policy.READ_RETURNS),
    )
