"""Who takes in work from the command line."""

import sqlalchemy as sa

from virtual_school.core.db import db, network_id_in_force
from virtual_school.identity.models import Account
from virtual_school.identity.throttle import typed_name


def author_at(email: str) -> Account | None:
    """The open account with this address in the network in force."""
    mine = Account.network_id == network_id_in_force()
    return db.session.scalar(
        sa.select(Account).where(mine, Account.email == typed_name(email), Account.closed_at.is_(None))
    )
