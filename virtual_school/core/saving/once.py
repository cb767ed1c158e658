"""Once: a form that creates carries a key; however often it arrives, it happens once and answers the same."""

import secrets
import uuid

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from virtual_school.core import clock
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.saving.models import Once


def new_key() -> str:
    """A key for a form about to be shown."""
    return secrets.token_urlsafe(18)


def claim(account_id: uuid.UUID, key: str) -> str | None:
    """Take the key for this transaction, or give the place where it went before.

    Of two that arrive at once the second waits here for the first, and then finds where it went. A key that was never
    made by a form (empty) is taken as new: the form still works, only its repeat cannot be told.
    """
    key = key[:60] or new_key()
    insert = postgresql.insert if db.session.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = {
        "network_id": network_id_in_force(),
        "account_id": account_id,
        "key": key,
        "location": "",
        "at": clock.now(),
    }
    # A count of rows is not told alike by the engines' drivers; a row that comes back is.
    taken = insert(Once).values(row).on_conflict_do_nothing().returning(Once.key)
    if db.session.scalar(taken) is not None:
        return None
    question = sa.select(Once.location).where(Once.account_id == account_id, Once.key == key)
    return db.session.scalar(question) or None


def went_to(account_id: uuid.UUID, key: str, location: str) -> None:
    """Write where the form went, in the same transaction as what it did."""
    change = sa.update(Once).where(Once.account_id == account_id, Once.key == key[:60]).values(location=location)
    db.session.execute(change, execution_options={"synchronize_session": False})
