"""Contacts: one tap for the kind, a box for the words, the list, taking one back."""

import uuid

from flask import Response, flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import WrongState
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts, once
from virtual_school.mentoring import actions, policy, queries, words
from virtual_school.mentoring.actions import BothKept, NamesAnother, Said, account_of
from virtual_school.mentoring.forms import ContactForm, ObservationForm, WithdrawForm, WordsForm
from virtual_school.mentoring.models import ContactNote
from virtual_school.mentoring.routes.blueprint import NOTERS, back, back_url, bp, page_number
from virtual_school.network.marks import staff
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience, among
from virtual_school.pupils.who_can_see import said, who_can_see

READERS = (Role.MENTOR, Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD)


@bp.get("/pupils/<uuid:pupil_id>/notes")
@staff(*READERS)
def notes(pupil_id: uuid.UUID) -> Response:
    pupil, access = find(viewer, pupil_id, Part.NOTES)
    looked(pupil_id, Part.NOTES, "notes")
    number = page_number()
    contacts, more = queries.contacts_of(viewer, pupil_id, number)
    return render(
        "mentoring/notes.html",
        pupil=pupil,
        name=name_for(pupil, access),
        access=access,
        contacts=contacts,
        more=more,
        number=number,
        first=(number - 1) * queries.PAGE + 1,
        words=words,
        is_any_kept=policy.is_told_of_restricted(access) and queries.is_any_kept_from(viewer, pupil_id),
        may_note=policy.can_note(access),
        may_withdraw=lambda one: policy.can_withdraw(viewer, access, one.account_id),
    )


@bp.get("/pupils/<uuid:pupil_id>/note")
@staff(*NOTERS)
def note(pupil_id: uuid.UUID) -> Response:
    """The kinds to tap, and the sentence of an observation."""
    pupil, access = find(viewer, pupil_id, Part.NOTES)
    require(policy.can_note(access))
    return note_page(pupil, access)


def note_page(
    pupil: Pupil, access: Access, form: ObservationForm | None = None, *, kind: str = "", status: int = 200
) -> Response:
    """The page on which something is noted, with whatever was typed still in its box."""
    return render(
        "mentoring/note.html",
        {f"quick-{pupil.id}": "mentoring/_quick.html"},
        status=status,
        pupil=pupil,
        name=name_for(pupil, access),
        form=form or ObservationForm(formdata=None),
        contact=ContactForm(formdata=None),
        back=back(),
        back_url=back_url(pupil.id, back()),
        words=words,
        seen=_who_reads_observations(pupil, access),
        pressed=kind,
    )


def _who_reads_observations(pupil: Pupil, access: Access) -> tuple[str, str]:
    """Who reads praise, and who a hard moment."""
    whole = Audience(Part.BEHAVIOUR)
    found = who_reads(viewer, pupil.id, whole)
    hard = Audience(Part.BEHAVIOUR, policy.READS_ALL)
    return said(viewer, access, pupil, whole, found), said(viewer, access, pupil, hard, among(found, hard))


@bp.post("/pupils/<uuid:pupil_id>/contacts")
@staff(*NOTERS)
def note_contact(pupil_id: uuid.UUID) -> AnyResponse:
    """Tapped: it is saved with the time now, and the box for its words opens."""
    pupil, access = find(viewer, pupil_id, Part.NOTES)
    require(policy.can_note(access))
    form = ContactForm()
    if not form.validate() or form.kind.data is None:
        again = ObservationForm(formdata=None)
        again.kind.errors = [_("Choose one of these.")]
        return note_page(pupil, access, again, status=422)
    if went := once.claim(account_of(viewer), form.once.data or ""):
        return redirect(went, 303)
    made = actions.note_contact(viewer, pupil=pupil, access=access, kind=form.kind.data)
    place = url_for("mentoring.contact", note_id=made.id, back=back() or None)
    once.went_to(account_of(viewer), form.once.data or "", place)
    return redirect(place, 303)


@bp.get("/contacts/<uuid:note_id>")
@staff(*READERS)
def contact(note_id: uuid.UUID) -> Response:
    return _contact(queries.contact(viewer, note_id))


