"""Who reads a thread today. The line at its top and every check are made of the same statements, seat by seat.

A seat is not enough: whoever sits in it by name reads only as long as what links them to the pupil holds.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.identity.models import Membership
from virtual_school.messages.models import Message, OversightLook, Seat, Thread, ThreadKind, ThreadMember
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access as pupils
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareKind, CareLink, Carer, Enrolment, Part, Pupil, Window, WindowPart
from virtual_school.safeguarding.access import held, kept_apart, kept_from

Select = sa.Select[Any]

# In which hat each seat is taken: in any other, nobody reads by it.
SEAT_OF: Mapping[Role, Seat] = {
    Role.PUPIL: Seat.PUPIL,
    Role.MENTOR: Seat.MENTOR,
    Role.KEY_ADULT: Seat.KEY_ADULT,
    Role.CARER: Seat.CARER,
    Role.TEACHER: Seat.TEACHER,
}

# Who may look in, with a reason or at a few, without a seat.
OVERSEE = (Role.VIRTUAL_SCHOOL_LEAD, Role.SAFEGUARDING_LEAD)


# Seats ----------------------------------------------------------------------------------------------------------------


def seated(seat: Seat) -> Select:
    """Who reads in this seat today: thread, account, school. Every thread; its caller narrows it."""
    return _SEATS[seat]()


def _seats(seat: Seat, account: Any, stands_in: Any = None) -> Select:
    """Seats in force that nothing keeps their adult from."""
    return (
        sa.select(
            ThreadMember.thread_id.label("thread_id"),
            account.label("account_id"),
            ThreadMember.organisation_id.label("organisation_id"),
            ThreadMember.id.label("member_id"),
            ThreadMember.seat.label("seat"),
            (sa.false() if stands_in is None else stands_in).label("stands_in"),
        )
        .select_from(ThreadMember)
        .join(Thread, Thread.id == ThreadMember.thread_id)
        .where(ThreadMember.seat == seat, in_force(ThreadMember, clock.today()))
    )


def _pupil() -> Select:
    return _seats(Seat.PUPIL, Pupil.account_id).join(Pupil, Pupil.id == Thread.pupil_id)


def _mentor() -> Select:
    """Whoever mentors the pupil today: with the link the seat goes to the next."""
    return _by_link(Seat.MENTOR)


def _key_adult() -> Select:
    """By name: what was told to one is not handed on to the next."""
    return _by_link(Seat.KEY_ADULT).where(CareLink.account_id == ThreadMember.account_id)


def _carer() -> Select:
    return _by_link(Seat.CARER).where(CareLink.account_id == ThreadMember.account_id)


def _by_link(seat: Seat) -> Select:
    link = sa.and_(CareLink.pupil_id == Thread.pupil_id, *links(seat))
    return _seats(seat, CareLink.account_id, CareLink.stands_in_for.is_not(None)).join(CareLink, link)


def links(seat: Seat) -> list[sa.ColumnElement[bool]]:
    """That a care link lets its person sit in this seat.

    It opens nothing to somebody who does not hold the role, to whom the pupil is kept from, nor in another seat to who
    ever was their parent or carer. A carer sits while they may see the record, no order of a court limits them, and the
    child is not eighteen.
    """
    kind, role = _LINKS[seat]
    today = clock.today()
    conditions = [CareLink.kind == kind, in_force(CareLink, today), an_adult(CareLink.account_id)]
    conditions.append(~kept_apart(CareLink.pupil_id, CareLink.account_id))
    if role is None:
        carer = aliased(Carer)
        unlimited = [carer.id == CareLink.carer_id, carer.ended_at.is_(None), carer.order_in_force.is_(None)]
        see = CareLink.may_see_record.is_(True)
        return [*conditions, see, there_is(carer, *unlimited), pupils.under_age(CareLink.pupil_id)]
    member = aliased(Membership)
    own = [member.account_id == CareLink.account_id, member.role == role, in_force(member, today)]
    return [*conditions, there_is(member, *own), ~family_of(CareLink.pupil_id, CareLink.account_id)]


_LINKS: Mapping[Seat, tuple[CareKind, Role | None]] = {
    Seat.MENTOR: (CareKind.MENTOR, Role.MENTOR),
    Seat.KEY_ADULT: (CareKind.KEY_ADULT, Role.KEY_ADULT),
    Seat.CARER: (CareKind.CARER, None),
}


def _teacher() -> Select:
    """By name and school: while they teach there, and the pupil is on its roll or a window opens messages to them."""
    member, roll = aliased(Membership), aliased(Enrolment)
    teaches = there_is(
        member,
        member.account_id == ThreadMember.account_id,
        member.organisation_id == ThreadMember.organisation_id,
        member.role == Role.TEACHER,
        in_force(member, clock.today()),
    )
    ours = there_is(
        roll,
        roll.pupil_id == Thread.pupil_id,
        roll.organisation_id == ThreadMember.organisation_id,
        in_force(roll, clock.today()),
    )
    return _seats(Seat.TEACHER, ThreadMember.account_id).where(
        teaches,
        sa.or_(ours, _let_in()),
        an_adult(ThreadMember.account_id),
        ~kept_apart(Thread.pupil_id, ThreadMember.account_id),
        ~family_of(Thread.pupil_id, ThreadMember.account_id),
    )


_SEATS: Mapping[Seat, Callable[[], Select]] = {
    Seat.PUPIL: _pupil,
    Seat.MENTOR: _mentor,
    Seat.KEY_ADULT: _key_adult,
    Seat.CARER: _carer,
    Seat.TEACHER: _teacher,
}


def _let_in() -> sa.ColumnElement[bool]:
    window = aliased(Window)
    return there_is(
        window,
        window.pupil_id == Thread.pupil_id,
        window.account_id == ThreadMember.account_id,
        window.organisation_id == ThreadMember.organisation_id,
        window.about_kind.is_(None),
        in_force(window, clock.today()),
        there_is(WindowPart, WindowPart.window_id == window.id, WindowPart.part == Part.MESSAGES),
    )


def an_adult(account_id: Any) -> sa.ColumnElement[bool]:
    """That the account is no pupil's, whatever else it is: no thread stands between two pupils."""
    child = aliased(Pupil)
    return ~there_is(child, child.account_id == account_id)


