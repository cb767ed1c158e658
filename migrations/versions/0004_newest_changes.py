"""The newest changes of a network without reading through all of them."""

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_audit_event_newest", "audit_event", ["network_id", "id"])


def downgrade() -> None:
    op.drop_index("ix_audit_event_newest", "audit_event")
