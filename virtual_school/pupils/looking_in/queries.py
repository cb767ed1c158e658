"""Who looks in on a pupil: every window of today and to come, with what it rests on. Callers found the pupil first."""

import datetime as dt
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.numbers import number
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import Access
from virtual_school.pupils.looking_in import policy
from virtual_school.pupils.looking_in.policy import Facts
from virtual_school.pupils.models import (
    CareKind,
    CareLink,
    Carer,
    HeldBack,
    Part,
    Pupil,
    Window,
    WindowAgreement,
    WindowGrant,
    WindowHeldBack,
    WindowProlonged,
)
from virtual_school.pupils.queries.around import parts_of
from virtual_school.pupils.quiet import is_quiet

MOST = 100


@dataclass(frozen=True, slots=True)
class Looking:
    """One window, with all that stands beside it."""

    window: Window
    facts: Facts
    parts: tuple[Part, ...]
    who: str
    organisation: str
    opened_by: str | None
    # The pupil's word for the parent or carer who looks.
    called: str | None = None
    # That parent or carer sees nothing through it, whatever day it is: an order limits them, or their way in ended.
    is_shut: bool = False
    agreements: tuple[tuple[WindowAgreement, str | None], ...] = ()
    prolonged: tuple[WindowProlonged, ...] = ()
    held: WindowHeldBack | None = None

    @property
    def ends_soon(self) -> bool:
        return ends_soon(self.window.ends_on)


def ends_soon(ends_on: dt.date | None) -> bool:
    """Whether both sides are warned of the end."""
    return ends_on is not None and ends_on <= clock.today() + dt.timedelta(days=number("window_warn_days"))


def _not_over(window: Any = Window) -> sa.ColumnElement[bool]:
    return sa.and_(window.ended_at.is_(None), sa.or_(window.ends_on.is_(None), window.ends_on >= clock.today()))


def onto(pupil_id: uuid.UUID) -> list[Looking]:
    """Every window onto the pupil that is open or still to open; those that people granted first."""
    question = _looking().where(Window.pupil_id == pupil_id, _not_over())
    order = (Window.about_kind.is_not(None), Window.starts_on.desc(), Window.id.desc())
    return _gathered(db.session.execute(question.order_by(*order).limit(MOST)).all())


def one(pupil_id: uuid.UUID, window_id: uuid.UUID) -> Looking:
    """One window onto this pupil that somebody granted, over or not; `NotVisible` for any other."""
    question = _looking().where(Window.pupil_id == pupil_id, Window.id == window_id, Window.about_kind.is_(None))
    found = _gathered(db.session.execute(question).all())
    if not found:
        raise NotVisible
    return found[0]


def _looking() -> Statement:
    opener = aliased(Account)
    shut = sa.and_(Window.carer_id.is_not(None), ~access.carer_may_look(Window))
    question: Statement = (
        sa.select(Window, Account.name, Organisation.name, opener.name, WindowGrant, WindowHeldBack, Carer.called, shut)
        .join(Account, Account.id == Window.account_id)
        .join(Organisation, Organisation.id == Window.organisation_id)
        .outerjoin(opener, opener.id == Window.opened_by)
        .outerjoin(Carer, Carer.id == Window.carer_id)
        .outerjoin(WindowGrant, WindowGrant.window_id == Window.id)
        .outerjoin(WindowHeldBack, sa.and_(WindowHeldBack.window_id == Window.id, WindowHeldBack.ended_at.is_(None)))
    )
    return question


def _gathered(rows: Sequence[Any]) -> list[Looking]:
    ids = [row[0].id for row in rows]
    parts, agreements, prolonged = parts_of(ids), _agreements(ids), _prolonged(ids)
    found = []
    for window, who, organisation, opener, granted, held, called, shut in rows:
        facts = Facts(
            basis=window.basis,
            parts=frozenset(parts[window.id]),
            agreed=frozenset(row.carer_id for row, _called in agreements[window.id]),
            duty=granted.duty if granted else None,
            receiver=granted.receiver if granted else None,
            is_held_back=held is not None,
            is_about_one_thing=window.about_kind is not None,
            carer_id=window.carer_id,
        )
        beside = (tuple(agreements[window.id]), tuple(prolonged[window.id]))
        people = (who, organisation, opener, called, bool(shut))
        found.append(Looking(window, facts, tuple(parts[window.id]), *people, *beside, held))
    return found


def _agreements(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[tuple[WindowAgreement, str | None]]]:
    found: dict[uuid.UUID, list[tuple[WindowAgreement, str | None]]] = {one: [] for one in ids}
    question = (
        sa.select(WindowAgreement, Carer.called)
        .outerjoin(Carer, Carer.id == WindowAgreement.carer_id)
        .where(WindowAgreement.window_id.in_(ids))
        .order_by(WindowAgreement.recorded_at, WindowAgreement.id)
    )
    for row, called in db.session.execute(question):
        found[row.window_id].append((row, called))
    return found


def _prolonged(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[WindowProlonged]]:
    found: dict[uuid.UUID, list[WindowProlonged]] = {one: [] for one in ids}
    question = sa.select(WindowProlonged).where(WindowProlonged.window_id.in_(ids)).order_by(WindowProlonged.id)
    for row in db.session.scalars(question):
        found[row.window_id].append(row)
    return found


