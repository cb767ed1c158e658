"""One import, its lines, and what came of them."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import StoredFile
from virtual_school.core.jobs import Job, JobState
from virtual_school.core.lists import Statement
from virtual_school.identity.models import Account
from virtual_school.imports import policy
from virtual_school.imports.models import Choice, Did, Import, ImportEffect, ImportRow, State, Subject, Verdict
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Carer, Enrolment, Pupil

LOOKED_AT = (Verdict.WRONG, Verdict.UNSURE, Verdict.ENDED, Verdict.CHANGED, Verdict.NEW)


def _seen(viewer: Viewer) -> sa.ColumnElement[bool]:
    """An administrator sees every import of the network; a school, those that it sent itself."""
    if policy.is_for_network(viewer):
        return sa.true()
    if not policy.can_import(viewer):
        return sa.false()
    return sa.and_(Import.organisation_id == viewer.organisation_id, Import.by_school.is_(True))


def found_imports(viewer: Viewer) -> Statement:
    """The imports that the viewer may see, the newest first, each with who sent it and for which school."""
    question: Statement = (
        sa.select(Import, Account.name, Organisation.name)
        .join(Account, Account.id == Import.made_by)
        .outerjoin(Organisation, Organisation.id == Import.organisation_id)
        .where(Import.network_id == viewer.network_id, _seen(viewer), Import.state != State.DROPPED)
        .order_by(Import.at.desc(), Import.id.desc())
    )
    return question


def find(viewer: Viewer, import_id: uuid.UUID, *, lock: bool = False) -> Import:
    question = sa.select(Import).where(
        Import.id == import_id, Import.network_id == viewer.network_id, _seen(viewer), Import.state != State.DROPPED
    )
    found = db.session.scalar(question.with_for_update() if lock else question)
    if found is None:
        raise NotVisible
    return found


def to_run(import_id: uuid.UUID, state: State, *, lock: bool = False) -> Import | None:
    """The import of a job, if it is still in the state in which the job has something to do."""
    question = sa.select(Import).where(Import.id == import_id, Import.state == state)
    return db.session.scalar(question.with_for_update() if lock else question)


def stored_of(found: Import) -> StoredFile:
    stored = db.session.get(StoredFile, found.stored_file_id) if found.stored_file_id else None
    if stored is None:
        raise NotVisible
    return stored


# The job that takes an import on from a state.
WORK = {State.READING: "import.read", State.WRITING: "import.write", State.UNDOING: "import.undo"}


def is_given_up(found: Import) -> bool:
    """Whether the job that should go on with it has ended without it."""
    if found.state not in WORK:
        return False
    question = (
        sa.select(Job.state)
        .where(Job.dedup_key == f"{WORK[found.state]}/{found.network_id}/{found.id}")
        .order_by(Job.id.desc())
        .limit(1)
    )
    return db.session.scalar(question) is JobState.GIVEN_UP


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines there are of each verdict, and what was decided of those that were unsure."""

    of: dict[Verdict, int]
    undecided: int
    left_out: int
    written: int
    left: int

    @property
    def all(self) -> int:
        return sum(self.of.values())

    @property
    def hindered(self) -> int:
        """Lines that cannot be written as they are."""
        return self.of.get(Verdict.WRONG, 0) + self.undecided

    @property
    def to_write(self) -> int:
        writable = sum(self.of.get(one, 0) for one in (Verdict.NEW, Verdict.CHANGED, Verdict.ENDED))
        return writable + self.of.get(Verdict.UNSURE, 0) - self.undecided - self.left_out


def counts(found: Import) -> Counts:
    own = (ImportRow.network_id == network_id_in_force(), ImportRow.import_id == found.id)
    question = sa.select(
        ImportRow.verdict,
        sa.func.count(),
        sa.func.count(ImportRow.decision),
        sa.func.count(sa.case((ImportRow.decision == Choice.LEAVE_OUT, 1))),
        sa.func.count(ImportRow.written_at),
        sa.func.count(ImportRow.left),
    )
    of: dict[Verdict, int] = {}
    undecided = left_out = written = left = 0
    for verdict, total, decided, out, done, stayed in db.session.execute(
        question.where(*own).group_by(ImportRow.verdict)
    ):
        of[verdict] = total
        written, left = written + done - stayed, left + stayed
        if verdict is Verdict.UNSURE:
            undecided, left_out = total - decided, out
    return Counts(of, undecided, left_out, written, left)


