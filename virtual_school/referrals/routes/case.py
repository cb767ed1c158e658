"""The pack, and one case at its meeting: the minutes and the decision."""

import uuid
from typing import Any

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts, once
from virtual_school.network import queries as networks
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.referrals import words
from virtual_school.referrals.actions import decision as deciding
from virtual_school.referrals.actions import panel as actions
from virtual_school.referrals.actions.decision import BOXES, AlreadyDecided
from virtual_school.referrals.forms.decision import FORMS, DecideForm, OfferForm, TellerForm
from virtual_school.referrals.forms.panel import SayForm
from virtual_school.referrals.models import DecisionOutcome
from virtual_school.referrals.policy import panel as policy
from virtual_school.referrals.policy import telling as telling_policy
from virtual_school.referrals.policy.panel import PANEL_ROLES, Room
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries import meeting as queries
from virtual_school.referrals.queries import pack as packs
from virtual_school.referrals.queries import panel as panels
from virtual_school.referrals.queries.meeting import Case
from virtual_school.referrals.routes.panels import bp, then
from virtual_school.timetable import footings

SPEAKERS = (Role.PANEL_CLERK, Role.PANEL_MEMBER)


@bp.get("/referrals/<uuid:referral_id>/pack")
@staff(*PANEL_ROLES)
def pack(referral_id: uuid.UUID) -> Response:
    """The pack by itself: for lead and clerk before a meeting, for a member whenever it is open."""
    found = packs.pack(viewer, referral_id)
    looked(found.pupil_id, Part.REFERRAL, "pack", referral_id)
    return render("referrals/pack.html", pack=found, words=words, case=None)


@bp.get("/cases/<uuid:case_id>")
@staff(*PANEL_ROLES)
def case(case_id: uuid.UUID) -> Response:
    """One case at its meeting: the pack, the minutes, what can be decided, and the next case."""
    return _page(case_id)


def _page(
    case_id: uuid.UUID, form: SayForm | None = None, *, naming: TellerForm | None = None, status: int = 200
) -> Response:
    found = queries.case(viewer, case_id)
    room = panels.room(found.panel, found.meeting.id, found.referral)
    looked(found.referral.pupil_id, Part.REFERRAL, "case", case_id)
    subject = actions.subject_of_words(found)
    written = drafts.find(actions.account_of(viewer), subject)
    if form is None:
        version = written.version if written else 0
        form = SayForm(formdata=None, text=written.text if written else "", draft_version=version)
    decided = decisions.of_case(viewer, case_id) if found.decision else None
    may_name = decided is not None and telling_policy.can_name_teller(
        viewer, outcome=decided.row.outcome, told_at=decided.row.told_at
    )
    agenda = queries.agenda(viewer, found.meeting.id)
    here = [one.id for one in agenda].index(case_id)
    return render(
        "referrals/case.html",
        status=status,
        case=found,
        pack=packs.pack(viewer, found.referral.id) if found.opens_pack else None,
        agenda=agenda,
        following=next(iter(agenda[here + 1 :]), None),
        minutes=queries.minutes(case_id),
        decided=decided,
        naming=(naming or _teller_form(found)) if may_name else None,
        room=room,
        # Whichever of the two was sent stands above the page with what is to be put right.
        form=naming or form,
        saying=form,
        written=written,
        can_speak=policy.can_speak(viewer, room.seat(viewer.account_id)),
        can_decide=policy.can_decide(viewer, room),
        words=words,
        footings=footings,
        outcomes=DecisionOutcome,
    )


# The minutes --------------------------------------------------------------------------------------------------------


