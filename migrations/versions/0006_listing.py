"""The library from its newest lesson on, a clerk's own meetings, and who is to be told, without reading through all."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_lesson_revision_newest", "lesson_revision", ("network_id", "posted_at", "lesson_id")),
    ("ix_meeting_made_by", "meeting", ("made_by", "panel_id")),
    ("ix_decision_told", "decision", ("network_id", "told_at", "decided_at")),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, list(columns))


def downgrade() -> None:
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)
