"""Somebody leaves: what hangs on them goes to named people; and what has no owner is said plainly."""

import uuid

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import lists
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.home import actions
from virtual_school.home.forms import HandOverForm
from virtual_school.home.queries import leaving
from virtual_school.home.queries.leaving import Thing
from virtual_school.identity.keeping import queries as keeping
from virtual_school.identity.keeping.queries import Asked, State
from virtual_school.network.marks import only
from virtual_school.network.policy import KEEPERS
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.words import CARE_WORDS

bp = Blueprint("leaving", __name__, url_prefix="/people")

THING_WORDS = {
    Thing.MENTOR: _l("Pupils whose mentor they are"),
    Thing.KEY_ADULT: _l("Pupils whose key adult they are"),
    Thing.SOCIAL_WORKER: _l("Pupils whose social worker they are"),
    Thing.ANSWER: _l("Work that they were named to answer"),
    Thing.AWAY: _l("Pupils away for whom they answer"),
    Thing.TELL: _l("Families whom they were named to tell"),
}

SHOWN = 50


@bp.get("/<uuid:account_id>/hand-over")
@only(*KEEPERS)
def page(account_id: uuid.UUID) -> Response:
    return _page(account_id)


def _page(account_id: uuid.UUID, sent: HandOverForm | None = None) -> Response:
    account, held = leaving.the_account(viewer, account_id), leaving.of(account_id)
    there = [thing for thing in Thing if held[thing]]
    return render(
        "home/hand_over.html",
        status=422 if sent else 200,
        account=account,
        form=sent or HandOverForm(formdata=None),
        held={thing: held[thing] for thing in there},
        takers={thing: leaving.takers(viewer, thing, account_id) for thing in there},
        meetings=leaving.meetings(account_id),
        words=THING_WORDS,
        may=actions.can_hand_over(viewer),
    )


@bp.post("/<uuid:account_id>/hand-over")
@only(Role.VIRTUAL_SCHOOL_LEAD)
def hand_over(account_id: uuid.UUID) -> AnyResponse:
    account, form = leaving.the_account(viewer, account_id), HandOverForm()
    here = url_for("leaving.page", account_id=account_id)
    ids = {one for one in map(an_id, request.form.getlist("ids")[: leaving.MOST]) if one}

    def act() -> str:
        went = actions.hand_over(viewer, account.id, form.thing.data, ids, form.to.data, form.because.data)
        flash(ngettext("%(num)s is handed over.", "%(num)s are handed over.", went), "ok")
        return here

    went = form.makes(viewer.account_id, act) if form.validate() else None
    return redirect(went, 303) if went else _page(account_id, form)


@bp.get("/watch")
@only(*KEEPERS)
def watch() -> Response:
    """What nobody looks after, and what ends before long. Names of pupils are the lead's to read."""
    leads = viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD)
    ending, behind, nobody = leaving.ending(viewer), leaving.left_behind(viewer), leaving.no_owner(viewer)
    return render(
        "home/watch.html",
        leads=leads,
        counts={"ending": lists.count(ending), "nobody": lists.count(nobody)},
        ending=leaving.first(ending, SHOWN) if leads else [],
        behind=leaving.first(behind, SHOWN),
        nobody=leaving.first(nobody, SHOWN),
        leavers=keeping.page(viewer, Asked(state=State.LEAVING)),
        care_words=CARE_WORDS,
        shown=SHOWN,
    )
