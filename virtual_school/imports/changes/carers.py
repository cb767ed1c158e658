"""Lines about carers. What an order limits or the school ended is opened by a person's decision alone."""

import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import text
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.imports.changes.batch import Batch, effect, is_new
from virtual_school.imports.judging import plain
from virtual_school.imports.judging_others import carer_changes, carer_columns, why_ask
from virtual_school.imports.models import Choice, Did, ImportRow
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Carer


def write_carers(by: Viewer, rows: Sequence[ImportRow], batch: Batch) -> None:
    here = _here({uuid.UUID(row.data["pupil_id"]) for row in rows})
    new: list[dict[str, Any]] = []
    for row in rows:
        pupil_id = uuid.UUID(row.data["pupil_id"])
        carers = here[pupil_id]
        if not is_new(row):
            carer = next((one for one in carers if one.id == row.match), None)
            if carer is None:
                batch.left[row.id] = _("Who this was matched with is not here any more.")
            else:
                _one_carer(by, row, carer, batch)
            continue
        columns = carer_columns(row.data)
        if row.decision is None and _is_known(columns["name"], carers):
            batch.left[row.id] = _("A carer of this name is here by now.")
            continue
        made = {"id": uuid7(), "pupil_id": pupil_id} | columns
        new.append(made)
        after = {name: plain(value) for name, value in columns.items()}
        batch.effects.append(effect(row, Did.MADE, "carer", made["id"], pupil_id, after=after))
    pupils.enter_carers(by, new)


def _here(pupil_ids: set[uuid.UUID]) -> dict[uuid.UUID, list[Carer]]:
    """The carers of these pupils as they are now, held until the end of the transaction."""
    found: dict[uuid.UUID, list[Carer]] = defaultdict(list)
    question = sa.select(Carer).where(Carer.pupil_id.in_(pupil_ids)).order_by(Carer.id).with_for_update()
    for carer in db.session.scalars(question.execution_options(populate_existing=True)):
        found[carer.pupil_id].append(carer)
    return found


def _is_known(name: str, carers: Sequence[Carer]) -> bool:
    return text.sort_key(name) in {text.sort_key(carer.name) for carer in carers}


def _one_carer(by: Viewer, row: ImportRow, carer: Carer, batch: Batch) -> None:
    """What somebody changed since it was shown stays; what an order limits by now is for a person to decide."""
    now = carer_changes(carer, row.data)
    is_decided = row.decision is Choice.MATCH
    why = why_ask(carer, now)
    if why and not (is_decided and row.because):
        batch.left[row.id] = why
        return
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    if carer.ended_at is not None and row.because:
        before["ended"] = {"because": carer.because, "by_order": carer.ended_by_order}
        after["ended"] = None
        pupils.reopen_carer(by, carer, row.because)
    columns = [name for name, pair in now.items() if is_decided or row.changes.get(name) == pair]
    wanted = carer_columns(row.data, carer)
    before |= {name: now[name][0] for name in columns}
    after |= {name: now[name][1] for name in columns}
    pupils.change_carer(by, carer, **{name: wanted[name] for name in columns})
    if after:
        batch.effects.append(effect(row, Did.CHANGED, "carer", carer.id, carer.pupil_id, before=before, after=after))
