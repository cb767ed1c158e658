"""Answering many at once: what waits as a zip, the list with its boxes on one page, the same as a file and back."""

import datetime as dt
import uuid
from typing import Any

from flask import Response, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock, lists, taking
from virtual_school.core.access import unlocked
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.core.notes import note
from virtual_school.core.saving import once
from virtual_school.core.taking.forms import TakeForm
from virtual_school.imports.reading.tables import Unreadable
from virtual_school.learning import actions, bulk, packing
from virtual_school.learning.actions import NotAll, Typed, account_of
from virtual_school.learning.forms_bulk import AnswersFileForm, ManyForm
from virtual_school.learning.packing import Packed
from virtual_school.learning.queries import bulk as queries
from virtual_school.learning.queries import pile
from virtual_school.learning.queries.bulk import Line
from virtual_school.learning.routes.blueprint import bp
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import said_outside

MOST_BYTES = 4 * 1024 * 1024
A_MICROSECOND = dt.timedelta(microseconds=1)
BEGINNING = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


@bp.get("/to-answer/many")
@staff(*ANSWERERS)
def many() -> AnyResponse:
    if request.args.get("as") in lists.WRITERS:
        return lists.answer(
            queries.oldest(viewer),
            bulk.columns(),
            "learning/many.html",
            name="answers",
            gather=lambda rows: queries.as_lines(viewer, rows),
        )
    return _page(queries.lines(viewer), ManyForm(formdata=None))


def _page(
    found: list[Line],
    form: ManyForm,
    typed: bulk.Typed | None = None,
    judged: bulk.Judged | None = None,
    sent: AnswersFileForm | None = None,
    *,
    from_file: bool = False,
    status: int | None = None,
) -> Response:
    judged = judged or bulk.Judged()
    if judged.wrong or judged.lines:
        form.form_errors.append(_("Nothing is returned yet. Put right what is named below, then return them."))
    faults = judged.wrong or judged.lines or form.errors or (sent and sent.file.errors)
    return render(
        "learning/many.html",
        form=sent if sent and sent.file.errors else form,
        boxes=form,
        file_form=sent or AnswersFileForm(formdata=None),
        lines=found,
        values=lambda line: {**bulk.standing(line), **_of(line, typed or {})},
        words=bulk.headings(),
        cells=bulk.read_only,
        choices={bulk.OUTCOME: list(bulk.outcomes()), bulk.SECURE: list(bulk.securities())},
        wrong=judged.wrong,
        bad_lines=judged.lines,
        count=len(judged.answers) if from_file else None,
        from_file=from_file,
        is_full=len(found) == queries.MOST,
        listed=lists.Page(found, len(found), 1),
        seen=said_outside(_("the pupil"), Audience(Part.WORK, own_teacher=True)),
        status=status or (422 if faults else 200),
    )


def _of(line: Line, typed: bulk.Typed) -> dict[str, str]:
    return {box: words for (hand_in_id, box), words in typed.items() if hand_in_id == line.id}


@bp.post("/to-answer/many")
@staff(*ANSWERERS)
def return_many() -> AnyResponse:
    """All of those that say how they go back, or none."""
    form, found = ManyForm(), queries.lines(viewer)
    went = once.claim(account_of(viewer), form.once.data or "")
    if went:
        return redirect(went, 303)
    typed = bulk.in_boxes(request.form, found)
    judged = bulk.judged(found, typed)
    if not judged.answers and not judged.wrong:
        form.form_errors.append(_("Say ‘Another go’ or ‘Done’ for each that goes back. Nothing was returned."))
    if form.form_errors or judged.wrong or not form.validate():
        return _page(found, form, typed, judged)
    sent = {line.id: _as_typed(line, typed) for line in found if (line.id, bulk.TEXT) in typed}
    try:
        made = actions.return_many(viewer, queries.to_return_each(viewer, list(sent)), judged.answers, sent)
    except NotAll as error:
        judged.wrong |= {(hand_in_id, bulk.TEXT): because for hand_in_id, because in error.because.items()}
        return _page(found, form, typed, judged, status=409)
    words = ngettext("One returned.", "%(num)s returned.", len(made))
    at = (made[0].returned_at - BEGINNING) // A_MICROSECOND
    flash({"words": words, "undo": url_for("learning.undo_many", at=at)}, "ok")  # type: ignore[arg-type]
    place = url_for("learning.pile")
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


