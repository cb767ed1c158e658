"""Letters with copies in other languages; complaints with an owner."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

LETTERS = ("letter", "letter_to", "letter_copy")

# What of each is written once: of a letter when it is sent, of a copy and of a complaint from the first moment on.
SENT = ("pupil_id", "kind", "subject", "text", "written_by", "begun_at", "sent_at", "signed")
COPIED = ("letter_id", "language", "subject", "text", "translator", "typed_by", "typed_at")
SAID = ("pupil_id", "made_by", "made_as", "made_at", "said_by", "read_back", "happened", "wish")
ABOUT = ("about_account_id", "about_name")


def upgrade() -> None:
    letter()
    letter_to()
    letter_copy()
    complaint()
    stays_as_written("letter", SENT, "OLD.sent_at IS NOT NULL")
    stays_as_written("letter_copy", COPIED, "OLD.typed_at IS NOT NULL")
    stays_as_written("complaint", (*SAID, *ABOUT), "OLD.made_at IS NOT NULL")
    stays("letter", "OLD.sent_at IS NOT NULL")


def downgrade() -> None:
    if wall.is_postgresql():
        op.execute("DROP TRIGGER letter_stays ON letter")
        for table in ("letter", "letter_copy", "complaint"):
            op.execute(f"DROP TRIGGER {table}_stays_as_written ON {table}")
    else:
        op.execute("DROP TRIGGER letter_stays")
        for table in ("letter", "letter_copy", "complaint"):
            op.execute(f"DROP TRIGGER {table}_stays_as_written")
    op.drop_table("complaint")
    for table in reversed(LETTERS):
        op.drop_table(table)


def stays_as_written(table: str, columns: tuple[str, ...], when: str) -> None:
    """The database itself refuses to change these columns of a row for which `when` holds."""
    named = ", ".join(columns)
    if wall.is_postgresql():
        op.execute(
            f'CREATE TRIGGER {table}_stays_as_written BEFORE UPDATE OF {named} ON "{table}" '
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        f'CREATE TRIGGER {table}_stays_as_written BEFORE UPDATE OF {named} ON "{table}" WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} never change'); END"
    )


def stays(table: str, when: str) -> None:
    """Nor is such a row deleted."""
    if wall.is_postgresql():
        op.execute(
            f'CREATE TRIGGER {table}_stays BEFORE DELETE ON "{table}" '
            f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION refuse_change()"
        )
        return
    op.execute(
        f'CREATE TRIGGER {table}_stays BEFORE DELETE ON "{table}" WHEN {when} '
        f"BEGIN SELECT RAISE(ABORT, 'rows of {table} never change'); END"
    )


def letter() -> None:
    op.create_table(
        "letter",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice("letterkind", "general", "meeting", "absence_asked", "plan_agreed", "decision_told"),
            nullable=False,
        ),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("written_by", kinds.ID, nullable=False),
        sa.Column("state", kinds.choice("letterstate", "draft", "sent", "withdrawn"), nullable=False),
        sa.Column("begun_at", kinds.MOMENT, nullable=False),
        sa.Column("sent_at", kinds.MOMENT, nullable=True),
        sa.Column("signed", sa.String(200), nullable=True),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(state = 'draft') = (sent_at IS NULL)", name=op.f("ck_letter_sent_whole")),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_letter_withdrawn_whole")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_letter_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_letter_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_letter_written_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index("ix_letter_pupil_sent", "letter", ["network_id", "pupil_id", "sent_at"])
    wall.build("letter")
    wall.grant("letter", "SELECT", "INSERT", "UPDATE", "DELETE")


def letter_to() -> None:
    op.create_table(
        "letter_to",
        sa.Column("letter_id", kinds.ID, nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=True),
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=True),
        sa.Column("posted_at", kinds.MOMENT, nullable=True),
        sa.Column("posted_by", kinds.ID, nullable=True),
        sa.Column("asked_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(posted_at IS NULL) = (posted_by IS NULL)", name=op.f("ck_letter_to_posted_whole")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_letter_to_carer_id_carer")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_to_letter_id_letter")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_letter_to_network_id_network")),
        sa.ForeignKeyConstraint(["posted_by"], ["account.id"], name=op.f("fk_letter_to_posted_by_account")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_letter_to_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_to")),
        sa.UniqueConstraint("letter_id", "carer_id", name=op.f("uq_letter_to_letter_id_carer_id")),
    )
    op.create_index(op.f("ix_letter_to_letter_id"), "letter_to", ["letter_id"])
    op.create_index(op.f("ix_letter_to_carer_id"), "letter_to", ["carer_id"])
    wall.build("letter_to")
    wall.grant("letter_to", "SELECT", "INSERT", "UPDATE", "DELETE")


def letter_copy() -> None:
    op.create_table(
        "letter_copy",
        sa.Column("letter_id", kinds.ID, nullable=False),
        sa.Column("language", sa.String(200), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("translator", sa.String(200), nullable=False),
        sa.Column("typed_by", kinds.ID, nullable=False),
        sa.Column("typed_at", kinds.MOMENT, nullable=False),
        sa.Column("state", kinds.choice("copystate", "typed", "checked", "withdrawn"), nullable=False),
        sa.Column("checked_by", kinds.ID, nullable=True),
        sa.Column("checked_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(checked_at IS NULL) = (checked_by IS NULL)", name=op.f("ck_letter_copy_checked_whole")),
        sa.CheckConstraint(
            "state <> 'checked' OR checked_at IS NOT NULL", name=op.f("ck_letter_copy_checked_by_somebody")
        ),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_letter_copy_withdrawn_whole")
        ),
        sa.ForeignKeyConstraint(["checked_by"], ["account.id"], name=op.f("fk_letter_copy_checked_by_account")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_copy_letter_id_letter")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_letter_copy_network_id_network")),
        sa.ForeignKeyConstraint(["typed_by"], ["account.id"], name=op.f("fk_letter_copy_typed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_copy")),
    )
    op.create_index(op.f("ix_letter_copy_letter_id"), "letter_copy", ["letter_id"])
    wall.build("letter_copy")
    wall.grant("letter_copy", "SELECT", "INSERT", "UPDATE")


def complaint() -> None:
    op.create_table(
        "complaint",
        sa.Column("pupil_id", kinds.ID, nullable=True),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_as", sa.String(40), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("said_by", sa.String(200), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("happened", sa.Text(), nullable=False),
        sa.Column("wish", sa.String(200), nullable=False),
        sa.Column("about_account_id", kinds.ID, nullable=True),
        sa.Column("about_name", sa.String(200), nullable=True),
        sa.Column(
            "state",
            kinds.choice("complaintstate", "made", "acknowledged", "answered", "not_satisfied", "closed"),
            nullable=False,
        ),
        sa.Column("owner_id", kinds.ID, nullable=False),
        sa.Column("owner_role", sa.String(40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("acknowledged_at", kinds.MOMENT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", kinds.MOMENT, nullable=True),
        sa.Column("not_satisfied", sa.Text(), nullable=True),
        sa.Column("not_satisfied_at", kinds.MOMENT, nullable=True),
        sa.Column("second_id", kinds.ID, nullable=True),
        sa.Column("second_role", sa.String(40), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("closed_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "about_account_id IS NULL OR about_account_id <> owner_id", name=op.f("ck_complaint_never_its_own_owner")
        ),
        sa.CheckConstraint(
            "about_account_id IS NULL OR about_account_id <> second_id", name=op.f("ck_complaint_nor_its_second")
        ),
        sa.CheckConstraint("said_by IS NULL OR read_back", name=op.f("ck_complaint_read_back_to_them")),
        sa.CheckConstraint("(second_id IS NULL) = (second_role IS NULL)", name=op.f("ck_complaint_second_whole")),
        sa.ForeignKeyConstraint(
            ["about_account_id"], ["account.id"], name=op.f("fk_complaint_about_account_id_account")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_complaint_made_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_complaint_network_id_network")),
        sa.ForeignKeyConstraint(["owner_id"], ["account.id"], name=op.f("fk_complaint_owner_id_account")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_complaint_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["second_id"], ["account.id"], name=op.f("fk_complaint_second_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_pupil_id"), "complaint", ["pupil_id"])
    op.create_index("ix_complaint_made_by", "complaint", ["network_id", "made_by"])
    op.create_index("ix_complaint_owner_due", "complaint", ["network_id", "owner_id", "due_on"])
    op.create_index("ix_complaint_second_due", "complaint", ["network_id", "second_id", "due_on"])
    wall.build("complaint")
    wall.grant("complaint", "SELECT", "INSERT", "UPDATE")
