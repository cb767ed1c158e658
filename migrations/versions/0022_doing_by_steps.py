"""Doing work by steps: answers to questions, where they are, stuck, how hard."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

VERDICTS = ("right", "partly", "not_yet", "nothing", "unreadable", "to_read")
CHANGE = ("work_answer", "step_reached", "done_elsewhere", "stuck")
NEVER_CHANGE = ("work_answer_try", "how_it_was")


def _own(table: str, **columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What every table has, and foreign keys by the name of the column."""
    return (
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in (columns | {"network_id": "network"}).items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def upgrade() -> None:
    _answers()
    _steps()
    _stuck()
    for table in ("question", "revision_question"):
        op.add_column(table, sa.Column("hint", sa.Text(), nullable=False, server_default=""))
    for table in CHANGE:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    for table in NEVER_CHANGE:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT")
        wall.never_changes(table)


def downgrade() -> None:
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    for table in ("question", "revision_question"):
        op.drop_column(table, "hint")
    for table in ("stuck", "how_it_was", "done_elsewhere", "step_reached", "work_answer_try", "work_answer"):
        op.drop_table(table)


def _answers() -> None:
    op.create_table(
        "work_answer",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("question_id", kinds.ID, nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("saved_at", kinds.MOMENT, nullable=False),
        sa.Column("verdict", kinds.choice("verdict", *VERDICTS), nullable=True),
        sa.Column("right", sa.SmallInteger(), nullable=False),
        sa.Column("of", sa.SmallInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        *_own("work_answer", attempt_id="attempt", question_id="revision_question"),
        sa.UniqueConstraint("attempt_id", "question_id", name=op.f("uq_work_answer_attempt_id_question_id")),
    )
    op.create_index(op.f("ix_work_answer_question_id"), "work_answer", ["question_id"])
    op.create_table(
        "work_answer_try",
        sa.Column("answer_id", kinds.ID, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("tried_at", kinds.MOMENT, nullable=False),
        sa.Column("verdict", kinds.choice("verdict", *VERDICTS), nullable=False),
        sa.Column("right", sa.SmallInteger(), nullable=False),
        sa.Column("of", sa.SmallInteger(), nullable=False),
        *_own("work_answer_try", answer_id="work_answer"),
        sa.UniqueConstraint("answer_id", "number", name=op.f("uq_work_answer_try_answer_id_number")),
    )


def _steps() -> None:
    op.create_table(
        "step_reached",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("step_id", kinds.ID, nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        *_own("step_reached", attempt_id="attempt", step_id="revision_step"),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_step_reached_attempt_id")),
    )
    op.create_index(op.f("ix_step_reached_step_id"), "step_reached", ["step_id"])
    op.create_table(
        "done_elsewhere",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("step_id", kinds.ID, nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=True),
        sa.Column("score", sa.String(200), nullable=True),
        sa.Column("saved_at", kinds.MOMENT, nullable=False),
        *_own("done_elsewhere", attempt_id="attempt", step_id="revision_step"),
        sa.UniqueConstraint("attempt_id", "step_id", name=op.f("uq_done_elsewhere_attempt_id_step_id")),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name=op.f("ck_done_elsewhere_minutes_in_range")),
    )
    op.create_index(op.f("ix_done_elsewhere_step_id"), "done_elsewhere", ["step_id"])
    op.create_table(
        "how_it_was",
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("felt", kinds.choice("felt", "easy", "fine", "hard"), nullable=False),
        *_own("how_it_was", hand_in_id="hand_in"),
        sa.UniqueConstraint("hand_in_id", name=op.f("uq_how_it_was_hand_in_id")),
    )


def _stuck() -> None:
    op.create_table(
        "stuck",
        sa.Column("assignment_id", kinds.ID, nullable=False),
        sa.Column("step_id", kinds.ID, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("typed", sa.Text(), nullable=False),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", kinds.ID, nullable=True),
        sa.Column("answered_at", kinds.MOMENT, nullable=True),
        *_own("stuck", assignment_id="assignment", step_id="revision_step", answered_by="account"),
        sa.CheckConstraint("(answered_at IS NULL) = (answer IS NULL)", name=op.f("ck_stuck_answered_whole")),
    )
    op.create_index(op.f("ix_stuck_step_id"), "stuck", ["step_id"])
    op.create_index("ix_stuck_assignment", "stuck", ["assignment_id", "asked_at"])
    op.create_index("ix_stuck_waiting", "stuck", ["network_id", "answered_at", "asked_at"])