# The family -----------------------------------------------------------------------------------------------------------


def party(viewer: Viewer, pupil_id: uuid.UUID, opened: Access) -> policy.Party:
    """Who of the family the viewer is: the pupil, or one carer by the record that their link names."""
    if viewer.role is not Role.CARER:
        return policy.Party(opened)
    question = sa.select(CareLink.carer_id).where(
        CareLink.pupil_id == pupil_id,
        CareLink.account_id == viewer.account_id,
        CareLink.kind == CareKind.CARER,
        in_force(CareLink, clock.today()),
    )
    return policy.Party(opened, db.session.scalar(question.order_by(CareLink.id).limit(1)))


def shown(of: policy.Party, pupil_id: uuid.UUID) -> list[Looking]:
    """What one of the family sees of the windows. What is left out is not counted either.

    Whose looks at the record are kept from them, their windows are too, save one that they agreed to themselves.
    """
    kept = _kept_from(of, pupil_id)
    return [
        one
        for one in onto(pupil_id)
        if not one.is_shut
        and policy.is_shown(of, one.facts)
        and (not kept(one.window) or policy.has_agreed(of, one.facts))
    ]


def _kept_from(of: policy.Party, pupil_id: uuid.UUID) -> Callable[[Window], bool]:
    """Whether a safeguarding lead keeps somebody's looks from this reader: one person's, an organisation's, or all."""
    question = sa.select(HeldBack.account_id, HeldBack.organisation_id).where(
        HeldBack.pupil_id == pupil_id,
        HeldBack.ended_at.is_(None),
        HeldBack.from_pupil.is_(True) if of.is_pupil else sa.true(),
    )
    held = {(account_id, organisation_id) for account_id, organisation_id in db.session.execute(question)}
    everybody = (None, None) in held
    return lambda window: everybody or (window.account_id, None) in held or (None, window.organisation_id) in held


def shown_one(of: policy.Party, pupil_id: uuid.UUID, window_id: uuid.UUID) -> Looking:
    """One of them; `NotVisible` for any other, and for one that is over."""
    found = [one for one in shown(of, pupil_id) if one.window.id == window_id]
    if not found:
        raise NotVisible
    return found[0]


def roles_of(ids: list[uuid.UUID], organisations: list[uuid.UUID]) -> dict[tuple[uuid.UUID, uuid.UUID], Role]:
    """What role each of these people has today at each of these organisations: the first in the order of roles."""
    question = sa.select(Membership.account_id, Membership.organisation_id, Membership.role).where(
        Membership.account_id.in_(ids),
        Membership.organisation_id.in_(organisations),
        in_force(Membership, clock.today()),
    )
    order = list(Role)
    found: dict[tuple[uuid.UUID, uuid.UUID], Role] = {}
    for account_id, organisation_id, role in db.session.execute(question):
        key = (account_id, organisation_id)
        if key not in found or order.index(role) < order.index(found[key]):
            found[key] = role
    return found


# Warnings -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ending:
    """A window that ends before long, for whoever granted it."""

    window_id: uuid.UUID
    pupil_id: uuid.UUID
    pupil: str
    who: str
    ends_on: dt.date


def ending(viewer: Viewer) -> list[Ending]:
    """The windows that the viewer granted and that end before long, of pupils whom they still know."""
    if viewer.role not in policy.GRANTERS:
        return []
    rows = _ending(viewer, clock.today() + dt.timedelta(days=number("window_warn_days"))).execute()
    return [Ending(row, pupil.id, pupil.initial, who, last) for row, pupil, who, last in rows if last is not None]


@kept
def _ending(viewer: Viewer, last: dt.date) -> Statement:
    question: Statement = (
        sa.select(Window.id, Pupil, Account.name, Window.ends_on)
        .join(Pupil, Pupil.id == Window.pupil_id)
        .join(Account, Account.id == Window.account_id)
        .where(
            Window.network_id == viewer.network_id,
            Window.opened_by == viewer.account_id,
            Window.about_kind.is_(None),
            Window.ends_on <= last,
            in_force(Window, clock.today()),
            access.knows(viewer, Part.IDENTITY),
            ~is_quiet(Pupil.id),
        )
        .order_by(Window.ends_on, Window.id)
        .limit(20)
    )
    return question


def to_review(viewer: Viewer) -> list[tuple[uuid.UUID, str, dt.date]]:
    """For a safeguarding lead: the pupils of whose windows one that is held back is to be looked at again by today."""
    if viewer.role is not Role.SAFEGUARDING_LEAD:
        return []
    question = (
        sa.select(Pupil, sa.func.min(WindowHeldBack.review_on))
        .join(Window, Window.pupil_id == Pupil.id)
        .join(WindowHeldBack, WindowHeldBack.window_id == Window.id)
        .where(
            Pupil.network_id == viewer.network_id,
            WindowHeldBack.ended_at.is_(None),
            WindowHeldBack.review_on <= clock.today(),
            _not_over(),
            access.knows(viewer, Part.SAFEGUARDING),
        )
        .group_by(Pupil.id)
        .order_by(sa.func.min(WindowHeldBack.review_on), Pupil.id)
        .limit(20)
    )
    return [(pupil.id, pupil.initial, on) for pupil, on in db.session.execute(question)]
