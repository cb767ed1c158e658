"""Writing a letter, looking at it as it prints, sending it, posting it, taking it back."""

import uuid

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.access import require
from virtual_school.core.db import begin as let_go
from virtual_school.core.errors import Stale, WrongState
from virtual_school.core.forms import an_id
from virtual_school.core.htmx import render
from virtual_school.core.saving import drafts
from virtual_school.letters import actions, policy, queries, receivers, words
from virtual_school.letters.forms import BeginForm, LetterForm, WithdrawForm
from virtual_school.letters.models import Letter, LetterKind, LetterState
from virtual_school.letters.queries import copies
from virtual_school.letters.routes.blueprint import bp, page_number, pupil_of
from virtual_school.network.marks import only, staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.looking import looked
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import name_for
from virtual_school.safeguarding.holding import is_held


@bp.get("/pupils/<uuid:pupil_id>/letters")
@staff(*policy.READERS)
def of_pupil(pupil_id: uuid.UUID) -> Response:
    pupil, opened = pupil_of(pupil_id)
    looked(pupil.id, Part.FAMILY, "letters")
    number = page_number()
    listed, more = queries.of_pupil(viewer, pupil_id, number)
    return render(
        "letters/of_pupil.html",
        pupil=pupil,
        access=opened,
        name=name_for(pupil, opened),
        letters=listed,
        more=more,
        number=number,
        first=(number - 1) * queries.PAGE + 1,
        words=words,
        form=BeginForm(formdata=None),
        may_write=policy.can_write(viewer, opened),
    )


@bp.post("/pupils/<uuid:pupil_id>/letters")
@staff(*policy.WRITERS)
def begin(pupil_id: uuid.UUID) -> AnyResponse:
    """An empty draft to write in. Pressed twice it is one."""
    pupil, opened = pupil_of(pupil_id)
    require(policy.can_write(viewer, opened))
    form = BeginForm()
    form.validate()
    here = form.makes(viewer.account_id, lambda: _to_write(actions.begin(viewer, pupil=pupil, opened=opened)))
    return redirect(here or url_for("letters.of_pupil", pupil_id=pupil_id), 303)


def _to_write(letter: Letter) -> str:
    return url_for("letters.write", letter_id=letter.id)


@bp.route("/letters/<uuid:letter_id>/write", methods=["GET", "POST"])
@staff(*policy.WRITERS)
def write(letter_id: uuid.UUID) -> AnyResponse:
    """The one page on which a letter is written; what is typed keeps itself."""
    form = LetterForm() if request.method == "POST" else None
    letter = queries.to_change(viewer, letter_id) if form else queries.shown(viewer, letter_id).letter
    pupil, opened = pupil_of(letter.pupil_id)
    require(policy.can_change(viewer, letter))
    if form is None:
        return _write_page(letter, _as_kept(letter))
    form.offer(receivers.of_pupil(pupil))
    if not form.validate():
        return _write_page(letter, form, status=422)
    try:
        actions.write(viewer, letter=letter, pupil=pupil, opened=opened, version=form.version.data, typed=_typed(form))
    except Stale:
        let_go(write=False)
        theirs = queries.shown(viewer, letter_id).letter
        form.version.raw_data, form.version.data = None, theirs.version
        return _write_page(theirs, form, both=True, status=409)
    return redirect(url_for("letters.page", letter_id=letter_id), 303)


def _as_kept(letter: Letter) -> LetterForm:
    """The draft as it was kept, with the words that kept themselves since."""
    draft = queries.draft_of(viewer, queries.subject_of(letter.id))
    to = [str(row.carer_id) if row.carer_id else "pupil" for row in queries.chosen(letter)]
    return LetterForm(
        formdata=None,
        kind=letter.kind,
        subject=letter.subject,
        text=draft.text if draft else letter.text,
        to=to,
        version=letter.version,
        draft_version=draft.version if draft else 0,
    )


def _typed(form: LetterForm) -> actions.Typed:
    return actions.Typed(
        kind=form.kind.data or LetterKind.GENERAL,
        subject=form.subject.data or "",
        text=form.text.data or "",
        to=frozenset(None if one == "pupil" else an_id(one) for one in form.to.data or ()),
    )


def _write_page(letter: Letter, form: LetterForm, *, both: bool = False, status: int = 200) -> Response:
    pupil, opened = pupil_of(letter.pupil_id)
    form.offer(receivers.of_pupil(pupil))
    return render(
        "letters/write.html",
        status=status,
        letter=letter,
        pupil=pupil,
        name=name_for(pupil, opened),
        form=form,
        both=both,
        draft=queries.draft_of(viewer, queries.subject_of(letter.id)),
        seen=words.who_reads(pupil.known_as),
    )


@bp.put("/letters/<uuid:letter_id>/draft")
@staff(*policy.WRITERS)
def save(letter_id: uuid.UUID) -> Response:
    try:
        sent = drafts.read_request()
    except drafts.Malformed:
        return drafts.answer_to_malformed()
    letter = queries.to_change(viewer, letter_id)
    _pupil, opened = pupil_of(letter.pupil_id)
    return actions.save_draft(viewer, letter=letter, opened=opened, sent=sent)


@bp.get("/letters/<uuid:letter_id>")
@only(*policy.READERS, *policy.FAMILY)
def page(letter_id: uuid.UUID) -> Response:
    """A letter as it prints: for staff with who gets it, for whoever got it with what it says in other languages."""
    return staff_page(letter_id) if viewer.is_staff else family_page(letter_id)


