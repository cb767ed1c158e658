"""What a letter says in another language: typed by a person, read again by a second, withdrawn when it is wrong."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.letters import actions, policy, queries, words
from virtual_school.letters.forms import CopyForm
from virtual_school.letters.models import Letter
from virtual_school.letters.queries import copies
from virtual_school.letters.routes.blueprint import bp, pupil_of
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import name_for


@bp.route("/letters/<uuid:letter_id>/copy", methods=["GET", "POST"])
@staff(*policy.WRITERS)
def copy(letter_id: uuid.UUID) -> AnyResponse:
    """The original beside the boxes."""
    form = CopyForm() if request.method == "POST" else None
    letter = queries.to_change(viewer, letter_id) if form else queries.shown(viewer, letter_id).letter
    pupil, opened = pupil_of(letter.pupil_id)
    require(policy.can_type_copy(viewer, opened, letter))
    if form is None:
        return _page(letter, _as_kept(letter))
    if not form.validate():
        return _page(letter, form, status=422)
    typed = actions.TypedCopy(
        form.language.data or "", form.subject.data or "", form.text.data or "", form.translator.data or ""
    )
    place = url_for("letters.page", letter_id=letter_id)

    def act() -> str:
        actions.type_copy(viewer, letter=letter, pupil=pupil, opened=opened, typed=typed)
        return place

    here = form.makes(viewer.account_id, act)
    if here is None:
        return _page(queries.shown(viewer, letter_id).letter, form, status=409)
    flash(_("Kept beside the letter. Whoever asked for it is told."), "ok")
    return redirect(here, 303)


def _as_kept(letter: Letter) -> CopyForm:
    draft = queries.draft_of(viewer, queries.subject_of_copy(letter.id))
    kept = {"text": draft.text, "draft_version": draft.version} if draft else {}
    return CopyForm(formdata=None, translator=viewer.name, **kept)


def _page(letter: Letter, form: CopyForm, status: int = 200) -> Response:
    pupil, opened = pupil_of(letter.pupil_id)
    looked(pupil.id, Part.FAMILY, "letter", letter.id)
    return render(
        "letters/copy.html",
        status=status,
        letter=letter,
        pupil=pupil,
        name=name_for(pupil, opened),
        form=form,
        asked=[one for one in queries.sent(letter, pupil) if one.to.asked_at],
        draft=queries.draft_of(viewer, queries.subject_of_copy(letter.id)),
        seen=words.who_reads_copy(pupil.known_as),
        words=words,
    )


@bp.put("/letters/<uuid:letter_id>/copy/draft")
@staff(*policy.WRITERS)
def save_copy(letter_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    letter = queries.to_change(viewer, letter_id)
    _pupil, opened = pupil_of(letter.pupil_id)
    return actions.save_copy_draft(viewer, letter=letter, opened=opened, sent=sent)


@bp.post("/letter-copies/<uuid:copy_id>/checked")
@staff(*policy.WRITERS)
def checked(copy_id: uuid.UUID) -> AnyResponse:
    """A second person has read it beside the original."""
    found, letter = copies.to_change(viewer, copy_id)
    pupil, opened = pupil_of(letter.pupil_id)
    try:
        actions.check_copy(viewer, letter=letter, pupil=pupil, copy=found, opened=opened)
    except WrongState as error:
        flash(error.because, "warm")
        return redirect(url_for("letters.page", letter_id=letter.id), 303)
    flash(_("Noted: you read it again, and it says the same."), "ok")
    return redirect(url_for("letters.page", letter_id=letter.id), 303)


@bp.post("/letter-copies/<uuid:copy_id>/withdraw")
@staff(*policy.WRITERS)
def withdraw_copy(copy_id: uuid.UUID) -> AnyResponse:
    """It says something else than the letter: gone from every page. It can be typed anew."""
    found, letter = copies.to_change(viewer, copy_id)
    _pupil, opened = pupil_of(letter.pupil_id)
    actions.withdraw_copy(viewer, letter=letter, copy=found, opened=opened)
    flash(_("The copy is taken back. The letter stays."), "ok")
    return redirect(url_for("letters.page", letter_id=letter.id), 303)
