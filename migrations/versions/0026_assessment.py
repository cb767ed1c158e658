"""Kinds of grades, objectives, evidence, entries."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLES = ("grade_kind", "grade_kind_version", "grade_entry", "objective", "evidence")

_ENTRY = ("network_id", "pupil_id", "subject_id", "kind_id", "version_id", "value", "place", "for_day", "assessor_id")
_SHOWN = ("network_id", "pupil_id", "objective_id", "is_secure", "source_kind", "source_id", "assessor_id", "at")
KEPT = {
    "grade_entry": (*_ENTRY, "shown_by", "entered_at", "supersedes_id"),
    "evidence": (*_SHOWN, "because"),
}


def _own(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{table}_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _to(table: str, **columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Foreign keys by the name of the column."""
    return tuple(
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in columns.items()
    )


def upgrade() -> None:
    _kinds()
    _entries()
    _objectives()
    for table in TABLES:
        wall.build(table)
    for table in ("grade_kind", "grade_entry", "evidence"):
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    for table in ("grade_kind_version", "objective"):
        wall.grant(table, "SELECT", "INSERT")
        wall.never_changes(table)
    for table, columns in KEPT.items():
        wall.keeps(table, columns)


def downgrade() -> None:
    for table in KEPT:
        wall.lets_go(table)
    for table in ("objective", "grade_kind_version"):
        wall.open_to_change(table)
    for table in reversed(TABLES):
        op.drop_table(table)


def _kinds() -> None:
    op.create_table(
        "grade_kind",
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("retired_at", kinds.MOMENT, nullable=True),
        sa.Column("retired_by", kinds.ID, nullable=True),
        sa.UniqueConstraint("network_id", "key", name=op.f("uq_grade_kind_network_id_key")),
        *_own("grade_kind"),
    )
    op.create_table(
        "grade_kind_version",
        sa.Column("kind_id", kinds.ID, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("steps", sa.Text(), nullable=True),
        sa.Column("lowest", sa.Integer(), nullable=True),
        sa.Column("highest", sa.Integer(), nullable=True),
        sa.Column("who", sa.JSON(), nullable=False),
        sa.Column("entered_when", sa.String(200), nullable=False),
        sa.Column("made_by", kinds.ID, nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("because", sa.String(200), nullable=True),
        sa.UniqueConstraint("kind_id", "number", name=op.f("uq_grade_kind_version_kind_id_number")),
        sa.CheckConstraint("(steps IS NULL) = (lowest IS NOT NULL)", name=op.f("ck_grade_kind_version_one_scale")),
        sa.CheckConstraint("(lowest IS NULL) = (highest IS NULL)", name=op.f("ck_grade_kind_version_numbers_whole")),
        sa.CheckConstraint("highest IS NULL OR highest > lowest", name=op.f("ck_grade_kind_version_numbers_in_order")),
        *_own("grade_kind_version"),
        *_to("grade_kind_version", kind_id="grade_kind", made_by="account"),
    )


def _entries() -> None:
    op.create_table(
        "grade_entry",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("kind_id", kinds.ID, nullable=False),
        sa.Column("version_id", kinds.ID, nullable=False),
        sa.Column("value", sa.String(20), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("for_day", sa.Date(), nullable=False),
        sa.Column("assessor_id", kinds.ID, nullable=False),
        sa.Column("shown_by", sa.String(200), nullable=True),
        sa.Column("entered_at", kinds.MOMENT, nullable=False),
        sa.Column("supersedes_id", kinds.ID, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("because IS NULL OR ended_at IS NOT NULL", name=op.f("ck_grade_entry_withdrawn_whole")),
        *_own("grade_entry"),
        *_to(
            "grade_entry",
            pupil_id="pupil",
            subject_id="term",
            kind_id="grade_kind",
            version_id="grade_kind_version",
            assessor_id="account",
            supersedes_id="grade_entry",
        ),
    )
    op.create_index("ix_grade_entry_pupil", "grade_entry", ["network_id", "pupil_id", "id"])
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_grade_entry_in_force",
        "grade_entry",
        ["pupil_id", "subject_id", "kind_id", "for_day"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )


def _objectives() -> None:
    op.create_table(
        "objective",
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.CheckConstraint("year BETWEEN 1 AND 14", name=op.f("ck_objective_year_in_range")),
        sa.UniqueConstraint(
            "network_id", "subject_id", "year", "key", name=op.f("uq_objective_network_id_subject_id_year_key")
        ),
        *_own("objective"),
        *_to("objective", subject_id="term"),
    )
    op.create_table(
        "evidence",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("objective_id", kinds.ID, nullable=False),
        sa.Column("is_secure", sa.Boolean(), nullable=False),
        sa.Column("source_kind", sa.String(40), nullable=False),
        sa.Column("source_id", kinds.ID, nullable=False),
        sa.Column("assessor_id", kinds.ID, nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_at IS NULL) = (withdrawn_because IS NULL)", name=op.f("ck_evidence_withdrawn_whole")
        ),
        *_own("evidence"),
        *_to("evidence", pupil_id="pupil", objective_id="objective", assessor_id="account"),
    )
    op.create_index(op.f("ix_evidence_objective_id"), "evidence", ["objective_id"])
    op.create_index("ix_evidence_pupil", "evidence", ["network_id", "pupil_id", "objective_id", "id"])
    op.create_index("ix_evidence_source", "evidence", ["network_id", "source_kind", "source_id"])
