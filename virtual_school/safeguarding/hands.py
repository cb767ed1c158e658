"""Into whose hands a concern comes: the lead's, the head's or the authority's, and never those whom it concerns.

Said twice: as SQL, for who reads a concern today, and as values, for the line before somebody writes and for who is
told. A test holds the two to each other.
"""

import enum
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.safeguarding.models import Concern, ConcernParty

# Whose safeguarding lead stands, with whoever leads the Virtual School, for the authority's designated officer.
AUTHORITIES = (OrganisationKind.AUTHORITY, OrganisationKind.VIRTUAL_SCHOOL)


class Hands(enum.Enum):
    LEAD = "lead"
    HEAD = "head"
    AUTHORITY = "authority"


# To whom it goes first, and to whom where there is nobody: it must never lie where nobody looks.
CHAINS: dict[Hands, tuple[Hands, ...]] = {
    Hands.LEAD: (Hands.LEAD, Hands.AUTHORITY, Hands.HEAD),
    Hands.HEAD: (Hands.HEAD, Hands.AUTHORITY, Hands.LEAD),
    Hands.AUTHORITY: (Hands.AUTHORITY, Hands.HEAD, Hands.LEAD),
}

# Who is told when nobody has read it in time, one after the other: the second lead, the head, the Virtual School lead.
LADDERS: dict[Hands, tuple[Hands, ...]] = {
    Hands.LEAD: (Hands.LEAD, Hands.HEAD, Hands.AUTHORITY),
    Hands.HEAD: (Hands.HEAD, Hands.AUTHORITY),
    Hands.AUTHORITY: (Hands.AUTHORITY, Hands.HEAD),
}


def hands_of(concern: Concern) -> Hands:
    if concern.to_authority:
        return Hands.AUTHORITY
    return Hands.HEAD if concern.to_head else Hands.LEAD


# As SQL ---------------------------------------------------------------------------------------------------------------


def kept_from(account_id: sa.SQLColumnExpression[uuid.UUID] | uuid.UUID | None) -> sa.ColumnElement[bool]:
    """That the concern is about this person: it reaches them in no hat."""
    party = aliased(ConcernParty)
    return there_is(party, party.concern_id == Concern.id, party.account_id == account_id, party.role.is_(None))


def handed_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the concern is the viewer's to take in the hat they wear, and not about them."""
    if viewer.account_id is None:
        return sa.false()
    own = [_in_turn(hands, of_hands) for hands, of_hands in _groups(viewer)]
    return sa.and_(sa.or_(sa.false(), *own, _told(viewer)), ~kept_from(viewer.account_id))


