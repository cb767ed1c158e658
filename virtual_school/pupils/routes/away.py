"""'Away for a while': opened in one minute on one page; moved, ended."""

import uuid

from flask import Response, current_app, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.htmx import render
from virtual_school.identity import queries as people
from virtual_school.network.marks import only, staff
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import actions, policy, queries, words
from virtual_school.pupils.forms import AwayForm, EndForm, MoveAwayForm
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import ILLNESS, Shown
from virtual_school.pupils.routes.blueprint import bp

# Where a referral is opened: in a package above, so it is asked for by name.
REFER = "referrals.new"
LEADS = frozenset({Role.VIRTUAL_SCHOOL_LEAD})


@bp.route("/away/new", methods=["GET", "POST"])
@staff(*policy.OPENS_AWAY)
def open_away() -> AnyResponse:
    """Who, why, from, until, who answers. 'Look' finds a pupil and keeps whatever was typed."""
    form = AwayForm()
    looks = "look" in request.form
    named = (form.named.data or "") if form.is_submitted() else request.args.get("q", "")[:100]
    pupils, more = queries.on_our_roll(viewer, named, form.chosen)
    form.offer(
        [(pupil.id, f"{pupil.initial}, {_('Year %(year)d', year=pupil.year)}") for pupil in pupils],
        queries.colleagues(viewer),
        viewer.hat.year if viewer.hat else None,
    )
    if not looks and form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _opened(form))
        if here:
            return redirect(here, 303)
    return render(
        "pupils/away_new.html",
        form=form,
        named=named,
        more=more,
        looks=looks,
        most=number("away_days"),
        status=200 if looks else form.http_status,
    )


def _opened(form: AwayForm) -> str:
    if form.is_new:
        made = actions.enter_and_open_away(viewer, form.who(), **form.away())
    else:
        made = actions.open_away(viewer, queries.one_on_our_roll(viewer, form.pupil.data), **form.away())
    return url_for("pupils.away", away_id=made.id)


@bp.get("/away/<uuid:away_id>")
@only(*policy.LISTS_PUPILS)
def away(away_id: uuid.UUID) -> Response:
    return _page(queries.one_away(viewer, away_id))


def _page(shown: Shown, form: MoveAwayForm | None = None, *, status: int = 200) -> Response:
    looked(shown.pupil.id, Part.ATTENDANCE, "away", shown.away.id)
    ill_days = queries.ill_days(shown.pupil.id) if shown.away.why in ILLNESS else 0
    may_change = policy.can_change_away(viewer, shown.away.organisation_id)
    refers = bool(may_change) and REFER in current_app.view_functions
    return render(
        "pupils/away.html",
        status=status,
        shown=shown,
        words=words,
        form=form or MoveAwayForm(formdata=None, ends_on=shown.away.ends_on),
        may_change=may_change,
        asks_to_refer=not shown.is_over and shown.days_so_far >= number("away_ask_days"),
        refer_url=url_for(REFER, pupil_id=shown.pupil.id) if refers else None,
        ill_days=ill_days,
        tells_authority=ill_days >= number("away_illness_days"),
        leads=[]
        if shown.pupil.account_id
        else people.holders(viewer.network_id, frozenset({Role.VIRTUAL_SCHOOL_LEAD})),
        gives_way_in=policy.can_change_pupils(viewer),
    )


@bp.post("/away/<uuid:away_id>/until")
@staff(*policy.OPENS_AWAY)
def move_away(away_id: uuid.UUID) -> AnyResponse:
    """Another last day, with a reason."""
    shown, form = _to_change(away_id), MoveAwayForm()
    if form.validate() and form.ends_on.data is not None:
        last, because = form.ends_on.data, form.because.data
        if form.carries(lambda: actions.move_away(viewer, shown.away, ends_on=last, because=because)):
            flash(_("The last day is moved."), "ok")
            return redirect(url_for("pupils.away", away_id=away_id), 303)
        shown = queries.one_away(viewer, away_id)
    return _page(shown, form, status=422)


@bp.post("/away/<uuid:away_id>/end")
@staff(*policy.OPENS_AWAY)
def end_away(away_id: uuid.UUID) -> AnyResponse:
    shown, form = _to_change(away_id), EndForm()
    form.validate()
    actions.end_away(viewer, shown.away, form.because.data)
    flash(_("Ended. The library is shut to them from now on; what they chose stays theirs."), "ok")
    return redirect(url_for("pupils.away", away_id=away_id), 303)


def _to_change(away_id: uuid.UUID) -> Shown:
    shown = queries.one_away(viewer, away_id)
    require(policy.can_change_away(viewer, shown.away.organisation_id))
    return shown
