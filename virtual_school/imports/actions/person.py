"""What a person does with a file of people: send it, match its columns, decide, confirm, take it back."""

import uuid
from collections.abc import Mapping

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.access import require
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.files import StoredFile
from virtual_school.core.jobs import queue
from virtual_school.imports import policy, queries
from virtual_school.imports.models import (
    IMPORT_TRANSITIONS,
    Choice,
    Import,
    ImportRow,
    Kind,
    State,
    Verdict,
)
from virtual_school.imports.queries import WORK, Counts, is_given_up
from virtual_school.network import queries as networks
from virtual_school.network.viewer import Viewer


def receive(
    viewer: Viewer,
    stored: StoredFile,
    name: str,
    *,
    kind: Kind,
    organisation_id: uuid.UUID | None,
    is_whole: bool,
) -> Import:
    """A file has come. It is read by a job, as whoever sent it, in the hat they wear now."""
    require(policy.can_import_kind(viewer, kind))
    if not policy.is_for_network(viewer):
        organisation_id = viewer.organisation_id
    if organisation_id is not None and not networks.in_network(viewer, organisation_id):
        raise WrongState(_("This school is not in the network."))
    if viewer.account_id is None:
        raise WrongState(_("A person sends a file."))
    found = Import(
        stored_file_id=stored.id,
        name=name,
        kind=kind,
        organisation_id=organisation_id,
        by_school=not policy.is_for_network(viewer),
        is_whole=is_whole and organisation_id is not None and kind is Kind.PUPILS,
        made_by=viewer.account_id,
    )
    db.session.add(found)
    db.session.flush()
    audit.record("import.received", viewer, object_id=found.id, kind=kind, organisation_id=organisation_id)
    _queue(viewer, found, "import.read")
    return found


def _queue(viewer: Viewer, found: Import, kind: str) -> None:
    payload = {"import_id": found.id, "hat": viewer.hat.key if viewer.hat else ""}
    queue(kind, payload, dedup=str(found.id), acts_for=viewer.account_id)


def move(found: Import, to: State) -> None:
    """The one place where an import changes its state."""
    if to not in IMPORT_TRANSITIONS[found.state]:
        raise WrongState(_("This import has gone on since. Look at it again."))
    found.state = to


def match_columns(viewer: Viewer, found: Import, fields: Mapping[int, str], *, has_header: bool) -> None:
    """Say what each column holds; the file is read anew by it."""
    require(policy.can_import_kind(viewer, found.kind))
    move(found, State.READING)
    held = {str(column): name for column, name in fields.items()}
    found.columns = {**found.columns, "fields": held, "header": has_header, "said": True}
    found.lines = found.lines_done = 0
    audit.record("import.columns", viewer, object_id=found.id, fields=sorted(held.values()))
    _queue(viewer, found, "import.read")
    db.session.flush()


def decide(
    viewer: Viewer,
    found: Import,
    row: ImportRow,
    *,
    decision: Choice,
    match: uuid.UUID | None,
    because: str | None,
) -> None:
    """A person's word on a line that was unsure."""
    require(policy.can_import_kind(viewer, found.kind))
    if found.state is not State.READY or row.verdict is not Verdict.UNSURE:
        raise WrongState(_("There is nothing to decide about this line any more."))
    if decision is Choice.MATCH and str(match) not in row.candidates.get("ids", []):
        raise WrongState(_("Choose who this is."))
    if decision is Choice.NEW and row.match_only:
        raise WrongState(_("This is the one who is here, or nobody: put the file right, or leave the line out."))
    other = queries.decided_too(row, match) if match else None
    if other is not None:
        raise WrongState(_("Line %(line)d is about them already.", line=other))
    row.decision, row.because, row.decided_by = decision, because or None, viewer.account_id
    row.match = match if decision is Choice.MATCH else None
    audit.record(
        "import.decided",
        viewer,
        object_id=found.id,
        because=because or None,
        line=row.line,
        decision=decision,
        match=row.match,
    )
    db.session.flush()


def confirm(viewer: Viewer, found: Import, counts: Counts, *, skips_wrong: bool) -> None:
    """From here on it is written, by a job in batches."""
    require(policy.can_import_kind(viewer, found.kind))
    possible = policy.can_confirm(found, hindered=counts.hindered, to_write=counts.to_write, skips_wrong=skips_wrong)
    if not possible:
        raise WrongState(possible.because)
    move(found, State.WRITING)
    found.confirmed_at, found.confirmed_by, found.skips_wrong = clock.now(), viewer.account_id, skips_wrong
    found.lines, found.lines_done = counts.to_write, 0
    held = {verdict.value: number for verdict, number in counts.of.items()}
    audit.record("import.confirmed", viewer, object_id=found.id, counts=held, skips_wrong=skips_wrong)
    _queue(viewer, found, "import.write")
    db.session.flush()


def undo(viewer: Viewer, found: Import, because: str) -> None:
    require(policy.can_import_kind(viewer, found.kind))
    possible = policy.can_undo(found, given_up=is_given_up(found))
    if not possible:
        raise WrongState(possible.because)
    move(found, State.UNDOING)
    found.because, found.undone_by, found.lines_done = because, viewer.account_id, 0
    audit.record("import.asked_back", viewer, object_id=found.id, because=because)
    _queue(viewer, found, "import.undo")
    db.session.flush()


def go_on(viewer: Viewer, found: Import) -> None:
    """Go on with what stopped by itself, as whoever says so: whoever began may have gone meanwhile."""
    require(policy.can_import_kind(viewer, found.kind))
    if not is_given_up(found):
        raise WrongState(_("This import has gone on since. Look at it again."))
    audit.record("import.gone_on", viewer, object_id=found.id, state=found.state)
    _queue(viewer, found, WORK[found.state])
    db.session.flush()


def drop(viewer: Viewer, found: Import) -> None:
    """Throw a file away that was not confirmed. Its lines go; nothing of them was written."""
    require(policy.can_import_kind(viewer, found.kind))
    move(found, State.DROPPED)
    db.session.execute(sa.delete(ImportRow).where(ImportRow.import_id == found.id))
    found.stored_file_id, found.columns = None, {}
    audit.record("import.dropped", viewer, object_id=found.id)
    db.session.flush()
