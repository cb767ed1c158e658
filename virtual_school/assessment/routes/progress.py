"""How a pupil gets on: for those who reach their marks, and for themself; a mark entered, a mark taken back."""

import uuid

from flask import flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.assessment import actions, policy
from virtual_school.assessment.drawn import by_kind
from virtual_school.assessment.forms.mark import MarkForm, WithdrawForm
from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.queries import progress as queries
from virtual_school.assessment.queries.entries import entry
from virtual_school.assessment.queries.kinds import dictionary
from virtual_school.assessment.routes.blueprint import bp
from virtual_school.assessment.standard import MAY_ENTER
from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.network import queries as networks
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see

ADULTS = tuple(role for role in Role if role is not Role.PUPIL)


@bp.get("/my-progress")
@only(Role.PUPIL)
def mine() -> AnyResponse:
    """What I can do now, and my marks with what each means."""
    if viewer.pupil_id is None:
        raise NotVisible
    known = dictionary(viewer)
    subjects = queries.progress(viewer, viewer.pupil_id)
    return render("assessment/mine.html", subjects=subjects, by_kind=lambda marks: by_kind(marks, known))


@bp.get("/pupils/<uuid:pupil_id>/progress")
@only(*ADULTS)
def of_pupil(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, access = find(viewer, pupil_id, Part.GRADES)
    looked(pupil_id, Part.GRADES, "progress")
    known = dictionary(viewer)
    return render(
        "assessment/of_pupil.html",
        pupil=pupil,
        name=_name(pupil, access),
        access=access,
        subjects=queries.progress(viewer, pupil_id),
        by_kind=lambda marks: by_kind(marks, known),
        enters=_enters(known.in_use) if policy.can_enter(viewer, access) else [],
        may_withdraw=lambda mark: policy.can_withdraw(viewer, access, mark.assessor_id),
    )


def _name(pupil: Pupil, access: Access) -> str:
    return pupil.known_as if access.relation is Relation.CARER else name_for(pupil, access)


def _enters(kinds: list[Kind]) -> list[Kind]:
    return [kind for kind in kinds if policy.can_enter_kind(viewer, kind)]


@bp.route("/pupils/<uuid:pupil_id>/progress/new", methods=["GET", "POST"])
@staff(*MAY_ENTER)
def enter(pupil_id: uuid.UUID) -> AnyResponse:
    """One mark, of the kind that the address names."""
    pupil, access = find(viewer, pupil_id, Part.GRADES)
    looked(pupil_id, Part.GRADES, "progress")
    require(policy.can_enter(viewer, access))
    enters = _enters(dictionary(viewer).in_use)
    kind = _asked(enters)
    form = MarkForm.of(kind, [(term.id, term.words) for term in networks.subjects(viewer)])
    if form.validate_on_submit():
        went = form.makes(viewer.account_id, lambda: _entered(pupil, access, kind, form))
        if went:
            return redirect(went, 303)
    return render(
        "assessment/enter.html",
        status=form.http_status,
        form=form,
        kind=kind,
        enters=enters,
        pupil=pupil,
        name=_name(pupil, access),
        readers=who_can_see(viewer, access, pupil, Audience(Part.GRADES)),
    )


def _asked(enters: list[Kind]) -> Kind:
    """The kind that the address names; the first where it names none."""
    key = request.args.get("kind")
    for one in enters:
        if key in (None, one.key):
            return one
    raise NotVisible


def _entered(pupil: Pupil, access: Access, kind: Kind, form: MarkForm) -> str:
    actions.enter_one(
        viewer,
        pupil,
        access,
        kind,
        subject_id=form.subject_id.data,
        for_day=form.for_day.data or clock.today(),
        given=form.given,
        shown_by=form.shown_by.data,
    )
    flash(_("Saved: %(kind)s %(value)s.", kind=kind.words, value=form.given.value), "ok")
    return url_for("assessment.of_pupil", pupil_id=pupil.id)


@bp.route("/marks/<uuid:entry_id>/withdraw", methods=["GET", "POST"])
@staff(*MAY_ENTER)
def withdraw(entry_id: uuid.UUID) -> AnyResponse:
    """Entered for the wrong pupil, or wrongly: on no page any more, with the reason kept."""
    form = WithdrawForm()
    found = entry(viewer, entry_id, lock=form.is_submitted())
    row, pupil = found.row, found.pupil
    access = find(viewer, pupil.id, Part.GRADES)[1] if found.opens else None
    looked(pupil.id, Part.GRADES, "progress", entry_id)
    require(policy.can_withdraw(viewer, access, row.assessor_id))
    kind = dictionary(viewer).versions[row.version_id]
    place = url_for("assessment.enter_class", subject_id=row.subject_id, kind=kind.key, for_day=row.for_day)
    if access is not None:
        place = url_for("assessment.of_pupil", pupil_id=pupil.id)
    if form.validate_on_submit():
        actions.withdraw(viewer, access, row, form.because.data or "")
        flash(_("Taken back. Nobody sees it any more."), "ok")
        return redirect(place, 303)
    return render(
        "assessment/withdraw.html",
        status=form.http_status,
        form=form,
        row=row,
        kind=kind,
        name=_name(pupil, access) if access else pupil.initial,
        back_words=_name(pupil, access) if access else _("Enter marks for many pupils"),
        back_url=place,
    )
