"""The people whom a viewer looks after: a list for fifty thousand, a page at a time by key, and one of them."""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.core import clock, text
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import A_PAGE, Statement
from virtual_school.identity import policy
from virtual_school.identity.models import Account, Invitation, Membership, SignIn
from virtual_school.identity.queries import Listed, with_roles
from virtual_school.network.policy import OWN_KEEPERS
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

SOON = dt.timedelta(days=30)

# Above so many the page says 'more than': nobody reads to the end of such a list, and counting it costs.
COUNTED = 1000


class State(enum.Enum):
    """What the list can be narrowed to beside organisation and role."""

    OPEN = "open"
    INVITED = "invited"
    NEVER = "never"
    LEAVING = "leaving"
    NO_ROLE = "no_role"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list was asked for."""

    named: str = ""
    organisation_id: uuid.UUID | None = None
    role: Role | None = None
    state: State = State.OPEN


@dataclass(frozen=True, slots=True)
class Page:
    """One page: the rows, how many there are in all as far as they were counted, and where the next begins."""

    rows: list[Listed]
    total: int
    after: uuid.UUID | None

    @property
    def is_counted(self) -> bool:
        return self.total <= COUNTED


def _kept_by(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    """That an account is one which the viewer looks after. A login name alone, without a role, is a pupil's.

    Who looks after their own organisation has its people: who holds a role there, held one or will.
    """
    within = [Account.network_id == viewer.network_id]
    if policy.sees_everybody(viewer):
        return within
    works = [Membership.account_id == Account.id, Membership.network_id == viewer.network_id]
    if viewer.is_any(*OWN_KEEPERS):
        return [*within, sa.exists().where(*works, Membership.organisation_id == viewer.organisation_id)]
    return [*within, sa.or_(Account.email.is_not(None), sa.exists().where(*works))]


def account(viewer: Viewer, account_id: uuid.UUID) -> Account:
    """An account that the viewer looks after; `NotVisible` when there is none."""
    found = db.session.scalar(sa.select(Account).where(Account.id == account_id, *_kept_by(viewer)))
    if found is None:
        raise NotVisible
    return found


def people(viewer: Viewer, asked: Asked) -> Statement:
    """The accounts that the viewer looks after, by name. Whoever looks for somebody finds closed accounts too."""
    question = sa.select(Account.id, Account.name, Account.email, Account.login_name, Account.closed_at)
    question = question.where(*_kept_by(viewer), *_in_state(asked), *_holding(viewer, asked))
    if asked.named.strip():
        question = question.where(Account.id.in_(_named(viewer, asked.named)))
    return cast(Statement, question.order_by(Account.sort_key, Account.id))


def page(viewer: Viewer, asked: Asked, after: uuid.UUID | None = None) -> Page:
    """One page of the list, from the one after an account on: the next page costs what the first does."""
    rows = db.session.execute(paged(viewer, asked, after)).all()
    shown = rows[:A_PAGE]
    total = rows[0].total if rows else 0
    return Page(with_roles(shown), total, shown[-1].id if len(rows) > A_PAGE else None)


def paged(viewer: Viewer, asked: Asked, after: uuid.UUID | None = None) -> Statement:
    """The rows of one page and one more, each with how many the list has, as far as that is counted."""
    question = people(viewer, asked)
    some = question.with_only_columns(Account.id).order_by(None).limit(COUNTED + 1).subquery()
    total = sa.select(sa.func.count()).select_from(some).scalar_subquery()
    return from_key(viewer, question, after).add_columns(total.label("total")).limit(A_PAGE + 1)


def from_key(viewer: Viewer, question: Statement, after: uuid.UUID | None) -> Statement:
    """The list from the one after an account on."""
    if after is None:
        return question
    key = db.session.scalar(
        sa.select(Account.sort_key).where(Account.id == after, Account.network_id == viewer.network_id)
    )
    if key is None:
        return question
    here = sa.tuple_(sa.literal(key, Account.sort_key.type), sa.literal(after, Account.id.type))
    return question.where(sa.tuple_(Account.sort_key, Account.id) > here)


def _named(viewer: Viewer, typed: str) -> sa.CompoundSelect[*tuple[Any, ...]]:
    """Whose name has these words, or whose email or login name begins so. Each is asked of its own index."""
    own = Account.network_id == viewer.network_id
    words = text.sort_key(typed[:100]).split()
    begins = [
        sa.or_(
            Account.sort_key.startswith(word, autoescape=True), Account.sort_key.contains(f" {word}", autoescape=True)
        )
        for word in words
    ]
    by_name = sa.select(Account.id).where(own, *(begins or [sa.false()]))
    start = typed.strip().casefold()[:100]
    return sa.union_all(by_name, *(beginning(viewer, column, start) for column in (Account.email, Account.login_name)))


def beginning(viewer: Viewer, column: InstrumentedAttribute[str | None], start: str) -> sa.Select[uuid.UUID]:
    """Whose email or login name begins so. A range and no LIKE: the index that keeps the name unique finds it."""
    return sa.select(Account.id).where(
        Account.network_id == viewer.network_id, column >= start, column < start + "\U0010ffff"
    )


def _holding(viewer: Viewer, asked: Asked) -> list[sa.ColumnElement[bool]]:
    if asked.organisation_id is None and asked.role is None:
        return []
    held = [Membership.account_id == Account.id, in_force(Membership, clock.today())]
    held += [Membership.network_id == viewer.network_id]
    if asked.organisation_id is not None:
        held.append(Membership.organisation_id == asked.organisation_id)
    if asked.role is not None:
        held.append(Membership.role == asked.role)
    return [sa.exists().where(*held)]


def _in_state(asked: Asked) -> list[sa.ColumnElement[bool]]:
    state, is_open = asked.state, Account.closed_at.is_(None)
    if state is State.CLOSED:
        return [~is_open]
    if state is State.OPEN:
        return [] if asked.named.strip() else [is_open]
    return [is_open, _STATES[state]()]


def _invited() -> sa.ColumnElement[bool]:
    """There is a link that still works, and nobody has used it."""
    return sa.exists().where(
        Invitation.account_id == Account.id, Invitation.used_at.is_(None), Invitation.expires_at > clock.real()
    )


def _never() -> sa.ColumnElement[bool]:
    return ~sa.exists().where(SignIn.account_id == Account.id)


def _not_ended(*more: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """A role that is in force or will be."""
    return sa.exists().where(Membership.account_id == Account.id, *_until_later(), *more)


def _until_later() -> list[sa.ColumnElement[bool]]:
    until = sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= clock.today())
    return [Membership.ended_at.is_(None), until]


def _leaving() -> sa.ColumnElement[bool]:
    """They hold a role, and the last of those they hold ends before long."""
    soon = clock.today() + SOON
    ends = sa.select(Membership.account_id).where(*_until_later(), Membership.ends_on <= soon)
    lasts = sa.or_(Membership.ends_on.is_(None), Membership.ends_on > soon)
    return sa.and_(Account.id.in_(ends), ~_not_ended(lasts))


def _without_role() -> sa.ColumnElement[bool]:
    # Of fifty thousand few are without one: those who hold one are found once, not asked of each.
    return Account.id.not_in(sa.select(Membership.account_id).where(*_until_later()))


_STATES: Mapping[State, Callable[[], sa.ColumnElement[bool]]] = {
    State.INVITED: _invited,
    State.NEVER: _never,
    State.LEAVING: _leaving,
    State.NO_ROLE: _without_role,
}
