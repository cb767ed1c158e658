"""Who must not meet (practice 7): asked before somebody is put beside somebody, or somewhere.

A refusal says one thing and always the same: ask the safeguarding lead. It names neither who, nor where, nor why, nor
how many. Each try is noted for the lead who set it.

Packages above ask `refuse_place` and `refuse_together`; whoever is named beside a pupil is asked by
`pupils.naming`, which calls `refuse_adult`. Where something stands already when two are set apart is found by what
they register with `finds_clashes`.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.notes import note
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.naming import before_naming
from virtual_school.safeguarding.models import KeepApart

Clashes = Callable[[KeepApart], list[str]]

_finders: list[Clashes] = []


class KeptApart(WrongState):
    """Two who must not meet would. The words are always the same."""


@dataclass(frozen=True, slots=True)
class Apart:
    """From whom and where one pupil is kept in some days: each with what says so."""

    pupils: dict[uuid.UUID, set[uuid.UUID]]
    places: dict[uuid.UUID, set[uuid.UUID]]
    adults: dict[uuid.UUID, set[uuid.UUID]]

    def __bool__(self) -> bool:
        return bool(self.pupils or self.places or self.adults)


def words() -> str:
    return str(_("This cannot be done as it stands. Ask the safeguarding lead."))


def apart_of(pupil_id: uuid.UUID, starts_on: dt.date, ends_on: dt.date | None) -> Apart:
    """What keeps this pupil apart on any of these days, from either side.

    Each row is held until the end of the transaction: of two who are put together at once, the second finds the first.
    """
    concerns = sa.or_(KeepApart.pupil_id == pupil_id, KeepApart.other_id == pupil_id)
    found = Apart({}, {}, {})
    for row in _held(concerns, starts_on, ends_on):
        if row.place_id is not None:
            found.places.setdefault(row.place_id, set()).add(row.id)
        elif row.account_id is not None:
            found.adults.setdefault(row.account_id, set()).add(row.id)
        elif row.other_id is not None:
            other = row.other_id if row.pupil_id == pupil_id else row.pupil_id
            found.pupils.setdefault(other, set()).add(row.id)
    return found


def kept_from(account_id: uuid.UUID, starts_on: dt.date, ends_on: dt.date | None) -> dict[uuid.UUID, set[uuid.UUID]]:
    """The pupils whom an adult must not meet on any of these days, each with what says so."""
    found: dict[uuid.UUID, set[uuid.UUID]] = {}
    for row in _held(KeepApart.account_id == account_id, starts_on, ends_on):
        found.setdefault(row.pupil_id, set()).add(row.id)
    return found


def _held(condition: sa.ColumnElement[bool], starts_on: dt.date, ends_on: dt.date | None) -> Iterable[KeepApart]:
    question = sa.select(KeepApart).where(condition, dated.overlaps(KeepApart, starts_on, ends_on))
    return db.session.scalars(question.order_by(KeepApart.id).with_for_update()).all()


def refuse(by: Viewer, pupil_id: uuid.UUID, keeps: Collection[uuid.UUID], what: str) -> None:
    """Refuse what any of these keeps apart. `what` is a word of ours for the lead: 'week', 'pack', 'named'."""
    for keep_id in sorted(keeps):
        note("apart.tried", account_id=by.account_id, pupil_id=pupil_id, object_id=keep_id, what=what)
    if keeps:
        raise KeptApart(words())


@before_naming
def refuse_adult(by: Viewer, pupil_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """Nobody is named beside a pupil from whom they are kept: not today, and not for a day to come."""
    apart = apart_of(pupil_id, clock.today(), None)
    refuse(by, pupil_id, apart.adults.get(account_id, ()), "named")


def refuse_place(
    by: Viewer, pupil_id: uuid.UUID, place_id: uuid.UUID | None, starts_on: dt.date, ends_on: dt.date | None
) -> None:
    """No pupil is sent, or offered to be sent, to a place from which they are kept."""
    if place_id is not None:
        refuse(by, pupil_id, apart_of(pupil_id, starts_on, ends_on).places.get(place_id, ()), "place")


def refuse_together(by: Viewer, pupil_id: uuid.UUID, others: Iterable[uuid.UUID], on: dt.date, what: str) -> None:
    """Two who are kept apart stand in no group, transport or pack together."""
    apart = apart_of(pupil_id, on, on)
    refuse(by, pupil_id, {keep for other in others for keep in apart.pupils.get(other, ())}, what)


def finds_clashes(find: Clashes) -> Clashes:
    """Register a function that says, for the safeguarding lead, where two who are set apart stand together already."""
    if find not in _finders:
        _finders.append(find)
    return find


def clashes(keep: KeepApart) -> list[str]:
    """What stands already and would be refused now. The lead has it changed: nothing is undone by itself."""
    return [said for find in _finders for said in find(keep)]
