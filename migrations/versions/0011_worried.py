"""'I'm worried about this', beside everything; and something serious that happened."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ADDED: tuple[tuple[str, Any], ...] = (
    ("to_head", sa.Boolean()),
    ("to_authority", sa.Boolean()),
    ("about_adult", sa.String(200)),
    ("place_id", kinds.ID),
    ("is_now", sa.Boolean()),
    ("due_at", kinds.MOMENT),
    ("copied_by", kinds.ID),
    ("copied_at", kinds.MOMENT),
    ("copied_as", sa.String(200)),
)

ROLES = (
    "pupil",
    "carer",
    "teacher",
    "mentor",
    "head_of_year",
    "senco",
    "safeguarding_lead",
    "headteacher",
    "key_adult",
    "attendance_officer",
    "exams_officer",
    "co_ordinator",
    "virtual_school_lead",
    "panel_clerk",
    "panel_member",
    "agency_worker",
    "college_tutor",
    "venue_supervisor",
    "social_worker",
    "sen_officer",
    "administrator",
    "broker",
    "auditor",
)

KINDS = ("force", "seclusion", "injury", "weapon", "drugs", "police", "missing", "hate", "other")

# Written once.
NEVER_CHANGE = ("concern_party", "concern_file", "serious", "serious_party", "serious_seen")


def upgrade() -> None:
    for name, kind in ADDED:
        op.add_column("concern", sa.Column(name, kind, nullable=True))
    op.create_table("concern_party", *parties("concern"))
    op.create_index("ix_concern_party_account", "concern_party", ["network_id", "account_id", "concern_id"])
    concern_file()
    serious()
    op.create_table("serious_party", *parties("serious"))
    op.create_index("ix_serious_party_account", "serious_party", ["network_id", "account_id", "serious_id"])
    op.create_table("serious_seen", *named("serious_seen", "serious"))
    for table in NEVER_CHANGE:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT")
        wall.never_changes(table)


def downgrade() -> None:
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    for table in ("serious_seen", "serious_party", "serious", "concern_file", "concern_party"):
        op.drop_table(table)
    for name, _kind in reversed(ADDED):
        op.drop_column("concern", name)


def parties(of: str) -> list[Any]:
    """Whom it went to, and whom it never reaches."""
    return [*named(f"{of}_party", of), sa.Column("role", kinds.choice("role", *ROLES), nullable=True)]


def named(table: str, of: str) -> list[Any]:
    return [
        sa.Column(f"{of}_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f(f"fk_{table}_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{table}_network_id_network")),
        sa.ForeignKeyConstraint([f"{of}_id"], [f"{of}.id"], name=op.f(f"fk_{table}_{of}_id_{of}")),
        sa.PrimaryKeyConstraint(f"{of}_id", "account_id", name=op.f(f"pk_{table}")),
    ]


def concern_file() -> None:
    op.create_table(
        "concern_file",
        sa.Column("concern_id", kinds.ID, nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["concern_id"], ["concern.id"], name=op.f("fk_concern_file_concern_id_concern")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_concern_file_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_concern_file_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_file")),
    )
    op.create_index("ix_concern_file_concern_id", "concern_file", ["concern_id"])


def serious() -> None:
    op.create_table(
        "serious",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=True),
        sa.Column("kind", kinds.choice("seriouskind", *KINDS), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("happened_at", kinds.MOMENT, nullable=False),
        sa.Column("where", sa.String(200), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("done", sa.Text(), nullable=False),
        sa.Column("hurt", sa.Text(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("next", sa.Text(), nullable=False),
        sa.Column("involves", sa.String(200), nullable=True),
        sa.Column("reported_by", kinds.ID, nullable=False),
        sa.Column("reported_at", kinds.MOMENT, nullable=False),
        sa.Column("due_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_serious_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_serious_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_serious_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["reported_by"], ["account.id"], name=op.f("fk_serious_reported_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_serious")),
    )
    op.create_index("ix_serious_pupil_id", "serious", ["pupil_id"])
    op.create_index("ix_serious_school", "serious", ["network_id", "organisation_id", "id"])