def rows(found: Import, verdict: Verdict | None) -> Statement:
    """The lines of one verdict as the file has them; or all, what a person has to look at before the rest."""
    question: Statement = sa.select(ImportRow).where(
        ImportRow.network_id == network_id_in_force(), ImportRow.import_id == found.id
    )
    if verdict is not None:
        return question.where(ImportRow.verdict == verdict).order_by(ImportRow.line, ImportRow.id)
    first = sa.case(*((ImportRow.verdict == one, at) for at, one in enumerate(LOOKED_AT)), else_=len(LOOKED_AT))
    return question.order_by(first, ImportRow.line, ImportRow.id)


def one_row(found: Import, row_id: uuid.UUID, *, lock: bool = False) -> ImportRow:
    question = sa.select(ImportRow).where(ImportRow.import_id == found.id, ImportRow.id == row_id)
    row = db.session.scalar(question.with_for_update() if lock else question)
    if row is None:
        raise NotVisible
    return row


def problems(found: Import) -> Iterator[tuple[ImportRow, str, str]]:
    """Every problem of every line: line by line, a column at a time."""
    question = sa.select(ImportRow).where(
        ImportRow.network_id == network_id_in_force(),
        ImportRow.import_id == found.id,
        ImportRow.verdict.in_((Verdict.WRONG, Verdict.UNSURE)) | ImportRow.left.is_not(None),
    )
    for row in db.session.scalars(question.order_by(ImportRow.line, ImportRow.id).limit(60_000)):
        for column, words in row.problems.items():
            yield row, column, words
        if row.left:
            yield row, "", row.left


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody here whom a line may mean, in words that tell two of one name apart."""

    id: uuid.UUID
    name: str
    more: tuple[Any, ...]
    # A court or the school ended or limited their right: whoever says that the line is theirs says why.
    is_limited: bool = False


def decided_too(row: ImportRow, match: uuid.UUID) -> int | None:
    """The number of another line that is about the same person already."""
    question = sa.select(ImportRow.line).where(
        ImportRow.import_id == row.import_id,
        ImportRow.match == match,
        ImportRow.id != row.id,
        ImportRow.verdict != Verdict.WRONG,
    )
    return db.session.scalar(question.order_by(ImportRow.line).limit(1))


def candidates(row: ImportRow) -> list[Candidate]:
    ids = [uuid.UUID(one) for one in row.candidates.get("ids", [])]
    if row.subject is Subject.PUPIL:
        return _pupils(ids)
    if row.subject is Subject.CARER:
        found = db.session.scalars(sa.select(Carer).where(Carer.id.in_(ids)).order_by(Carer.id)).all()
        return [_carer(one) for one in found]
    accounts = db.session.scalars(sa.select(Account).where(Account.id.in_(ids)).order_by(Account.id)).all()
    return [Candidate(one.id, one.name, (one.email,)) for one in accounts]


def _carer(one: Carer) -> Candidate:
    is_limited = one.ended_at is not None or one.order_in_force is not None
    return Candidate(one.id, one.name, (one.called, one.email or one.phone, one.order_in_force), is_limited)


def _pupils(ids: Sequence[uuid.UUID]) -> list[Candidate]:
    question = (
        sa.select(Pupil, sa.func.max(Organisation.name))
        .outerjoin(Enrolment, sa.and_(Enrolment.pupil_id == Pupil.id, Enrolment.ended_at.is_(None)))
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(Pupil.id.in_(ids))
        .group_by(Pupil.id)
        .order_by(Pupil.id)
    )
    return [
        Candidate(one.id, f"{one.given_name} {one.family_name}", (one.date_of_birth, one.upn, school))
        for one, school in db.session.execute(question)
    ]


def effects_by(found: Import) -> dict[Did, int]:
    """How many people the import, and its undoing, did what to."""
    question = (
        sa.select(ImportEffect.did, sa.func.count(sa.distinct(ImportEffect.person_id)))
        .where(ImportEffect.network_id == network_id_in_force(), ImportEffect.import_id == found.id)
        .group_by(ImportEffect.did)
    )
    return {row[0]: row[1] for row in db.session.execute(question)}


def undone(found: Import, did: Did) -> Statement:
    """The lines whose people came to this by undoing, by the words of the file."""
    there = sa.exists().where(
        ImportEffect.import_id == ImportRow.import_id,
        ImportEffect.import_row_id == ImportRow.id,
        ImportEffect.did == did,
    )
    question: Statement = sa.select(ImportRow).where(
        ImportRow.network_id == network_id_in_force(), ImportRow.import_id == found.id, there
    )
    return question.order_by(ImportRow.line, ImportRow.id)