@bp.put("/cases/<uuid:case_id>/minutes/draft")
@staff(*SPEAKERS)
def save_words(case_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    found = queries.case(viewer, case_id)
    return actions.save_words(viewer, found, _room(found), sent)


@bp.post("/cases/<uuid:case_id>/minutes")
@staff(*SPEAKERS)
def say(case_id: uuid.UUID) -> AnyResponse:
    """Add to the minutes. What stands there is not changed."""
    found, form = queries.case(viewer, case_id), SayForm()
    require(policy.can_speak(viewer, _room(found).seat(viewer.account_id)))
    if not form.validate():
        return _page(case_id, form, status=422)
    done = url_for("panels.case", case_id=case_id, _anchor="minutes")
    here = form.makes(
        viewer.account_id, lambda: then(done, actions.say(viewer, found, _room(found), form.text.data or ""))
    )
    return redirect(here, 303) if here else _page(case_id, form, status=409)


def _room(found: Case) -> Room:
    return panels.room(found.panel, found.meeting.id, found.referral)


# The decision -------------------------------------------------------------------------------------------------------


def _teller_form(found: Case) -> TellerForm:
    form = TellerForm()
    form.offer_people(decisions.tellers(viewer, found.referral, found.year))
    return form


@bp.post("/decisions/<uuid:decision_id>/teller")
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def name_teller(decision_id: uuid.UUID) -> AnyResponse:
    """Name somebody else to tell the family, where who was named cannot."""
    decided = decisions.decided(viewer, decision_id)
    case_id = decided.row.case_id
    require(telling_policy.can_name_teller(viewer, outcome=decided.row.outcome, told_at=decided.row.told_at))
    form = _teller_form(queries.case(viewer, case_id))
    if not form.validate():
        return _page(case_id, naming=form, status=422)
    deciding.name_teller(viewer, decided, form.tells_id.data)
    flash(_("Kept. They see on their first page that they tell the family."))
    return redirect(url_for("panels.case", case_id=case_id), 303)


def _outcome(name: str) -> DecisionOutcome:
    known = {one.value.replace("_", "-"): one for one in DecisionOutcome}
    if name not in known:
        raise NotVisible
    return known[name]


@bp.put("/cases/<uuid:case_id>/decide/<outcome>/<box>/draft")
@staff(Role.PANEL_MEMBER)
def save_box(case_id: uuid.UUID, outcome: str, box: str) -> Response:
    chosen = _outcome(outcome)
    if box not in BOXES:
        raise NotVisible
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    found = queries.case(viewer, case_id)
    return deciding.save_box(viewer, found, _room(found), chosen, box, sent)


@bp.get("/cases/<uuid:case_id>/decide/<outcome>")
@staff(Role.PANEL_MEMBER)
def decide(case_id: uuid.UUID, outcome: str) -> AnyResponse:
    """The page on which one of the three is decided."""
    found, chosen = queries.case(viewer, case_id), _outcome(outcome)
    if found.decision is not None:
        return redirect(url_for("panels.case", case_id=case_id))
    return _decide_page(found, _form(found, chosen, blank=True))


@bp.post("/cases/<uuid:case_id>/decide/<outcome>")
@staff(Role.PANEL_MEMBER)
def decide_now(case_id: uuid.UUID, outcome: str) -> AnyResponse:
    """Decide. Of two at once the second is shown what was decided, with their own words still in the boxes."""
    found, chosen = queries.case(viewer, case_id, lock=True), _outcome(outcome)
    form = _form(found, chosen)
    went = once.claim(actions.account_of(viewer), form.once.data or "")
    if went:
        return redirect(went, 303)
    if found.decision is None and not form.validate():
        return _decide_page(found, form, status=422)
    try:
        deciding.decide(viewer, found, _room(found), form.decided())
    except AlreadyDecided as late:
        form.form_errors.append(late.because)
        return _decide_page(found, form, status=409)
    except WrongState as error:
        form.form_errors.append(error.because)
        return _decide_page(found, form, status=409)
    flash(_("Decided. Somebody tells the family before they read it."))
    done = url_for("panels.case", case_id=case_id)
    once.went_to(actions.account_of(viewer), form.once.data or "", done)
    return redirect(done, 303)


def _form(found: Case, outcome: DecisionOutcome, *, blank: bool = False) -> DecideForm:
    """The form of an outcome; for a page that is only looked at, with what was being typed."""
    typed: dict[str, Any] = {}
    if blank:
        for box in BOXES:
            kept = drafts.find(actions.account_of(viewer), deciding.subject_of_box(found, outcome, box))
            typed |= {box: kept.text} if kept else {}
    form = FORMS[outcome](**typed)
    form.offer_people(decisions.tellers(viewer, found.referral, found.year))
    if isinstance(form, OfferForm):
        form.prepare(found.year, [(one.id, one.name) for one in networks.organisations(viewer)])
    return form


def _decide_page(found: Case, form: DecideForm, *, status: int = 200) -> Response:
    room = _room(found)
    looked(found.referral.pupil_id, Part.REFERRAL, "decide", found.row.id)
    versions = {
        box: drafts.find(actions.account_of(viewer), deciding.subject_of_box(found, form.outcome, box))
        for box in BOXES
        if box in form
    }
    return render(
        "referrals/decide.html",
        status=status,
        case=found,
        form=form,
        kept=versions,
        name=form.outcome.value.replace("_", "-"),
        room=room,
        can_decide=policy.can_decide(viewer, room),
        decided=decisions.of_case(viewer, found.row.id),
        footings=footings,
        outcomes=DecisionOutcome,
    )
