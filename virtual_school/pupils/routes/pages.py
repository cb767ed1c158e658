"""The list of pupils, a pupil's page, and who the pupil is."""

import uuid

from flask import Response, redirect, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import lists
from virtual_school.core.access import require, unlocked
from virtual_school.core.db import begin, writing
from virtual_school.core.errors import Stale
from virtual_school.core.htmx import render
from virtual_school.identity import passwords
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import actions, policy, queries, words
from virtual_school.pupils.access import Access
from virtual_school.pupils.forms import DetailsForm, PupilForm, WayInForm
from virtual_school.pupils.helping.actions import free_name
from virtual_school.pupils.joining import policy as joining
from virtual_school.pupils.looking import looked
from virtual_school.pupils.looking_in import policy as looking_in
from virtual_school.pupils.looks import policy as looks
from virtual_school.pupils.models import Part, Pupil, Window
from virtual_school.pupils.routes.blueprint import bp, page_of, school_choices, to_change, work_url
from virtual_school.pupils.upn import is_temporary

COLUMNS = (
    lists.Column(_l("Name"), lambda pupil: pupil.name),
    lists.Column(_l("Year"), lambda pupil: pupil.year),
    lists.Column(_l("School"), lambda pupil: pupil.school),
    lists.Column(_l("Mentor"), lambda pupil: pupil.mentor),
)


@bp.get("/pupils")
@only(*policy.LISTS_PUPILS)
def index() -> Response:
    named, stopped = request.args.get("q", "")[:100], request.args.get("stopped") == "1"
    return lists.answer(
        queries.listed(viewer, named, stopped=stopped),
        COLUMNS,
        "pupils/index.html",
        name="pupils",
        gather=queries.as_listed,
        named=named,
        stopped=stopped,
        may_change=policy.can_change_pupils(viewer),
    )


@bp.route("/pupils/new", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def new() -> AnyResponse:
    form = PupilForm()
    form.organisation_id.choices = school_choices()
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: page_of(actions.enter(viewer, **form.values()).id))
        if here:
            return redirect(here, 303)
    return render("pupils/new.html", form=form, status=form.http_status)


@bp.get("/pupils/<uuid:pupil_id>")
@only(*policy.LISTS_PUPILS)
def page(pupil_id: uuid.UUID) -> Response:
    pupil, opened = queries.find(viewer, pupil_id, Part.IDENTITY)
    looked(pupil.id, Part.IDENTITY, "page")
    form = WayInForm()
    if pupil.account_id is None and policy.can_change_pupils(viewer):
        form.login_name.data = free_name()
    return _page(pupil, opened, form)


def _page(pupil: Pupil, opened: Access, form: WayInForm, password: str = "", login_name: str = "") -> Response:
    around = policy.can_see_around(opened)
    # A window has the name of the organisation that looks through it, and a roll that of a school: both are places.
    windows = _windows(pupil, opened) if around and not opened.withheld else []
    parts = queries.parts_of([window.id for window, _who, _where in windows])
    return render(
        "pupils/page.html",
        status=form.http_status if form.errors else 200,
        pupil=pupil,
        opened=opened,
        form=form,
        password=password,
        login_name=login_name,
        name=queries.name_for(pupil, opened),
        words=words,
        may_change=policy.can_change_pupils(viewer),
        may_invite=joining.can_invite(viewer, opened),
        may_hold_back=bool(looks.can_hold_back(viewer, opened)),
        sees_upn=policy.can_see_upn(opened),
        around=around,
        rolls=[] if opened.withheld else queries.rolls(pupil.id),
        people=[row for row in queries.people_around(pupil.id) if policy.can_see_person(opened, row[0].kind)],
        carers=queries.carers(pupil.id) if opened.opens(Part.FAMILY) else None,
        former_carers=queries.former_carers(pupil.id) if opened.opens(Part.FAMILY) else [],
        rights=queries.rights_of(pupil.id) if opened.opens(Part.FAMILY) else {},
        former_upns=queries.former_upns(pupil.id) if policy.can_see_upn(opened) else [],
        is_temporary=is_temporary(pupil.upn or ""),
        circumstances=queries.circumstances(pupil.id) if opened.opens(Part.FAMILY) else [],
        windows=[row for row in windows if policy.can_see_window(opened, queries.shows(row[0], parts))],
        parts=parts,
        work_url=work_url(pupil.id) if opened.opens(Part.WORK) else None,
    )


def _windows(pupil: Pupil, opened: Access) -> list[tuple[Window, str, str]]:
    told = looking_in.is_told_of(viewer, is_held_back=True)
    return queries.windows_onto(pupil.id, with_held_back=told, with_social_cares=opened.opens(Part.FAMILY))


@bp.route("/pupils/<uuid:pupil_id>/details", methods=["GET", "POST"])
@only(Role.VIRTUAL_SCHOOL_LEAD)
def details(pupil_id: uuid.UUID) -> AnyResponse:
    """Change who the pupil is. Two who do so at once are shown each other's words."""
    pupil, opened = to_change(pupil_id)
    form = DetailsForm(obj=pupil)
    theirs: Pupil | None = None
    status = form.http_status
    if form.validate_on_submit():
        try:
            if form.carries(lambda: actions.change(viewer, pupil, version=form.version.data, **form.values())):
                return redirect(page_of(pupil_id), 303)
        except Stale as error:
            begin(write=False)
            theirs, status = queries.find(viewer, pupil_id, Part.IDENTITY)[0], error.status
            form.version.raw_data, form.version.data = None, theirs.version
    name = queries.name_for(pupil, opened)
    return render("pupils/details.html", form=form, pupil=pupil, name=name, theirs=theirs, status=status)


@bp.post("/pupils/<uuid:pupil_id>/way-in")
@only(Role.VIRTUAL_SCHOOL_LEAD)
@unlocked
def way_in(pupil_id: uuid.UUID) -> AnyResponse:
    """Give the pupil a login name; the password is shown this once and kept nowhere in clear."""
    require(policy.can_change_pupils(viewer))
    form = WayInForm()
    password = passwords.three_words()
    begin(write=False)
    hashed = passwords.hashed(password)
    made: list[str] = []

    def act() -> str:
        pupil, _opened = to_change(pupil_id)
        actions.give_way_in(viewer, pupil, login_name=form.login_name.data, hashed=hashed)
        made.append(password)
        return page_of(pupil_id)

    if form.validate():
        with writing():
            here = form.makes(viewer.account_id, act)
        if here and not made:
            return redirect(here, 303)
    pupil, opened = to_change(pupil_id)
    possible = policy.can_be_given_way_in(pupil)
    if not possible and not made:
        form = WayInForm()  # the box that its errors would lead to is not on the page
        form.form_errors.append(possible.because)
    return _page(pupil, opened, form, password=made[0] if made else "", login_name=form.login_name.data or "")
