"""Carers, and who cares for a pupil: begun and ended."""

import uuid

from flask import flash, redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.identity import queries as people
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import access, actions, queries, words
from virtual_school.pupils.forms import (
    CareForm,
    CarerForm,
    ChangeCarerForm,
    EndCarerForm,
    EndForm,
    ReopenCarerForm,
)
from virtual_school.pupils.models import CareKind, Part, Pupil
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.routes.blueprint import bp, choices, page_of, then, to_change
from virtual_school.pupils.who_can_see import who_can_see

# Which role somebody holds who is named as this.
ROLES = {kind: role for role, kind in access.CARE_ROLES.items() if kind is not CareKind.CARER}


@bp.route("/pupils/<uuid:pupil_id>/carers/new", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def add_carer(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = to_change(pupil_id)
    form = CarerForm()
    if form.validate_on_submit():
        done = page_of(pupil_id, "family")
        here = form.makes(viewer.account_id, lambda: then(done, actions.enter_carer(viewer, pupil, **form.values())))
        if here:
            return redirect(here, 303)
    name = queries.name_for(pupil, opened)
    return render(
        "pupils/carer.html", form=form, pupil=pupil, name=name, seen=_seen(opened, pupil), status=form.http_status
    )


def _seen(opened: access.Access, pupil: Pupil) -> str:
    return who_can_see(viewer, opened, pupil, Audience(Part.FAMILY))


@bp.route("/pupils/<uuid:pupil_id>/carers/<uuid:row_id>", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def change_carer(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    """What is known of a carer, and what they may see."""
    pupil, opened = to_change(pupil_id)
    carer, link = queries.carer(pupil_id, row_id), queries.rights_of(pupil_id).get(row_id)
    form = ChangeCarerForm(
        obj=carer,
        may_see_record=link is not None and link.may_see_record,
        may_see_whereabouts=link is not None and link.may_see_whereabouts,
    )
    if form.validate_on_submit():
        if form.carries(lambda: actions.change_carer(viewer, carer, link, **form.values())):
            flash(_("Saved. It holds from now on."))
            return redirect(page_of(pupil_id, "family"), 303)
    return render(
        "pupils/carer.html",
        form=form,
        pupil=pupil,
        name=queries.name_for(pupil, opened),
        carer=carer,
        link=link,
        seen=_seen(opened, pupil),
        status=form.http_status,
    )


@bp.route("/pupils/<uuid:pupil_id>/carers/<uuid:row_id>/end", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def end_carer(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    """Say that somebody is no carer of the pupil any more; or, once they are not, that they are again."""
    pupil, opened = to_change(pupil_id)
    carer = queries.carer(pupil_id, row_id)
    form = EndCarerForm() if carer.ended_at is None else ReopenCarerForm()
    act = actions.end_carer if carer.ended_at is None else actions.reopen_carer
    if form.validate_on_submit():
        if form.carries(lambda: act(viewer, carer, **form.values())):
            return redirect(page_of(pupil_id, "family"), 303)
    name = queries.name_for(pupil, opened)
    seen, status = _seen(opened, pupil), form.http_status
    return render("pupils/carer_end.html", form=form, pupil=pupil, name=name, carer=carer, seen=seen, status=status)


@bp.route("/pupils/<uuid:pupil_id>/care/<kind>", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def add_care(pupil_id: uuid.UUID, kind: str) -> AnyResponse:
    """Name a mentor, a key adult or a social worker."""
    pupil, opened = to_change(pupil_id)
    role = next((role for named, role in ROLES.items() if named.value == kind), None)
    if role is None:
        raise NotVisible
    form = CareForm()
    held = people.holders(viewer.network_id, frozenset({role}))
    form.account_id.choices = choices([(one.membership.account_id, f"{one.name}, {one.organisation}") for one in held])
    if form.validate_on_submit():
        done, named = page_of(pupil_id, "people"), CareKind(kind)
        made = form.makes(
            viewer.account_id, lambda: then(done, actions.begin_care(viewer, pupil, kind=named, **form.values()))
        )
        if made:
            return redirect(made, 303)
    return render(
        "pupils/care.html",
        form=form,
        pupil=pupil,
        name=queries.name_for(pupil, opened),
        status=form.http_status,
        as_what=words.CARE_WORDS[CareKind(kind)],
        nobody=not held,
    )


@bp.post("/pupils/<uuid:pupil_id>/care/<uuid:row_id>/end")
@only(Role.VIRTUAL_SCHOOL_LEAD)
def end_care(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    to_change(pupil_id)
    form = EndForm()
    form.validate()
    actions.end_care(viewer, queries.care_link(pupil_id, row_id), form.because.data)
    flash(_("The link has ended. What it opened is shut from now on."))
    return redirect(page_of(pupil_id, "people"), 303)
