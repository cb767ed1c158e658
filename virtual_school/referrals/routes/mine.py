"""A pupil's own side of their referral: their words, who reads them, yes or no, and what happens next."""

import uuid
from collections.abc import Callable

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.db import begin
from virtual_school.core.errors import NotVisible, Stale
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
from virtual_school.referrals.forms.contribution import PupilWordsForm, ReadersForm, TakePartForm
from virtual_school.referrals.forms.referral import OwnObjectionForm
from virtual_school.referrals.models import Question, Referral
from virtual_school.referrals.policy import contribution as policy
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries import own
from virtual_school.referrals.queries.own import Own
from virtual_school.referrals.queries.standing import Who
from virtual_school.referrals.routes.blueprint import bp, then
from virtual_school.referrals.routes.drafting import boxes, question_of

HERE = "referrals.my_words"


@bp.get("/my-words")
@only(Role.PUPIL)
def my_words() -> Response:
    return _page()


def _page(form: Form | None = None, status: int | None = None) -> Response:
    """Everything of the pupil's side, with whatever was typed still in its box."""
    found = own.of_pupil(viewer)
    told = decisions.told_of(viewer, viewer.pupil_id) if viewer.pupil_id else None
    if found is None:
        return render("referrals/no_words.html", told=told)
    shown = own.own(viewer, *found)
    words_form = form if isinstance(form, PupilWordsForm) else PupilWordsForm(formdata=None)
    return render(
        "referrals/my_words.html",
        status=status or (form.http_status if form is not None else 200),
        own=shown,
        told=told,
        form=form,
        words_form=words_form,
        boxes=_boxes(words_form, shown, sent=form is words_form),
        take_part=form if isinstance(form, TakePartForm) else TakePartForm(formdata=None),
        objection=form if isinstance(form, OwnObjectionForm) else OwnObjectionForm(formdata=None),
        may_give=policy.can_give(shown.referral.state),
        steps=words.steps_of(shown.referral.state),
        seen=words.who_reads(shown.who[0], shown.readers.mentor, shown.readers.key_adult),
        words=words,
        rather_not=OnceForm(formdata=None),
        called=called,
    )


def _boxes(form: PupilWordsForm, shown: Own, *, sent: bool) -> list[object]:
    if not sent:
        for question, answer in shown.answers.items():
            ticked = [reader for reader in words.READER_WORDS if getattr(answer, f"for_{reader}")]
            form[f"{question.value}_readers"].data = ticked
    return list(boxes(form, shown.written, _draft_url, sent=sent))


def _draft_url(question: Question) -> str:
    return url_for("referrals.save_my_words", question=question.value)


def _own() -> tuple[Referral, Who]:
    """The pupil's own referral, held until the end of the transaction."""
    found = own.of_pupil(viewer, lock=True)
    if found is None:
        raise NotVisible
    return found


def _do(form: OnceForm, act: Callable[[Referral, Who], object], part: str, said: str) -> AnyResponse:
    """What a form of the page is for, once however often it arrives."""
    referral, who = _own()
    place = url_for(HERE, _anchor=part)
    if form.validate() and form.makes(viewer.account_id, lambda: then(place, act(referral, who))):
        flash(said)
        return redirect(place, 303)
    return _page(form)


@bp.post("/my-words")
@only(Role.PUPIL)
def give() -> AnyResponse:
    form = PupilWordsForm()
    said = _("Thank you. Your words are kept just as you wrote them.")
    return _do(form, lambda referral, who: actions.give_own(viewer, referral, who, form.given()), "words", said)


@bp.put("/my-words/<question>")
@only(Role.PUPIL)
def save_my_words(question: str) -> Response:
    referral, who = _own()
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    return actions.save_own_draft(viewer, referral, who, question_of(who, question), sent)


@bp.post("/my-words/rather-not")
@only(Role.PUPIL)
def rather_not() -> AnyResponse:
    """They would rather not write anything: that is an answer too."""
    said = _("That is all right. You can still write something later.")
    because = _("They said that they would rather not write anything.")
    act: Callable[[Referral, Who], object] = lambda one, who: actions.say_own_none(viewer, one, who, because)  # noqa: E731
    return _do(OnceForm(), act, "words", said)


@bp.post("/my-words/take-part")
@only(Role.PUPIL)
def say_take_part() -> AnyResponse:
    form = TakePartForm()
    said = _("Thank you for telling us. You can change your mind at any time.")
    return _do(
        form,
        lambda referral, who: actions.say_own_take_part(
            viewer, referral, who, agrees=bool(form.agrees.data), words=form.words.data
        ),
        "take-part",
        said,
    )


@bp.post("/my-words/sharing/<uuid:note_id>")
@only(Role.PUPIL)
def object_oneself(note_id: uuid.UUID) -> AnyResponse:
    form, (referral, _who) = OwnObjectionForm(), _own()
    note = pupils.sharing_note("referral", referral.id, note_id)
    said = _("Thank you. Somebody will answer you here.")
    return _do(
        form,
        lambda one, who: sharing.object_oneself(viewer, one, note, words=form.objection.data or "", who=viewer.name),
        "sharing",
        said,
    )


@bp.post("/my-words/readers/<uuid:answer_id>")
@only(Role.PUPIL)
def choose_readers(answer_id: uuid.UUID) -> AnyResponse:
    """Who reads one answer, chosen anew: more always, fewer until the panel has it."""
    referral, answer = own.own_answer(viewer, answer_id)
    form = ReadersForm()
    try:
        if form.validate() and form.carries(
            lambda: actions.choose_readers(viewer, referral, answer, form.wanted(), form.version.data)
        ):
            flash(_("Kept. They are the ones who can read it."))
            return redirect(url_for(HERE, _anchor="words"), 303)
    except Stale as error:
        begin(write=False)
        form.form_errors.append(_("This was changed on another page. Look at it once more, then choose."))
        return _page(form, error.status)
    return _page(form)
