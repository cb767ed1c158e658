"""Asked before a letter about a pupil goes, at the moment it goes: may whoever gets it still follow it?

Between the writing and the sending of a letter somebody may have lost the pupil, the role or the account.
"""

import uuid

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.leaving import Leaving, Sending, may_send
from virtual_school.core.mail.addresses import address
from virtual_school.identity.queries import open_account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import CareKind, CareLink, Joining, Part, Pupil, Window
from virtual_school.pupils.viewers import hats_of


@may_send
def only_to_who_may_follow(one: Leaving) -> Sending:
    """Nothing about a pupil to somebody who has no way to them any more; nothing to a closed account."""
    if one.account_id is not None and open_account(one.account_id) is None:
        return Sending.NEVER
    if one.about_id is None:
        return Sending.YES
    if one.account_id is None:
        return Sending.YES if _is_still_asked(one.about_id, one.to) else Sending.NEVER
    return Sending.YES if may_follow(one.account_id, one.about_id) else Sending.NEVER


def may_follow(account_id: uuid.UUID, pupil_id: uuid.UUID) -> bool:
    """That somebody still has a way to a pupil.

    By any hat of theirs, by a care link that shows the record, or by a window, onto one thing or a carer's.
    """
    network, today = network_id_in_force(), clock.today()
    hats, own_id = hats_of(account_id)
    viewers = (Viewer(account_id, network, "", hats, hat, own_id) for hat in hats)
    shows = sa.or_(CareLink.kind != CareKind.CARER, CareLink.may_see_record.is_(True))
    link = (CareLink.account_id == account_id, CareLink.pupil_id == pupil_id, in_force(CareLink, today), shows)
    may = sa.or_(Window.carer_id.is_(None), access.carer_may_look(Window))
    window = (Window.account_id == account_id, Window.pupil_id == pupil_id, in_force(Window, today), may)
    ways = [access.reach(viewer, Part.IDENTITY, Pupil.id) for viewer in viewers]
    ways += [sa.exists().where(*link), sa.exists().where(*window)]
    question = sa.select(sa.exists().where(Pupil.network_id == network, Pupil.id == pupil_id, sa.or_(*ways)))
    return bool(db.session.scalar(question))


def _is_still_asked(pupil_id: uuid.UUID, email: str) -> bool:
    """Somebody without an account is written to for one thing: to join, while that is still open."""
    still = (Joining.used_at.is_(None), Joining.ended_at.is_(None), Joining.expires_at > clock.real())
    question = sa.select(Joining.email).where(Joining.pupil_id == pupil_id, *still).limit(50)
    return email in {address(one) for one in db.session.scalars(question)}
