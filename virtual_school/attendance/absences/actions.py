"""What people do about a child who will not be in: asked once, then changed, and whoever must know is told at once."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.attendance.absences import changes, people, policy, queries
from virtual_school.attendance.absences.queries import Child
from virtual_school.attendance.absences.spans import Sessions
from virtual_school.attendance.models import Absence, AbsenceWhy
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes as notices
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Carer, Pupil
from virtual_school.timetable.models import Session

# Given an absence, its page: what a notice leads to.
PageFor = Callable[[uuid.UUID], str]


@dataclass(frozen=True, slots=True)
class Said:
    """What came of it. `stays`: something else was told before, and holds as ever."""

    row: Absence
    is_new: bool
    stays: bool


def tell(viewer: Viewer, child: Child, span: Sessions, why: AbsenceWhy, words: str | None, page_for: PageFor) -> Said:
    """By a carer, of their own child. `child` was found by what their link allows."""
    before = queries.known_to(child)
    return _tell(viewer, child.carer, before, span, why, words, page_for, by_phone=False)


def take_call(
    viewer: Viewer,
    access: Access,
    pupil: Pupil,
    carer: Carer,
    span: Sessions,
    why: AbsenceWhy,
    words: str | None,
    page_for: PageFor,
) -> Said:
    """By phone: entered for the carer who rang, and read back to them."""
    require(policy.can_take_call(viewer, access))
    if carer.id not in {one.id for one in queries.callers(pupil.id)}:
        raise NotVisible
    return _tell(viewer, carer, queries.coming(pupil.id), span, why, words, page_for, by_phone=True)


def _tell(
    viewer: Viewer,
    carer: Carer,
    before: Sequence[Absence],
    span: Sessions,
    why: AbsenceWhy,
    words: str | None,
    page_for: PageFor,
    *,
    by_phone: bool,
) -> Said:
    """Told already for the same reason is told once, whoever said it first; anything else comes on top of it.

    `before`: what was told already and whoever says this may know of.
    """
    known = queries.covered(before, span, why)
    if known is not None and words in (None, "", known.words):
        return Said(known, is_new=False, stays=True)
    halves = list(span.halves())
    stays = any(one.covers(*half) for one in before for half in halves)
    row = changes.tell(
        viewer, pupil_id=carer.pupil_id, carer_id=carer.id, span=span, why=why, words=words, by_phone=by_phone
    )
    _notify(viewer, row, people.REPORTED, page_for)
    return Said(row, is_new=True, stays=stays)


def come_back(viewer: Viewer, rows: Iterable[Absence], on: dt.date, session: Session, page_for: PageFor) -> None:
    """They come again, sooner than was said: whoever was told that they do not is told that they do."""
    changed = changes.come_back(viewer, rows, on, session)
    if not changed:
        raise WrongState(_("Nobody says that they are away then."))
    _tell_changed(viewer, changed, page_for)


def come_back_for(
    viewer: Viewer,
    access: Access,
    rows: Iterable[Absence],
    on: dt.date,
    session: Session,
    page_for: PageFor,
) -> None:
    """The same by staff, who heard it from the family or saw the pupil come."""
    require(policy.can_take_call(viewer, access))
    come_back(viewer, rows, on, session, page_for)


def withdraw_own(viewer: Viewer, row: Absence, page_for: PageFor) -> None:
    """By the carer who told it, of the wrong child or by mistake. `row` was found as their own."""
    if changes.withdraw(viewer, row):
        _tell_changed(viewer, [row], page_for)


def withdraw(viewer: Viewer, access: Access, row: Absence, because: str, page_for: PageFor) -> None:
    """By staff, with a reason."""
    require(policy.can_take_call(viewer, access))
    if changes.withdraw(viewer, row, because):
        _tell_changed(viewer, [row], page_for)


def _tell_changed(viewer: Viewer, rows: Iterable[Absence], page_for: PageFor) -> None:
    """Who has not read the first has nothing to read of it any more, and still hears that the pupil is expected."""
    for row in rows:
        notices.settle(row.id, kinds=[people.REPORTED])
        _notify(viewer, row, people.CHANGED, page_for)


def _notify(viewer: Viewer, row: Absence, kind: str, page_for: PageFor) -> None:
    """Everybody but who did it: they know."""
    whom = [one for one in people.to_tell(row) if one[0] != viewer.account_id]
    notices.tell_each(whom, kind, page_for(row.id), about_id=row.pupil_id, object_id=row.id)