def read_by(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The same, and what concerns the place whose safeguarding lead the viewer is: that they read, and no more."""
    if viewer.account_id is None or not viewer.is_any(Role.SAFEGUARDING_LEAD):
        return handed_to(viewer)
    at_place = sa.and_(Concern.place_id == viewer.organisation_id, ~kept_from(viewer.account_id))
    return sa.or_(handed_to(viewer), at_place)


def went_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer was told of it by name: who joined later is not."""
    party = aliased(ConcernParty)
    return there_is(
        party,
        party.concern_id == Concern.id,
        party.account_id == viewer.account_id,
        party.role.is_not(None),
    )


def has(hands: Hands) -> sa.ColumnElement[bool]:
    """That somebody stands there today whom the concern is not about."""
    member, account = aliased(Membership), aliased(Account)
    return there_is(
        member,
        member.network_id == Concern.network_id,
        _stands(hands, member),
        in_force(member, clock.today()),
        there_is(account, account.id == member.account_id, account.closed_at.is_(None)),
        ~kept_from(member.account_id),
    )


def _stands(hands: Hands, member: type[Membership]) -> sa.ColumnElement[bool]:
    if hands is Hands.AUTHORITY:
        place = aliased(Organisation)
        theirs = there_is(place, place.id == member.organisation_id, place.kind.in_(AUTHORITIES))
        is_lead = sa.and_(member.role == Role.SAFEGUARDING_LEAD, theirs)
        return sa.or_(member.role == Role.VIRTUAL_SCHOOL_LEAD, is_lead)
    role = Role.SAFEGUARDING_LEAD if hands is Hands.LEAD else Role.HEADTEACHER
    return sa.and_(member.role == role, member.organisation_id == Concern.organisation_id)


def _groups(viewer: Viewer) -> list[tuple[Hands, sa.ColumnElement[bool]]]:
    """As what the viewer may hold it in their hat: which hands, and that these are of this concern."""
    at_school = Concern.organisation_id == viewer.organisation_id
    if viewer.is_any(Role.SAFEGUARDING_LEAD):
        return [(Hands.LEAD, at_school), (Hands.AUTHORITY, _at_authority(viewer))]
    if viewer.is_any(Role.HEADTEACHER):
        return [(Hands.HEAD, at_school)]
    return [(Hands.AUTHORITY, sa.true())] if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else []


def _in_turn(hands: Hands, of_hands: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That the concern comes to these hands: they are its first, or nobody stands in those before them."""
    ways = []
    for first, chain in CHAINS.items():
        before = chain[: chain.index(hands)]
        ways.append(sa.and_(_is(first), *(~has(one) for one in before)))
    return sa.and_(of_hands, sa.or_(*ways))


def _is(hands: Hands) -> sa.ColumnElement[bool]:
    if hands is Hands.AUTHORITY:
        return Concern.to_authority.is_(True)
    if hands is Hands.HEAD:
        return sa.and_(Concern.to_head.is_(True), Concern.to_authority.is_not(True))
    return sa.and_(Concern.to_head.is_not(True), Concern.to_authority.is_not(True))


def _told(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That it was taken further to the viewer, in this hat, because nobody had read it."""
    if not viewer.is_any(Role.HEADTEACHER, Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD):
        return sa.false()
    party = aliased(ConcernParty)
    told = there_is(
        party,
        party.concern_id == Concern.id,
        party.account_id == viewer.account_id,
        party.role == viewer.role,
    )
    if viewer.is_any(Role.HEADTEACHER):
        at_school = sa.or_(Concern.organisation_id == viewer.organisation_id, Concern.organisation_id.is_(None))
        return sa.and_(told, at_school)
    # A place's own lead was told as well: that one reads it and no more.
    return sa.and_(told, _at_authority(viewer)) if viewer.is_any(Role.SAFEGUARDING_LEAD) else told


def _at_authority(viewer: Viewer) -> sa.ColumnElement[bool]:
    place = aliased(Organisation)
    return there_is(place, place.id == viewer.organisation_id, place.kind.in_(AUTHORITIES))


# As values ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody into whose hands a concern may come, in one of their roles."""

    account_id: uuid.UUID
    name: str
    role: Role
    organisation_id: uuid.UUID
    is_authority: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Who stands where today, around one school."""

    organisation_id: uuid.UUID | None
    holders: Sequence[Holder]

    def of(self, hands: Hands, but: Collection[uuid.UUID] = ()) -> list[Holder]:
        """Each once."""
        found = [one for one in self.holders if one.account_id not in but and self._stands(hands, one)]
        return list({one.account_id: one for one in reversed(found)}.values())[::-1]

    def _stands(self, hands: Hands, one: Holder) -> bool:
        if hands is Hands.AUTHORITY:
            return one.role is Role.VIRTUAL_SCHOOL_LEAD or (one.role is Role.SAFEGUARDING_LEAD and one.is_authority)
        role = Role.SAFEGUARDING_LEAD if hands is Hands.LEAD else Role.HEADTEACHER
        return one.role is role and one.organisation_id == self.organisation_id

    def first(self, hands: Hands, but: Collection[uuid.UUID] = ()) -> list[Holder]:
        """Who gets it today."""
        return next((found for one in CHAINS[hands] if (found := self.of(one, but))), [])

    def next(self, hands: Hands, step: int, but: Collection[uuid.UUID] = ()) -> list[Holder] | None:
        """Who is told when it was not read, for the first time (0) and after; None when there is nobody further."""
        rungs = [self.of(one, but) for one in LADDERS[hands]]
        rungs = [found for at, found in enumerate(rungs) if len(found) > (1 if at == 0 else 0)]
        return rungs[step] if step < len(rungs) else None

    def about(self, kept: Collection[uuid.UUID], *, staff: bool) -> Hands:
        """Whose it is: about staff the head's; about a head or the only lead the authority's; else the lead's."""
        if not staff:
            return Hands.LEAD
        if any(one.account_id in kept for one in self.of(Hands.HEAD)):
            return Hands.AUTHORITY
        leads = self.of(Hands.LEAD)
        only = bool(leads) and all(one.account_id in kept for one in leads)
        return Hands.AUTHORITY if only else Hands.HEAD


def standing(network_id: uuid.UUID, organisation_id: uuid.UUID | None) -> Standing:
    """One query."""
    at_authority = Organisation.kind.in_(AUTHORITIES)
    question = (
        sa.select(Account.id, Account.name, Membership.role, Organisation.id, at_authority)
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(
            Membership.network_id == network_id,
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
            sa.or_(
                Membership.role == Role.VIRTUAL_SCHOOL_LEAD,
                sa.and_(
                    Membership.role.in_((Role.SAFEGUARDING_LEAD, Role.HEADTEACHER)),
                    sa.or_(Organisation.id == organisation_id, at_authority),
                ),
            ),
        )
        .order_by(Membership.starts_on, Account.sort_key, Account.id)
        .limit(200)
    )
    return Standing(organisation_id, [Holder(*row) for row in db.session.execute(question)])


def leads_of(organisation_id: uuid.UUID) -> list[Holder]:
    """The safeguarding leads of one place today."""
    question = (
        sa.select(Account.id, Account.name)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.organisation_id == organisation_id,
            Membership.role == Role.SAFEGUARDING_LEAD,
            in_force(Membership, clock.today()),
            Account.closed_at.is_(None),
        )
        .order_by(Account.sort_key, Account.id)
        .limit(20)
    )
    rows = db.session.execute(question)
    return [Holder(who, name, Role.SAFEGUARDING_LEAD, organisation_id, False) for who, name in rows]
