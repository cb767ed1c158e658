"""Work packs, and how somebody likes to read."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _reading()
    _pack()
    _item()
    wall.build("reading_settings")
    wall.grant("reading_settings", "SELECT", "INSERT", "UPDATE")
    for table in ("work_pack", "work_pack_item"):
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE", "DELETE")


def downgrade() -> None:
    for table in ("work_pack_item", "work_pack", "reading_settings"):
        op.drop_table(table)


def _reading() -> None:
    op.create_table(
        "reading_settings",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("size", kinds.choice("textsize", "usual", "large", "larger", "largest"), nullable=False),
        sa.Column("spacing", kinds.choice("spacing", "usual", "wide", "wider"), nullable=False),
        sa.Column("lettering", kinds.choice("lettering", "usual", "system"), nullable=False),
        sa.Column("ground", kinds.choice("ground", "usual", "cream", "blue", "green", "rose"), nullable=False),
        sa.Column("theme", kinds.choice("theme", "usual", "light", "dark"), nullable=False),
        sa.Column("motion", kinds.choice("motion", "usual", "less"), nullable=False),
        sa.Column("has_ruler", sa.Boolean(), nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reading_settings_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_reading_settings_network_id_network")),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_reading_settings")),
    )


def _pack() -> None:
    op.create_table(
        "work_pack",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("hat", sa.String(60), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("state", kinds.choice("packstate", "choosing", "waiting", "made", "failed"), nullable=False),
        sa.Column("shape", kinds.choice("packshape", "paper", "folder", "answers"), nullable=False),
        sa.Column("is_large", sa.Boolean(), nullable=False),
        sa.Column("has_name_line", sa.Boolean(), nullable=False),
        sa.Column("begun_at", kinds.MOMENT, nullable=False),
        sa.Column("asked_at", kinds.MOMENT, nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=True),
        sa.Column("done", sa.SmallInteger(), nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("digest", sa.LargeBinary(32), nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(state = 'made') = (stored_file_id IS NOT NULL)", name=op.f("ck_work_pack_made_whole")),
        sa.CheckConstraint("(state = 'failed') = (because IS NOT NULL)", name=op.f("ck_work_pack_failed_says_why")),
        sa.CheckConstraint("(state = 'choosing') = (asked_at IS NULL)", name=op.f("ck_work_pack_asked_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_work_pack_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_work_pack_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_work_pack_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_pack")),
    )
    op.create_index("ix_work_pack_account", "work_pack", ["network_id", "account_id", "state", "begun_at"])
    op.create_index(op.f("ix_work_pack_stored_file_id"), "work_pack", ["stored_file_id"])
    choosing = sa.text("state = 'choosing'")
    op.create_index(
        "uq_work_pack_choosing",
        "work_pack",
        ["account_id", "hat"],
        unique=True,
        sqlite_where=choosing,
        postgresql_where=choosing,
    )


def _item() -> None:
    op.create_table(
        "work_pack_item",
        sa.Column("pack_id", kinds.ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("assignment_id", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_work_pack_item_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_work_pack_item_network_id_network")),
        sa.ForeignKeyConstraint(["pack_id"], ["work_pack.id"], name=op.f("fk_work_pack_item_pack_id_work_pack")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lesson_revision.id"], name=op.f("fk_work_pack_item_revision_id_lesson_revision")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_pack_item")),
        sa.UniqueConstraint("pack_id", "revision_id", name=op.f("uq_work_pack_item_pack_id_revision_id")),
    )
    op.create_index(op.f("ix_work_pack_item_revision_id"), "work_pack_item", ["revision_id"])
    op.create_index(op.f("ix_work_pack_item_assignment_id"), "work_pack_item", ["assignment_id"])
