"""The referral's own page, its list, and each step that moves it on."""

import uuid
from collections.abc import Callable

from flask import Response, flash, redirect, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import lists
from virtual_school.core.db import begin
from virtual_school.core.errors import Stale
from virtual_school.core.forms import Form, options
from virtual_school.core.htmx import render
from virtual_school.core.lists import Column
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.referrals import words
from virtual_school.referrals.actions import referral as actions
from virtual_school.referrals.actions import school_words
from virtual_school.referrals.forms.referral import (
    AddForm,
    EditForm,
    GiveBackForm,
    MentorForm,
    SignForm,
    WithdrawForm,
)
from virtual_school.referrals.models import Referral
from virtual_school.referrals.policy import contribution as parts
from virtual_school.referrals.policy import referral as policy
from virtual_school.referrals.policy.standing import missing, missing_to_go_on
from virtual_school.referrals.queries import listing
from virtual_school.referrals.queries import referral as queries
from virtual_school.referrals.routes.blueprint import bp, opened_to, page_of
from virtual_school.referrals.routes.school_words import boxes

COLUMNS = (
    Column(_l("Pupil"), lambda row: row.name),
    Column(_l("Year"), lambda row: row.year),
    Column(_l("School"), lambda row: row.school),
    Column(_l("Where it is"), lambda row: words.STATE_WORDS[row.state]),
    Column(_l("Learning mentor"), lambda row: row.mentor),
    Column(_l("Opened"), lambda row: row.opened_at),
    Column(_l("Days waiting"), lambda row: row.days),
)


@bp.get("/referrals")
@staff(*policy.READS_REFERRAL)
def index() -> Response:
    stopped = request.args.get("stopped") == "1"
    return lists.answer(
        listing.listed(viewer, held=stopped),
        COLUMNS,
        "referrals/index.html",
        name="referrals",
        gather=listing.as_listed,
        stopped=stopped,
        may_open=policy.can_open(viewer) if not stopped else False,
        leads=viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD),
        words=words,
    )


@bp.get("/pupils/<uuid:pupil_id>/referral")
@staff(*policy.READS_REFERRAL)
def of_pupil(pupil_id: uuid.UUID) -> AnyResponse:
    """The pupil's last referral; or that there is none, for whoever may open one."""
    found = queries.latest_of(viewer, pupil_id)
    if found is not None:
        return redirect(page_of(found))
    pupil, opened = pupils.find(viewer, pupil_id, Part.REFERRAL)
    looked(pupil_id, Part.REFERRAL, "referral")
    name = pupils.name_for(pupil, opened)
    return render("referrals/none_yet.html", pupil=pupil, opened=opened, name=name, may_open=policy.can_open(viewer))


@bp.get("/referrals/<uuid:referral_id>")
@staff(*policy.READS_REFERRAL)
def page(referral_id: uuid.UUID) -> Response:
    return show(referral_id)


def show(referral_id: uuid.UUID, form: Form | None = None) -> Response:
    """The referral as a task list, with whatever was typed still in its box."""
    sheet = queries.sheet(viewer, referral_id)
    looked(sheet.pupil.id, Part.REFERRAL, "referral", referral_id)
    standing = sheet.standing
    may = {
        "prepare": policy.can_prepare(viewer, standing.state),
        "name_mentor": policy.can_name_mentor(viewer, standing.state),
        "tell": policy.can_tell(viewer, standing.state),
        "send": policy.can_send(viewer, standing),
        "sign": policy.can_sign(viewer, standing, "written in a moment"),
        "give_back": policy.can_give_back(viewer, standing.state),
        "pass": policy.can_pass(viewer, standing),
        "add": policy.can_add(viewer, standing),
        "withdraw": policy.can_withdraw(viewer, standing.state),
        "write_down": parts.can_write_down(standing.state),
    }
    forms = {"sign": SignForm, "back": GiveBackForm, "add": AddForm}
    shown = {"sign": may["sign"] or policy.has_to_sign(viewer, standing.state), "back": may["give_back"]}
    shown["add"] = may["add"] or policy.has_to_add(viewer, standing.state)
    left = next((_left(form) for key, kind in forms.items() if isinstance(form, kind) and not shown[key]), "")
    return render(
        "referrals/page.html",
        status=form.http_status if form is not None else 200,
        sheet=sheet,
        opened=opened_to(sheet.pupil.id),
        name=sheet.pupil.initial,
        may=may,
        missing=missing(standing),
        missing_to_go_on=missing_to_go_on(standing),
        form=form,
        left=left,
        forms={key: form if isinstance(form, kind) else kind(formdata=None) for key, kind in forms.items()},
        writes_down=parts.WRITE_DOWN,
        words=words,
    )


def _left(form: Form) -> str:
    """What was typed into a box that is not on the page any more: shown, never dropped."""
    for field in form:
        form.form_errors.extend(field.errors)
        field.errors = []
    return "\n\n".join(str(field.data) for field in form if field.data)


def step(referral_id: uuid.UUID, form: Form, act: Callable[[Referral], None], said: str) -> AnyResponse:
    """Move it on as it stands now; when that cannot be done, its page says why and keeps what was typed."""
    referral = queries.to_change(viewer, referral_id)
    if form.validate() and form.carries(lambda: act(referral)):
        flash(said)
        return redirect(page_of(referral_id), 303)
    return show(referral_id, form)


