"""What somebody chooses for themself, audited and flushed."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from virtual_school.core import audit
from virtual_school.core.db import db
from virtual_school.identity.models import Account, ReadingSettings
from virtual_school.identity.reading import queries
from virtual_school.network.viewer import Viewer


def choose(by: Viewer, chosen: Mapping[str, Any]) -> None:
    """The viewer's own, whole: what is not named is as usual."""
    if by.account_id is None:
        raise ValueError("these are a person's")
    # Of two first choices at once the second finds the row.
    db.session.execute(sa.select(Account.id).where(Account.id == by.account_id).with_for_update())
    row = queries.own(by)
    if row is None:
        row = ReadingSettings(account_id=by.account_id)
        db.session.add(row)
    for name, value in chosen.items():
        setattr(row, name, value)
    audit.record("reading.chosen", by, object_id=by.account_id)
    db.session.flush()
