"""Windows onto a pupil, as those who may open them grant, prolong, close and hold them back."""

import datetime as dt
import uuid
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries, words
from virtual_school.pupils.access import Access
from virtual_school.pupils.forms import EndForm
from virtual_school.pupils.looking import looked
from virtual_school.pupils.looking_in import actions, policy, standing
from virtual_school.pupils.looking_in import queries as looking
from virtual_school.pupils.looking_in import words as more_words
from virtual_school.pupils.looking_in.forms import GrantForm, HoldBackForm, ProlongForm
from virtual_school.pupils.looking_in.holders import Holder, holders, is_kept, to_ask
from virtual_school.pupils.looking_in.receivers import RECEIVERS
from virtual_school.pupils.models import Basis, Part, Pupil, Receiver
from virtual_school.pupils.policy import LISTS_PUPILS, can_know_where, can_see_around, can_see_window
from virtual_school.pupils.routes.blueprint import bp, choices, then

GRANTERS = tuple(policy.GRANTERS)


def _found(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    """The pupil of the address, for somebody who may open windows onto them."""
    pupil, opened = queries.find(viewer, pupil_id, Part.IDENTITY)
    require(can_know_where(opened))
    require(policy.can_grant(viewer, opened))
    return pupil, opened


def _one(pupil_id: uuid.UUID, window_id: uuid.UUID) -> tuple[Pupil, Access, looking.Looking]:
    """One window onto the pupil, of those whose parts the viewer sees themself."""
    pupil, opened = _found(pupil_id)
    one = looking.one(pupil_id, window_id)
    if not _is_shown(opened, one):
        raise NotVisible
    return pupil, opened, one


def _is_shown(opened: Access, one: looking.Looking) -> bool:
    told = policy.is_told_of(viewer, is_held_back=one.facts.is_held_back)
    return told and can_see_window(opened, one.facts.shows)


def _here(pupil_id: uuid.UUID) -> str:
    return url_for("pupils.who_looks_in", pupil_id=pupil_id, _anchor="windows")


@bp.get("/pupils/<uuid:pupil_id>/who-looks-in")
@only(*LISTS_PUPILS)
def who_looks_in(pupil_id: uuid.UUID) -> AnyResponse:
    """Everybody who may look in on the pupil: by what, at which parts, what for, until when."""
    pupil, opened = queries.find(viewer, pupil_id, Part.IDENTITY)
    if not can_see_around(opened):
        raise Refused(_("A window is open to you. Only those who know the pupil see who else looks in."))
    require(can_know_where(opened))  # windows and rolls name places
    looked(pupil.id, Part.IDENTITY, "who_looks_in")
    return _page(pupil, opened, HoldBackForm(formdata=None))


def _page(pupil: Pupil, opened: Access, form: HoldBackForm, wrong_at: uuid.UUID | None = None) -> AnyResponse:
    if form.review_on.data is None and wrong_at is None:
        form.review_on.data = clock.today() + dt.timedelta(days=number("window_review_days"))
    windows = [one for one in looking.onto(pupil.id) if _is_shown(opened, one)]
    return render(
        "pupils/who_looks_in.html",
        status=422 if wrong_at else 200,
        pupil=pupil,
        opened=opened,
        name=queries.name_for(pupil, opened),
        standing=standing.to_staff(opened, pupil.id),
        windows=windows,
        form=form,
        wrong_at=wrong_at,
        may_grant=policy.can_grant(viewer, opened),
        may_prolong={one.window.id: actions.can_prolong(viewer, opened, one) for one in windows},
        may_close={one.window.id: policy.can_close(viewer, opened, one.parts, one.facts.basis) for one in windows},
        may_hold_back={one.window.id: policy.can_hold_back(viewer, opened, one.facts.basis) for one in windows},
        receivers=RECEIVERS,
        words=words,
        more_words=more_words,
        names_family=opened.opens(Part.FAMILY),
    )


@bp.get("/pupils/<uuid:pupil_id>/windows/new")
@only(*GRANTERS)
def choose_window(pupil_id: uuid.UUID) -> AnyResponse:
    """For what kind of receiver: what each may need differs."""
    pupil, opened = _found(pupil_id)
    kinds = {one: preset for one, preset in RECEIVERS.items() if policy.bases(viewer, one)}
    name = queries.name_for(pupil, opened)
    return render("pupils/window_choose.html", pupil=pupil, name=name, kinds=kinds)


@bp.route("/pupils/<uuid:pupil_id>/windows/new/<receiver>", methods=["GET", "POST"])
@only(*GRANTERS)
def open_window(pupil_id: uuid.UUID, receiver: str) -> AnyResponse:
    pupil, opened = _found(pupil_id)
    kind = _kind(receiver)
    if kind is Receiver.PARENT:
        require(policy.can_grant_to_parent(viewer, is_kept=is_kept(pupil_id)))
    preset, form = RECEIVERS[kind], GrantForm()
    last = clock.today() + dt.timedelta(days=number(f"window_days_{kind.value}"))
    form.offer(preset, policy.offered(viewer, opened, kind), policy.bases(viewer, kind), last)
    form.offer_family(pupil, to_ask(pupil_id, kind))
    people = holders(viewer, pupil_id, kind)
    form.membership_id.choices = choices([(key, one.said) for key, one in people.items()])
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _granted(pupil, opened, kind, people, form))
        if here:
            flash(_("The window is open."))
            return redirect(here, 303)
    return render(
        "pupils/window_new.html",
        form=form,
        pupil=pupil,
        preset=preset,
        name=queries.name_for(pupil, opened),
        status=form.http_status,
        kind=kind,
        nobody=not people,
        by_duty=Basis.DUTY in policy.bases(viewer, kind),
        by_agreement=Basis.AGREEMENT in policy.bases(viewer, kind),
    )