def _contact(
    noted: ContactNote, form: WordsForm | None = None, *, both: BothKept | None = None, status: int = 200
) -> Response:
    """One contact with the box for its words, while it has none."""
    pupil, access = find(viewer, noted.pupil_id, Part.NOTES)
    draft = queries.draft_of(viewer, noted.id)
    if both is not None and form is not None:
        # A tick that was lost on the way would open to all what was meant for few.
        ticked = {"restricted": form.restricted.data, "readers": form.readers.data}
        typed = {"words": form.words.data, "minutes": form.minutes.data, "draft_version": both.version}
        form = WordsForm(formdata=None, **typed, **ticked)
    elif form is None:
        kept = {"words": draft.text, "draft_version": draft.version} if draft else {}
        form = WordsForm(formdata=None, **kept)
    may_complete = policy.can_complete(viewer, noted.account_id)
    if may_complete:
        form.offer_readers(queries.may_be_readers(viewer, access, pupil.id))
    looked(pupil.id, Part.NOTES, "contact", noted.id)
    return render(
        "mentoring/contact.html",
        {f"quick-{pupil.id}": "mentoring/_contact.html"},
        status=status,
        noted=noted,
        pupil=pupil,
        name=name_for(pupil, access),
        form=form,
        both=both,
        draft=draft,
        back=back(),
        back_url=back_url(pupil.id, back()),
        words=words,
        seen=who_can_see(viewer, access, pupil, Audience(Part.NOTES)),
        readers=queries.readers_of(noted),
        may_complete=may_complete,
    )


@bp.post("/contacts/<uuid:note_id>")
@staff(*NOTERS)
def complete_contact(note_id: uuid.UUID) -> AnyResponse:
    noted = queries.contact_to_change(viewer, note_id)
    pupil, access = find(viewer, noted.pupil_id, Part.NOTES)
    require(policy.can_complete(viewer, noted.account_id))
    form = WordsForm()
    form.offer_readers(queries.may_be_readers(viewer, access, pupil.id))
    if not form.validate():
        return _contact(noted, form, status=422)
    typed = _typed(form)
    try:
        actions.complete_contact(viewer, pupil=pupil, access=access, note=noted, said=typed, minutes=form.minutes.data)
    except NamesAnother as error:
        form.words.errors = [error.because]
        return _contact(noted, form, status=422)
    except BothKept as both:
        return _contact(noted, form, both=both, status=409)
    except WrongState as error:
        form.words.errors = [error.because]
        return _contact(noted, form, status=409)
    flash(_("Saved."), "ok")
    return redirect(back_url(noted.pupil_id, back()), 303)


def _typed(form: WordsForm) -> Said:
    return Said(
        form.words.data or "",
        bool(form.somebody_else.data),
        form.draft_key.data or "",
        form.draft_version.data or 0,
        restricted=bool(form.restricted.data),
        readers=frozenset(form.readers.data or ()),
    )


@bp.put("/contacts/<uuid:note_id>/draft")
@staff(*NOTERS)
def save_contact(note_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    noted = queries.contact_to_change(viewer, note_id)
    return actions.save_contact_draft(viewer, note=noted, sent=sent)


@bp.route("/contacts/<uuid:note_id>/withdraw", methods=["GET", "POST"])
@staff(*NOTERS)
def withdraw_contact(note_id: uuid.UUID) -> AnyResponse:
    """Entered on the wrong child, say: gone from every view, kept for the audit."""
    form = WithdrawForm()
    load = queries.contact_to_change if form.is_submitted() else queries.contact
    noted = load(viewer, note_id)
    pupil, access = find(viewer, noted.pupil_id, Part.NOTES)
    require(policy.can_withdraw(viewer, access, noted.account_id))
    place = url_for("mentoring.notes", pupil_id=pupil.id)
    if form.validate_on_submit():
        actions.withdraw_contact(viewer, note=noted, access=access, because=form.because.data or "")
        flash(_("Withdrawn. Nobody sees it any more."), "ok")
        return redirect(place, 303)
    return render(
        "mentoring/withdraw.html",
        status=form.http_status,
        form=form,
        pupil=pupil,
        name=name_for(pupil, access),
        what=words.CONTACT_WORDS[noted.kind],
        at=noted.at,
        said=noted.words,
        back_url=place,
    )


@bp.post("/contacts/<uuid:note_id>/undo")
@staff(*NOTERS)
def undo_contact(note_id: uuid.UUID) -> AnyResponse:
    noted = queries.contact_to_change(viewer, note_id)
    actions.undo_contact(viewer, note=noted)
    flash(_("Undone. Nothing was noted."), "ok")
    return redirect(back_url(noted.pupil_id, back()), 303)
