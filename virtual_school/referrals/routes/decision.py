"""Telling the family, what the family reads, and what the head confirms."""

import uuid

from flask import Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find
from virtual_school.referrals import letters
from virtual_school.referrals.actions import decision as actions
from virtual_school.referrals.forms.confirm import CannotForm, ConfirmForm, confirm_form
from virtual_school.referrals.forms.decision import ToldForm
from virtual_school.referrals.models import ReferralState
from virtual_school.referrals.policy import confirm as confirm_policy
from virtual_school.referrals.queries import decision as queries
from virtual_school.referrals.queries import offer as offering
from virtual_school.referrals.queries import pack as packs
from virtual_school.referrals.queries.decision import Decided
from virtual_school.referrals.routes.panels import bp, then
from virtual_school.timetable import footings

TELLERS = (Role.MENTOR, Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.SENCO, Role.VIRTUAL_SCHOOL_LEAD)


@bp.get("/decisions/<uuid:decision_id>/tell")
@staff(*TELLERS)
def tell(decision_id: uuid.UUID) -> Response:
    """For the person whom the panel named: what to say, then 'I have told them'."""
    return _tell_page(queries.to_tell(viewer, decision_id), ToldForm())


@bp.post("/decisions/<uuid:decision_id>/tell")
@staff(*TELLERS)
def tell_now(decision_id: uuid.UUID) -> AnyResponse:
    """They have told the family: from here on the family reads it."""
    found, form = queries.to_tell(viewer, decision_id), ToldForm()
    here = url_for("panels.tell", decision_id=decision_id)
    if found.row.told_at is not None:  # pressed twice
        return redirect(here, 303)
    if not form.validate():
        return _tell_page(found, form, status=422)
    told = lambda: actions.tell(viewer, found, told_at=form.told_at, network=g.network.name)  # noqa: E731
    if not form.carries(told):
        return _tell_page(queries.to_tell(viewer, decision_id), form, status=422)
    flash(_("Thank you. The family can read the decision and the letter now."))
    return redirect(here, 303)


def _tell_page(found: Decided, form: ToldForm, *, status: int = 200) -> Response:
    looked(found.row.pupil_id, Part.REFERRAL, "decision", found.row.id)
    row, about = found.row, actions.about(found, g.network.name)
    return render(
        "referrals/tell.html",
        status=status,
        decided=found,
        form=form,
        can_tell=actions.can_tell(viewer, found),
        letter=letters.without_places(about) if found.withheld else row.letter or letters.to_carers(about),
        letter_to_pupil="" if found.withheld else row.letter_to_pupil or letters.to_pupil(about),
        in_words=actions.in_words,
    )


@bp.get("/decisions/<uuid:decision_id>")
@only(Role.PUPIL, Role.CARER)
def decision(decision_id: uuid.UUID) -> Response:
    """What the panel decided, for pupil and carers, once a person has told them."""
    found = queries.told(viewer, decision_id)
    _pupil, opened = find(viewer, found.row.pupil_id, Part.IDENTITY)
    where = opened.opens(Part.WHEREABOUTS)
    letter = found.row.letter if where else letters.without_places(actions.about(found, g.network.name))
    if viewer.is_pupil:
        letter = found.row.letter_to_pupil
    return render("referrals/decision.html", decided=found, letter=letter, where=where)


# The head -----------------------------------------------------------------------------------------------------------


@bp.get("/offers")
@staff(Role.HEADTEACHER)
def offers() -> Response:
    """The offers that wait for the head's answer."""
    return render("referrals/offers.html", offers=offering.waits_for_head(viewer))


@bp.get("/offers/<uuid:decision_id>")
@staff(Role.HEADTEACHER)
def offer(decision_id: uuid.UUID) -> Response:
    found = offering.offer(viewer, decision_id)
    return _offer_page(found, _form(found), CannotForm(formdata=None))


def _form(found: Decided) -> ConfirmForm:
    return confirm_form([part.row for part in found.parts], found.year)


def _offer_page(found: Decided, form: ConfirmForm, cannot: CannotForm, *, status: int = 200) -> Response:
    looked(found.row.pupil_id, Part.REFERRAL, "offer", found.row.id)
    return render(
        "referrals/offer.html",
        status=status,
        decided=found,
        # Whichever of the two was sent stands above the page with what is to be put right.
        form=cannot if cannot.errors else form,
        parts_form=form,
        cannot=cannot,
        can_answer=confirm_policy.can_answer_offer(viewer, offering.standing(found)),
        footings_now=offering.footings_of(found.row.id),
        footings=footings,
        in_words=actions.in_words,
        states=ReferralState,
    )


@bp.post("/offers/<uuid:decision_id>/confirm")
@staff(Role.HEADTEACHER)
def confirm(decision_id: uuid.UUID) -> AnyResponse:
    """Confirm the footing of every part. Everything starts together, or nothing does."""
    found = offering.offer(viewer, decision_id)
    here = url_for("panels.offer", decision_id=decision_id)
    if found.row.programme_id is not None:  # pressed twice
        return redirect(here, 303)
    standing, form = offering.standing(found), _form(found)
    require(confirm_policy.can_answer_offer(viewer, standing))
    if not form.validate() or not form.stands(actions.footings_refused(found, standing, form.confirmed())):
        return _offer_page(found, form, CannotForm(formdata=None), status=422)
    started = form.makes(
        viewer.account_id,
        lambda: then(
            here,
            actions.confirm(
                viewer, found, standing, confirmed=form.confirmed(), starts_on=form.first, ends_on=form.last,
                words=packs.released(found.referral.id),
            ),
        ),
    )  # fmt: skip
    if started is None:
        return _offer_page(offering.offer(viewer, decision_id), form, CannotForm(formdata=None), status=409)
    flash(_("Kept. Thank you."))
    return redirect(started, 303)


@bp.post("/offers/<uuid:decision_id>/cannot")
@staff(Role.HEADTEACHER)
def cannot(decision_id: uuid.UUID) -> AnyResponse:
    """The school cannot take the offer up, with the reason."""
    found, form = offering.offer(viewer, decision_id), CannotForm()
    here = url_for("panels.offer", decision_id=decision_id)
    if found.referral.state is ReferralState.WITHDRAWN:  # pressed twice
        return redirect(here, 303)
    standing = offering.standing(found)
    require(confirm_policy.can_answer_offer(viewer, standing))
    if not form.validate():
        return _offer_page(found, _form(found), form, status=422)
    if not form.carries(lambda: actions.cannot(viewer, found, standing, form.cannot())):
        return _offer_page(offering.offer(viewer, decision_id), _form(found), form, status=409)
    flash(_("Kept. The Virtual School reads your reason."))
    return redirect(here, 303)
