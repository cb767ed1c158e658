"""What a form of the pupil’s brought: words, files, uploads; and keeping the words whatever the button was."""

import uuid
from collections.abc import Callable, Sequence

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core import files
from virtual_school.core.db import writing
from virtual_school.core.errors import WrongState
from virtual_school.core.files import Received
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import BothKept, Typed
from virtual_school.learning.forms import HandInForm
from virtual_school.learning.models import Assignment, Recorded
from virtual_school.learning.queries import held, one
from virtual_school.learning.routes.work_page import work_page
from virtual_school.library.addresses import whole
from virtual_school.network.viewer import viewer


def beside_words(
    assignment_id: uuid.UUID,
    form: HandInForm,
    act: Callable[[Assignment], None],
    wrong: Sequence[str] = (),
    anchor: str = "photos",
) -> AnyResponse:
    """Do what a button beside the box is for, and keep the words that came along, each in a transaction of its own.

    Words that cannot be kept stay in the box with the reason, and so does the reason why a file did not come. An
    address that was pasted and not added yet is added.
    """
    address, why_not = link_in(form)
    has_words = "text" in request.form
    wrong = [*(_errors(form) if has_words else ()), *wrong]
    typed = typed_in(form)
    try:
        with writing():
            own = held.to_write(viewer, assignment_id)
            if has_words:
                actions.is_in_time(own, typed)
            may_go_on = has_words and bool(policy.can_write(own.state))
            act(own)
            add_link(own, form, address)
        if has_words and not wrong:
            with writing():
                own = held.to_write(viewer, assignment_id)
                actions.keep_words(viewer, assignment=own, typed=typed, key=form.once.data or "")
    except BothKept as both:
        return work_page(assignment_id, form, both=both, status=409)
    except WrongState as error:
        if not may_go_on:
            raise
        wrong.append(error.because)
    if wrong or why_not:
        form.text.errors, form.link.errors = wrong, why_not
        return work_page(assignment_id, form, status=422)
    return redirect(_place(assignment_id, anchor), 303)


def _place(assignment_id: uuid.UUID, anchor: str) -> str:
    """Back to where the button stood: the page of the work, or that of one of its steps."""
    step = request.form.get("step", 0, type=int)
    if step > 0:
        return url_for("learning.step", assignment_id=assignment_id, number=step, _anchor=anchor)
    return url_for("learning.work", assignment_id=assignment_id, _anchor=anchor)


def _errors(form: HandInForm) -> list[str]:
    """What is wrong with the form in words. What no person typed is let go, so that pressing again goes through."""
    form.validate()
    said = [*form.text.errors, *form.felt.errors]
    for field in (form.number, form.draft_version, form.waited):
        if field.errors:
            said.append(_("Something of this page did not come through. Your words are here: press again."))
            field.raw_data, field.data, field.errors = None, 0 if field is not form.number else None, ()
    return [str(one) for one in said]


def link_in(form: HandInForm) -> tuple[str | None, list[str]]:
    """The address that came with the form, and in words why it leads nowhere. It is never looked up here."""
    typed = (form.link.data or "").strip()
    if not typed:
        return None, []
    address = whole(typed)
    if form.link_words.process_errors:
        return None, list(form.link_words.process_errors)
    if address is None:
        return None, [_("This is not the address of a page. Copy it whole, like https://www.example.org/page.")]
    return address, []


def add_link(own: Assignment, form: HandInForm, address: str | None) -> None:
    if address is not None:
        actions.add_link(viewer, assignment=own, url=address, words=form.link_words.data or "")


def received_with(assignment_id: uuid.UUID | None = None) -> tuple[list[Received], list[str]]:
    """The files that came with a plain form, and in words why others did not: those of a pupil only in the ways in
    which this work is handed in."""
    received: list[Received] = []
    wrong = []
    for sent in request.files.getlist("files"):
        try:
            received += files.receive_form([sent])
        except files.NotTaken as error:
            wrong.append(error.because)
    if not received or assignment_id is None:
        return received, wrong
    ways = actions.open_ways(one.own_assignment(viewer, assignment_id))
    allowed = [(file, policy.can_bring(ways, policy.counts_as(file.media_type), file.name)) for file in received]
    wrong += [decision.because for _file, decision in allowed if not decision]
    return [file for file, decision in allowed if decision], wrong


def add(own: Assignment, received: list[Received]) -> None:
    actions.add_pieces(viewer, assignment=own, received=received, uploads=uploads(), recorded=recorded())


def recorded() -> Recorded | None:
    """Whether what came was recorded in the page: sound or film."""
    said = request.form.get("recorded", "")
    return next((kind for kind in Recorded if kind.value == said), None)


def uploads() -> list[uuid.UUID]:
    """The uploads that the form names. What is no identifier names none of hers."""
    try:
        return [uuid.UUID(sent) for sent in request.form.getlist("upload")]
    except ValueError:
        return []


def typed_in(form: HandInForm) -> Typed:
    return Typed(form.text.data or "", form.draft_key.data or "", form.draft_version.data or 0, form.waited.data or 0)
