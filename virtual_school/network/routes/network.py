"""The network's organisations and subjects."""

import uuid

from flask import Blueprint, Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.htmx import render
from virtual_school.network import actions, queries
from virtual_school.network.forms import KIND_WORDS, EndForm, OrganisationForm, SubjectForm
from virtual_school.network.marks import only
from virtual_school.network.policy import KEEPERS
from virtual_school.network.viewer import viewer

bp = Blueprint("network", __name__, url_prefix="/network")


@bp.get("")
@only(*KEEPERS)
def index() -> Response:
    return _page(OrganisationForm(), SubjectForm())


def _page(organisation_form: OrganisationForm, subject_form: SubjectForm) -> Response:
    sent = subject_form if subject_form.errors else organisation_form
    return render(
        "network/index.html",
        status=sent.http_status,
        form=sent,
        organisation_form=organisation_form,
        subject_form=subject_form,
        kind_words=KIND_WORDS,
        organisations=queries.places(viewer),
        subjects=[(term.id, term.words) for term in queries.subjects(viewer)],
    )


@bp.post("/organisations")
@only(*KEEPERS)
def add_organisation() -> AnyResponse:
    form = OrganisationForm()
    if form.validate():
        here = form.makes(viewer.account_id, lambda: _after(actions.bring_in(viewer, **form.values()), "organisations"))
        if here:
            flash(_("%(name)s is in the network now.", name=form.name.data))
            return redirect(here, 303)
    return _page(form, SubjectForm(formdata=None))


@bp.post("/organisations/<uuid:member_id>/end")
@only(*KEEPERS)
def end_organisation(member_id: uuid.UUID) -> AnyResponse:
    form = EndForm()
    if form.validate():
        actions.end_place(viewer, queries.place(viewer, member_id), form.because.data)
        flash(_("It is no longer in the network. Its people keep their roles until each is ended."))
    return redirect(url_for("network.index"), 303)


@bp.post("/subjects")
@only(*KEEPERS)
def add_subject() -> AnyResponse:
    form = SubjectForm()
    if form.validate():
        here = form.makes(viewer.account_id, lambda: _after(actions.add_subject(viewer, **form.values()), "subjects"))
        if here:
            return redirect(here, 303)
    return _page(OrganisationForm(formdata=None), form)


@bp.post("/subjects/<uuid:term_id>/retire")
@only(*KEEPERS)
def retire_subject(term_id: uuid.UUID) -> AnyResponse:
    actions.retire_subject(viewer, queries.subject(viewer, term_id))
    flash(_("It is not offered any more. Lessons that have it keep it."))
    return redirect(url_for("network.index", _anchor="subjects"), 303)


def _after(made: object, part: str) -> str:
    return url_for("network.index", _anchor=part)
