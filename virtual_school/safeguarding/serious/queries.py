"""Something serious: for whom it was reported to, and, as far as that it was seen, for who reported it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.models import Serious, SeriousKind, SeriousParty, SeriousSeen
from virtual_school.safeguarding.worried import Thing

PAGE = 50
AT_SCHOOL = (Role.HEADTEACHER, Role.SAFEGUARDING_LEAD)


def to_read(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That it was reported to the viewer in the hat they wear, and does not involve them."""
    if viewer.account_id is None or viewer.role is None:
        return sa.false()
    told = aliased(SeriousParty)
    ways = [
        there_is(
            told,
            told.serious_id == Serious.id,
            told.account_id == viewer.account_id,
            told.role == viewer.role,
        )
    ]
    if viewer.is_any(*AT_SCHOOL):
        ways.append(Serious.organisation_id == viewer.organisation_id)
    if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        ways.append(~_has_reader())
    return sa.and_(sa.or_(*ways), ~_kept_from(viewer.account_id))


def _kept_from(account_id: sa.SQLColumnExpression[uuid.UUID] | uuid.UUID) -> sa.ColumnElement[bool]:
    party = aliased(SeriousParty)
    return there_is(party, party.serious_id == Serious.id, party.account_id == account_id, party.role.is_(None))


def _has_reader() -> sa.ColumnElement[bool]:
    """That the school has a head or a safeguarding lead today whom it does not involve."""
    member, account = aliased(Membership), aliased(Account)
    return there_is(
        member,
        member.network_id == Serious.network_id,
        member.organisation_id == Serious.organisation_id,
        member.role.in_(AT_SCHOOL),
        in_force(member, clock.today()),
        there_is(account, account.id == member.account_id, account.closed_at.is_(None)),
        ~_kept_from(member.account_id),
    )


@dataclass(frozen=True, slots=True)
class Reported:
    """As whoever it was reported to reads it."""

    serious: Serious
    pupil: Pupil
    school: str | None
    by: str
    involves: str | None
    seen: bool
    has_seen: bool


def _reported(viewer: Viewer) -> Statement:
    reporter, seen, own = aliased(Account), aliased(SeriousSeen), aliased(SeriousSeen)
    question: Statement = (
        sa.select(
            Serious,
            Pupil,
            Organisation.name,
            reporter.name,
            sa.func.coalesce(Serious.involves, _involved()),
            there_is(seen, seen.serious_id == Serious.id),
            there_is(own, own.serious_id == Serious.id, own.account_id == viewer.account_id),
        )
        .join(Pupil, Pupil.id == Serious.pupil_id)
        .join(reporter, reporter.id == Serious.reported_by)
        .outerjoin(Organisation, Organisation.id == Serious.organisation_id)
        .where(Serious.network_id == viewer.network_id, to_read(viewer))
    )
    return question


def _involved() -> sa.ScalarSelect[str]:
    question = (
        sa.select(sa.func.min(Account.name))
        .join(SeriousParty, SeriousParty.account_id == Account.id)
        .where(SeriousParty.serious_id == Serious.id, SeriousParty.role.is_(None))
    )
    return question.correlate(Serious).scalar_subquery()


def reported(viewer: Viewer, page: int = 1) -> tuple[list[Reported], bool]:
    """A page of what was reported to the viewer, the newest first, and whether there is more."""
    question = _reported(viewer).order_by(Serious.reported_at.desc(), Serious.id.desc())
    found = [Reported(*row) for row in db.session.execute(question.limit(PAGE + 1).offset((page - 1) * PAGE))]
    return found[:PAGE], len(found) > PAGE


def one(viewer: Viewer, serious_id: uuid.UUID) -> Reported:
    row = db.session.execute(_reported(viewer).where(Serious.id == serious_id)).first()
    if row is None:
        raise NotVisible
    return Reported(*row)


@dataclass(frozen=True, slots=True)
class Seen:
    """Who has seen it, and when."""

    name: str
    at: dt.datetime


def seen_by(serious: Serious) -> Sequence[Seen]:
    """Who else than its reporter, the first first. The caller has found it."""
    question = (
        sa.select(Account.name, SeriousSeen.at)
        .join(Account, Account.id == SeriousSeen.account_id)
        .where(SeriousSeen.serious_id == serious.id, SeriousSeen.account_id != serious.reported_by)
        .order_by(SeriousSeen.at, Account.id)
        .limit(50)
    )
    return [Seen(*row) for row in db.session.execute(question)]


@dataclass(frozen=True, slots=True)
class Own:
    """As who reported it reads it: that it went, and who has seen it."""

    id: uuid.UUID
    kind: SeriousKind
    reported_at: dt.datetime
    due_at: dt.datetime | None
    seen: Sequence[Seen]

    @property
    def is_late(self) -> bool:
        """Nobody has seen it in time: whoever reported it rings."""
        return not self.seen and self.due_at is not None and self.due_at <= clock.now()


def own(viewer: Viewer, serious_id: uuid.UUID) -> Own:
    question = sa.select(Serious).where(
        Serious.network_id == viewer.network_id, Serious.reported_by == viewer.account_id, Serious.id == serious_id
    )
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return Own(found.id, found.kind, found.reported_at, found.due_at, seen_by(found))


def _worry(viewer: Viewer, serious_id: uuid.UUID) -> Thing:
    """Something serious as a thing to be worried about. It holds back nothing that others read."""
    found = one(viewer, serious_id)
    serious = found.serious
    lines = (serious.what, serious.where, serious.who, serious.done, serious.hurt, serious.told, serious.next)
    back, by = f"/serious/{serious_id}", found.by
    copy, is_noted = "\n\n".join(lines), found.involves is None
    return Thing(found.pupil.id, copy, found.pupil.initial, back, Part.SAFEGUARDING, by, is_noted=is_noted)


worried.kind("serious", find=_worry)
