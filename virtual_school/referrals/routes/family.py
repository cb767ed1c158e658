"""A carer's own side of a child's referral: apart from every other carer's, and never on the pupil's page."""

import uuid
from collections.abc import Callable

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.forms import Form, OnceForm
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.network.marks import only
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.words import called
from virtual_school.referrals import words
from virtual_school.referrals.actions import contribution as actions
from virtual_school.referrals.actions import sharing
from virtual_school.referrals.forms.contribution import CarerWordsForm, TakePartForm
from virtual_school.referrals.forms.referral import OwnObjectionForm
from virtual_school.referrals.models import Question, Referral
from virtual_school.referrals.policy import contribution as policy
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries import own
from virtual_school.referrals.queries.standing import Who
from virtual_school.referrals.routes.blueprint import bp, then
from virtual_school.referrals.routes.drafting import boxes, question_of


@bp.get("/children/<uuid:pupil_id>/referral")
@only(Role.CARER)
def our_words(pupil_id: uuid.UUID) -> Response:
    return _page(pupil_id)


def _page(pupil_id: uuid.UUID, form: Form | None = None) -> Response:
    shown = own.own(viewer, *own.of_carer(viewer, pupil_id))
    words_form = form if isinstance(form, CarerWordsForm) else CarerWordsForm(formdata=None)

    def draft_url(question: Question) -> str:
        return url_for("referrals.save_our_words", pupil_id=pupil_id, question=question.value)

    return render(
        "referrals/our_words.html",
        status=form.http_status if form is not None else 200,
        own=shown,
        told=decisions.told_of(viewer, pupil_id),
        form=form,
        words_form=words_form,
        boxes=boxes(words_form, shown.written, draft_url, sent=form is words_form),
        take_part=form if isinstance(form, TakePartForm) else TakePartForm(formdata=None),
        objection=form if isinstance(form, OwnObjectionForm) else OwnObjectionForm(formdata=None),
        may_give=policy.can_give(shown.referral.state),
        steps=words.steps_of(shown.referral.state),
        seen=words.who_reads(shown.who[0], shown.readers.mentor, shown.readers.key_adult),
        words=words,
        rather_not=OnceForm(formdata=None),
        called=called,
    )


def _do(
    pupil_id: uuid.UUID, form: OnceForm, act: Callable[[Referral, Who], object], part: str, said: str
) -> AnyResponse:
    """What a form of the page is for, once however often it arrives."""
    referral, who = own.of_carer(viewer, pupil_id, lock=True)
    place = url_for("referrals.our_words", pupil_id=pupil_id, _anchor=part)
    if form.validate() and form.makes(viewer.account_id, lambda: then(place, act(referral, who))):
        flash(said)
        return redirect(place, 303)
    return _page(pupil_id, form)


@bp.post("/children/<uuid:pupil_id>/referral")
@only(Role.CARER)
def give_ours(pupil_id: uuid.UUID) -> AnyResponse:
    form, said = CarerWordsForm(), _("Thank you. Your words are kept just as you wrote them.")
    return _do(pupil_id, form, lambda one, who: actions.give_own(viewer, one, who, form.given()), "words", said)


@bp.put("/children/<uuid:pupil_id>/referral/<question>")
@only(Role.CARER)
def save_our_words(pupil_id: uuid.UUID, question: str) -> Response:
    referral, who = own.of_carer(viewer, pupil_id, lock=True)
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_own_draft(viewer, referral, who, question_of(who, question), sent)


@bp.post("/children/<uuid:pupil_id>/referral/rather-not")
@only(Role.CARER)
def rather_not_ours(pupil_id: uuid.UUID) -> AnyResponse:
    because = _("They said that they would rather not write anything.")
    said = _("That is all right. You can still write something later.")
    return _do(pupil_id, OnceForm(), lambda one, who: actions.say_own_none(viewer, one, who, because), "words", said)


@bp.post("/children/<uuid:pupil_id>/referral/take-part")
@only(Role.CARER)
def say_take_part_ours(pupil_id: uuid.UUID) -> AnyResponse:
    form, said = TakePartForm(), _("Thank you for telling us. You can change your mind at any time.")
    return _do(
        pupil_id,
        form,
        lambda one, who: actions.say_own_take_part(
            viewer, one, who, agrees=bool(form.agrees.data), words=form.words.data
        ),
        "take-part",
        said,
    )


@bp.post("/children/<uuid:pupil_id>/referral/sharing/<uuid:note_id>")
@only(Role.CARER)
def object_for_us(pupil_id: uuid.UUID, note_id: uuid.UUID) -> AnyResponse:
    referral, _who = own.of_carer(viewer, pupil_id)
    note, form = pupils.sharing_note("referral", referral.id, note_id), OwnObjectionForm()
    return _do(
        pupil_id,
        form,
        lambda one, who: sharing.object_oneself(viewer, one, note, words=form.objection.data or "", who=viewer.name),
        "sharing",
        _("Thank you. Somebody will answer you here."),
    )
