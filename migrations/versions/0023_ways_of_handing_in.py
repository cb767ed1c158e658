"""Ways of handing in: kinds of pieces, taken back."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

# Of what was handed in, what never changes. That it was taken back is all that may be added.
WORDS = ("id", "network_id", "text", "pressed_at", "arrived_at", "receipt")
TRIMS = ("trim_top", "trim_right", "trim_bottom", "trim_left")
TABLES = ("piece_link", "written_down")
WHOLE = "(attempt_id IS NULL) = (taken_back_at IS NOT NULL) AND (attempt_id IS NULL) = (taken_back_from IS NOT NULL)"


def upgrade() -> None:
    _taken_back()
    _pieces()
    op.add_column("upload", sa.Column("is_open_ended", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "piece_link",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("url", sa.String(1000), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("added_at", kinds.MOMENT, nullable=False),
        *_end("piece_link"),
    )
    op.create_table(
        "written_down",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("how", kinds.choice("shown", "told", "seen", "paper"), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_at", kinds.MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_written_down_account_id_account")),
        *_end("written_down"),
    )
    for table in TABLES:
        op.create_index(op.f(f"ix_{table}_attempt_id"), table, ["attempt_id"])
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")


def _end(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f(f"fk_{table}_attempt_id_attempt")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{table}_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _taken_back() -> None:
    wall.open_to_change("hand_in")
    with op.batch_alter_table("hand_in") as batch:
        batch.alter_column("attempt_id", existing_type=kinds.ID, nullable=True)
        batch.add_column(sa.Column("taken_back_from", kinds.ID, nullable=True))
        batch.add_column(sa.Column("taken_back_at", kinds.MOMENT, nullable=True))
        batch.create_foreign_key(op.f("fk_hand_in_taken_back_from_attempt"), "attempt", ["taken_back_from"], ["id"])
        batch.create_check_constraint(op.f("ck_hand_in_taken_back_whole"), WHOLE)
        batch.create_index(op.f("ix_hand_in_taken_back_from"), ["taken_back_from"])
    wall.keeps("hand_in", WORDS)
    wall.grant("hand_in", "UPDATE")


def _pieces() -> None:
    with op.batch_alter_table("piece") as batch:
        batch.add_column(sa.Column("added_by", kinds.ID, nullable=True))
        batch.add_column(sa.Column("recorded", kinds.choice("recorded", "sound", "film"), nullable=True))
        batch.add_column(sa.Column("original_file_id", kinds.ID, nullable=True))
        for name in ("turned", *TRIMS):
            batch.add_column(sa.Column(name, sa.SmallInteger(), nullable=False, server_default="0"))
        batch.create_foreign_key(
            op.f("fk_piece_original_file_id_stored_file"), "stored_file", ["original_file_id"], ["id"]
        )
        batch.create_index(op.f("ix_piece_original_file_id"), ["original_file_id"])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("upload", "is_open_ended")
    with op.batch_alter_table("piece") as batch:
        batch.drop_index(op.f("ix_piece_original_file_id"))
        batch.drop_constraint(op.f("fk_piece_original_file_id_stored_file"), type_="foreignkey")
        batch.drop_constraint(op.f("ck_piece_recorded"), type_="check")
        for name in ("added_by", "recorded", "original_file_id", "turned", *TRIMS):
            batch.drop_column(name)
    wall.lets_go("hand_in")
    # What was taken back was handed in: before, that could not be said of it.
    op.execute("DELETE FROM hand_in WHERE attempt_id IS NULL")
    with op.batch_alter_table("hand_in") as batch:
        batch.drop_index(op.f("ix_hand_in_taken_back_from"))
        batch.drop_constraint(op.f("ck_hand_in_taken_back_whole"), type_="check")
        batch.drop_constraint(op.f("fk_hand_in_taken_back_from_attempt"), type_="foreignkey")
        batch.drop_column("taken_back_from")
        batch.drop_column("taken_back_at")
        batch.alter_column("attempt_id", existing_type=kinds.ID, nullable=False)
    wall.never_changes("hand_in")
