"""Lessons as steps, and what more is said of a lesson."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LINES = ("unit", "board", "specification", "tier", "set_text", "to_hand_in", "ways")
TEXTS = ("keywords", "misconceptions")
KINDS = ("text", "picture", "file", "link", "video", "questions", "elsewhere")
PROOFS = ("minutes", "score", "photo")


def upgrade() -> None:
    for table in ("lesson", "lesson_revision"):
        for name in LINES:
            op.add_column(table, sa.Column(name, sa.String(200), nullable=False, server_default=""))
        for name in TEXTS:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("place", sa.SmallInteger(), nullable=True))
    op.create_table(
        "step",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_words("step", lesson_id="lesson"),
    )
    op.create_index(op.f("ix_step_lesson_id"), "step", ["lesson_id"])
    op.create_index(op.f("ix_step_resource_id"), "step", ["resource_id"])
    op.create_table(
        "revision_step",
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("step_id", kinds.ID, nullable=False),
        sa.UniqueConstraint("revision_id", "position", name=op.f("uq_revision_step_revision_id_position")),
        *_words("revision_step", revision_id="lesson_revision", step_id="step"),
    )
    op.create_index(op.f("ix_revision_step_step_id"), "revision_step", ["step_id"])
    op.create_index(op.f("ix_revision_step_resource_id"), "revision_step", ["resource_id"])
    wall.build("step")
    wall.grant("step", "SELECT", "INSERT", "UPDATE")
    wall.build("revision_step")
    wall.grant("revision_step", "SELECT", "INSERT")
    wall.never_changes("revision_step")


def downgrade() -> None:
    wall.open_to_change("revision_step")
    op.drop_table("revision_step")
    op.drop_table("step")
    for table in ("lesson_revision", "lesson"):
        for name in ("place", *TEXTS, *LINES):
            op.drop_column(table, name)


def _words(table: str, **foreign: str) -> list[Any]:
    """What a step says, its place, its network and what it points to."""
    keys = {"network_id": "network", "resource_id": "resource", **foreign}
    return [
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("kind", kinds.choice("stepkind", *KINDS), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.String(500), nullable=False),
        sa.Column("resource_id", kinds.ID, nullable=True),
        sa.Column("alt", sa.String(200), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=True),
        sa.Column("proof", kinds.choice("proof", *PROOFS), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name=op.f(f"ck_{table}_minutes_in_range")),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in keys.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