def _kind(receiver: str) -> Receiver:
    try:
        kind = Receiver(receiver)
    except ValueError:
        raise NotVisible from None
    if not policy.bases(viewer, kind):
        raise NotVisible
    return kind


def _granted(pupil: Pupil, opened: Access, kind: Receiver, people: dict[uuid.UUID, Holder], form: GrantForm) -> str:
    values: dict[str, Any] = form.values()
    holder = people[values.pop("membership_id")]
    kept = {name: values[name] for name in ("parts", "purpose", "basis", "duty", "because", "starts_on", "ends_on")}
    made = actions.grant(viewer, pupil, opened, holder, kind, agreed=form.agreement, **kept)
    return then(_here(pupil.id), made)


@bp.post("/pupils/<uuid:pupil_id>/windows/<uuid:row_id>/close")
@only(*GRANTERS)
def close_window(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    _pupil, opened, one = _one(pupil_id, row_id)
    form = EndForm()
    form.validate()
    actions.close(viewer, opened, one, form.because.data)
    flash(_("The window is closed. Nothing is seen through it from now on."))
    return redirect(_here(pupil_id), 303)


@bp.route("/pupils/<uuid:pupil_id>/windows/<uuid:row_id>/prolong", methods=["GET", "POST"])
@only(*GRANTERS)
def prolong_window(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    pupil, opened, one = _one(pupil_id, row_id)
    require(actions.can_prolong(viewer, opened, one))
    form = ProlongForm()
    form.rests_on = one.facts.basis
    form.offer_family(pupil, to_ask(pupil_id, one.facts.receiver))
    if form.validate_on_submit():
        if form.makes(viewer.account_id, lambda: _prolong(form, opened, one)):
            flash(_("The window runs until then."))
            return redirect(_here(pupil_id), 303)
        one = looking.one(pupil_id, row_id)
    name = queries.name_for(pupil, opened)
    return render(
        "pupils/window_prolong.html", form=form, pupil=pupil, name=name, one=one, words=words, status=form.http_status
    )


def _prolong(form: ProlongForm, opened: Access, one: looking.Looking) -> str:
    values: dict[str, Any] = {name: form.values()[name] for name in ("ends_on", "because")}
    actions.prolong(viewer, opened, one, agreed=form.agreement, **values)
    return _here(one.window.pupil_id)


@bp.post("/pupils/<uuid:pupil_id>/windows/<uuid:row_id>/hold-back")
@only(Role.SAFEGUARDING_LEAD)
def hold_back_window(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    """The family is not shown that this window is open, until it is safe."""
    pupil, opened, one = _one(pupil_id, row_id)
    form = HoldBackForm()
    values = {"because": form.because.data, "review_on": form.review_on.data}
    if form.validate() and form.carries(lambda: actions.hold_back(viewer, opened, one, **values)):
        flash(_("The family is not shown this window."))
        return redirect(_here(pupil_id), 303)
    return _page(pupil, opened, form, wrong_at=row_id)


@bp.post("/pupils/<uuid:pupil_id>/windows/<uuid:row_id>/show")
@only(Role.SAFEGUARDING_LEAD)
def show_window(pupil_id: uuid.UUID, row_id: uuid.UUID) -> AnyResponse:
    """It is safe now that the family sees it."""
    _pupil, opened, one = _one(pupil_id, row_id)
    form = EndForm()
    form.validate()
    actions.show(viewer, opened, one, form.because.data)
    flash(_("The family is shown this window from now on."))
    return redirect(_here(pupil_id), 303)
