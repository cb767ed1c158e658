"""Links left behind by who looked after a pupil: they end at the latest when that person begins anew."""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity import changes as identity
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.changes.links import end_care
from virtual_school.pupils.models import CareKind, CareLink

# A carer is one by their own record, not by a role that somebody gives.
KINDS = {
    Role.MENTOR: CareKind.MENTOR,
    Role.KEY_ADULT: CareKind.KEY_ADULT,
    Role.SOCIAL_WORKER: CareKind.SOCIAL_WORKER,
}


def end_left_behind(by: Viewer, account_id: uuid.UUID, role: Role | None, because: str | None) -> None:
    """Until then they stand, so that a lead sees them and hands them over. Those still to begin end too."""
    kinds = [kind for of, kind in KINDS.items() if role in (None, of)]
    if not kinds:
        return
    still = dated.overlaps(CareLink, clock.today(), None)
    question = sa.select(CareLink).where(CareLink.account_id == account_id, CareLink.kind.in_(kinds), still)
    for link in db.session.scalars(question.order_by(CareLink.id)).all():
        end_care(by, link, because)


identity.BEGINS_ANEW.append(end_left_behind)
