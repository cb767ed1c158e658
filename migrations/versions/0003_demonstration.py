"""A demonstration's own clock; what is known of a pupil's circumstances."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("network", sa.Column("demo_anchor", kinds.MOMENT, nullable=True))
    op.add_column("network", sa.Column("demo_opens_on", sa.Date(), nullable=True))
    op.add_column("network", sa.Column("demo_real_day", sa.Boolean(), nullable=False, server_default=sa.false()))

    op.create_table(
        "circumstance",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice(
                "circumstancekind",
                "free_meals",
                "sen_support",
                "ehcp",
                "in_care",
                "social_worker",
                "little_english",
                "young_carer",
            ),
            nullable=False,
        ),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_circumstance_dates_in_order")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_circumstance_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_circumstance_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circumstance")),
    )
    with op.batch_alter_table("circumstance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_circumstance_pupil_id"), ["pupil_id"], unique=False)
    wall.build("circumstance")
    wall.grant("circumstance", "SELECT", "INSERT", "UPDATE")


def downgrade() -> None:
    with op.batch_alter_table("circumstance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_circumstance_pupil_id"))
    op.drop_table("circumstance")
    for name in ("demo_real_day", "demo_opens_on", "demo_anchor"):
        op.drop_column("network", name)
