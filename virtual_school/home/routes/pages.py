"""Where each person begins, and pages that mix packages."""

import uuid
from typing import Any

from flask import Blueprint, Response, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.attendance import queries as attendance
from virtual_school.attendance import sessions
from virtual_school.core import clock
from virtual_school.core.access import also_half, on_device, public, signed_in
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.home import queries
from virtual_school.home.places import places, places_of
from virtual_school.home.roles import sentence
from virtual_school.home.sections import pupil_sections
from virtual_school.identity.factors.standing import Standing
from virtual_school.insight import charts, numbers
from virtual_school.insight.queries import caseload
from virtual_school.insight.rules import RULES
from virtual_school.learning import queries as learning
from virtual_school.mentoring.words import CONTACT_WORDS, TASK_WORDS
from virtual_school.messages.queries import waiting as waiting_messages
from virtual_school.network.marks import only, staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.plans import queries as plans
from virtual_school.pupils.cover import mentor_off, standing_in
from virtual_school.pupils.cover.answering import absence
from virtual_school.pupils.looking_in import queries as looking_in
from virtual_school.timetable.models import Session

bp = Blueprint("home", __name__)
theme = Blueprint("theme", __name__)


@bp.app_context_processor
def where_to() -> dict[str, Any]:
    return {
        "places": places(g.viewer) if g.get("viewer") else [],
        "pupil_sections": lambda pupil_id, opened: pupil_sections(g.viewer, pupil_id, opened),
        "contact_words": CONTACT_WORDS,
        "task_words": TASK_WORDS,
        "plans_asked": lambda: plans.asked(g.viewer),
        "role_sentence": sentence,
        "windows_ending": lambda: looking_in.ending(g.viewer),
        "pupil_now": lambda pupil_id, opened: queries.now_of(g.viewer, pupil_id, opened),
    }


@bp.get("/")
@public
@also_half(Standing.ASK, Standing.SET_UP)
def front() -> AnyResponse:
    """The bare address: a person's own start, or the way in."""
    return redirect(url_for("home.start" if g.viewer is not None else "sign_in.start"))


@bp.get("/home")
@signed_in
def start() -> AnyResponse:
    """The first place of the hat in use."""
    known = current_app.view_functions
    return redirect(url_for(next(endpoint for endpoint, _words in places_of(viewer) if endpoint in known)))


@bp.get("/start")
@signed_in
def empty() -> Response:
    """For a role whose pages have not come yet, and for somebody who has no role today."""
    return render("home/empty.html")


@bp.get("/today")
@only(Role.PUPIL)
@on_device
def today() -> Response:
    """A pupil's first screen: one next thing."""
    off, (away, told_away) = mentor_off(viewer.pupil_id), attendance.my_day(viewer)
    return render(
        "home/today.html", work=learning.today(viewer), away=away, told_away=told_away, off=off, absence=absence
    )


@bp.get("/my-people")
@only(Role.PUPIL)
def my_people() -> Response:
    off = mentor_off(viewer.pupil_id)
    return render("home/my_people.html", people=queries.my_people(viewer), off=off, absence=absence)


@bp.get("/desk")
@staff(Role.MENTOR)
def desk() -> Response:
    """A mentor's day: what cannot wait, whom to contact and why, everybody they answer for."""
    show = request.args.get("show", "")[:200]
    return render(
        "home/desk.html",
        desk=queries.desk(viewer, show),
        numbers=numbers,
        trends=charts.spoken(),
        standing_in=standing_in(viewer),
        messages=waiting_messages(viewer),
    )


@bp.get("/desk/weeks")
@staff(Role.MENTOR)
def weeks() -> Response:
    """The numbers behind the desk's charts, as a table."""
    return render(
        "home/weeks.html",
        cases=caseload(viewer),
        kinds=queries.KINDS,
        weeks=range(numbers.WEEKS, 0, -1),
        trends=charts.spoken(),
    )


@bp.get("/desk/rules")
@staff(Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD)
def rules() -> Response:
    """Why somebody stands under 'Contact today': every rule in words, its number and the reason for that."""
    return render("home/rules.html", rules=RULES, why=numbers.WHY)


@bp.get("/waiting")
@staff(*queries.BEGIN_HERE)
def waiting() -> Response:
    """Where lead and clerk begin: what waits for them."""
    return render("home/waiting.html", items=_with_addresses(queries.waiting(viewer)))


def _with_addresses(waiting: list[queries.Waiting]) -> list[dict[str, Any]]:
    known = current_app.view_functions
    return [
        {
            "name": one.name,
            "words": one.words,
            "since": one.since,
            "url": url_for(one.endpoint, **one.values),
            "press": one.press,
            "press_url": url_for(one.press.endpoint, **one.press.values) if one.press else "",
        }
        for one in waiting
        if one.endpoint in known
    ]


@bp.get("/school")
@staff(*queries.OUR_SCHOOL)
def school() -> Response:
    """Where head of year, SENCO and head begin: what waits, and their pupils who are not here."""
    found, now = queries.school(viewer, clock.today()), sessions.now_on(clock.now())
    return render(
        "home/school.html",
        school=found,
        items=_with_addresses(found.waiting),
        is_afternoon=now is not None and now[1] is Session.PM,
        referrals_url=url_for("referrals.index") if "referrals.index" in current_app.view_functions else None,
    )


@bp.get("/changes")
@staff(Role.AUDITOR)
def changes() -> Response:
    """What was changed, by whom, newest first: for the auditor."""
    before = request.args.get("before", type=uuid.UUID)
    return render("home/changes.html", changes=queries.changes(viewer, before), most=queries.CHANGES_A_PAGE)


@bp.get("/taken-out")
@staff(*queries.READS_TAKEN)
def taken_out() -> Response:
    """Large and sensitive lists that were taken out as files: by whom, and why."""
    return render("home/taken_out.html", taken=queries.taken(viewer))


@theme.get("/n/<slug>/theme.css")
@public
def stylesheet(slug: str) -> Response:
    """The network's own accent colour, as a stylesheet of one line."""
    if g.network is None or g.network.slug != slug or not g.network.accent:
        raise NotVisible
    response = Response(f":root{{--accent:{g.network.accent}}}", mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
