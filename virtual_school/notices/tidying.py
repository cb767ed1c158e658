"""Throws away what is long over: notices, and that they were sent."""

import datetime as dt
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import begin, db, network_id_in_force, writing
from virtual_school.network.numbers import number
from virtual_school.notices.digests import Heartbeat
from virtual_school.notices.models import Digest, Notice, Sent

BATCH = 200
MONTH = dt.timedelta(days=31)


def tidy(heartbeat: Heartbeat) -> None:
    """What was sent goes before the letters and the notices that it names."""
    before = clock.now() - MONTH * number("notice_months")
    tables: tuple[Any, ...] = (Sent, Digest, Notice)
    for table in tables:
        old = sa.select(table.id).where(table.network_id == network_id_in_force(), table.made_at < before)
        if table is Digest:
            old = old.where(~sa.exists().where(Sent.digest_id == Digest.id))
        while found := db.session.scalars(old.limit(BATCH)).all():
            with writing() as session:
                session.execute(
                    sa.delete(table).where(table.id.in_(found)), execution_options={"synchronize_session": False}
                )
            begin(write=False)
            heartbeat()
