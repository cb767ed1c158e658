"""What is said: written down by an adult, read by one who knows the pupil before it goes on, or held back."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.forms import Form
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Party
from virtual_school.referrals import words
from virtual_school.referrals.actions import contribution as actions
from virtual_school.referrals.forms.contribution import (
    NoneForm,
    RecordTakePartForm,
    WordsForm,
    WriteCarerDownForm,
    WritePupilDownForm,
)
from virtual_school.referrals.models import Question, Referral
from virtual_school.referrals.policy import contribution as policy
from virtual_school.referrals.queries import contribution as queries
from virtual_school.referrals.queries import own
from virtual_school.referrals.queries import referral as referrals
from virtual_school.referrals.queries.contribution import ToRead
from virtual_school.referrals.queries.standing import Who, party_of
from virtual_school.referrals.routes.blueprint import back_to, bp, then
from virtual_school.referrals.routes.drafting import boxes, question_of


@bp.get("/referrals/to-read")
@staff(*policy.KNOW_THEM)
def to_read() -> Response:
    """What waits for the viewer to read it, and whose words they may write down."""
    return render(
        "referrals/to_read.html",
        waiting=queries.waiting_to_be_read(viewer),
        helps=queries.open_to_help(viewer),
        words=words,
    )


def _party(referral: Referral, key: str) -> Who:
    """Whose part it is; nobody's, for who is not asked. Who may not write it down is told so."""
    who = party_of(referral, key)
    if who is None:
        raise NotVisible
    require(policy.writes_down(viewer, who[0]))
    return who


@bp.route("/referrals/<uuid:referral_id>/write-down/<key>", methods=["GET", "POST"])
@staff(*policy.WRITES_DOWN)
def write_down(referral_id: uuid.UUID, key: str) -> AnyResponse:
    """An adult writes down what somebody says, as they say it, and reads it back."""
    referral = referrals.to_work_on(viewer, referral_id)
    who = _party(referral, key)
    form: WordsForm = WritePupilDownForm() if who[0] is Party.PUPIL else WriteCarerDownForm()
    if form.is_submitted():
        referral = referrals.to_work_on_now(viewer, referral_id)
        here = form.validate() and form.makes(
            viewer.account_id,
            lambda: then(back_to(referral_id), actions.write_down(viewer, referral, who, form.given())),
        )
        if here:
            flash(_("Written down. Thank you."))
            return redirect(here, 303)
    shown = own.own(viewer, referral, who)
    looked(referral.pupil_id, Part.REFERRAL, "write-down", referral_id)
    return render(
        "referrals/write_down.html",
        status=form.http_status,
        form=form,
        boxes=boxes(
            form, own.drafts_alone(shown), lambda one: _draft_url(referral_id, key, one), sent=form.is_submitted()
        ),
        shown=shown,
        key=key,
        back=back_to(referral_id),
        seen=words.who_reads(who[0], shown.readers.mentor, shown.readers.key_adult),
    )


def _draft_url(referral_id: uuid.UUID, key: str, question: Question) -> str:
    return url_for("referrals.save_words", referral_id=referral_id, key=key, question=question.value)


@bp.put("/referrals/<uuid:referral_id>/write-down/<key>/<question>")
@staff(*policy.WRITES_DOWN)
def save_words(referral_id: uuid.UUID, key: str, question: str) -> Response:
    referral = referrals.to_work_on_now(viewer, referral_id)
    who = _party(referral, key)
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_draft(viewer, referral, who, question_of(who, question), sent)


@bp.route("/referrals/<uuid:referral_id>/take-part/<key>", methods=["GET", "POST"])
@staff(*policy.WRITES_DOWN)
def record_take_part(referral_id: uuid.UUID, key: str) -> AnyResponse:
    """A yes or a no to taking part that somebody told an adult."""
    referral = referrals.to_work_on(viewer, referral_id)
    who, form = _party(referral, key), RecordTakePartForm()
    if form.is_submitted():
        referral = referrals.to_work_on_now(viewer, referral_id)
        here = form.validate() and form.makes(
            viewer.account_id,
            lambda: then(back_to(referral_id), actions.record_take_part(viewer, referral, who, **form.values())),
        )
        if here:
            flash(_("Written down. Thank you."))
            return redirect(here, 303)
    looked(referral.pupil_id, Part.REFERRAL, "take-part", referral_id)
    return render(
        "referrals/record_take_part.html",
        status=form.http_status,
        form=form,
        shown=own.own(viewer, referral, who),
        key=key,
        back=back_to(referral_id),
    )


@bp.route("/referrals/<uuid:referral_id>/none/<key>", methods=["GET", "POST"])
@staff(*policy.WRITES_DOWN)
def say_none(referral_id: uuid.UUID, key: str) -> AnyResponse:
    """Somebody cannot be asked, or would rather not: the reason."""
    referral = referrals.to_work_on(viewer, referral_id)
    who, form = _party(referral, key), NoneForm()
    if form.is_submitted():
        referral = referrals.to_work_on_now(viewer, referral_id)
        if form.validate() and form.carries(lambda: actions.say_none(viewer, referral, who, form.because.data or "")):
            flash(_("Written down. Thank you."))
            return redirect(back_to(referral_id), 303)
    looked(referral.pupil_id, Part.REFERRAL, "none", referral_id)
    return render(
        "referrals/none.html",
        status=form.http_status,
        form=form,
        shown=own.own(viewer, referral, who),
        back=back_to(referral_id),
    )


# Read before it goes on ----------------------------------------------------------------------------------------------


@bp.get("/referrals/<uuid:referral_id>/read/<uuid:contribution_id>")
@staff(*policy.KNOW_THEM)
def read(referral_id: uuid.UUID, contribution_id: uuid.UUID) -> Response:
    return _reading(queries.to_read(viewer, referral_id, contribution_id))


def _reading(found: ToRead, form: Form | None = None) -> Response:
    require(policy.can_read(viewer, found.contribution, for_school=found.for_school))
    looked(found.pupil.id, Part.REFERRAL, "read", found.contribution.id)
    return render(
        "referrals/read.html",
        status=409 if form is not None else 200,
        found=found,
        form=form,
        words=words,
        back=back_to(found.referral.id),
    )


@bp.post("/referrals/<uuid:referral_id>/read/<uuid:contribution_id>/go-on")
@staff(*policy.KNOW_THEM)
def let_go_on(referral_id: uuid.UUID, contribution_id: uuid.UUID) -> AnyResponse:
    """'I have read this, it may go on.'"""
    referrals.to_work_on_now(viewer, referral_id)
    found, form = queries.to_read(viewer, referral_id, contribution_id), Form()
    if not form.carries(lambda: actions.let_go_on(viewer, found)):
        return _reading(found, form)
    flash(_("Thank you. It may go on now."))
    return redirect(back_to(referral_id), 303)
