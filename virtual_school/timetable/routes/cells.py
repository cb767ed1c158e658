"""One half day of a week that is being laid out: filled in, copied, removed."""

import hashlib
import uuid
from dataclasses import astuple
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _
from flask_babel import ngettext as _n
from werkzeug.wrappers import Response as AnyResponse

from virtual_school.core.access import require
from virtual_school.core.db import begin
from virtual_school.core.errors import NotVisible, Stale
from virtual_school.core.htmx import render
from virtual_school.network import queries as networks
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.queries import find, name_for
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see
from virtual_school.timetable import actions, grid, policy, queries
from virtual_school.timetable.forms import CopyForm, SlotForm
from virtual_school.timetable.models import Session, Slot, WeekPattern
from virtual_school.timetable.queries import Laid
from virtual_school.timetable.register import half_day
from virtual_school.timetable.routes.blueprint import bp, responsible_people, week_url

ANOTHER = "another"


class _Half:
    """One half day of the draft: what the page shows, and what the form changes."""

    def __init__(self, pupil_id: uuid.UUID, day: int, session: str) -> None:
        self.pupil, self.access = find(viewer, pupil_id, Part.WEEK)
        require(policy.can_lay_out(self.access))
        if day not in range(1, 6) or session not in {one.value for one in Session}:
            raise NotVisible
        self.day, self.session = day, Session(session)
        self.pattern = queries.open_pattern(pupil_id)
        self.may_change = policy.can_change(self.access, self.pattern)
        self.laid = queries.laid_out(self.pattern.id) if self.pattern else []
        self.here = [one for one in self.laid if (one.slot.day, one.slot.session) == (self.day, self.session)]
        self.chosen = self._chosen()

    def _chosen(self) -> Laid | None:
        """The part that is changed: the one that the address names, else the first; none for a new one."""
        wanted = request.args.get("slot", "")
        if wanted == ANOTHER or not self.here:
            return None
        return next((one for one in self.here if str(one.slot.id) == wanted), self.here[0])

    @property
    def slot(self) -> Slot | None:
        return self.chosen.slot if self.chosen else None

    @property
    def seen(self) -> str:
        """A mark of what stands here, to know it again."""
        if self.slot is None:
            return "nothing"
        told = repr(astuple(actions.content_of(self.slot))) + str(self.slot.id)
        return hashlib.sha256(told.encode()).hexdigest()[:20]

    def form(self) -> SlotForm:
        form = SlotForm(obj=self.slot)
        places = [(one.id, one.name) for one in networks.organisations(viewer)]
        form.offer(places, responsible_people(), queries.footing_choices(self.pupil.id))
        return form


@bp.route("/pupils/<uuid:pupil_id>/week/<int:day>/<session>", methods=["GET", "POST"])
@staff(*policy.LAY_OUT)
def cell(pupil_id: uuid.UUID, day: int, session: str) -> AnyResponse:
    half = _Half(pupil_id, day, session)
    form = half.form()
    if not form.is_submitted():
        form.seen.data = half.seen
        return _page(half, form)
    require(half.may_change)
    if not form.validate():
        return _page(half, form, status=422)
    try:
        here = form.makes(viewer.account_id, lambda: _put(half, form))
    except Stale as error:
        begin(write=False)
        half = _Half(pupil_id, day, session)
        form.seen.raw_data, form.seen.data = None, half.seen
        return _page(half, form, changed=True, status=error.status)
    if here is None:
        return _page(half, form, status=422)
    flash(_("%(half)s is laid out.", half=half_day(half.day, half.session)))
    return redirect(here, 303)


def _put(half: _Half, form: SlotForm) -> str:
    if form.seen.data != half.seen:
        raise Stale
    actions.put_slot(viewer, half.access, half.pattern, half.day, half.session, form.content, half.slot)
    return week_url(half.pupil.id)


def _page(half: _Half, form: SlotForm, *, changed: bool = False, status: int = 200) -> AnyResponse:
    copy = CopyForm(formdata=None)
    copy.offer({(one.slot.day, one.slot.session) for one in half.laid})
    return render(
        "timetable/cell.html",
        status=status,
        form=form,
        copy=copy,
        changed=changed,
        theirs=_said(half.chosen) if half.chosen else _("Nothing stands here now."),
        pupil=half.pupil,
        name=name_for(half.pupil, half.access),
        seen=who_can_see(viewer, half.access, half.pupil, Audience(Part.WEEK)),
        half=half_day(half.day, half.session),
        may_change=half.may_change,
        chosen=half.chosen,
        others=[(one.slot.id, _said(one)) for one in half.here if one is not half.chosen],
        action=request.full_path.removesuffix("?"),
    )


def _said(one: Laid) -> str:
    box = grid.slot_box(one.slot, one.place, one.responsible, one.footing)
    return ". ".join((box.title, *box.lines))


def _slot(pupil_id: uuid.UUID, slot_id: uuid.UUID) -> tuple[Pupil, Access, WeekPattern | None, Slot]:
    pupil, access = find(viewer, pupil_id, Part.WEEK)
    pattern = queries.open_pattern(pupil_id)
    return pupil, access, pattern, queries.slot(pupil_id, slot_id)


@bp.post("/pupils/<uuid:pupil_id>/slots/<uuid:slot_id>/copy")
@staff(*policy.LAY_OUT)
def copy_slot(pupil_id: uuid.UUID, slot_id: uuid.UUID) -> AnyResponse:
    """The same in other half days of the week, where nothing stands yet."""
    _pupil, access, pattern, slot = _slot(pupil_id, slot_id)
    form = CopyForm()
    form.offer(set())
    form.validate()
    put = actions.copy_slot(viewer, access, pattern, slot, form.halves)
    words: Any = _n("Put on %(num)d more half day.", "Put on %(num)d more half days.", put)
    flash(words if put else _("No half day was chosen that is free."))
    return redirect(week_url(pupil_id), 303)


@bp.post("/pupils/<uuid:pupil_id>/slots/<uuid:slot_id>/remove")
@staff(*policy.LAY_OUT)
def remove_slot(pupil_id: uuid.UUID, slot_id: uuid.UUID) -> AnyResponse:
    _pupil, access, pattern, slot = _slot(pupil_id, slot_id)
    actions.remove_slot(viewer, access, pattern, slot)
    flash(_("%(half)s is empty now.", half=half_day(slot.day, slot.session)))
    return redirect(week_url(pupil_id), 303)
