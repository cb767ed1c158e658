"""Words and copies of documents, harm that was found, what a picture shows, folders that become drafts."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TEXT = ("waiting", "ready", "none", "failed")
COPY = ("unneeded", "waiting", "ready", "absent", "failed")


def upgrade() -> None:
    op.add_column("stored_file", sa.Column("harm", sa.String(200), nullable=True))
    op.add_column("resource", sa.Column("alternative", sa.String(200), nullable=True))
    _text()
    _bundle()
    _item()
    wall.build("stored_text")
    wall.grant("stored_text", "SELECT", "INSERT", "UPDATE", "DELETE")
    wall.build("bundle")
    wall.grant("bundle", "SELECT", "INSERT", "UPDATE")
    wall.build("bundle_item")
    wall.grant("bundle_item", "SELECT", "INSERT")
    wall.never_changes("bundle_item")


def downgrade() -> None:
    op.drop_table("bundle_item")
    op.drop_table("bundle")
    op.drop_table("stored_text")
    op.drop_column("resource", "alternative")
    op.drop_column("stored_file", "harm")


def _text() -> None:
    op.create_table(
        "stored_text",
        sa.Column("stored_file_id", kinds.ID, nullable=False),
        sa.Column("state", kinds.choice("textstate", *TEXT), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("blocks", sa.JSON(), nullable=False),
        sa.Column("copy_state", kinds.choice("copystate", *COPY), nullable=False),
        sa.Column("copy_id", kinds.ID, nullable=True),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "(copy_state = 'ready') = (copy_id IS NOT NULL)", name=op.f("ck_stored_text_copy_when_ready")
        ),
        sa.ForeignKeyConstraint(["copy_id"], ["stored_file.id"], name=op.f("fk_stored_text_copy_id_stored_file")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_stored_text_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_stored_text_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("stored_file_id", name=op.f("pk_stored_text")),
    )
    op.create_index(op.f("ix_stored_text_copy_id"), "stored_text", ["copy_id"])
    op.create_index("ix_stored_text_waiting", "stored_text", ["network_id", "state", "asked_at"])


def _bundle() -> None:
    op.create_table(
        "bundle",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("brought_by", kinds.ID, nullable=False),
        sa.Column("brought_at", kinds.MOMENT, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("hat", sa.String(60), nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("state", kinds.choice("bundlestate", "waiting", "done", "refused"), nullable=False),
        sa.Column("refused", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("year BETWEEN 1 AND 14", name=op.f("ck_bundle_year_in_range")),
        sa.CheckConstraint("(state = 'refused') = (refused IS NOT NULL)", name=op.f("ck_bundle_refused_says_why")),
        sa.ForeignKeyConstraint(["brought_by"], ["account.id"], name=op.f("fk_bundle_brought_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_bundle_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_bundle_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_bundle_stored_file_id_stored_file")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["term.id"], name=op.f("fk_bundle_subject_id_term")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle")),
    )
    op.create_index("ix_bundle_brought_by", "bundle", ["network_id", "brought_by", "brought_at"])
    op.create_index(op.f("ix_bundle_stored_file_id"), "bundle", ["stored_file_id"])


def _item() -> None:
    op.create_table(
        "bundle_item",
        sa.Column("bundle_id", kinds.ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("came", kinds.choice("came", "added", "left_out"), nullable=False),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("lesson_id", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["bundle_id"], ["bundle.id"], name=op.f("fk_bundle_item_bundle_id_bundle")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_bundle_item_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_bundle_item_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bundle_item")),
    )
    op.create_index(op.f("ix_bundle_item_bundle_id"), "bundle_item", ["bundle_id"])
