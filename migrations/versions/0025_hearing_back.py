"""Hearing back: remarks, pins, criteria, words kept to use again, praise."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("work_remark", "criterion_mark", "bank_comment", "feedback_voice")


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
    _remark()
    _criterion()
    _bank()
    _voice()
    for table in TABLES:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    op.add_column("feedback", sa.Column("praise", sa.Text(), nullable=False, server_default=""))
    op.add_column("feedback", sa.Column("praise_told_at", kinds.MOMENT, nullable=True))
    op.add_column("feedback", sa.Column("is_secure", sa.Boolean(), nullable=True))


def downgrade() -> None:
    for column in ("is_secure", "praise_told_at", "praise"):
        op.drop_column("feedback", column)
    for table in reversed(TABLES):
        op.drop_table(table)


def _remark() -> None:
    op.create_table(
        "work_remark",
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("starts", sa.Integer(), nullable=True),
        sa.Column("ends", sa.Integer(), nullable=True),
        sa.Column("piece_id", kinds.ID, nullable=True),
        sa.Column("x", sa.SmallInteger(), nullable=True),
        sa.Column("y", sa.SmallInteger(), nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("acted_at", kinds.MOMENT, nullable=True),
        sa.CheckConstraint("(starts IS NULL) = (ends IS NULL)", name=op.f("ck_work_remark_part_whole")),
        sa.CheckConstraint(
            "starts IS NULL OR (starts >= 0 AND ends > starts)", name=op.f("ck_work_remark_part_in_order")
        ),
        sa.CheckConstraint(
            "(piece_id IS NULL) = (x IS NULL) AND (x IS NULL) = (y IS NULL)", name=op.f("ck_work_remark_pin_whole")
        ),
        sa.CheckConstraint(
            "x IS NULL OR (x BETWEEN 0 AND 1000 AND y BETWEEN 0 AND 1000)", name=op.f("ck_work_remark_pin_on_picture")
        ),
        sa.CheckConstraint("(starts IS NULL) <> (piece_id IS NULL)", name=op.f("ck_work_remark_one_place")),
        *_own("work_remark"),
        *_to("work_remark", hand_in_id="hand_in", account_id="account", piece_id="piece"),
    )
    op.create_index(op.f("ix_work_remark_hand_in_id"), "work_remark", ["hand_in_id"])
    op.create_index(op.f("ix_work_remark_piece_id"), "work_remark", ["piece_id"])


def _criterion() -> None:
    op.create_table(
        "criterion_mark",
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("is_met", sa.Boolean(), nullable=False),
        sa.Column("said_at", kinds.MOMENT, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        *_own("criterion_mark"),
        *_to("criterion_mark", hand_in_id="hand_in", account_id="account"),
    )
    op.create_index(op.f("ix_criterion_mark_hand_in_id"), "criterion_mark", ["hand_in_id"])


def _bank() -> None:
    op.create_table(
        "bank_comment",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kept_at", kinds.MOMENT, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *_own("bank_comment"),
        *_to("bank_comment", account_id="account"),
    )
    op.create_index("ix_bank_comment_own", "bank_comment", ["network_id", "account_id", "id"])


def _voice() -> None:
    op.create_table(
        "feedback_voice",
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("words", sa.Text(), nullable=False, server_default=""),
        sa.Column("kept_at", kinds.MOMENT, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        *_own("feedback_voice"),
        *_to("feedback_voice", hand_in_id="hand_in", account_id="account", stored_file_id="stored_file"),
    )
    still = sa.text("removed_at IS NULL")
    op.create_index(
        "uq_feedback_voice_in_force",
        "feedback_voice",
        ["hand_in_id", "account_id"],
        unique=True,
        sqlite_where=still,
        postgresql_where=still,
    )
    op.create_index("ix_feedback_voice_stored_file_id", "feedback_voice", ["stored_file_id"])
