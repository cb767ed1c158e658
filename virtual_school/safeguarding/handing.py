"""A concern on its way into somebody's hands: who is told, and who else when nobody has read it in time."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import queue
from virtual_school.network import school_time
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.notices import changes as notices
from virtual_school.notices.models import Because
from virtual_school.pupils.cover.queries import school_of
from virtual_school.safeguarding.hands import Holder, Standing, hands_of, leads_of, standing
from virtual_school.safeguarding.models import Concern, ConcernParty

RAISED, UNSEEN = "concern.raised", "concern.unseen"
KINDS = (RAISED, UNSEEN)

# The job that asks whether anybody has read it.
LATE = "concern.late"

# By what somebody is told, from the role in which they are.
BECAUSE = {
    Role.SAFEGUARDING_LEAD: Because.SCHOOL,
    Role.HEADTEACHER: Because.SCHOOL,
    Role.VIRTUAL_SCHOOL_LEAD: Because.OFFICE,
}


def path_of(concern_id: uuid.UUID) -> str:
    return f"/handed-to-me/{concern_id}"


def hand_over(concern: Concern, around: Standing, kept: Collection[uuid.UUID]) -> None:
    """Whom it never reaches is written down first; then who has it is told, and the job waits for its time."""
    for account_id in sorted(kept):
        db.session.add(ConcernParty(concern_id=concern.id, account_id=account_id, role=None, at=clock.now()))
    db.session.flush()
    first = around.first(hands_of(concern), kept)
    _tell(concern, first, RAISED)
    if concern.place_id is not None:
        _tell(concern, [one for one in leads_of(concern.place_id) if one.account_id not in kept], RAISED, Because.PLACE)
    minutes = number("concern_minutes")
    at = school_time.after(clock.now(), minutes, concern.organisation_id)
    # Where nobody stands to read it, whoever raised it is told at once to ring.
    concern.due_at = at if first else clock.now()
    _ask_again(concern, 0, at)


def not_read(concern_id: uuid.UUID, step: int) -> None:
    """Nobody has read it: the next is told. Run twice, it tells nobody twice; read meanwhile, it tells nobody."""
    concern = db.session.get(Concern, concern_id, with_for_update=True)
    if concern is None or concern.seen_at is not None:
        return
    # Where it names no school, its head is told all the same.
    school_id = concern.organisation_id or school_of(concern.pupil_id, clock.today())
    around, kept = standing(concern.network_id, school_id), kept_of(concern_id)
    found = around.next(hands_of(concern), step, kept)
    if found is None:
        # Nobody further: those who have it are told once more.
        if step == 0:
            _tell(concern, around.first(hands_of(concern), kept), UNSEEN)
        return
    _tell(concern, found, UNSEEN)
    again = school_time.after(clock.now(), number("concern_minutes"), concern.organisation_id)
    _ask_again(concern, step + 1, again)


def read(concern: Concern) -> None:
    """Somebody has it in hand: it waits for nobody else, save for a lead of the place, who has to know for themself."""
    at_place = {one.account_id for one in leads_of(concern.place_id)} if concern.place_id else set()
    for account_id in sorted(told_of(concern.id) - (at_place - {concern.seen_by})):
        notices.settle(concern.id, kinds=KINDS, account_id=account_id)


def kept_of(concern_id: uuid.UUID) -> set[uuid.UUID]:
    """Whom it never reaches."""
    question = sa.select(ConcernParty.account_id).where(
        ConcernParty.concern_id == concern_id, ConcernParty.role.is_(None)
    )
    return set(db.session.scalars(question))


def told_of(concern_id: uuid.UUID) -> set[uuid.UUID]:
    """To whom it went."""
    question = sa.select(ConcernParty.account_id).where(
        ConcernParty.concern_id == concern_id, ConcernParty.role.is_not(None)
    )
    return set(db.session.scalars(question))


def _tell(concern: Concern, found: Iterable[Holder], kind: str, because: Because | None = None) -> None:
    found, known = list(found), told_of(concern.id)
    for one in found:
        if one.account_id not in known:
            row = ConcernParty(concern_id=concern.id, account_id=one.account_id, role=one.role, at=clock.now())
            db.session.add(row)
    db.session.flush()
    notices.tell_each(
        [(one.account_id, because or BECAUSE[one.role]) for one in found],
        kind,
        path_of(concern.id),
        # No pupil: whoever holds a worry need not reach the pupil otherwise, and nobody may count them by it.
        object_id=concern.id,
    )


def _ask_again(concern: Concern, step: int, at: dt.datetime) -> None:
    queue(LATE, {"concern": concern.id, "step": step}, dedup=f"{concern.id}/{step}", run_at=at)