def staff_page(letter_id: uuid.UUID, because: str = "") -> Response:
    found = queries.shown(viewer, letter_id)
    letter = found.letter
    pupil, opened = pupil_of(letter.pupil_id)
    looked(pupil.id, Part.FAMILY, "letter", letter.id)
    draft = letter.state is LetterState.DRAFT
    return render(
        "letters/page.html",
        status=409 if because else 200,
        letter=letter,
        by=found.by,
        because=because,
        pupil=pupil,
        name=name_for(pupil, opened),
        sent=queries.sent(letter, pupil),
        copies=copies.of_letter(letter),
        words=words,
        is_draft=draft,
        is_stopped=is_held(pupil_id=pupil.id),
        may_have={one.carer_id for one in receivers.of_pupil(pupil)},
        may_write=policy.can_write(viewer, opened),
        may_withdraw=policy.can_withdraw(viewer, opened, letter),
        may_copy=policy.can_type_copy(viewer, opened, letter),
        may_check=lambda one: policy.can_check_copy(viewer, opened, one.copy),
        may_withdraw_copy=lambda one: policy.can_withdraw_copy(viewer, opened, one.copy),
    )


def family_page(letter_id: uuid.UUID) -> Response:
    found = queries.my_letter(viewer, letter_id)
    language = queries.my_language(found.to, found.letter)
    return render(
        "letters/mine_page.html",
        letter=found.letter,
        to=found.to,
        name=found.about if found.to.carer_id is None else viewer.name,
        to_pupil=found.to.carer_id is None,
        language=language,
        copies=copies.of_letter(found.letter),
        words=words,
    )


@bp.post("/letters/<uuid:letter_id>/send")
@staff(*policy.WRITERS)
def send(letter_id: uuid.UUID) -> AnyResponse:
    letter = queries.to_change(viewer, letter_id)
    pupil, opened = pupil_of(letter.pupil_id)
    if letter.state is LetterState.SENT and letter.written_by == viewer.account_id:  # pressed twice
        return redirect(url_for("letters.page", letter_id=letter_id), 303)
    require(policy.can_change(viewer, letter))
    try:
        actions.send(viewer, letter=letter, pupil=pupil, opened=opened)
    except WrongState as error:
        let_go(write=False)
        return staff_page(letter_id, error.because)
    flash(_("Sent. Whoever has an account finds it there; print it for the others."), "ok")
    return redirect(url_for("letters.page", letter_id=letter_id), 303)


@bp.post("/letters/<uuid:letter_id>/throw-away")
@staff(*policy.WRITERS)
def throw_away(letter_id: uuid.UUID) -> AnyResponse:
    letter = queries.to_change(viewer, letter_id)
    pupil_id = letter.pupil_id
    actions.throw_away(viewer, letter=letter)
    flash(_("The draft is gone. Nobody but you ever saw it."), "ok")
    return redirect(url_for("letters.of_pupil", pupil_id=pupil_id), 303)


@bp.route("/letters/<uuid:letter_id>/withdraw", methods=["GET", "POST"])
@staff(*policy.READERS)
def withdraw(letter_id: uuid.UUID) -> AnyResponse:
    """It went to the wrong family, say: gone from every page, kept for the audit."""
    form = WithdrawForm()
    letter = queries.to_change(viewer, letter_id) if form.is_submitted() else queries.shown(viewer, letter_id).letter
    pupil, opened = pupil_of(letter.pupil_id)
    require(policy.can_withdraw(viewer, opened, letter))
    if form.validate_on_submit():
        actions.withdraw(viewer, letter=letter, opened=opened, because=form.because.data or "")
        flash(_("Taken back. Nobody sees it any more. What was printed or posted, ask for."), "ok")
        return redirect(url_for("letters.of_pupil", pupil_id=pupil.id), 303)
    return render(
        "letters/withdraw.html", status=form.http_status, form=form, letter=letter, name=name_for(pupil, opened)
    )


@bp.post("/letters/<uuid:letter_id>/to/<uuid:to_id>/posted")
@staff(*policy.WRITERS)
def posted(letter_id: uuid.UUID, to_id: uuid.UUID) -> AnyResponse:
    letter = queries.to_change(viewer, letter_id)
    pupil, opened = pupil_of(letter.pupil_id)
    row, _letter = queries.of_staff(viewer, letter_id, to_id)
    actions.post(viewer, letter=letter, pupil=pupil, row=row, opened=opened)
    flash(_("Noted: posted today."), "ok")
    return redirect(url_for("letters.page", letter_id=letter_id), 303)


@bp.get("/letters/<uuid:letter_id>/to/<uuid:to_id>/letter.pdf")
@only(*policy.READERS, *policy.FAMILY)
def file(letter_id: uuid.UUID, to_id: uuid.UUID) -> Response:
    """The file of one receiver: for them, and for staff who read the letter."""
    found = queries.of_staff if viewer.is_staff else queries.my_row
    row, letter = found(viewer, letter_id, to_id)
    if viewer.is_staff:
        pupil_of(letter.pupil_id)
        looked(letter.pupil_id, Part.FAMILY, "letter", letter.id)
    return files.send(queries.stored_of(row), _("letter.pdf"))
