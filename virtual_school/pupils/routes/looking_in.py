"""'Who can see about you, and why': for the pupil, and for each carer, who end there what they agreed to."""

import uuid
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.htmx import render
from virtual_school.network.marks import only
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.network.viewer import viewer
from virtual_school.pupils import queries, words
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking_in import actions, policy, shown, standing
from virtual_school.pupils.looking_in import queries as looking
from virtual_school.pupils.looking_in import words as more_words
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.routes.blueprint import bp


def _own() -> tuple[Pupil, Access]:
    """The pupil who is signed in."""
    if viewer.pupil_id is None:
        raise NotVisible
    return queries.find(viewer, viewer.pupil_id, Part.IDENTITY)


def _childs(pupil_id: uuid.UUID) -> tuple[Pupil, Access]:
    """A child, for a carer who may see the record itself."""
    pupil, opened = queries.find(viewer, pupil_id, Part.IDENTITY)
    require(policy.can_see_all(opened))
    return pupil, opened


def _page(template: str, pupil: Pupil, opened: Access, **more: Any) -> AnyResponse:
    party = looking.party(viewer, pupil.id, opened)
    windows = looking.shown(party, pupil.id)
    lines = shown.lines(party, windows, _roles(windows), names=bool(number("window_names_to_families")))
    return render(template, pupil=pupil, standing=standing.to_family(party, pupil.id), lines=lines, **more)


def _roles(windows: list[looking.Looking]) -> Any:
    ids = [(one.window.account_id, one.window.organisation_id) for one in windows]
    return looking.roles_of([one for one, _where in ids], [where for _one, where in ids]) if ids else {}


@bp.get("/who-can-see")
@only(Role.PUPIL)
def who_can_see() -> AnyResponse:
    pupil, opened = _own()
    return _page(
        "pupils/who_can_see.html",
        pupil,
        opened,
        part_words=more_words.PUPIL_PART_WORDS,
        end_url=lambda window_id: url_for("pupils.end_own_window", window_id=window_id),
    )


@bp.post("/who-can-see/<uuid:window_id>/end")
@only(Role.PUPIL)
def end_own_window(window_id: uuid.UUID) -> AnyResponse:
    """The pupil takes back a yes, in one tap."""
    pupil, opened = _own()
    _end(pupil, opened, window_id)
    flash(_("They cannot see this any more."))
    return redirect(url_for("pupils.who_can_see"), 303)


def _end(pupil: Pupil, opened: Access, window_id: uuid.UUID) -> None:
    party = looking.party(viewer, pupil.id, opened)
    actions.end_as_family(viewer, party, looking.shown_one(party, pupil.id, window_id))


@bp.get("/children/<uuid:pupil_id>/who-can-see")
@only(Role.CARER)
def who_can_see_child(pupil_id: uuid.UUID) -> AnyResponse:
    pupil, opened = _childs(pupil_id)
    return _page(
        "pupils/who_can_see_child.html",
        pupil,
        opened,
        part_words=words.PART_WORDS,
        end_url=lambda window_id: url_for("pupils.end_childs_window", pupil_id=pupil_id, window_id=window_id),
    )


@bp.post("/children/<uuid:pupil_id>/who-can-see/<uuid:window_id>/end")
@only(Role.CARER)
def end_childs_window(pupil_id: uuid.UUID, window_id: uuid.UUID) -> AnyResponse:
    """A carer takes back a yes, in one tap."""
    pupil, opened = _childs(pupil_id)
    _end(pupil, opened, window_id)
    flash(_("They cannot see this any more."))
    return redirect(url_for("pupils.who_can_see_child", pupil_id=pupil_id), 303)
