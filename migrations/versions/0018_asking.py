"""Work asked for: own teachers, requests, answers, a line for the day a pupil is back."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

STATES = ("with_teacher", "with_network", "answered", "withdrawn")
KINDS = ("file", "link", "lesson", "library")
STEPS = ("refer", "authority", "nearly", "over")


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


def _dated(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f(f"ck_{table}_dates_in_order")),
    )


def upgrade() -> None:
    _teachers()
    _requests()
    _replies()
    _while_away()
    for table in ("subject_teacher", "teaches", "work_request", "work_reply", "return_line"):
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    wall.build("away_told")
    wall.grant("away_told", "SELECT", "INSERT")
    wall.never_changes("away_told")


def _teachers() -> None:
    op.create_table(
        "subject_teacher",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("named_by", kinds.ID, nullable=False),
        *_dated("subject_teacher"),
        *_own("subject_teacher"),
        *_to(
            "subject_teacher",
            pupil_id="pupil",
            subject_id="term",
            account_id="account",
            organisation_id="organisation",
            named_by="account",
        ),
    )
    op.create_index("ix_subject_teacher_pupil", "subject_teacher", ["network_id", "pupil_id", "subject_id"])
    op.create_index("ix_subject_teacher_account", "subject_teacher", ["network_id", "account_id", "pupil_id"])
    op.create_table(
        "teaches",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        *_dated("teaches"),
        *_own("teaches"),
        *_to("teaches", account_id="account", organisation_id="organisation", subject_id="term"),
    )
    op.create_index("ix_teaches_subject", "teaches", ["network_id", "subject_id", "account_id"])


def _requests() -> None:
    op.create_table(
        "work_request",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("teacher_id", kinds.ID, nullable=True),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("asked_by", kinds.ID, nullable=False),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("state", kinds.choice("requeststate", *STATES), nullable=False),
        sa.Column("passed_on_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year BETWEEN 1 AND 14", name=op.f("ck_work_request_year_in_range")),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (ended_at IS NOT NULL)", name=op.f("ck_work_request_withdrawn_whole")
        ),
        sa.CheckConstraint(
            "state <> 'with_teacher' OR teacher_id IS NOT NULL", name=op.f("ck_work_request_with_somebody")
        ),
        *_own("work_request"),
        *_to(
            "work_request",
            pupil_id="pupil",
            organisation_id="organisation",
            subject_id="term",
            teacher_id="account",
            asked_by="account",
        ),
    )
    op.create_index("ix_work_request_pupil", "work_request", ["network_id", "pupil_id", "id"])
    op.create_index("ix_work_request_teacher", "work_request", ["network_id", "teacher_id", "state"])
    op.create_index("ix_work_request_asked", "work_request", ["network_id", "state", "subject_id", "id"])


def _replies() -> None:
    op.create_table(
        "work_reply",
        sa.Column("request_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("kind", kinds.choice("replykind", *KINDS), nullable=False),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("link", sa.String(1000), nullable=True),
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("name", sa.String(200), nullable=True),
        sa.Column("lesson_id", kinds.ID, nullable=True),
        sa.Column("replied_at", kinds.MOMENT, nullable=False),
        sa.Column("handed_on_at", kinds.MOMENT, nullable=True),
        sa.Column("handed_on_by", kinds.ID, nullable=True),
        sa.Column("assignment_id", kinds.ID, nullable=True),
        sa.Column("taken_back_at", kinds.MOMENT, nullable=True),
        sa.CheckConstraint("(kind = 'link') = (link IS NOT NULL)", name=op.f("ck_work_reply_link_whole")),
        sa.CheckConstraint("(kind = 'file') = (stored_file_id IS NOT NULL)", name=op.f("ck_work_reply_file_whole")),
        sa.CheckConstraint("(kind = 'lesson') = (lesson_id IS NOT NULL)", name=op.f("ck_work_reply_lesson_whole")),
        sa.CheckConstraint("(stored_file_id IS NULL) = (name IS NULL)", name=op.f("ck_work_reply_file_has_name")),
        *_own("work_reply"),
        *_to(
            "work_reply",
            request_id="work_request",
            account_id="account",
            organisation_id="organisation",
            stored_file_id="stored_file",
            lesson_id="lesson",
            assignment_id="assignment",
        ),
    )
    there = sa.text("taken_back_at IS NULL")
    op.create_index(
        "uq_work_reply_in_force",
        "work_reply",
        ["request_id"],
        unique=True,
        sqlite_where=there,
        postgresql_where=there,
    )
    op.create_index("ix_work_reply_account", "work_reply", ["network_id", "account_id", "id"])


def _while_away() -> None:
    op.create_table(
        "return_line",
        sa.Column("away_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("written_at", kinds.MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("away_id", "account_id", name=op.f("uq_return_line_away_id_account_id")),
        *_own("return_line"),
        *_to("return_line", away_id="away", pupil_id="pupil", account_id="account"),
    )
    op.create_index(op.f("ix_return_line_pupil_id"), "return_line", ["pupil_id"])
    op.create_table(
        "away_told",
        sa.Column("away_id", kinds.ID, nullable=False),
        sa.Column("step", kinds.choice("awaystep", *STEPS), nullable=False),
        sa.Column("told_at", kinds.MOMENT, nullable=False),
        sa.UniqueConstraint("away_id", "step", name=op.f("uq_away_told_away_id_step")),
        *_own("away_told"),
        *_to("away_told", away_id="away"),
    )


def downgrade() -> None:
    wall.open_to_change("away_told")
    for table in ("away_told", "return_line", "work_reply", "work_request", "teaches", "subject_teacher"):
        op.drop_table(table)
