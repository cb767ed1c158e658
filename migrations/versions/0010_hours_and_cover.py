"""When somebody reads and answers, when they are off, who stands in for them; and a call for help that nobody saw."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hours",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("weekday", sa.SmallInteger(), nullable=False),
        sa.Column("from_minute", sa.SmallInteger(), nullable=True),
        sa.Column("until_minute", sa.SmallInteger(), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("weekday BETWEEN 1 AND 5", name=op.f("ck_hours_a_school_weekday")),
        sa.CheckConstraint("(from_minute IS NULL) = (until_minute IS NULL)", name=op.f("ck_hours_both_or_neither")),
        sa.CheckConstraint(
            "from_minute IS NULL OR (from_minute >= 0 AND from_minute < until_minute AND until_minute < 1440)",
            name=op.f("ck_hours_in_order"),
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_hours_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_hours_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hours")),
        sa.UniqueConstraint("network_id", "account_id", "weekday", name=op.f("uq_hours_network_id_account_id_weekday")),
    )
    op.create_table(
        "off",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("cover_id", kinds.ID, nullable=True),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_off_dates_in_order")),
        sa.CheckConstraint("cover_id IS NULL OR cover_id <> account_id", name=op.f("ck_off_cover_is_another")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_off_account_id_account")),
        sa.ForeignKeyConstraint(["cover_id"], ["account.id"], name=op.f("fk_off_cover_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_off_network_id_network")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_off_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_off")),
    )
    op.create_index("ix_off_account", "off", ["network_id", "account_id", "starts_on"])
    for table in ("hours", "off"):
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    # The link of whoever is off, on that of whoever stands in.
    op.add_column("care_link", sa.Column("stands_in_for", kinds.ID, nullable=True))
    op.create_index("ix_care_link_stands_in_for", "care_link", ["network_id", "stands_in_for"])
    # When nobody had seen it in time, and when it went on to those above.
    op.add_column("help", sa.Column("unseen_at", kinds.MOMENT, nullable=True))
    op.add_column("help", sa.Column("handed_up_at", kinds.MOMENT, nullable=True))


def downgrade() -> None:
    op.drop_column("help", "handed_up_at")
    op.drop_column("help", "unseen_at")
    op.drop_index("ix_care_link_stands_in_for", table_name="care_link")
    op.drop_column("care_link", "stands_in_for")
    op.drop_table("off")
    op.drop_table("hours")
