"""One organisation: what it is, where, and when it is open."""

import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock, school_days
from virtual_school.core.errors import NotVisible
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.network import actions, policy, queries
from virtual_school.network.forms import (
    CLOSED_BECAUSE,
    CLOSURE_WORDS,
    KIND_WORDS,
    TERM_WORDS,
    CloseTodayForm,
    ClosureForm,
    EditForm,
    SiteForm,
    TermsForm,
    as_typed,
)
from virtual_school.network.marks import only
from virtual_school.network.models import ClosureKind, Organisation
from virtual_school.network.policy import KEEPERS, OWN_KEEPERS
from virtual_school.network.viewer import viewer

bp = Blueprint("organisations", __name__, url_prefix="/organisations")


@bp.get("/ours")
@only(*OWN_KEEPERS)
def ours() -> AnyResponse:
    """To the page of the organisation that one acts for."""
    return redirect(url_for("organisations.page", organisation_id=viewer.organisation_id))


@bp.get("/<uuid:organisation_id>")
@only(*KEEPERS, *OWN_KEEPERS)
def page(organisation_id: uuid.UUID) -> Response:
    return _page(queries.organisation(viewer, organisation_id))


def _page(organisation: Organisation, sent: Any = None) -> Response:
    sites = queries.sites(organisation.id)
    today, coming, site = CloseTodayForm(formdata=None), ClosureForm(formdata=None), SiteForm(formdata=None)
    forms = {CloseTodayForm: today, ClosureForm: coming, SiteForm: site} | ({type(sent): sent} if sent else {})
    for form in (forms[CloseTodayForm], forms[ClosureForm]):
        form.site_id.choices = _sites(sites)
    closures = queries.closures(organisation.id)
    return render(
        "network/organisation.html",
        status=422 if sent else 200,
        organisation=organisation,
        form=sent or today,
        today_form=forms[CloseTodayForm],
        closure_form=forms[ClosureForm],
        site_form=forms[SiteForm],
        reasons=CLOSED_BECAUSE,
        sites=sites,
        years=_years(organisation.id),
        this_year=school_days.year_began(clock.today()).year,
        closures=closures,
        now=[row for row, _site in closures if row.starts_on <= clock.today()],
        words={"kind": KIND_WORDS, "closure": CLOSURE_WORDS, "term": TERM_WORDS},
        may_change=policy.can_keep_organisation(viewer, organisation.id, organisation.kept_by),
        may_rename=policy.can_rename(viewer, organisation.kept_by),
        keeps_network=policy.can_change_network(viewer),
    )


def _years(organisation_id: uuid.UUID) -> dict[int, list[Any]]:
    """The terms of this school year and the next, by year; none of a year is an empty list."""
    this = school_days.year_began(clock.today()).year
    found: dict[int, list[Any]] = {this: [], this + 1: []}
    for term in queries.terms(organisation_id):
        found.setdefault(term.year, []).append(term)
    return dict(sorted(found.items()))


def _sites(sites: list[Any]) -> list[Any]:
    return options(((site.id, site.name) for site in sites), first=_("All of it"))


@bp.post("/<uuid:organisation_id>/closed-today")
@only(*KEEPERS, *OWN_KEEPERS)
def close_today(organisation_id: uuid.UUID) -> AnyResponse:
    """Closed today, in one tap: the button says why."""
    organisation, form = queries.organisation(viewer, organisation_id), CloseTodayForm()
    form.site_id.choices = _sites(queries.sites(organisation_id))
    today = clock.today()

    def act() -> str:
        words = str(CLOSED_BECAUSE[form.because.data])
        dates = {"kind": ClosureKind.CLOSED, "starts_on": today, "ends_on": today}
        actions.close(viewer, organisation, because=words, site_id=form.site_id.data, **dates)
        flash(_("Closed today: %(why)s. Nobody is expected there. Open it again when that was wrong.", why=words), "ok")
        return _here(organisation)

    return _done(organisation, form, act)


