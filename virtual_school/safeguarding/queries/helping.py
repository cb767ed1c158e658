"""Calls for help: for the adults who are asked, and for the pupil who asks."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.network import school_time
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.cover.queries import school_of
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding import access
from virtual_school.safeguarding.access import SHOWN
from virtual_school.safeguarding.models import Help

# How long the pupil's page asks again by itself whether somebody has seen it.
LIVE = dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Asked:
    """A call for help as an adult sees it who was asked, until somebody has answered."""

    id: uuid.UUID
    pupil_id: uuid.UUID
    pupil: str
    words: str | None
    not_mentor: bool
    asked_at: dt.datetime
    seen_at: dt.datetime | None
    seen_by: str | None


def asked_for_help(viewer: Viewer) -> list[Asked]:
    """Who asked the viewer for help and has no answer yet: who waits longest first. One query."""
    return [
        Asked(row.id, pupil.id, pupil.initial, row.words, row.not_mentor, row.asked_at, row.seen_at, seen_by)
        for row, pupil, seen_by in _asked_for_help(viewer).execute()
    ]


@kept
def _asked_for_help(viewer: Viewer) -> Statement:
    seer = aliased(Account)
    question: Statement = (
        sa.select(Help, Pupil, seer.name)
        .join(Pupil, Pupil.id == Help.pupil_id)
        .outerjoin(seer, seer.id == Help.seen_by)
        .where(Help.network_id == viewer.network_id, access.asked(viewer), Help.answered_at.is_(None))
        .order_by(Help.asked_at, Help.id)
        .limit(50)
    )
    return question


def help_to_change(viewer: Viewer, help_id: uuid.UUID) -> Help:
    """A call for help that the viewer was asked by; `NotVisible` for any other."""
    question = sa.select(Help).where(Help.network_id == viewer.network_id, access.asked(viewer), Help.id == help_id)
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found


@dataclass(frozen=True, slots=True)
class Own:
    """A call for help as the pupil sees it who asked."""

    id: uuid.UUID
    words: str | None
    not_mentor: bool
    asked_at: dt.datetime
    seen_at: dt.datetime | None
    seen_by: str | None
    answered_at: dt.datetime | None
    answered_by: str | None
    # Nobody saw it in time: whether or not that was said to others already, the page says what to do.
    is_late: bool = False

    @property
    def is_fresh(self) -> bool:
        """Asked a moment ago: the page keeps looking. Later it is loaded by hand: no page looks on for ever."""
        return self.asked_at > clock.now() - LIVE


def own_asked(viewer: Viewer) -> list[Own]:
    """What the pupil asked of late, newest first, each with who has seen it and who has answered."""
    seer, answerer = aliased(Account), aliased(Account)
    question: Statement = (
        sa.select(Help, seer.name, answerer.name)
        .outerjoin(seer, seer.id == Help.seen_by)
        .outerjoin(answerer, answerer.id == Help.answered_by)
        .where(
            Help.network_id == viewer.network_id,
            Help.pupil_id == viewer.pupil_id,
            Help.asked_at > clock.now() - SHOWN,
        )
        .order_by(Help.asked_at.desc(), Help.id.desc())
        .limit(20)
    )
    rows = list(db.session.execute(question))
    late = _late(rows[0][0]) if rows else False
    return [
        Own(
            row.id,
            row.words,
            row.not_mentor,
            row.asked_at,
            row.seen_at,
            seen_by,
            row.answered_at,
            answered_by,
            late and row is rows[0][0],
        )
        for row, seen_by, answered_by in rows
    ]


def _late(newest: Help) -> bool:
    """Asked of the last call alone: what stands below it has been overtaken."""
    minutes = number("help_minutes")
    # School time never runs faster than the clock: of a call just made nothing need be asked.
    if newest.seen_at is not None or clock.now() < newest.asked_at + dt.timedelta(minutes=minutes):
        return False
    return clock.now() >= school_time.after(newest.asked_at, minutes, school_of(newest.pupil_id, clock.today()))
