"""What is shared with the panel: told to the family on a day, objected to, answered by a named person."""

import uuid
from collections.abc import Callable

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.forms import Form
from virtual_school.core.htmx import render
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, SharingNote
from virtual_school.referrals import words
from virtual_school.referrals.actions import sharing as actions
from virtual_school.referrals.forms.referral import AnswerForm, BasisForm, ObjectionForm, ToldForm
from virtual_school.referrals.models import Referral
from virtual_school.referrals.policy import referral as policy
from virtual_school.referrals.queries import referral as queries
from virtual_school.referrals.routes.blueprint import back_to, bp, then

TELLERS = (*policy.SCHOOL_TEAM, Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD)
Act = Callable[[Referral, SharingNote], None]


@bp.get("/referrals/<uuid:referral_id>/sharing/<uuid:note_id>")
@staff(*TELLERS)
def sharing(referral_id: uuid.UUID, note_id: uuid.UUID) -> Response:
    return _page(referral_id, note_id)


def _page(referral_id: uuid.UUID, note_id: uuid.UUID, form: Form | None = None) -> Response:
    sheet = queries.sheet(viewer, referral_id)
    looked(sheet.pupil.id, Part.REFERRAL, "sharing", note_id)
    kinds = {"basis": BasisForm, "told": ToldForm, "objection": ObjectionForm, "answer": AnswerForm}
    return render(
        "referrals/sharing.html",
        status=form.http_status if form is not None else 200,
        sheet=sheet,
        name=sheet.pupil.initial,
        note=pupils.sharing_note("referral", referral_id, note_id),
        form=form,
        forms={key: form if isinstance(form, kind) else kind(formdata=None) for key, kind in kinds.items()},
        may=policy.can_tell(viewer, sheet.referral.state),
        may_base=policy.can_prepare(viewer, sheet.referral.state),
        words=words,
    )


def _do(
    referral_id: uuid.UUID, note_id: uuid.UUID, form: Form, act: Act, said: str, place: str | None = None
) -> AnyResponse:
    referral = queries.to_change(viewer, referral_id)
    note = pupils.sharing_note("referral", referral_id, note_id)
    if form.validate() and form.carries(lambda: act(referral, note)):
        flash(said)
        return redirect(place or url_for("referrals.sharing", referral_id=referral_id, note_id=note_id), 303)
    return _page(referral_id, note_id, form)


@bp.post("/referrals/<uuid:referral_id>/sharing/<uuid:note_id>/basis")
@staff(*policy.SCHOOL_TEAM)
def base_sharing(referral_id: uuid.UUID, note_id: uuid.UUID) -> AnyResponse:
    form = BasisForm()
    return _do(
        referral_id, note_id, form, lambda one, note: actions.base(viewer, one, note, form.basis.data), _("Kept.")
    )


@bp.post("/referrals/<uuid:referral_id>/sharing/<uuid:note_id>/told")
@staff(*TELLERS)
def tell_sharing(referral_id: uuid.UUID, note_id: uuid.UUID) -> AnyResponse:
    form = ToldForm()

    def act(referral: Referral, note: SharingNote) -> None:
        if form.told_on.data is not None:
            actions.tell(viewer, referral, note, form.told_on.data)

    return _do(referral_id, note_id, form, act, _("Written down: the family was told."), back_to(referral_id))


@bp.post("/referrals/<uuid:referral_id>/sharing/<uuid:note_id>/objection")
@staff(*TELLERS)
def object_to_sharing(referral_id: uuid.UUID, note_id: uuid.UUID) -> AnyResponse:
    """An objection that somebody made to an adult. Sent twice it stands once."""
    form, referral = ObjectionForm(), queries.to_change(viewer, referral_id)
    note = pupils.sharing_note("referral", referral_id, note_id)
    place = url_for("referrals.sharing", referral_id=referral_id, note_id=note_id)
    said = {"words": form.objection.data or "", "who": form.who.data or ""}
    if form.validate() and form.makes(
        viewer.account_id, lambda: then(place, actions.object_for(viewer, referral, note, **said))
    ):
        flash(_("Written down. Somebody has to answer it before this goes on."))
        return redirect(place, 303)
    return _page(referral_id, note_id, form)


@bp.post("/referrals/<uuid:referral_id>/sharing/<uuid:note_id>/answer")
@staff(*TELLERS)
def answer_objection(referral_id: uuid.UUID, note_id: uuid.UUID) -> AnyResponse:
    form = AnswerForm()
    act: Act = lambda referral, note: actions.answer(viewer, referral, note, form.answer.data or "")  # noqa: E731
    return _do(referral_id, note_id, form, act, _("Answered. They can read it on their own page."))
