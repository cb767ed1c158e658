"""The network's dictionary of kinds of marks: read by everybody, said by whoever leads the Virtual School."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.assessment import actions, policy
from virtual_school.assessment.forms.kind import KindForm
from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.queries.kinds import dictionary
from virtual_school.assessment.routes.blueprint import bp
from virtual_school.core.access import signed_in
from virtual_school.core.db import begin
from virtual_school.core.errors import NotVisible, Stale
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.roles import ROLE_WORDS
from virtual_school.network.viewer import viewer


@bp.get("/marks/kinds")
@signed_in
def kinds() -> AnyResponse:
    """What each kind of mark means. It holds nothing about a child."""
    found = dictionary(viewer)
    return render(
        "assessment/kinds.html",
        kinds=found.in_use,
        retired=[kind for kind in found.kinds.values() if kind.is_retired],
        may_define=viewer.is_any(*policy.DEFINERS),
        role_words=ROLE_WORDS,
    )


@bp.get("/marks/kinds/<key>/before")
@signed_in
def kind_before(key: str) -> AnyResponse:
    """What a kind meant before, with the newest first."""
    kind = _kind(key)
    earlier = [one for one in dictionary(viewer).versions.values() if one.key == key and one.number < kind.number]
    return render(
        "assessment/before.html",
        kind=kind,
        earlier=sorted(earlier, key=lambda one: -one.number),
        role_words=ROLE_WORDS,
    )


@bp.route("/marks/kinds/new", methods=["GET", "POST"])
@only(*policy.DEFINERS)
def new_kind() -> AnyResponse:
    form = KindForm.of(None)
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _define(form.meant(), None, ""))
        if went:
            return redirect(went, 303)
    return render("assessment/kind.html", form=form, kind=None, theirs=None, status=form.http_status)


@bp.route("/marks/kinds/<key>", methods=["GET", "POST"])
@only(*policy.DEFINERS)
def change_kind(key: str) -> AnyResponse:
    """Say anew what a kind means. Two who do so at once are shown each other's words."""
    kind = _kind(key)
    form = KindForm.of(kind)
    if form.validate_on_submit():
        try:
            went = form.makes(
                viewer.account_id,
                lambda: _define(form.meant(key), form.version.data or 0, form.because.data or ""),
            )
        except Stale as error:
            begin(write=False)
            theirs = _kind(key)
            form.version.raw_data, form.version.data = None, theirs.number
            return render("assessment/kind.html", form=form, kind=theirs, theirs=theirs, status=error.status)
        if went:
            return redirect(went, 303)
    return render("assessment/kind.html", form=form, kind=kind, theirs=None, status=form.http_status)


@bp.post("/marks/kinds/<key>/retire")
@only(*policy.DEFINERS)
def retire_kind(key: str) -> AnyResponse:
    actions.retire(viewer, _kind(key))
    flash(_("It is not offered any more. What was entered stays, with what it meant."), "ok")
    return redirect(url_for("assessment.kinds"), 303)


def _define(meant: Kind, number: int | None, because: str) -> str:
    actions.define(viewer, meant, number=number, because=because)
    flash(_("Saved. What was entered before keeps what it meant then."), "ok")
    return url_for("assessment.kinds")


def _kind(key: str) -> Kind:
    found = dictionary(viewer).kinds.get(key)
    if found is None:
        raise NotVisible
    return found
