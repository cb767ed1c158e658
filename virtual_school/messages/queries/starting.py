"""Whom somebody may write to about a pupil, by the same conditions that seat them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.kept import Statement, kept
from virtual_school.identity.models import Account, Membership
from virtual_school.messages import access
from virtual_school.messages.models import Seat, Thread, ThreadKind, ThreadMember
from virtual_school.messages.policy import STARTS
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareLink, Enrolment, Pupil
from virtual_school.pupils.whereabouts import names_not
from virtual_school.safeguarding.access import kept_apart


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who could sit in a thread about the pupil today. A teacher, at which school."""

    account_id: uuid.UUID
    name: str
    seat: Seat
    organisation_id: uuid.UUID | None = None
    # A mentor's cover; and of a carer, whether they may know where the pupil is.
    stands_in: bool = False
    knows_where: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """A kind of thread that the viewer may begin, and with whom. `choose`: whom of them is theirs to say."""

    kind: ThreadKind
    people: tuple[Person, ...]
    choose: bool
    # Where there is one already, that goes on.
    thread_id: uuid.UUID | None = None
    # Whether the pupil has an account, without which they read nothing.
    pupil_reads: bool = True


BY_NAME = {ThreadKind.KEY_ADULT: Seat.KEY_ADULT, ThreadKind.FAMILY: Seat.CARER, ThreadKind.TEACHER: Seat.TEACHER}


def offers(viewer: Viewer, pupil_id: uuid.UUID) -> list[Offer]:
    """What the viewer may begin about this pupil, in the hat they wear: nothing, where they could not sit in it."""
    around = people(viewer, pupil_id)
    own = access.SEAT_OF.get(viewer.role) if viewer.role else None
    sits = viewer.is_pupil or any(one.account_id == viewer.account_id and one.seat is own for one in around)
    if not sits or viewer.role is None:
        return []
    has_account = any(one.seat is Seat.PUPIL for one in around)
    made = (_offer(viewer, pupil_id, kind, around, has_account=has_account) for kind in STARTS.get(viewer.role, ()))
    return [one for one in made if one is not None]


def _offer(
    viewer: Viewer, pupil_id: uuid.UUID, kind: ThreadKind, around: Sequence[Person], *, has_account: bool
) -> Offer | None:
    mentors = tuple(one for one in around if one.seat is Seat.MENTOR)
    if kind is ThreadKind.MENTOR:
        return (
            Offer(kind, mentors, choose=False, thread_id=_running(pupil_id, kind)) if mentors and has_account else None
        )
    seat = BY_NAME[kind]
    named = tuple(one for one in around if one.seat is seat)
    if viewer.is_any(Role.KEY_ADULT):
        # Whoever is at the pupil's school tells by their name alone which it is.
        named = tuple(one for one in named if one.knows_where)
    if kind is ThreadKind.FAMILY and viewer.is_any(Role.CARER):
        return Offer(kind, mentors, choose=False) if mentors else None
    if kind is ThreadKind.KEY_ADULT:
        if not viewer.is_pupil:
            named = tuple(one for one in named if one.account_id == viewer.account_id)
        there = _running(pupil_id, kind, named[0].account_id) if len(named) == 1 else None
        return Offer(kind, named, choose=len(named) > 1, thread_id=there) if named and has_account else None
    if not named or (kind is ThreadKind.TEACHER and not has_account):
        return None
    return Offer(kind, named, choose=True, pupil_reads=has_account)


def people(viewer: Viewer, pupil_id: uuid.UUID) -> list[Person]:
    """Everybody who could sit in a thread about the pupil today. One query."""
    rows = _people(viewer.network_id, pupil_id).execute()
    found = sorted((Person(row[0], row[1], Seat(row[2]), *row[3:]) for row in rows), key=lambda one: one.stands_in)
    return list({(one.account_id, one.seat): one for one in found}.values())


@kept
def _people(network: uuid.UUID, pupil_id: uuid.UUID) -> Statement:
    ways = [_linked(seat).where(CareLink.pupil_id == pupil_id) for seat in (Seat.MENTOR, Seat.KEY_ADULT, Seat.CARER)]
    ways += [_teachers().where(Enrolment.pupil_id == pupil_id), _self().where(Pupil.id == pupil_id)]
    own = (way.where(Account.network_id == network, Account.closed_at.is_(None)) for way in ways)
    return sa.union_all(*own)


def _says(seat: Seat, organisation: Any = None, stands_in: Any = None, knows: Any = None) -> sa.Select[Any]:
    school = sa.cast(sa.null(), ThreadMember.organisation_id.type) if organisation is None else organisation
    more = (sa.false() if stands_in is None else stands_in, sa.true() if knows is None else knows)
    return sa.select(Account.id, Account.name, sa.literal(seat.value, sa.String), school, *more).select_from(Account)


def _linked(seat: Seat) -> sa.Select[Any]:
    knows = None
    if seat is Seat.CARER:
        knows = sa.and_(CareLink.may_see_whereabouts.is_(True), ~names_not(CareLink.pupil_id, CareLink.account_id))
    says = _says(seat, stands_in=CareLink.stands_in_for.is_not(None), knows=knows)
    return says.join(CareLink, CareLink.account_id == Account.id).where(*access.links(seat))


def _teachers() -> sa.Select[Any]:
    today = clock.today()
    return (
        _says(Seat.TEACHER, Membership.organisation_id)
        .join(Membership, Membership.account_id == Account.id)
        .join(Enrolment, Enrolment.organisation_id == Membership.organisation_id)
        .where(
            Membership.role == Role.TEACHER,
            in_force(Membership, today),
            in_force(Enrolment, today),
            access.an_adult(Membership.account_id),
            ~kept_apart(Enrolment.pupil_id, Membership.account_id),
            ~access.family_of(Enrolment.pupil_id, Membership.account_id),
        )
    )


def _self() -> sa.Select[Any]:
    return _says(Seat.PUPIL).join(Pupil, Pupil.account_id == Account.id)


def running(pupil_id: uuid.UUID, kind: ThreadKind, account_id: uuid.UUID | None = None) -> uuid.UUID | None:
    """The thread of this kind that goes on: a pupil and their mentor have one, and one with each key adult."""
    return _running(pupil_id, kind, account_id)


def _running(pupil_id: uuid.UUID, kind: ThreadKind, account_id: uuid.UUID | None = None) -> uuid.UUID | None:
    question = sa.select(Thread.id).where(Thread.pupil_id == pupil_id, Thread.kind == kind)
    if account_id is not None:
        question = question.join(ThreadMember, ThreadMember.thread_id == Thread.id).where(
            ThreadMember.account_id == account_id, in_force(ThreadMember, clock.today())
        )
    return db.session.scalar(question.order_by(Thread.id).limit(1))


def subject_of_start(pupil_id: uuid.UUID, kind: ThreadKind) -> str:
    """What the first words of a thread are kept under until they are sent."""
    return f"thread:new:{kind.value}:{pupil_id}"
