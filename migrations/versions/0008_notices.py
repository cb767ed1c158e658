"""Telling someone."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIRST_YEAR, YEARS = 2026, 4

BECAUSE = (
    "self",
    "carer",
    "mentor",
    "key_adult",
    "cover",
    "school",
    "place",
    "office",
    "owner",
    "writer",
    "answers",
)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("because", kinds.choice("because", *BECAUSE), nullable=False),
        sa.Column("about_id", kinds.ID, nullable=True),
        sa.Column("object_id", kinds.ID, nullable=True),
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("seen_at", kinds.MOMENT, nullable=True),
        sa.Column("settled_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_notice_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        postgresql_partition_by="RANGE (id)",
    )
    wall.partition("notice", FIRST_YEAR, YEARS)
    op.create_index("ix_notice_newest", "notice", ["network_id", "account_id", "id"])
    op.create_index("ix_notice_object", "notice", ["network_id", "object_id"])
    wall.build("notice")
    wall.grant("notice", "SELECT", "INSERT", "UPDATE")


def downgrade() -> None:
    op.drop_table("notice")