def _as_typed(line: Line, typed: bulk.Typed) -> tuple[Typed, Typed]:
    found = []
    for box, known in ((bulk.PRAISE, line.praise_version), (bulk.TEXT, line.text_version)):
        name = f"{box}-{line.id}"
        version = request.form.get(f"{name}-version", "")
        at = int(version[:9]) if version.isascii() and version.isdigit() else known
        found.append(Typed(typed.get((line.id, box), ""), request.form.get(f"{name}-key", "")[:60], at))
    return found[0], found[1]


@bp.post("/to-answer/many/undo/<int:at>")
@staff(*ANSWERERS)
def undo_many(at: int) -> AnyResponse:
    """Those of one press that no pupil has read yet."""
    if at > 10**17:
        raise NotVisible
    count = actions.undo_many(viewer, queries.to_undo_each(viewer, BEGINNING + at * A_MICROSECOND))
    words = ngettext(
        "One undone. Its words are yours alone again.", "%(num)s undone. Their words are yours alone again.", count
    )
    flash(words if count else _("It is too late to undo this."), "ok" if count else "warm")
    return redirect(url_for("learning.many"), 303)


@bp.post("/to-answer/many/file")
@staff(*ANSWERERS)
@unlocked
def read_answers() -> AnyResponse:
    """What a file brings, in the boxes of the list: nothing goes back until somebody has looked at it and says so."""
    found, form, sent = queries.lines(viewer), ManyForm(formdata=None), AnswersFileForm()
    content = sent.file.data.read(MOST_BYTES + 1) if sent.file.data else b""
    try:
        if not content or len(content) > MOST_BYTES:
            raise Unreadable(_("Choose a file of this list: CSV or Excel (XLSX), at most 4 MB."))
        typed, judged = bulk.in_file(content, found)
    except Unreadable as error:
        sent.file.errors = [error.because]
        return _page(found, form, sent=sent)
    more = bulk.judged(found, typed)
    more.wrong, more.lines = {**more.wrong, **judged.wrong}, judged.lines
    return _page(found, form, typed, more, from_file=True)


@bp.get("/to-answer/many/zip")
@staff(*ANSWERERS)
def take_many() -> AnyResponse:
    """Everything that waits, to read without a line; with the reason, as for every list of children's matters."""
    found = queries.lines(viewer)
    reason = taking.given(viewer, request.args.get("taking", ""), request.path, request.args)
    if reason is None:
        return render("core/take.html", form=TakeForm(formdata=None, address=f"{request.path}?as=zip"), rows=len(found))
    if not found:
        return redirect(url_for("learning.many"), 303)
    packed = [_packed(line) for line in found]
    archive = packing.pack(packed, taking.face(viewer, reason.because))
    for one in packed:
        _noted(one)
    note("exported", account_id=viewer.account_id, object_id=reason.id, list="to-answer", rows=len(found), format="zip")
    name = f"to-answer-{clock.today().isoformat()}.zip"
    return send_file(archive, mimetype="application/zip", as_attachment=True, download_name=name)


def _packed(line: Line) -> Packed:
    work = pile.to_answer(viewer, line.id)
    stored: list[Any] = [pile.photo_to_answer(viewer, line.id, one.id)[:2] for one in work.go.photos]
    return Packed(line.number, work, stored)


def _noted(one: Packed) -> None:
    """Taken out it is opened: the pupil sees that, and takes it back no more."""
    hand_in_id: uuid.UUID = one.work.hand_in_id
    looked(one.work.pupil_id, Part.WORK, "answer", hand_in_id)
    if one.work.go.opened_at is None:
        note("hand_in.opened", account_id=viewer.account_id, pupil_id=one.work.pupil_id, object_id=hand_in_id)