def family_of(pupil_id: Any, account_id: Any) -> sa.ColumnElement[bool]:
    """That this adult is or was the pupil's parent or carer: what no parent can read, they read in no other hat."""
    theirs = aliased(CareLink)
    of_them = (theirs.pupil_id == pupil_id, theirs.account_id == account_id)
    return there_is(theirs, *of_them, theirs.kind == CareKind.CARER)


# For one viewer -------------------------------------------------------------------------------------------------------


def readable(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer sits in the thread, in the hat they wear. No seat, nobody."""
    seat = SEAT_OF.get(viewer.role) if viewer.role else None
    if seat is None or viewer.account_id is None:
        return sa.false()
    mine = seated(seat).subquery()
    conditions = [mine.c.account_id == viewer.account_id]
    if seat is Seat.TEACHER:
        conditions.append(mine.c.organisation_id == viewer.organisation_id)
    return Thread.id.in_(sa.select(mine.c.thread_id).where(*conditions))


def to_oversee(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer may look into the thread for a reason: whoever leads the Virtual School, or the pupil's school.

    Never into what they sit in themselves, nor of their own child, nor of a pupil whom they are kept from or about whom
    a concern names them. Nobody who was ever the pupil's mentor looks into what was written without them.
    """
    account_id = viewer.account_id
    if account_id is None or not viewer.is_any(*OVERSEE):
        return sa.false()
    theirs: sa.ColumnElement[bool] = sa.true()
    if viewer.is_any(Role.SAFEGUARDING_LEAD):
        theirs = pupils.at_school(viewer, Part.SAFEGUARDING, Thread.pupil_id)
    mentored = aliased(CareLink)
    was_mentor = there_is(
        mentored,
        mentored.pupil_id == Thread.pupil_id,
        mentored.account_id == account_id,
        mentored.kind == CareKind.MENTOR,
    )
    without_them = sa.and_(Thread.kind == ThreadKind.KEY_ADULT, was_mentor)
    own = sa.or_(_sits_in(account_id), family_of(Thread.pupil_id, account_id))
    return sa.and_(theirs, ~without_them, ~own, ~kept_from(account_id, Thread.pupil_id))


def _sits_in(account_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """In whatever hat."""
    seats = (seated(seat).subquery() for seat in Seat)
    return sa.or_(*(Thread.id.in_(sa.select(one.c.thread_id).where(one.c.account_id == account_id)) for one in seats))


def looked_into(viewer: Viewer, look_id: uuid.UUID) -> sa.ColumnElement[bool]:
    """That the thread stands open to the viewer by this look, which ends by itself."""
    return _by_look(viewer, OversightLook.id == look_id)


def looks_in(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The same by any look of theirs."""
    return _by_look(viewer)


def _by_look(viewer: Viewer, *which: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    return sa.and_(
        to_oversee(viewer),
        there_is(
            OversightLook,
            *which,
            OversightLook.thread_id == Thread.id,
            OversightLook.account_id == viewer.account_id,
            OversightLook.role == (viewer.role.value if viewer.role else ""),
            OversightLook.organisation_id == viewer.organisation_id,
            OversightLook.until > clock.now(),
        ),
    )


def looked_for_a_reason(viewer: Viewer) -> sa.ColumnElement[bool]:
    """The same by a look for a reason: so what was withdrawn is read as well. A few by lot show that it was."""
    return _by_look(viewer, OversightLook.reason.is_not(None))


def shown(account_id: Any, message: Any = Message) -> sa.ColumnElement[bool]:
    """That its words stand there for this person: not withdrawn, and of what a concern holds back, one's own alone."""
    return sa.and_(message.withdrawn_at.is_(None), not_held(account_id, message))


def not_held(account_id: Any, message: Any = Message) -> sa.ColumnElement[bool]:
    return sa.or_(~held("message", message.id), message.written_by == account_id)


def subject(account_id: Any) -> sa.ColumnElement[Any]:
    """What a thread is about, in words of its first message: it goes with that, withdrawn or held back."""
    first, gone = aliased(Message), aliased(Message)
    which = sa.select(first.id).where(first.thread_id == Thread.id).order_by(first.id).limit(1).correlate(Thread)
    is_gone = there_is(gone, gone.id == which.scalar_subquery(), ~shown(account_id, gone))
    return sa.case((is_gone, None), else_=Thread.subject)
