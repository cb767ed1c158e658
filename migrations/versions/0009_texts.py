"""Texts to phones."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "text_message",
        sa.Column("to", sa.String(length=16), nullable=False),
        sa.Column("words", sa.String(length=480), nullable=False),
        sa.Column("reference", sa.String(length=64), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("about_id", kinds.ID, nullable=True),
        sa.Column("state", kinds.choice("textstate", "queued", "sent", "withheld", "refused"), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("not_before", kinds.MOMENT, nullable=True),
        sa.Column("sent_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_text_message_sent_has_its_time")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_text_message_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_text_message")),
        sa.UniqueConstraint("reference", name=op.f("uq_text_message_reference")),
    )
    op.create_index("ix_text_message_newest", "text_message", ["network_id", "id"])
    wall.build("text_message")
    wall.grant("text_message", "SELECT", "INSERT", "UPDATE")


def downgrade() -> None:
    op.drop_table("text_message")