@bp.post("/referrals/<uuid:referral_id>/send")
@staff(*policy.SCHOOL_TEAM)
def send(referral_id: uuid.UUID) -> AnyResponse:
    said = _("Sent to the headteacher.")
    return step(referral_id, Form(), lambda referral: actions.send(viewer, referral), said)


@bp.post("/referrals/<uuid:referral_id>/sign")
@staff(Role.HEADTEACHER)
def sign(referral_id: uuid.UUID) -> AnyResponse:
    form, said = SignForm(), _("Signed. The Virtual School lead looks at it now.")
    return step(
        referral_id, form, lambda referral: actions.sign(viewer, referral, form.without_because.data or ""), said
    )


@bp.post("/referrals/<uuid:referral_id>/give-back")
@staff(Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD)
def give_back(referral_id: uuid.UUID) -> AnyResponse:
    form, said = GiveBackForm(), _("Given back to the school, with your words.")
    return step(referral_id, form, lambda referral: actions.give_back(viewer, referral, form.words.data or ""), said)


@bp.post("/referrals/<uuid:referral_id>/ready")
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def pass_on(referral_id: uuid.UUID) -> AnyResponse:
    said = _("It is ready for the panel.")
    return step(referral_id, Form(), lambda referral: actions.pass_on(viewer, referral), said)


@bp.post("/referrals/<uuid:referral_id>/add")
@staff(*policy.SCHOOL_TEAM)
def add(referral_id: uuid.UUID) -> AnyResponse:
    form, said = AddForm(), _("Added. It is ready for the panel again.")
    return step(
        referral_id, form, lambda referral: actions.add_asked_for(viewer, referral, form.added.data or ""), said
    )


@bp.route("/referrals/<uuid:referral_id>/withdraw", methods=["GET", "POST"])
@staff(*policy.SCHOOL_TEAM, Role.VIRTUAL_SCHOOL_LEAD)
def withdraw(referral_id: uuid.UUID) -> AnyResponse:
    form = WithdrawForm()
    if form.is_submitted():
        referral = queries.to_change(viewer, referral_id)
        if form.validate() and form.carries(lambda: actions.withdraw(viewer, referral, form.because.data or "")):
            flash(_("Taken back. The mentor’s link has ended with it."))
            return redirect(page_of(referral_id), 303)
    sheet = queries.sheet(viewer, referral_id)
    looked(sheet.pupil.id, Part.REFERRAL, "withdraw", referral_id)
    return render("referrals/withdraw.html", form=form, sheet=sheet, name=sheet.pupil.initial, status=form.http_status)


@bp.route("/referrals/<uuid:referral_id>/words", methods=["GET", "POST"])
@staff(*policy.SCHOOL_TEAM)
def edit(referral_id: uuid.UUID) -> AnyResponse:
    """What the school wrote. Two who change it at once are shown each other's words."""
    form, theirs = EditForm(), None
    referral = queries.find(viewer, referral_id)
    status = form.http_status
    if form.is_submitted():
        referral = queries.to_change(viewer, referral_id)
        try:
            if form.validate() and form.carries(lambda: _change(referral, form)):
                return redirect(page_of(referral_id), 303)
        except Stale as error:
            begin(write=False)
            theirs, status = queries.find(viewer, referral_id), error.status
            form.version.raw_data, form.version.data = None, theirs.version
    else:
        form = EditForm(obj=referral)
    own = boxes(form, referral_id, "referrals.save_school_words", referral_id=referral_id)
    sheet = queries.sheet(viewer, referral_id)
    looked(sheet.pupil.id, Part.REFERRAL, "edit", referral_id)
    is_unsent = not form.is_submitted() and (form.why_now.data, form.tried.data) != (referral.why_now, referral.tried)
    return render(
        "referrals/edit.html", form=form, sheet=sheet, theirs=theirs, boxes=own, is_unsent=is_unsent, status=status
    )


def _change(referral: Referral, form: EditForm) -> None:
    actions.change_words(viewer, referral, version=form.version.data, **form.values())
    school_words.spend(viewer, referral.id, form.values())


@bp.route("/referrals/<uuid:referral_id>/mentor", methods=["GET", "POST"])
@staff(Role.VIRTUAL_SCHOOL_LEAD)
def name_mentor(referral_id: uuid.UUID) -> AnyResponse:
    """The list of mentors with how many pupils they have; one of them is named."""
    form, mentors = MentorForm(), listing.mentors(viewer)
    form.account_id.choices = options([(one.account_id, _mentor_words(one)) for one in mentors])
    referral = queries.to_change(viewer, referral_id) if form.is_submitted() else queries.find(viewer, referral_id)
    if form.validate_on_submit():
        here = form.makes(viewer.account_id, lambda: _named(referral, form, mentors))
        if here:
            flash(_("Named. They see the referral now, and meet the pupil."))
            return redirect(here, 303)
    sheet = queries.sheet(viewer, referral_id)
    looked(sheet.pupil.id, Part.REFERRAL, "mentor", referral_id)
    return render(
        "referrals/mentor.html",
        form=form,
        sheet=sheet,
        name=sheet.pupil.initial,
        status=form.http_status,
        nobody=not mentors,
    )


def _mentor_words(mentor: listing.Mentor) -> str:
    now = _n("%(num)d pupil now", "%(num)d pupils now", mentor.pupils)
    return f"{mentor.name} · {now}"


def _named(referral: Referral, form: MentorForm, mentors: list[listing.Mentor]) -> str:
    actions.name_mentor(viewer, referral, form.account_id.data, mentors)
    return page_of(referral.id)
