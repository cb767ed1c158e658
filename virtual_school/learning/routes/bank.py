"""Words that an answerer keeps to use again: a press away from the box, and looked after on a page of their own."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.learning import actions
from virtual_school.learning.actions import account_of
from virtual_school.learning.forms_marking import BankForm, ChangeWordsForm
from virtual_school.learning.models import BankComment
from virtual_school.learning.queries import bank as own
from virtual_school.learning.queries import pile as queries
from virtual_school.learning.routes.blueprint import bp
from virtual_school.learning.routes.pile import hand_in_page
from virtual_school.network.marks import staff
from virtual_school.network.roles import ANSWERERS
from virtual_school.network.viewer import viewer


@bp.get("/to-answer/words")
@staff(*ANSWERERS)
def words_kept() -> Response:
    return _page(BankForm(formdata=None))


def _page(form: BankForm, status: int = 200) -> Response:
    return render("learning/words.html", status=status, form=form, kept=own.bank(viewer))


@bp.post("/to-answer/words")
@staff(*ANSWERERS)
def keep_words() -> AnyResponse:
    form = BankForm()
    if not form.validate():
        return _page(form, 422)
    return _keep(form, url_for("learning.words_kept")) or _page(form, 409)


@bp.post("/to-answer/<uuid:hand_in_id>/words")
@staff(*ANSWERERS)
def keep_words_here(hand_in_id: uuid.UUID) -> AnyResponse:
    """From beside the answer, which stays as it is."""
    queries.to_return(viewer, hand_in_id)
    form = BankForm()
    if not form.validate():
        return hand_in_page(hand_in_id, beside={"bank": form}, status=422)
    place = url_for("learning.answer", hand_in_id=hand_in_id, _anchor="bank")
    return _keep(form, place) or hand_in_page(hand_in_id, beside={"bank": form}, status=409)


def _keep(form: BankForm, place: str) -> AnyResponse | None:
    """Where to go on; nothing where there is no more room, and the reason stands beside the box."""
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    try:
        actions.keep_comment(viewer, form.comment.data or "")
    except WrongState as error:
        form.comment.errors = [error.because]
        return None
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


@bp.get("/to-answer/words/<uuid:comment_id>")
@staff(*ANSWERERS)
def words(comment_id: uuid.UUID) -> Response:
    row = own.kept_words(viewer, comment_id)
    return _one(comment_id, ChangeWordsForm(formdata=None, comment=row.words, version=row.version))


def _one(
    comment_id: uuid.UUID, form: ChangeWordsForm, theirs: BankComment | None = None, status: int = 200
) -> Response:
    said = theirs.words if theirs else None
    return render("learning/words_change.html", status=status, form=form, comment_id=comment_id, theirs=said)


@bp.post("/to-answer/words/<uuid:comment_id>")
@staff(*ANSWERERS)
def change_words(comment_id: uuid.UUID) -> AnyResponse:
    row, form = own.to_change(viewer, comment_id), ChangeWordsForm()
    if not form.validate():
        return _one(comment_id, form, status=422)
    theirs = actions.change_comment(viewer, row.id, form.comment.data or "", form.version.data or 0)
    if theirs is not None:
        again = ChangeWordsForm(formdata=None, comment=form.comment.data, version=theirs.version)
        return _one(comment_id, again, theirs, status=409)
    return redirect(url_for("learning.words_kept"), 303)


@bp.post("/to-answer/words/<uuid:comment_id>/remove")
@staff(*ANSWERERS)
def remove_words(comment_id: uuid.UUID) -> AnyResponse:
    actions.remove_comment(viewer, comment_id)
    flash(_("Taken away. What you answered with these words stays as it is."), "ok")
    return redirect(url_for("learning.words_kept"), 303)
