"""Telling someone."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

FIRST_YEAR, YEARS = 2026, 4

WAITING = "seen_at IS NULL AND settled_at IS NULL"

BECAUSE = (
    "self",
    "carer",
    "mentor",
    "key_adult",
    "cover",
    "school",
    "place",
    "office",
    "owner",
    "writer",
    "answers",
)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("because", kinds.choice("because", *BECAUSE), nullable=False),
        sa.Column("about_id", kinds.ID, nullable=True),
        sa.Column("object_id", kinds.ID, nullable=True),
        sa.Column("path", sa.String(300), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("seen_at", kinds.MOMENT, nullable=True),
        sa.Column("settled_at", kinds.MOMENT, nullable=True),
        sa.Column("left_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_notice_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        postgresql_partition_by="RANGE (id)",
    )
    wall.partition("notice", FIRST_YEAR, YEARS)
    op.create_index("ix_notice_newest", "notice", ["network_id", "account_id", "id"])
    op.create_index("ix_notice_object", "notice", ["network_id", "object_id"])
    for name, condition in (("waiting", WAITING), ("unsent", f"{WAITING} AND left_at IS NULL")):
        where = {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}
        op.create_index(f"ix_notice_{name}", "notice", ["network_id", "account_id", "id"], **where)
    wall.build("notice")
    wall.grant("notice", "SELECT", "INSERT", "UPDATE", "DELETE")
    _choices()
    _digests()
    _sent()
    op.add_column("mail", sa.Column("unsubscribe", sa.String(300), nullable=True))


def _choices() -> None:
    op.create_table(
        "notice_choices",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("letter", sa.Boolean(), nullable=False),
        sa.Column("letter_at", sa.SmallInteger(), nullable=True),
        sa.Column("soon", sa.Boolean(), nullable=False),
        sa.Column("urgent_email", sa.Boolean(), nullable=False),
        sa.Column("urgent_text", sa.Boolean(), nullable=False),
        sa.Column("ring_me", sa.Boolean(), nullable=False),
        sa.Column("phone", sa.String(20), nullable=True),
        sa.Column("quiet_from", sa.SmallInteger(), nullable=True),
        sa.Column("quiet_until", sa.SmallInteger(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "phone IS NOT NULL OR NOT (urgent_text OR ring_me)", name=op.f("ck_notice_choices_a_number_to_use")
        ),
        sa.CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name=op.f("ck_notice_choices_quiet_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_notice_choices_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_notice_choices_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_choices")),
        sa.UniqueConstraint("account_id", name=op.f("uq_notice_choices_account_id")),
    )
    wall.build("notice_choices")
    wall.grant("notice_choices", "SELECT", "INSERT", "UPDATE")


def _digests() -> None:
    op.create_table(
        "digest",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("mail_id", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_digest_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_digest_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("account_id", "day", name=op.f("uq_digest_account_id_day")),
    )
    op.create_index("ix_digest_made_at", "digest", ["network_id", "made_at"])
    wall.build("digest")
    wall.grant("digest", "SELECT", "INSERT", "DELETE")


def _sent() -> None:
    op.create_table(
        "sent",
        sa.Column("notice_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("channel", kinds.choice("channel", "email", "text"), nullable=False),
        sa.Column("digest_id", kinds.ID, nullable=True),
        sa.Column("mail_id", kinds.ID, nullable=True),
        sa.Column("text_id", kinds.ID, nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(mail_id IS NULL) <> (text_id IS NULL)", name=op.f("ck_sent_one_way")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sent_account_id_account")),
        sa.ForeignKeyConstraint(["digest_id"], ["digest.id"], name=op.f("fk_sent_digest_id_digest")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_sent_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sent")),
        sa.UniqueConstraint("notice_id", "channel", name=op.f("uq_sent_notice_id_channel")),
    )
    op.create_index("ix_sent_digest_id", "sent", ["digest_id"])
    op.create_index("ix_sent_mail_id", "sent", ["mail_id"])
    op.create_index("ix_sent_text_id", "sent", ["text_id"])
    op.create_index("ix_sent_made_at", "sent", ["network_id", "made_at"])
    wall.build("sent")
    wall.grant("sent", "SELECT", "INSERT", "DELETE")


def downgrade() -> None:
    op.drop_column("mail", "unsubscribe")
    for table in ("sent", "digest", "notice_choices", "notice"):
        op.drop_table(table)
