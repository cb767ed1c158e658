"""Lines about staff: an account, and a role."""

import datetime as dt
import uuid
from collections.abc import Sequence

from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.identity import changes as accounts
from virtual_school.identity.models import Account
from virtual_school.identity.policy import can_give_role
from virtual_school.imports.changes.batch import Batch, effect, is_new
from virtual_school.imports.changes.effects import Effect
from virtual_school.imports.judging_others import carer_name
from virtual_school.imports.models import Did, ImportRow
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer


def write_staff(by: Viewer, rows: Sequence[ImportRow], batch: Batch) -> None:
    for row in rows:
        _one(by, row, batch)


def _one(by: Viewer, row: ImportRow, batch: Batch) -> None:
    """An account without anything that proves it: a way in is given by an invitation, never by a file."""
    name = carer_name(row.data)
    account = db.session.get(Account, row.match) if row.match and not is_new(row) else None
    effects: list[Effect] = []
    try:
        with db.session.begin_nested():
            if account is None:
                account = accounts.make_account(by, name=name, email=row.data["email"])
                effects.append(effect(row, Did.MADE, "account", account.id, account.id, after={"name": name}))
            effects += _role(by, row, account)
    except WrongState as error:
        batch.left[row.id] = error.because
        return
    batch.effects += effects


def _role(by: Viewer, row: ImportRow, account: Account) -> list[Effect]:
    role, where = row.data.get("role"), row.data.get("organisation_id")
    if not role or not where or (row.match and row.decision is None and "role" not in row.changes):
        return []
    allowed = can_give_role(by, account.id, Role(role), uuid.UUID(where))
    if not allowed:
        raise WrongState(allowed.because)
    starts, ends = row.data.get("starts"), row.data.get("ends")
    year = row.data.get("year") if Role(role) is Role.HEAD_OF_YEAR else None
    given = accounts.give_membership(
        by,
        account_id=account.id,
        organisation_id=uuid.UUID(where),
        role=Role(role),
        year=year,
        starts_on=dt.date.fromisoformat(starts) if starts else None,
        ends_on=dt.date.fromisoformat(ends) if ends else None,
    )
    return [effect(row, Did.MADE, "membership", given.id, account.id)]
