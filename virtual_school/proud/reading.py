"""What one adult who knows the pupil reads before it goes on to a parent, a carer or a panel."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Because
from virtual_school.proud.models import ProudShare, ProudThing, ShareWith
from virtual_school.pupils.access import reach, there_is
from virtual_school.pupils.models import CareKind, CareLink, Part
from virtual_school.safeguarding.access import held, kept_from, stopped

# Who is shown a pupil's words only once somebody who knows the pupil has read them.
FAR = (ShareWith.CARER, ShareWith.PANEL)
KNOW_THEM = {Role.MENTOR: CareKind.MENTOR, Role.KEY_ADULT: CareKind.KEY_ADULT}
_WHY = {CareKind.MENTOR: Because.MENTOR, CareKind.KEY_ADULT: Because.KEY_ADULT}


def waits(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That a thing waits to be read, and the viewer, who is the pupil's mentor or key adult, is asked to read it."""
    kind = KNOW_THEM.get(viewer.role) if viewer.role else None
    if kind is None or viewer.account_id is None:
        return sa.false()
    share, link = aliased(ProudShare), aliased(CareLink)
    goes_on = there_is(
        share, share.thing_id == ProudThing.id, share.shared_with.in_(FAR), in_force(share, clock.today())
    )
    knows = there_is(
        link,
        link.pupil_id == ProudThing.pupil_id,
        link.account_id == viewer.account_id,
        link.kind == kind,
        in_force(link, clock.today()),
    )
    return sa.and_(
        ProudThing.network_id == viewer.network_id,
        ProudThing.taken_off_at.is_(None),
        ProudThing.read_at.is_(None),
        goes_on,
        knows,
        reach(viewer, Part.WORK, ProudThing.pupil_id),
        ~kept_from(viewer.account_id, ProudThing.pupil_id),
        ~stopped(ProudThing.pupil_id),
        ~held("proud", ProudThing.id),
    )


def to_read(viewer: Viewer, thing_id: uuid.UUID) -> ProudThing:
    """One that waits for the viewer, held."""
    question = sa.select(ProudThing).where(ProudThing.id == thing_id, waits(viewer))
    found = db.session.scalar(question.with_for_update(of=ProudThing))
    if found is None:
        raise NotVisible
    return found


def who_reads(pupil_id: uuid.UUID) -> list[tuple[uuid.UUID, Because]]:
    """The pupil's mentor, whoever stands in, and key adult."""
    question = (
        sa.select(Account.id, CareLink.kind)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(
            CareLink.pupil_id == pupil_id,
            CareLink.kind.in_(list(_WHY)),
            in_force(CareLink, clock.today()),
            Account.closed_at.is_(None),
            ~kept_from(Account.id, CareLink.pupil_id),
        )
        .order_by(CareLink.kind.desc(), CareLink.starts_on, CareLink.id)
        .limit(20)
    )
    return [(account_id, _WHY[kind]) for account_id, kind in db.session.execute(question)]
