"""What a pupil is proud of and lets the panel see: beside the pack, as long as they let it, and on no paper."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.proud import panels
from virtual_school.proud.queries import Thing as Proud
from virtual_school.proud.queries import shared_with_panel
from virtual_school.pupils.models import Part, Pupil
from virtual_school.referrals.models import OVER, Referral
from virtual_school.referrals.queries.meeting import reads_pack
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


@panels.set_sits
def goes_to_a_panel(viewer: Viewer) -> bool:
    """Whether a panel is going to talk about the pupil who asks."""
    over = sorted(OVER, key=lambda state: state.value)
    question = sa.exists().where(
        Referral.network_id == viewer.network_id, Referral.pupil_id == viewer.pupil_id, Referral.state.not_in(over)
    )
    return bool(db.session.scalar(sa.select(question)))


def shown(viewer: Viewer, referral: Referral) -> list[Proud]:
    """For a viewer who was found to read the pack of this referral; nothing once it is over."""
    return [] if referral.state in OVER else shared_with_panel(viewer.network_id, referral.pupil_id)


def in_a_pack(viewer: Viewer, thing_id: uuid.UUID) -> Thing:
    """One of them that the viewer reads in a pack."""
    question = (
        sa.select(Referral, Pupil.known_as)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .where(
            Referral.network_id == viewer.network_id, reads_pack(viewer), Referral.pupil_id == panels.whose(thing_id)
        )
        .order_by(Referral.opened_at.desc(), Referral.id)
        .limit(5)
    )
    for referral, known_as in db.session.execute(question):
        for one in shown(viewer, referral):
            if one.id == thing_id:
                copy, back = f"{one.title}\n\n{one.why}", f"/referrals/{referral.id}/pack"
                pupil_id = referral.pupil_id
                return Thing(pupil_id, copy, known_as, back, Part.REFERRAL, by=known_as, about=("proud", thing_id))
    raise NotVisible


worried.kind("proud_in_pack", find=in_a_pack)
