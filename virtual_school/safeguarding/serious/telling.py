"""Who is told of something serious, and who else when nobody has seen it in time."""

import uuid
from collections.abc import Collection, Iterable

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import queue
from virtual_school.notices import changes as notices
from virtual_school.safeguarding.handing import BECAUSE
from virtual_school.safeguarding.hands import Hands, Holder, Standing, standing
from virtual_school.safeguarding.models import Serious, SeriousParty, SeriousSeen

REPORTED = "serious.reported"

# The job that asks whether anybody has seen it.
LATE = "serious.late"


def first(around: Standing, kept: Collection[uuid.UUID]) -> list[Holder]:
    """The head and the safeguarding leads; where it involves the head, or nobody is left, the authority's as well.

    Those who work under a head are not left alone with what the head did.
    """
    found = around.of(Hands.HEAD, kept) + around.of(Hands.LEAD, kept)
    of_head = any(one.account_id in kept for one in around.of(Hands.HEAD))
    return found if found and not of_head else found + around.of(Hands.AUTHORITY, kept)


def tell(serious: Serious, around: Standing, kept: Collection[uuid.UUID]) -> None:
    """Whom it never reaches is written down first."""
    for account_id in sorted(kept):
        db.session.add(SeriousParty(serious_id=serious.id, account_id=account_id, role=None, at=clock.now()))
    db.session.flush()
    _tell(serious, first(around, kept))
    queue(LATE, {"serious": serious.id}, dedup=str(serious.id), run_at=serious.due_at)


def not_seen(serious_id: uuid.UUID) -> None:
    """Nobody has seen it: whoever leads the Virtual School is told. Seen meanwhile, or told before: nothing."""
    serious = db.session.get(Serious, serious_id)
    if serious is None or _is_seen(serious):
        return
    around = standing(serious.network_id, serious.organisation_id)
    _tell(serious, around.of(Hands.AUTHORITY, kept_of(serious_id)))


def kept_of(serious_id: uuid.UUID) -> set[uuid.UUID]:
    """Whom it never reaches."""
    question = sa.select(SeriousParty.account_id).where(
        SeriousParty.serious_id == serious_id, SeriousParty.role.is_(None)
    )
    return set(db.session.scalars(question))


def _is_seen(serious: Serious) -> bool:
    """By somebody else than who reported it."""
    question = sa.exists().where(SeriousSeen.serious_id == serious.id, SeriousSeen.account_id != serious.reported_by)
    return bool(db.session.scalar(sa.select(question)))


def _tell(serious: Serious, found: Iterable[Holder]) -> None:
    known = set(db.session.scalars(sa.select(SeriousParty.account_id).where(SeriousParty.serious_id == serious.id)))
    new = {one.account_id: one for one in reversed(list(found)) if one.account_id not in known}
    for one in new.values():
        db.session.add(SeriousParty(serious_id=serious.id, account_id=one.account_id, role=one.role, at=clock.now()))
    db.session.flush()
    notices.tell_each(
        [(one.account_id, BECAUSE[one.role]) for one in new.values()],
        REPORTED,
        f"/serious/{serious.id}",
        object_id=serious.id,
    )
