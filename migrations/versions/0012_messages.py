"""Threads about a pupil, kept."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

SEATS = ("pupil", "mentor", "key_adult", "carer", "teacher")
DATED = (
    ("starts_on", sa.Date(), False),
    ("ends_on", sa.Date(), True),
    ("ended_at", kinds.MOMENT, True),
    ("ended_by", kinds.ID, True),
    ("because", sa.String(200), True),
)
TABLES = (
    "thread",
    "thread_member",
    "message",
    "message_file",
    "message_read",
    "message_translation",
    "oversight_look",
)
NEVER_CHANGE = ("thread", "message_file", "message_read", "oversight_look")

# What of a message is written once; the three columns of its withdrawal are not among them.
SAID = ("id", "network_id", "thread_id", "written_by", "seat", "text", "at")


def upgrade() -> None:
    _thread()
    _message()
    _translation()
    _look()
    for table in TABLES:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", *([] if table in NEVER_CHANGE else ["UPDATE"]))
    for table in NEVER_CHANGE:
        wall.never_changes(table)
    wall.keeps("message", SAID)


def downgrade() -> None:
    wall.lets_go("message")
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    for table in reversed(TABLES):
        op.drop_table(table)


def _own(table: str, *, has_id: bool = True, **foreign: str) -> list[Any]:
    """Its network, its identifier, and what it points to."""
    keys = {"network_id": "network", **foreign}
    identifier = [
        sa.Column("id", kinds.ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]
    return [
        *(identifier if has_id else []),
        sa.Column("network_id", kinds.ID, nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in keys.items()
        ),
    ]


def _thread() -> None:
    op.create_table(
        "thread",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("threadkind", "mentor", "key_adult", "family", "teacher"), nullable=False),
        sa.Column("subject", sa.String(200), nullable=True),
        sa.Column("started_by", kinds.ID, nullable=False),
        sa.Column("started_at", kinds.MOMENT, nullable=False),
        *_own("thread", pupil_id="pupil", started_by="account"),
    )
    op.create_index("ix_thread_pupil", "thread", ["network_id", "pupil_id", "id"])
    op.create_table(
        "thread_member",
        sa.Column("thread_id", kinds.ID, nullable=False),
        sa.Column("seat", kinds.choice("seat", *SEATS), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("organisation_id", kinds.ID, nullable=True),
        sa.Column("added_by", kinds.ID, nullable=False),
        *(sa.Column(name, kind, nullable=nullable) for name, kind, nullable in DATED),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_thread_member_dates_in_order")),
        sa.CheckConstraint(
            "(seat IN ('pupil', 'mentor')) = (account_id IS NULL)", name=op.f("ck_thread_member_by_name_or_not")
        ),
        sa.CheckConstraint(
            "(seat = 'teacher') = (organisation_id IS NOT NULL)", name=op.f("ck_thread_member_teacher_at_school")
        ),
        *_own(
            "thread_member",
            thread_id="thread",
            account_id="account",
            organisation_id="organisation",
            added_by="account",
        ),
    )
    op.create_index(op.f("ix_thread_member_thread_id"), "thread_member", ["thread_id"])
    op.create_index("ix_thread_member_account", "thread_member", ["network_id", "account_id", "seat"])


def _message() -> None:
    op.create_table(
        "message",
        sa.Column("thread_id", kinds.ID, nullable=False),
        sa.Column("written_by", kinds.ID, nullable=False),
        sa.Column("seat", kinds.choice("seat", *SEATS), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdrawn_by IS NULL)", name=op.f("ck_message_withdrawn_whole")),
        *_own("message", thread_id="thread", written_by="account"),
    )
    op.create_index("ix_message_thread", "message", ["network_id", "thread_id", "id"])
    op.create_table(
        "message_file",
        sa.Column("message_id", kinds.ID, nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        *_own("message_file", message_id="message", stored_file_id="stored_file"),
    )
    op.create_index(op.f("ix_message_file_message_id"), "message_file", ["message_id"])
    op.create_table(
        "message_read",
        sa.Column("thread_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("message_id", kinds.ID, nullable=False),
        sa.Column("read_at", kinds.MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("thread_id", "account_id", "message_id", name=op.f("pk_message_read")),
        *_own("message_read", has_id=False, thread_id="thread", account_id="account", message_id="message"),
    )


def _translation() -> None:
    op.create_table(
        "message_translation",
        sa.Column("message_id", kinds.ID, nullable=False),
        sa.Column("language", sa.String(200), nullable=False),
        sa.Column("state", kinds.choice("translationstate", "asked", "typed", "checked"), nullable=False),
        sa.Column("asked_by", kinds.ID, nullable=False),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("translated_by", sa.String(200), nullable=True),
        sa.Column("typed_by", kinds.ID, nullable=True),
        sa.Column("typed_at", kinds.MOMENT, nullable=True),
        sa.Column("checked_by", kinds.ID, nullable=True),
        sa.Column("checked_at", kinds.MOMENT, nullable=True),
        sa.Column("replaced_at", kinds.MOMENT, nullable=True),
        sa.Column("replaced_by", kinds.ID, nullable=True),
        sa.CheckConstraint(
            "(replaced_at IS NULL) = (replaced_by IS NULL)", name=op.f("ck_message_translation_replaced_whole")
        ),
        sa.CheckConstraint(
            "(text IS NULL) = (state = 'asked')", name=op.f("ck_message_translation_typed_when_it_says_so")
        ),
        sa.CheckConstraint(
            "(checked_at IS NULL) = (state <> 'checked')", name=op.f("ck_message_translation_checked_when_it_says_so")
        ),
        sa.CheckConstraint("(typed_at IS NULL) = (typed_by IS NULL)", name=op.f("ck_message_translation_typed_whole")),
        *_own(
            "message_translation",
            message_id="message",
            asked_by="account",
            typed_by="account",
            checked_by="account",
            replaced_by="account",
        ),
    )
    stands = sa.text("replaced_at IS NULL")
    op.create_index(
        "ix_message_translation_stands",
        "message_translation",
        ["message_id", "language"],
        unique=True,
        sqlite_where=stands,
        postgresql_where=stands,
    )


def _look() -> None:
    op.create_table(
        "oversight_look",
        sa.Column("thread_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("role", sa.String(40), nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("until", kinds.MOMENT, nullable=False),
        sa.CheckConstraint("until > at", name=op.f("ck_oversight_look_ends_after_it_began")),
        *_own("oversight_look", thread_id="thread", account_id="account", organisation_id="organisation"),
    )
    op.create_index(op.f("ix_oversight_look_thread_id"), "oversight_look", ["thread_id"])
    op.create_index("ix_oversight_look_account", "oversight_look", ["network_id", "account_id", "until"])
