"""What the pages that keep a pupil safe have in common: who is let in, one form a page, then back."""

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.forms import Form, OnceForm
from virtual_school.core.htmx import render
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for
from virtual_school.safeguarding.protecting import policy
from virtual_school.safeguarding.protecting.queries import next_review

bp = Blueprint("protecting", __name__)

# Who and what first, then why, then the days.
LAST = ("reason", "because", "ends_on", "review_on")


def found(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    return find(viewer, pupil_id, Part.IDENTITY)


def to_protect(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    pupil, opened = found(pupil_id)
    require(policy.can_protect(viewer, opened))
    return pupil, opened


def to_stop(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    pupil, opened = found(pupil_id)
    require(policy.can_stop(viewer, opened))
    return pupil, opened


def here(pupil_id: uuid.UUID) -> str:
    return url_for("protecting.page", pupil_id=pupil_id)


def form_page(
    pupil: Pupil,
    opened: Access,
    form: Form,
    title: str,
    lead: Sequence[str],
    button: str,
    letters: Sequence[Any] = (),
    texts: Sequence[Any] = (),
) -> Response:
    shown = [field for field in form if field.name not in ("once", "csrf_token")]
    fields = sorted(shown, key=lambda field: LAST.index(field.name) if field.name in LAST else -1)
    return render(
        "safeguarding/keep_safe_form.html",
        status=form.http_status if form.errors or form.form_errors else 200,
        form=form,
        fields=fields,
        title=title,
        lead=lead,
        button_words=button,
        name=name_for(pupil, opened),
        back=here(pupil.id),
        letters=letters,
        texts=texts,
    )


def made(form: OnceForm, pupil: Pupil, act: Callable[[], object], words: str) -> AnyResponse | None:
    """Done once however often it is sent, then back to the page; None where something is to be put right."""

    def once() -> str:
        act()
        return here(pupil.id)

    if not form.validate_on_submit():
        return None
    went = form.makes(viewer.account_id, once)
    if went is None:
        return None
    flash(words)
    return redirect(went, 303)


def ended(form: Form, pupil: Pupil, act: Callable[[], object], words: str) -> AnyResponse | None:
    if not form.validate_on_submit() or not form.carries(act):
        return None
    flash(words)
    return redirect(here(pupil.id), 303)


def offer_day(form: Any, *, stop: bool = False) -> None:
    """The day to look again stands there already, for whoever has no time to choose another."""
    if not form.is_submitted():
        form.review_on.data = next_review(stop=stop)
