"""What a concern holds back, who it is handed to, who sees a call for help, what is stopped: each one SQL condition."""

import datetime as dt
import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.aliases import alias
from virtual_school.core.db import in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import CareKind, CareLink, Part
from virtual_school.pupils.quiet import keeps_quiet
from virtual_school.pupils.whereabouts import PupilId
from virtual_school.safeguarding.hands import handed_to as handed_to
from virtual_school.safeguarding.models import Concern, ConcernParty, Help, Hold, KeepApart

# How long a call for help is to be found: by the pupil, and what a mentor was then counts as long.
SHOWN = dt.timedelta(days=28)

# Who the pupil asks: those they know by a care link of this kind, and their school's safeguarding lead. Never a parent
# or carer, who read messages otherwise, and nobody through a window.
BY_CARE = frozenset({Role.MENTOR, Role.KEY_ADULT})


def held(kind: str, id_column: PupilId, network_id: uuid.UUID | None = None) -> sa.ColumnElement[bool]:
    """That a concern about this thing is not released: nobody but its giver and the safeguarding lead may see it.

    A list of thousands names the network as well: by it concerns are found in an index.
    """
    concern = alias(Concern, "held")
    about = (concern.about_kind == kind, concern.about_id == id_column, concern.released_at.is_(None))
    return there_is(concern, *(() if network_id is None else (concern.network_id == network_id,)), *about)


def has_lead(organisation_id: Any) -> sa.ColumnElement[bool]:
    """That somebody is the school's safeguarding lead today."""
    member, account = alias(Membership, "has_lead"), alias(Account, "has_lead")
    return there_is(
        member,
        member.organisation_id == organisation_id,
        member.role == Role.SAFEGUARDING_LEAD,
        in_force(member, clock.today()),
        there_is(account, account.id == member.account_id, account.closed_at.is_(None)),
    )


def asked(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the call for help is the viewer's to see, in the hat they wear.

    Kept from the mentor, it is kept from whoever is or was the mentor then, or stands in, in every hat of theirs; and
    always from an adult from whom the pupil is kept apart, or whom a concern about them names.
    """
    if viewer.account_id is None:
        return sa.false()
    not_of_these = sa.or_(Help.not_mentor.is_(False), ~_is_mentor(viewer))
    return sa.and_(_asked_as(viewer), not_of_these, ~kept_from(viewer.account_id, Help.pupil_id))


def _asked_as(viewer: Viewer) -> sa.ColumnElement[bool]:
    if viewer.role in BY_CARE:
        return access.knows(viewer, Part.MESSAGES, Help.pupil_id)
    if viewer.is_any(Role.SAFEGUARDING_LEAD):
        return access.at_school(viewer, Part.SAFEGUARDING, Help.pupil_id)
    # Those above see a call that nobody below saw in time, and no other.
    if viewer.is_any(Role.HEADTEACHER):
        return sa.and_(Help.handed_up_at.is_not(None), access.at_school(viewer, Part.IDENTITY, Help.pupil_id))
    return Help.handed_up_at.is_not(None) if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else sa.false()


def _is_mentor(viewer: Viewer) -> sa.ColumnElement[bool]:
    link = alias(CareLink, "is_mentor")
    return there_is(
        link,
        link.pupil_id == Help.pupil_id,
        link.account_id == viewer.account_id,
        link.kind == CareKind.MENTOR,
        was_mentor(link, Help.asked_at),
    )


def call_is_kept_from(viewer: Viewer, call_id: Any) -> sa.ColumnElement[bool]:
    """That this is a call which is kept from the viewer in every hat: no log tells them of it either."""
    call, link = alias(Help, "call_is_kept_from"), alias(CareLink, "call_is_kept_from")
    as_mentor = there_is(
        link,
        link.pupil_id == call.pupil_id,
        link.account_id == viewer.account_id,
        link.kind == CareKind.MENTOR,
        was_mentor(link, call.asked_at),
    )
    ways = sa.or_(sa.and_(call.not_mentor.is_(True), as_mentor), kept_from(viewer.account_id, call.pupil_id))
    return there_is(call, call.id == call_id, ways)


def was_mentor(link: Any, asked_at: Any) -> sa.ColumnElement[bool]:
    """That a mentor's link held when the call was made, or holds since."""
    return sa.and_(
        sa.or_(link.ended_at.is_(None), link.ended_at > asked_at),
        sa.or_(link.ends_on.is_(None), link.ends_on >= clock.today() - SHOWN),
    )


def kept_from(account_id: Any, pupil_id: PupilId | uuid.UUID) -> sa.ColumnElement[bool]:
    """That no call of this pupil's reaches this adult: the two are kept apart, or a concern that is held names them."""
    party, concern = alias(ConcernParty, "kept_from"), alias(Concern, "kept_from")
    names = there_is(
        party,
        party.account_id == account_id,
        party.role.is_(None),
        there_is(concern, concern.id == party.concern_id, concern.pupil_id == pupil_id, concern.released_at.is_(None)),
    )
    return sa.or_(kept_apart(pupil_id, account_id), names)


def kept_apart(pupil_id: PupilId | uuid.UUID, account_id: Any) -> sa.ColumnElement[bool]:
    """That the pupil must not meet this adult: nothing goes between them, and nobody goes by this adult's word."""
    keep = alias(KeepApart, "kept_apart")
    apart = [keep.pupil_id == pupil_id, keep.account_id == account_id, in_force(keep, clock.today())]
    return there_is(keep, *apart)


@keeps_quiet
def stopped(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That everything about this pupil is stopped: no list reminds anybody of them. Their record opens as ever."""
    hold = alias(Hold, "stopped")
    return there_is(hold, hold.pupil_id == pupil_id, hold.account_id.is_(None), in_force(hold, clock.today()))
