"""'I need help': asked by a pupil, seen and answered by the adults it goes to."""

import uuid
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import clock
from virtual_school.core.access import public
from virtual_school.core.db import begin
from virtual_school.core.htmx import render
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.safeguarding import actions, policy, queries, words
from virtual_school.safeguarding.forms import HelpForm

bp = Blueprint("help", __name__)

# Served from the root, because a worker reaches no address above its own.
WORKER = Path(__file__).parents[3] / "static/js/help_worker.js"


@bp.app_context_processor
def way_out() -> dict[str, Any]:
    """Where 'Exit this page' leads: `{{ exit_page(exit_url()) }}` on any page that must not be seen over a shoulder."""
    return {"exit_url": lambda: words.neutral_page(g.get("network"))}


@bp.get("/help")
@only(Role.PUPIL)
def page() -> Response:
    """Whom to ring, who reads what is asked here, one box, and what became of what was asked."""
    return _page(HelpForm(formdata=None))


def _page(form: HelpForm) -> Response:
    if viewer.pupil_id is None:
        raise RuntimeError("a pupil's hat comes with the pupil")
    at = clock.now()
    hearing = queries.hearing(viewer.pupil_id, at)
    readers, others = hearing.openly, hearing.unmentored
    return render(
        "safeguarding/help.html",
        {"asked": "safeguarding/_asked.html"},
        status=form.http_status if form.errors else 200,
        form=form,
        readers=readers,
        mentors=words.together(words.first_names([one for one in readers if one.is_mentor])),
        others=words.together(words.first_names(others)),
        may_keep=policy.can_keep_from_mentor([*readers, *others]),
        asked=queries.own_asked(viewer),
        here=words.who_is_here(readers, at),
        lines=words.helplines(g.network, queries.office(viewer)),
        words=words,
    )


@bp.post("/help")
@only(Role.PUPIL)
def ask() -> AnyResponse:
    """Send it, once however often the button is pressed."""
    form = HelpForm()
    if form.validate():
        values = form.values()
        here = form.makes(viewer.account_id, lambda: _asked(values["words"] or "", bool(values["not_mentor"])))
        if here:
            return redirect(here, 303)
    begin(write=False)
    return _page(form)


def _asked(typed: str, not_mentor: bool) -> str:
    actions.ask_for_help(viewer, words=typed.strip(), not_mentor=not_mentor)
    return url_for("help.page", _anchor="asked")


@bp.get("/help/kept")
@only(Role.PUPIL)
def kept() -> Response:
    """What lies on a pupil's own device for when there is no line: the numbers to ring, and nothing of theirs."""
    return _kept(is_unsent=False)


@bp.get("/help/not-sent")
@only(Role.PUPIL)
def not_sent() -> Response:
    """The same, for a call that was pressed without a line: that it was not sent stands first."""
    return _kept(is_unsent=True)


def _kept(*, is_unsent: bool) -> Response:
    return render(
        "safeguarding/kept.html",
        lines=words.helplines(g.network, queries.office(viewer)),
        is_unsent=is_unsent,
        kept_at=clock.now(),
    )


@bp.get("/help-worker.js")
@public
def worker() -> Response:
    """What answers on a device without a line: it knows the address of this page alone."""
    return Response(WORKER.read_text("utf-8"), mimetype="text/javascript")


@bp.get("/asked-for-help")
@staff(*policy.IS_ASKED)
def asked() -> Response:
    """Who asked the viewer for help and has no answer yet."""
    return render("safeguarding/asked_for_help.html", asked=queries.asked_for_help(viewer))


@bp.post("/asked-for-help/<uuid:help_id>/seen")
@staff(*policy.IS_ASKED)
def seen(help_id: uuid.UUID) -> AnyResponse:
    """The pupil is told who has seen it, and when."""
    actions.see_help(viewer, queries.help_to_change(viewer, help_id))
    return redirect(_back(), 303)


@bp.post("/asked-for-help/<uuid:help_id>/answered")
@staff(*policy.IS_ASKED)
def answered(help_id: uuid.UUID) -> AnyResponse:
    """Somebody is with them, or has spoken with them."""
    actions.answer_help(viewer, queries.help_to_change(viewer, help_id))
    flash(_("They see that you have answered."))
    return redirect(_back(), 303)


def _back() -> str:
    """A mentor goes on at the desk, where it stands above everything."""
    return url_for("home.start") if viewer.is_any(Role.MENTOR) else url_for("help.asked")
