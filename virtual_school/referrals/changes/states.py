"""The states of a referral: the one place where it changes them."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.referrals.models import TRANSITIONS, Referral, ReferralState
from virtual_school.referrals.words import STATE_WORDS


def lock(referral_id: uuid.UUID) -> Referral:
    """The referral as it is now, held until the end of the transaction: before anything of it is decided."""
    question = sa.select(Referral).where(Referral.id == referral_id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def move(referral: Referral, to: ReferralState) -> None:
    """Move a referral on. Locks it first: of two who move it at once, the second sees where it is now."""
    db.session.refresh(referral, with_for_update=True)
    if to not in TRANSITIONS[referral.state]:
        raise WrongState(_("This referral is now: %(state)s.", state=STATE_WORDS[referral.state]))
    referral.state = to
