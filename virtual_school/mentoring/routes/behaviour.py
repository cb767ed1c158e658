"""What was observed: praise first; the family reads praise alone."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.core.saving import once
from virtual_school.mentoring import actions, policy, queries, words
from virtual_school.mentoring.actions import NamesAnother, Said, account_of
from virtual_school.mentoring.forms import ObservationForm, WithdrawForm
from virtual_school.mentoring.routes.blueprint import NOTERS, back, back_url, bp, page_number, said
from virtual_school.mentoring.routes.notes import note_page
from virtual_school.network.marks import only, staff
from virtual_school.network.place_names import names_a_place, place_names
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Relation
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for

READERS = tuple(Role)


@bp.get("/pupils/<uuid:pupil_id>/behaviour")
@only(*READERS)
def behaviour(pupil_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, pupil_id, Part.BEHAVIOUR)
    looked(pupil_id, Part.BEHAVIOUR, "behaviour")
    number, whole = page_number(), policy.reads_hard_moments(access)
    observations, more = queries.observations_of(viewer, pupil_id, praise_alone=not whole, page=number)
    if not access.opens(Part.WHEREABOUTS):
        places = place_names(viewer)
        observations = [one for one in observations if not names_a_place(one.words, places)]
    return render(
        "mentoring/behaviour.html" if whole else "mentoring/praise.html",
        pupil=pupil,
        name=name_for(pupil, access) if access.relation is not Relation.CARER else pupil.known_as,
        access=access,
        observations=observations,
        counts=queries.counts_of(viewer, pupil_id) if whole else {},
        more=more,
        number=number,
        first=(number - 1) * queries.PAGE + 1,
        words=words,
        may_note=policy.can_note(access),
        may_withdraw=lambda one: policy.can_withdraw(viewer, access, one.account_id),
    )


@bp.post("/pupils/<uuid:pupil_id>/observations")
@staff(*NOTERS)
def observe(pupil_id: uuid.UUID) -> AnyResponse:
    """A sentence, and the kind as the button that sent it."""
    pupil, access = find(viewer, pupil_id, Part.BEHAVIOUR)
    require(policy.can_note(access))
    form = ObservationForm()
    if not form.validate() or form.kind.data is None:
        return note_page(pupil, access, form, status=422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    sentence = Said(form.words.data or "", bool(form.somebody_else.data))
    try:
        made = actions.observe(viewer, pupil=pupil, access=access, kind=form.kind.data, said=sentence, at=form.at())
    except NamesAnother as error:
        form.words.errors = [error.because]
        return note_page(pupil, access, form, kind=form.kind.data.value, status=422)
    kind = words.OBSERVATION_WORDS[made.kind]
    said(_("Saved: %(kind)s.", kind=kind), url_for("mentoring.undo_observation", observation_id=made.id, back=back()))
    place = back_url(pupil_id, back())
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


@bp.route("/observations/<uuid:observation_id>/withdraw", methods=["GET", "POST"])
@staff(*NOTERS)
def withdraw_observation(observation_id: uuid.UUID) -> AnyResponse:
    form = WithdrawForm()
    load = queries.observation_to_change if form.is_submitted() else queries.observation
    seen = load(viewer, observation_id)
    pupil, access = find(viewer, seen.pupil_id, Part.BEHAVIOUR)
    require(policy.can_withdraw(viewer, access, seen.account_id))
    place = url_for("mentoring.behaviour", pupil_id=pupil.id)
    if form.validate_on_submit():
        actions.withdraw_observation(viewer, observation=seen, access=access, because=form.because.data or "")
        flash(_("Withdrawn. Nobody sees it any more."), "ok")
        return redirect(place, 303)
    return render(
        "mentoring/withdraw.html",
        status=form.http_status,
        form=form,
        pupil=pupil,
        name=name_for(pupil, access),
        what=words.OBSERVATION_WORDS[seen.kind],
        at=seen.at,
        said=seen.words,
        back_url=place,
    )


@bp.post("/observations/<uuid:observation_id>/undo")
@staff(*NOTERS)
def undo_observation(observation_id: uuid.UUID) -> AnyResponse:
    seen = queries.observation_to_change(viewer, observation_id)
    actions.undo_observation(viewer, observation=seen)
    flash(_("Undone. Nothing was noted."), "ok")
    return redirect(back_url(seen.pupil_id, back()), 303)