@bp.post("/<uuid:organisation_id>/closures")
@only(*KEEPERS, *OWN_KEEPERS)
def close(organisation_id: uuid.UUID) -> AnyResponse:
    organisation, form = queries.organisation(viewer, organisation_id), ClosureForm()
    form.site_id.choices = _sites(queries.sites(organisation_id))

    def act() -> str:
        typed = form.values()
        actions.close(viewer, organisation, **typed | {"ends_on": typed["ends_on"] or typed["starts_on"]})
        return _here(organisation, "closures")

    return _done(organisation, form, act)


@bp.post("/<uuid:organisation_id>/closures/<uuid:closure_id>/end")
@only(*KEEPERS, *OWN_KEEPERS)
def open_again(organisation_id: uuid.UUID, closure_id: uuid.UUID) -> AnyResponse:
    actions.open_again(viewer, queries.closure(viewer, organisation_id, closure_id))
    flash(_("It is open again from today. Days that are past stay as they were."), "ok")
    return redirect(url_for("organisations.page", organisation_id=organisation_id, _anchor="closures"), 303)


@bp.post("/<uuid:organisation_id>/sites")
@only(*KEEPERS, *OWN_KEEPERS)
def add_site(organisation_id: uuid.UUID) -> AnyResponse:
    organisation, form = queries.organisation(viewer, organisation_id), SiteForm()

    def act() -> str:
        actions.add_site(viewer, organisation, **form.values())
        return _here(organisation, "sites")

    return _done(organisation, form, act)


@bp.post("/<uuid:organisation_id>/sites/<uuid:site_id>/end")
@only(*KEEPERS, *OWN_KEEPERS)
def end_site(organisation_id: uuid.UUID, site_id: uuid.UUID) -> AnyResponse:
    actions.end_site(viewer, queries.site(viewer, organisation_id, site_id))
    return redirect(url_for("organisations.page", organisation_id=organisation_id, _anchor="sites"), 303)


def _done(organisation: Organisation, form: Any, act: Any) -> AnyResponse:
    went = form.makes(viewer.account_id, act) if form.validate() else None
    return redirect(went, 303) if went else _page(organisation, form)


def _here(organisation: Organisation, part: str | None = None) -> str:
    return url_for("organisations.page", organisation_id=organisation.id, _anchor=part)


@bp.route("/<uuid:organisation_id>/terms/<int:year>", methods=["GET", "POST"])
@only(*KEEPERS, *OWN_KEEPERS)
def terms(organisation_id: uuid.UUID, year: int) -> AnyResponse:
    """The terms of one school year; with `?of=` the dates of another organisation to begin with."""
    organisation = queries.organisation(viewer, organisation_id)
    if abs(year - clock.today().year) > 2:
        raise NotVisible
    sources = queries.with_terms(viewer, year, organisation_id)
    held = queries.terms(organisation_id, year)
    copied = next((one for one in sources if str(one.id) == request.args.get("of")), None)
    shown = queries.terms(copied.id, year) if copied else held
    form = TermsForm(data={**as_typed(shown), "version": sum(term.version for term in held)})
    if form.validate_on_submit():
        version = form.version.data or 0
        if form.carries(lambda: actions.set_terms(viewer, organisation, year, form.terms, version)):
            flash(_("The dates of %(year)d/%(next)02d are kept.", year=year, next=(year + 1) % 100), "ok")
            return redirect(_here(organisation, "terms"), 303)
    return render(
        "network/terms.html",
        status=form.http_status,
        organisation=organisation,
        year=year,
        form=form,
        sources=sources,
        copied=copied,
        kept=bool(held),
    )


@bp.route("/<uuid:organisation_id>/edit", methods=["GET", "POST"])
@only(*KEEPERS)
def edit(organisation_id: uuid.UUID) -> AnyResponse:
    organisation = queries.organisation(viewer, organisation_id)
    form = EditForm(obj=organisation)
    if form.validate_on_submit():
        if form.carries(lambda: actions.rename(viewer, organisation, **form.values())):
            return redirect(_here(organisation), 303)
    return render("network/edit.html", status=form.http_status, organisation=organisation, form=form)
