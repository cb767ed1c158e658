"""Hours and days off, for whoever has to say who answers now; and somebody's own, to change them."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import Statement, kept
from virtual_school.identity.hours import policy
from virtual_school.identity.hours.reading import Reading
from virtual_school.identity.models import Account, Hours, Membership, Off
from virtual_school.network import calendar
from virtual_school.network.calendar import MONDAY_TO_FRIDAY
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer

WEEKDAYS = (1, 2, 3, 4, 5)


def until(account_id: uuid.UUID, at: dt.datetime) -> dt.datetime | None:
    """Until when somebody reads and answers; None when they do not at this moment."""
    return reading([account_id], at)[account_id].until(at)


def reading(
    account_ids: Collection[uuid.UUID], at: dt.datetime, school_id: uuid.UUID | None = None
) -> dict[uuid.UUID, Reading]:
    """When each of these people reads, from the day of a moment on: four questions, however many they are.

    Where nobody knows the holidays of where they work, those of `school_id` count, the school of who asks.
    """
    if not account_ids:
        return {}
    day = clock.local(at).date()
    hours, off, places = _hours(account_ids), _off(account_ids, day), _places(account_ids, day)
    those = {place for own in places.values() for place in own}
    known = calendar.counted(those | {school_id} if school_id else those)
    beside = known.get(school_id, MONDAY_TO_FRIDAY) if school_id else MONDAY_TO_FRIDAY
    ordinary = dict.fromkeys(WEEKDAYS, (number("am_begins"), number("pm_ends")))
    return {
        one: Reading(
            hours[one] if one in hours else ordinary,
            tuple(off[one]),
            tuple(known.get(place, MONDAY_TO_FRIDAY) for place in places[one]),
            beside,
        )
        for one in account_ids
    }


def _hours(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, dict[int, tuple[int, int]]]:
    found: dict[uuid.UUID, dict[int, tuple[int, int]]] = {}
    rows = _asked_hours(network_id_in_force(), frozenset(account_ids)).execute()
    for account_id, weekday, from_minute, until_minute in rows:
        own = found.setdefault(account_id, {})
        if from_minute is not None and until_minute is not None:
            own[weekday] = from_minute, until_minute
    return found


@kept
def _asked_hours(network: uuid.UUID, those: Any) -> Statement:
    return sa.select(Hours.account_id, Hours.weekday, Hours.from_minute, Hours.until_minute).where(
        Hours.network_id == network, Hours.account_id.in_(those)
    )


def _off(
    account_ids: Collection[uuid.UUID], day: dt.date
) -> defaultdict[uuid.UUID, list[tuple[dt.date, dt.date | None]]]:
    found: defaultdict[uuid.UUID, list[tuple[dt.date, dt.date | None]]] = defaultdict(list)
    for account_id, starts_on, ends_on in _asked_off(network_id_in_force(), frozenset(account_ids), day).execute():
        found[account_id].append((starts_on, ends_on))
    return found


@kept
def _asked_off(network: uuid.UUID, those: Any, day: dt.date) -> Statement:
    return (
        sa.select(Off.account_id, Off.starts_on, Off.ends_on)
        .where(Off.network_id == network, Off.account_id.in_(those), *still(day))
        .order_by(Off.starts_on, Off.id)
    )


def still(day: dt.date) -> list[sa.ColumnElement[bool]]:
    """That days off hold on this day or later."""
    return [Off.ended_at.is_(None), sa.or_(Off.ends_on.is_(None), Off.ends_on >= day)]


def _places(account_ids: Collection[uuid.UUID], day: dt.date) -> defaultdict[uuid.UUID, list[uuid.UUID]]:
    """Where each of them works as somebody who answers pupils; where else they do something does not count."""
    found: defaultdict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for account_id, organisation_id in _asked_places(network_id_in_force(), frozenset(account_ids), day).execute():
        found[account_id].append(organisation_id)
    return found


@kept
def _asked_places(network: uuid.UUID, those: Any, day: dt.date) -> Statement:
    return (
        sa.select(Membership.account_id, Membership.organisation_id)
        .where(
            Membership.network_id == network,
            Membership.account_id.in_(those),
            Membership.role.in_(policy.ANSWERS_PUPILS),
            in_force(Membership, day),
        )
        .distinct()
    )


# Somebody's own, and what the lead sees ------------------------------------------------------------------------------


def own_hours(viewer: Viewer) -> dict[int, Hours]:
    """What the viewer has said, by weekday; nothing: while school is on."""
    question = sa.select(Hours).where(Hours.network_id == viewer.network_id, Hours.account_id == viewer.account_id)
    return {row.weekday: row for row in db.session.scalars(question.order_by(Hours.weekday))}


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody's days off as a list shows them."""

    id: uuid.UUID
    account_id: uuid.UUID
    name: str
    cover_id: uuid.UUID | None
    cover: str | None
    starts_on: dt.date
    ends_on: dt.date | None


def days_off(viewer: Viewer) -> list[Away]:
    """The viewer's own days off, today and to come; to who leads the Virtual School everybody's. First come first."""
    cover = aliased(Account)
    question = (
        sa.select(Off, Account.name, cover.name)
        .join(Account, Account.id == Off.account_id)
        .outerjoin(cover, cover.id == Off.cover_id)
        .where(Off.network_id == viewer.network_id, _theirs(viewer), *still(clock.today()))
        .order_by(Off.starts_on, Account.sort_key, Off.id)
        .limit(200)
    )
    return [
        Away(row.id, row.account_id, name, row.cover_id, covers, row.starts_on, row.ends_on)
        for row, name, covers in db.session.execute(question)
    ]


def off_to_change(viewer: Viewer, off_id: uuid.UUID) -> Off:
    """Days off that the viewer may end; `NotVisible` for any other."""
    found = db.session.scalar(
        sa.select(Off).where(Off.network_id == viewer.network_id, _theirs(viewer), Off.id == off_id)
    )
    if found is None:
        raise NotVisible
    return found


def _theirs(viewer: Viewer) -> sa.ColumnElement[bool]:
    if viewer.account_id is None:
        return sa.false()
    return sa.true() if policy.sets_for_others(viewer) else Off.account_id == viewer.account_id


def overlapping(account_ids: Collection[uuid.UUID], starts_on: dt.date, ends_on: dt.date | None) -> list[Off]:
    """Days off of any of these people that share a day with these."""
    question = sa.select(Off).where(
        Off.network_id == network_id_in_force(),
        Off.account_id.in_(account_ids),
        *still(starts_on),
        Off.starts_on <= ends_on if ends_on is not None else sa.true(),
    )
    return list(db.session.scalars(question.order_by(Off.starts_on, Off.id)))
