"""Opening a referral: the pupil from the school's own roll, or one who is not here yet."""

import uuid
from typing import Any

from flask import Response, flash, redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import lists
from virtual_school.core.forms import options
from virtual_school.core.htmx import render
from virtual_school.core.lists import Column
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.referrals.actions import referral as actions
from virtual_school.referrals.actions import school_words
from virtual_school.referrals.forms.referral import NewPupilForm, OpenForm
from virtual_school.referrals.policy import referral as policy
from virtual_school.referrals.queries import referral as queries
from virtual_school.referrals.routes.blueprint import bp, page_of
from virtual_school.referrals.routes.school_words import boxes

COLUMNS = (
    Column(_l("Name"), lambda row: row[0].initial),
    Column(_l("Year"), lambda row: row[0].year),
)


@bp.get("/referrals/new")
@staff(*policy.SCHOOL_TEAM)
def choose() -> Response:
    """The pupils of the viewer's own roll, by name."""
    named = request.args.get("q", "")[:100]
    return lists.answer(
        queries.to_choose(viewer, named), COLUMNS, "referrals/choose.html", name="our-roll", named=named
    )


@bp.route("/referrals/new/<uuid:pupil_id>", methods=["GET", "POST"])
@staff(*policy.SCHOOL_TEAM)
def new(pupil_id: uuid.UUID) -> AnyResponse:
    about, form = queries.to_refer(viewer, pupil_id), OpenForm()
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _opened(about, form))
        if here:
            flash(_("The referral is open. The Virtual School lead names a mentor now."))
            return redirect(here, 303)
    refer = policy.can_refer(open_one=about.open_one, on_programme=about.on_programme)
    found = queries.latest_of(viewer, pupil_id) if about.open_one else None
    looked(pupil_id, Part.REFERRAL, "new")
    return render(
        "referrals/new.html", form=form, about=about, name=about.pupil.initial, refer=refer, found=found,
        status=form.http_status, boxes=boxes(form, pupil_id, "referrals.save_new_words", pupil_id=pupil_id),
    )  # fmt: skip


def _opened(about: queries.ToRefer, form: OpenForm) -> str:
    made = actions.open_referral(viewer, about, **_words(form))
    school_words.spend(viewer, about.pupil.id, _words(form))
    return page_of(made.id)


def _words(form: OpenForm) -> dict[str, Any]:
    return {name: form[name].data for name in ("why_now", "tried", "basis")}


@bp.route("/referrals/new/not-here", methods=["GET", "POST"])
@staff(*policy.SCHOOL_TEAM)
def new_pupil() -> AnyResponse:
    """For a pupil who is not here yet: entered, put on the school's own roll, and referred."""
    form = NewPupilForm()
    if viewer.hat and viewer.hat.year:
        form.year.choices = options([(viewer.hat.year, _("Year %(year)d", year=viewer.hat.year))])
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _opened_for_new(form))
        if here:
            flash(_("The referral is open. The Virtual School lead names a mentor now."))
            return redirect(here, 303)
    return render("referrals/new_pupil.html", form=form, status=form.http_status)


def _opened_for_new(form: NewPupilForm) -> str:
    values = form.values()
    values.pop("stays")
    there = queries.of_this_name(viewer, values["given_name"], values["family_name"], values["date_of_birth"])
    return page_of(actions.open_for_new(viewer, there=there, **values).id)
