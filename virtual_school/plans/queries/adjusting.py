"""What makes work fair for a pupil: in force today, to come, and ended. Whose it is was decided by the caller."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.plans import adjusting
from virtual_school.plans.models import Adjustment, AdjustmentKind

MOST = 50


@dataclass(frozen=True, slots=True)
class Adjusted:
    """One adjustment, as it is or as it was when something was handed in."""

    kind: AdjustmentKind
    percent: int | None
    words: str | None

    @property
    def said(self) -> str:
        return adjusting.said(self.kind, self.percent, self.words)


@dataclass(frozen=True, slots=True)
class SetFor(Adjusted):
    """The same with who set it, from when until when."""

    id: uuid.UUID
    starts_on: dt.date
    ends_on: dt.date | None
    ended_at: dt.datetime | None
    by: str

    @property
    def is_over(self) -> bool:
        return self.ended_at is not None or (self.ends_on is not None and self.ends_on < clock.today())


def adjustments_now(viewer: Viewer, pupil_id: uuid.UUID) -> list[Adjusted]:
    """In force today."""
    return [Adjusted(*row) for row in _now(viewer, pupil_id).execute()]


@kept
def _now(viewer: Viewer, pupil_id: uuid.UUID) -> sa.Select[*tuple[Any, ...]]:
    return (
        sa.select(Adjustment.kind, Adjustment.percent, Adjustment.words)
        .where(
            Adjustment.network_id == viewer.network_id,
            Adjustment.pupil_id == pupil_id,
            in_force(Adjustment, clock.today()),
        )
        .order_by(Adjustment.id)
        .limit(MOST)
    )


def adjustments_set(viewer: Viewer, pupil_id: uuid.UUID) -> list[SetFor]:
    """Every one that was set, the latest first."""
    question = (
        sa.select(
            Adjustment.kind, Adjustment.percent, Adjustment.words, Adjustment.id, Adjustment.starts_on,
            Adjustment.ends_on, Adjustment.ended_at, Account.name,
        )
        .join(Account, Account.id == Adjustment.set_by)
        .where(Adjustment.network_id == viewer.network_id, Adjustment.pupil_id == pupil_id)
        .order_by(Adjustment.id.desc())
        .limit(MOST)
    )  # fmt: skip
    return [SetFor(*row) for row in db.session.execute(question)]


def adjustment(viewer: Viewer, pupil_id: uuid.UUID, adjustment_id: uuid.UUID, *, lock: bool) -> Adjustment:
    """One of this pupil, who was found for the viewer; held with `lock`."""
    question = sa.select(Adjustment).where(
        Adjustment.network_id == viewer.network_id,
        Adjustment.pupil_id == pupil_id,
        Adjustment.id == adjustment_id,
    )
    found = db.session.scalar(question.with_for_update() if lock else question)
    if found is None:
        raise NotVisible
    return found
