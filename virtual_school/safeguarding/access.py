"""What a concern holds back, who it is handed to, who sees a call for help, what is stopped: each one SQL condition."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Part
from virtual_school.pupils.quiet import keeps_quiet
from virtual_school.pupils.whereabouts import PupilId
from virtual_school.safeguarding.hands import handed_to as handed_to
from virtual_school.safeguarding.models import Concern, Help, Hold

# Who the pupil asks: those they know by a care link of this kind, and their school's safeguarding lead. Never a parent
# or carer, who read messages otherwise, and nobody through a window.
BY_CARE = frozenset({Role.MENTOR, Role.KEY_ADULT})


def held(kind: str, id_column: PupilId) -> sa.ColumnElement[bool]:
    """That a concern about this thing is not released: nobody but its giver and the safeguarding lead may see it."""
    concern = aliased(Concern)
    return there_is(concern, concern.about_kind == kind, concern.about_id == id_column, concern.released_at.is_(None))


def has_lead(organisation_id: Any) -> sa.ColumnElement[bool]:
    """That somebody is the school's safeguarding lead today."""
    member, account = aliased(Membership), aliased(Account)
    return there_is(
        member,
        member.organisation_id == organisation_id,
        member.role == Role.SAFEGUARDING_LEAD,
        in_force(member, clock.today()),
        there_is(account, account.id == member.account_id, account.closed_at.is_(None)),
    )


def asked(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the call for help is the viewer's to see, in the hat they wear."""
    if viewer.role in BY_CARE:
        theirs = access.knows(viewer, Part.MESSAGES, Help.pupil_id)
        return sa.and_(theirs, Help.not_mentor.is_(False)) if viewer.is_any(Role.MENTOR) else theirs
    if viewer.is_any(Role.SAFEGUARDING_LEAD):
        return access.at_school(viewer, Part.SAFEGUARDING, Help.pupil_id)
    return sa.false()


@keeps_quiet
def stopped(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That everything about this pupil is stopped: no list reminds anybody of them. Their record opens as ever."""
    hold = aliased(Hold)
    return there_is(hold, hold.pupil_id == pupil_id, hold.account_id.is_(None), in_force(hold, clock.today()))
