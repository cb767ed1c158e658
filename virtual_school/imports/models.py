"""A file of people on its way in: what each line holds, what was decided, and what the import did."""

import datetime as dt
import enum
import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from virtual_school.core import clock
from virtual_school.core.db import Base, HasId, InNetwork, Line


class Kind(enum.Enum):
    """Who the file is about. `everyone` is OneRoster, which tells each person's role."""

    PUPILS = "pupils"
    CARERS = "carers"
    STAFF = "staff"
    EVERYONE = "everyone"


class State(enum.Enum):
    """How far an import is."""

    READING = "reading"
    COLUMNS = "columns"
    READY = "ready"
    WRITING = "writing"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"
    DROPPED = "dropped"


IMPORT_TRANSITIONS: dict[State, frozenset[State]] = {
    State.READING: frozenset({State.COLUMNS, State.READY, State.FAILED, State.DROPPED}),
    State.COLUMNS: frozenset({State.READING, State.DROPPED}),
    State.READY: frozenset({State.READING, State.WRITING, State.DROPPED}),
    # Taken back before it is done only where its job has given up.
    State.WRITING: frozenset({State.DONE, State.UNDOING}),
    State.DONE: frozenset({State.UNDOING}),
    State.UNDOING: frozenset({State.UNDONE}),
    State.UNDONE: frozenset(),
    State.FAILED: frozenset({State.READING, State.DROPPED}),
    State.DROPPED: frozenset(),
}

TRANSITIONS = {"import.state": IMPORT_TRANSITIONS}


class Import(HasId, InNetwork, Base):
    """One file of people, from its arrival until it is undone or kept."""

    __tablename__ = "import"

    stored_file_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("stored_file.id"))
    name: Mapped[Line]
    kind: Mapped[Kind]
    # Whose roll the pupils are on where a line names no school; the one school that its maker may import for.
    organisation_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("organisation.id"))
    # Sent from that school itself: no line is of another's, and the school sees it. What an administrator sent for a
    # school may name others' pupils, and is the network's.
    by_school: Mapped[bool] = mapped_column(default=False)
    # Who is on the roll and not in the file has left.
    is_whole: Mapped[bool] = mapped_column(default=False)
    state: Mapped[State] = mapped_column(default=State.READING)
    made_by: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("account.id"))
    at: Mapped[dt.datetime] = mapped_column(default=clock.now)
    # {"headers": [...], "samples": [[...]], "fields": {"0": "upn"}, "header": true}; fields are by column.
    columns: Mapped[dict[str, Any]] = mapped_column(default=dict)
    skips_wrong: Mapped[bool] = mapped_column(default=False)
    # For the page that waits: how many lines of how many.
    lines: Mapped[int] = mapped_column(default=0)
    lines_done: Mapped[int] = mapped_column(default=0)
    problem: Mapped[Line | None]
    confirmed_at: Mapped[dt.datetime | None]
    confirmed_by: Mapped[uuid.UUID | None]
    done_at: Mapped[dt.datetime | None]
    undone_at: Mapped[dt.datetime | None]
    undone_by: Mapped[uuid.UUID | None]
    because: Mapped[Line | None]

    __table_args__ = (sa.Index("ix_import_at", "network_id", "at"),)


class Subject(enum.Enum):
    """Whom one line is about."""

    PUPIL = "pupil"
    CARER = "carer"
    STAFF = "staff"


class Verdict(enum.Enum):
    """What a line would do."""

    WRONG = "wrong"
    UNSURE = "unsure"
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    ENDED = "ended"


class Choice(enum.Enum):
    """What somebody decided about a line that was unsure."""

    MATCH = "match"
    NEW = "new"
    LEAVE_OUT = "leave_out"


class ImportRow(HasId, InNetwork, Base):
    """One line of the file. It goes when the file is read anew, and some weeks after the import."""

    __tablename__ = "import_row"

    import_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("import.id"))
    # The file's own counting, as a spreadsheet shows it; 0 for somebody who is missing from the file.
    line: Mapped[int]
    # Which file of several.
    source: Mapped[str | None] = mapped_column(sa.String(60))
    subject: Mapped[Subject]
    data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    verdict: Mapped[Verdict]
    # [[column, words], …]
    problems: Mapped[dict[str, Any]] = mapped_column(default=dict)
    # Who they are here: the row's own id, without a foreign key, for it may be a pupil, a carer or an account.
    match: Mapped[uuid.UUID | None]
    # Whom they may be: [id, …]; and what would become of each field: {field: [old, new]}.
    candidates: Mapped[dict[str, Any]] = mapped_column(default=dict)
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)
    decision: Mapped[Choice | None]
    because: Mapped[Line | None]
    decided_by: Mapped[uuid.UUID | None]
    # Set in the transaction that wrote what this line says; `left` says why it was not written after all.
    written_at: Mapped[dt.datetime | None]
    left: Mapped[Line | None]

    @property
    def name(self) -> str:
        """Who the line is about, as the file says it."""
        return f"{self.data.get('given', '')} {self.data.get('family', '')}".strip()

    @property
    def match_only(self) -> bool:
        """The line is theirs who has this number or right here, and nobody's who is new."""
        return bool(self.candidates.get("only"))

    __table_args__ = (
        sa.Index("ix_import_row_verdict", "network_id", "import_id", "verdict", "line"),
        sa.Index("ix_import_row_written", "network_id", "import_id", "written_at", "id"),
    )


class Did(enum.Enum):
    """What an import, or its undoing, did to one row of a table."""

    MADE = "made"
    CHANGED = "changed"
    ENDED = "ended"
    REMOVED = "removed"
    RESTORED = "restored"
    SHUT = "shut"
    LEFT = "left"


class ImportEffect(HasId, InNetwork, Base):
    """One thing that an import did, written once: what undoing reads, and what undoing did in its turn."""

    __tablename__ = "import_effect"

    import_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("import.id"))
    line: Mapped[int]
    # The line's row, without a foreign key: it goes some weeks after the import.
    import_row_id: Mapped[uuid.UUID]
    did: Mapped[Did]
    table_name: Mapped[str] = mapped_column(sa.String(40))
    row_id: Mapped[uuid.UUID]
    # Whom it is about: the pupil, or the account of somebody on the staff.
    person_id: Mapped[uuid.UUID]
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[dt.datetime]

    __table_args__ = (
        sa.Index("ix_import_effect_person", "network_id", "import_id", "person_id"),
        # The database itself asks by it whether an import made a row, before it lets one go.
        sa.Index("ix_import_effect_row", "row_id"),
    )
