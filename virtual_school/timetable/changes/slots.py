"""The half days of a week that is being laid out: put, copied to other days, removed."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from flask_babel import gettext as _
from sqlalchemy.orm.attributes import flag_modified

from virtual_school.core import audit
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.timetable import footings, queries
from virtual_school.timetable.changes import meeting
from virtual_school.timetable.models import Footing, Session, Slot, SlotKind, WeekPattern


@dataclass(frozen=True, slots=True)
class Content:
    """What a half day holds."""

    kind: SlotKind
    words: str
    starts_on: dt.date
    ends_on: dt.date | None = None
    place_id: uuid.UUID | None = None
    place: str | None = None
    responsible_id: uuid.UUID | None = None
    responsible: str | None = None
    footing_id: uuid.UUID | None = None


NAMES = tuple(Content.__slots__)


def content_of(slot: Slot) -> Content:
    return Content(**{name: getattr(slot, name) for name in NAMES})


def put_slot(
    by: Viewer, pattern: WeekPattern, day: int, session: Session, content: Content, *, slot: Slot | None = None
) -> Slot:
    """Put this into a half day: a new part of the week, or `slot` changed."""
    still_open(pattern)
    dated.lock_pupil(pattern.pupil_id)
    row = _put(by, pattern, day, session, content, queries.slots_of(pattern.id), slot)
    _touched(by, "slot.put", pattern, row)
    return row


def lay_out(by: Viewer, pattern: WeekPattern, parts: Iterable[tuple[int, Session, Content]]) -> list[Slot]:
    """Put several half days at once."""
    still_open(pattern)
    dated.lock_pupil(pattern.pupil_id)
    there = list(queries.slots_of(pattern.id))
    put: list[Slot] = []
    for day, session, content in parts:
        put.append(_put(by, pattern, day, session, content, there + put))
    _touched(by, "slot.put", pattern, *put)
    return put


def _put(
    by: Viewer,
    pattern: WeekPattern,
    day: int,
    session: Session,
    content: Content,
    there: Sequence[Slot],
    slot: Slot | None = None,
) -> Slot:
    dated.in_order(content.starts_on, content.ends_on)
    _stands_whole(pattern, content)
    content = _as_long_as_its_footing(content)
    others = [one for one in there if slot is None or one.id != slot.id]
    if any(_clash(one, day, session, content.starts_on, content.ends_on) for one in others):
        raise WrongState(_("Something else stands in this half day then. Nobody is in two places at once."))
    meeting.refuse(by, pattern.pupil_id, day, session, content)
    row = slot or Slot(pattern_id=pattern.id, pupil_id=pattern.pupil_id, day=day, session=session)
    for name in NAMES:
        setattr(row, name, getattr(content, name) or None)
    db.session.add(row)
    return row


def copy_slot(by: Viewer, pattern: WeekPattern, slot: Slot, to: Iterable[tuple[int, Session]]) -> int:
    """The same in other half days. What stands there already is left as it is; how many were put."""
    still_open(pattern)
    content, there, put = content_of(slot), queries.slots_of(pattern.id), 0
    for day, session in to:
        if not any(_clash(one, day, session, content.starts_on, content.ends_on) for one in there):
            put_slot(by, pattern, day, session, content)
            put += 1
    return put


def remove_slot(by: Viewer, pattern: WeekPattern, slot: Slot) -> None:
    """Take a half day out of a week about which nobody was asked yet."""
    still_open(pattern)
    _touched(by, "slot.removed", pattern, slot)
    db.session.delete(slot)
    db.session.flush()


def still_open(pattern: WeekPattern) -> None:
    if pattern.agreed_at is not None or pattern.ended_at is not None:
        raise WrongState(_("This week is agreed. A change of it is a new version of the plan."))
    if pattern.frozen_at is not None:
        raise WrongState(_("People are being asked to agree to this week. Take the plan back first, then change it."))


def two_at_once(slots: Iterable[Slot]) -> bool:
    """Whether two parts of a week share a half day on some date."""
    return any(_clash(one, two.day, two.session, two.starts_on, two.ends_on) for one, two in combinations(slots, 2))


def _clash(one: Slot, day: int, session: Session, starts_on: dt.date, ends_on: dt.date | None) -> bool:
    if (one.day, one.session) != (day, session):
        return False
    begins_in_time = ends_on is None or one.starts_on <= ends_on
    return begins_in_time and (one.ends_on is None or starts_on <= one.ends_on)


def _stands_whole(pattern: WeekPattern, content: Content) -> None:
    """Somebody answers for it, and the footing is one of this pupil's that fits kind, place and dates."""
    if content.kind not in footings.ALONE and not (content.responsible_id or content.responsible):
        raise WrongState(_("Say which adult is responsible. Only own time at home has none."))
    if content.footing_id is None:
        return
    footing = db.session.get(Footing, content.footing_id)
    if footing is None or footing.pupil_id != pattern.pupil_id or footing.ended_at is not None:
        raise WrongState(_("This footing is not confirmed for this pupil, or it has ended."))
    if misfit := footings.misfit(footing, content.kind, content.place_id, content.starts_on, content.ends_on):
        raise WrongState(misfit[1])


def _as_long_as_its_footing(content: Content) -> Content:
    """Without a last day of its own a part ends with its footing, so that a plan of it may be agreed."""
    footing = db.session.get(Footing, content.footing_id) if content.footing_id and not content.ends_on else None
    return replace(content, ends_on=footing.ends_on) if footing else content


def _touched(by: Viewer, event: str, pattern: WeekPattern, *slots: Slot) -> None:
    """Every change of a part is a change of the week: whoever holds an older one of it is told."""
    flag_modified(pattern, "pupil_id")
    db.session.flush()
    pupil_id, week_id = pattern.pupil_id, pattern.id
    for slot in slots:
        audit.record(
            event, by, pupil_id=pupil_id, object_id=week_id, slot_id=slot.id, day=slot.day, session=slot.session
        )
    db.session.flush()
