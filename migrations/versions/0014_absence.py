"""My child won't be in, and the number of whom to ring."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

WHY = ("ill", "appointment", "other")
SESSION = ("am", "pm")


def upgrade() -> None:
    op.add_column("organisation", sa.Column("phone", sa.String(16), nullable=True))
    op.create_table(
        "absence",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=False),
        sa.Column("told_by", kinds.ID, nullable=False),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("why", kinds.choice("absencewhy", *WHY), nullable=False),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("starts_in", kinds.choice("starts_in", *SESSION), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("ends_in", kinds.choice("ends_in", *SESSION), nullable=False),
        sa.Column("told_at", kinds.MOMENT, nullable=False),
        sa.Column("back_on", sa.Date(), nullable=True),
        sa.Column("back_in", kinds.choice("back_in", *SESSION), nullable=True),
        sa.Column("back_by", kinds.ID, nullable=True),
        sa.Column("back_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "ends_on > starts_on OR (ends_on = starts_on AND ends_in >= starts_in)", name=op.f("ck_absence_in_order")
        ),
        sa.CheckConstraint("(back_on IS NULL) = (back_in IS NULL)", name=op.f("ck_absence_back_whole")),
        sa.ForeignKeyConstraint(["back_by"], ["account.id"], name=op.f("fk_absence_back_by_account")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_absence_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_absence_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_absence_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"], name=op.f("fk_absence_told_by_account")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["account.id"], name=op.f("fk_absence_withdrawn_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index("ix_absence_pupil", "absence", ["network_id", "pupil_id", "ends_on"])
    wall.build("absence")
    wall.grant("absence", "SELECT", "INSERT", "UPDATE")


def downgrade() -> None:
    op.drop_table("absence")
    op.drop_column("organisation", "phone")
