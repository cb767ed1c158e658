"""Who may see what, and why."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# Dated, as every link in time is.
DATED = (
    ("starts_on", sa.Date(), False),
    ("ends_on", sa.Date(), True),
    ("ended_at", kinds.MOMENT, True),
    ("ended_by", kinds.ID, True),
    ("because", sa.String(200), True),
)

# Set with its reason, ended with one; no row of these is ever deleted.
APART = ("confidential_whereabouts", "whereabouts_reader", "keep_apart", "hold")


def upgrade() -> None:
    readers_of_what_is_written()
    looking()
    apart()
    windows()


def downgrade() -> None:
    no_windows()
    no_apart()
    no_looking()
    no_readers_of_what_is_written()


def readers_of_what_is_written() -> None:
    """Restricted contact notes and whom they name; who judged with a pupil for whom their words in a plan are."""
    op.create_table(
        "note_reader",
        sa.Column("note_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_note_reader_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_note_reader_network_id_network")),
        sa.ForeignKeyConstraint(["note_id"], ["contact_note.id"], name=op.f("fk_note_reader_note_id_contact_note")),
        sa.PrimaryKeyConstraint("note_id", "account_id", name=op.f("pk_note_reader")),
    )
    op.add_column("contact_note", sa.Column("restricted", sa.Boolean(), nullable=True))
    op.add_column("plan_words", sa.Column("judged_with", sa.String(200), nullable=True))
    wall.build("note_reader")
    wall.grant("note_reader", "SELECT", "INSERT")
    wall.never_changes("note_reader")


def no_readers_of_what_is_written() -> None:
    wall.open_to_change("note_reader")
    op.drop_column("plan_words", "judged_with")
    op.drop_column("contact_note", "restricted")
    op.drop_table("note_reader")


# Looking: what is held back of it, what was opened without a link, what was taken out ---------------------------------

LOOKING = ("glass", "held_back", "taking")

# Written once.
LOOKING_NEVER_CHANGE = ("taking",)


def looking() -> None:
    op.create_table(
        "glass",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("about_staff", sa.Boolean(), nullable=False),
        sa.Column("opened_at", kinds.MOMENT, nullable=False),
        sa.Column("ends_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("ends_at > opened_at", name=op.f("ck_glass_ends_after_it_opened")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_glass_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_glass_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_glass_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_glass_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_glass")),
    )
    op.create_index(op.f("ix_glass_pupil_id"), "glass", ["pupil_id"])
    op.create_index("ix_glass_account_ends", "glass", ["network_id", "account_id", "ends_at"])
    op.create_table(
        "held_back",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("organisation_id", kinds.ID, nullable=True),
        sa.Column("from_pupil", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("account_id IS NULL OR organisation_id IS NULL", name=op.f("ck_held_back_one_or_the_other")),
        sa.CheckConstraint("(ended_at IS NULL) = (ended_by IS NULL)", name=op.f("ck_held_back_ended_whole")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_held_back_account_id_account")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_held_back_ended_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_held_back_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_held_back_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_held_back_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_held_back_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_back")),
    )
    op.create_index(op.f("ix_held_back_pupil_id"), "held_back", ["pupil_id"])
    op.create_table(
        "taking",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("hat", sa.String(80), nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=True),
        sa.Column("address", sa.String(2000), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_taking_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_taking_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taking")),
    )
    op.create_index("ix_taking_at", "taking", ["network_id", "at"])
    # A photo or file of a piece of work that does not belong on this child: by whom it was taken away, and why.
    op.add_column("piece", sa.Column("withdrawn_by", kinds.ID, nullable=True))
    op.add_column("piece", sa.Column("withdrawn_because", sa.String(200), nullable=True))
    # What one person opened, newest first.
    op.create_index("ix_note_account", "note", ["network_id", "account_id", "id"])
    for table in LOOKING:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", *([] if table in LOOKING_NEVER_CHANGE else ["UPDATE"]))
    for table in LOOKING_NEVER_CHANGE:
        wall.never_changes(table)


def no_looking() -> None:
    for table in LOOKING_NEVER_CHANGE:
        wall.open_to_change(table)
    op.drop_index("ix_note_account", "note")
    op.drop_column("piece", "withdrawn_because")
    op.drop_column("piece", "withdrawn_by")
    for table in reversed(LOOKING):
        op.drop_table(table)


# Whereabouts in confidence, who must not meet, what is stopped --------------------------------------------------------


def _dated() -> list[sa.Column[Any]]:
    return [sa.Column(name, kind, nullable=nullable) for name, kind, nullable in DATED]


def _own(table: str, **foreign: str) -> list[Any]:
    """Its identifier, its network, and what it points to."""
    keys = {"network_id": "network", **foreign}
    return [
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        *(
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
            for column, other in keys.items()
        ),
    ]


def _while(name: str, table: str, columns: list[str], condition: str) -> None:
    """A unique index over the rows that meet a condition."""
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def apart() -> None:
    """Whereabouts in confidence, children who must not meet, and stop everything."""
    _confidential()
    _keep_apart()
    _hold()
    op.add_column("mail", sa.Column("about_id", kinds.ID, nullable=True))
    for table in APART:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")


def _confidential() -> None:
    op.create_table(
        "confidential_whereabouts",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        *_dated(),
        sa.CheckConstraint(
            "ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_confidential_whereabouts_dates_in_order")
        ),
        *_own("confidential_whereabouts", pupil_id="pupil", set_by="account"),
    )
    op.create_index(op.f("ix_confidential_whereabouts_pupil_id"), "confidential_whereabouts", ["pupil_id"])
    op.create_table(
        "whereabouts_reader",
        sa.Column("confidential_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("named_by", kinds.ID, nullable=False),
        sa.Column("named_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        *_own(
            "whereabouts_reader",
            confidential_id="confidential_whereabouts",
            account_id="account",
            named_by="account",
        ),
    )
    op.create_index(op.f("ix_whereabouts_reader_account_id"), "whereabouts_reader", ["account_id"])
    columns = ["confidential_id", "account_id"]
    _while("uq_whereabouts_reader_named", "whereabouts_reader", columns, "ended_at IS NULL")


def _keep_apart() -> None:
    op.create_table(
        "keep_apart",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("other_id", kinds.ID, nullable=True),
        sa.Column("place_id", kinds.ID, nullable=True),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        *_dated(),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_keep_apart_dates_in_order")),
        sa.CheckConstraint(
            "(CASE WHEN other_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN place_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_keep_apart_one_of_three"),
        ),
        sa.CheckConstraint("other_id IS NULL OR other_id <> pupil_id", name=op.f("ck_keep_apart_two_of_them")),
        *_own(
            "keep_apart",
            pupil_id="pupil",
            other_id="pupil",
            place_id="organisation",
            account_id="account",
            set_by="account",
        ),
    )
    for column in ("account_id", "other_id", "pupil_id"):
        op.create_index(op.f(f"ix_keep_apart_{column}"), "keep_apart", [column])


def _hold() -> None:
    op.create_table(
        "hold",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        *_dated(),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_hold_dates_in_order")),
        *_own("hold", pupil_id="pupil", account_id="account", set_by="account"),
    )
    for column in ("account_id", "pupil_id"):
        op.create_index(op.f(f"ix_hold_{column}"), "hold", [column])
    _while("uq_hold_pupil", "hold", ["network_id", "pupil_id"], "ended_at IS NULL AND account_id IS NULL")
    columns = ["network_id", "pupil_id", "account_id"]
    _while("uq_hold_account", "hold", columns, "ended_at IS NULL AND account_id IS NOT NULL")


def no_apart() -> None:
    op.drop_column("mail", "about_id")
    for table in reversed(APART):
        op.drop_table(table)


# Windows: for whom and on what basis, who agreed, prolonged, held back from the family --------------------------------

WINDOW_TABLES = ("window_grant", "window_agreement", "window_prolonged", "window_held_back")

# Written once.
WINDOW_NEVER_CHANGE = ("window_grant", "window_agreement", "window_prolonged")


def windows() -> None:
    op.create_table(
        "window_grant",
        sa.Column("window_id", kinds.ID, nullable=False),
        sa.Column(
            "receiver",
            kinds.choice(
                "receiver", "agency", "place", "school", "sen_office", "health", "social_care", "police", "parent"
            ),
            nullable=False,
        ),
        sa.Column(
            "duty",
            kinds.choice("duty", "safeguarding", "direction", "ehcp", "care_order", "court", "parent"),
            nullable=True,
        ),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_window_grant_network_id_network")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_window_grant_window_id_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_grant")),
        sa.UniqueConstraint("window_id", name=op.f("uq_window_grant_window_id")),
    )
    op.create_table(
        "window_agreement",
        sa.Column("window_id", kinds.ID, nullable=False),
        sa.Column("party", kinds.choice("party", "pupil", "carer", "school", "mentor"), nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=True),
        sa.Column("how", kinds.choice("how", "self", "in_person", "phone"), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("recorded_by", kinds.ID, nullable=False),
        sa.Column("recorded_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "(party = 'carer') = (carer_id IS NOT NULL)", name=op.f("ck_window_agreement_carer_is_named")
        ),
        sa.CheckConstraint("party IN ('pupil', 'carer')", name=op.f("ck_window_agreement_of_the_family")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_window_agreement_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_window_agreement_network_id_network")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_window_agreement_recorded_by_account")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_window_agreement_window_id_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_agreement")),
    )
    op.create_index(op.f("ix_window_agreement_window_id"), "window_agreement", ["window_id"], unique=False)

    op.create_table(
        "window_prolonged",
        sa.Column("window_id", kinds.ID, nullable=False),
        sa.Column("before", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("because", sa.String(200), nullable=False),
        sa.Column("prolonged_by", kinds.ID, nullable=False),
        sa.Column("prolonged_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("until > before", name=op.f("ck_window_prolonged_runs_longer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_window_prolonged_network_id_network")),
        sa.ForeignKeyConstraint(
            ["prolonged_by"], ["account.id"], name=op.f("fk_window_prolonged_prolonged_by_account")
        ),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_window_prolonged_window_id_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_prolonged")),
    )
    op.create_index(op.f("ix_window_prolonged_window_id"), "window_prolonged", ["window_id"], unique=False)

    op.create_table(
        "window_held_back",
        sa.Column("window_id", kinds.ID, nullable=False),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("held_by", kinds.ID, nullable=False),
        sa.Column("held_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("ended_because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["held_by"], ["account.id"], name=op.f("fk_window_held_back_held_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_window_held_back_network_id_network")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_window_held_back_window_id_window")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window_held_back")),
    )
    op.create_index(op.f("ix_window_held_back_window_id"), "window_held_back", ["window_id"], unique=False)
    op.create_index(
        "uq_window_held_back_in_force",
        "window_held_back",
        ["window_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.add_column("window", sa.Column("carer_id", kinds.ID, nullable=True))
    for table in WINDOW_TABLES:
        wall.build(table)
        rights = ("SELECT", "INSERT") if table in WINDOW_NEVER_CHANGE else ("SELECT", "INSERT", "UPDATE")
        wall.grant(table, *rights)
    for table in WINDOW_NEVER_CHANGE:
        wall.never_changes(table)


def no_windows() -> None:
    for table in WINDOW_NEVER_CHANGE:
        wall.open_to_change(table)
    op.drop_column("window", "carer_id")
    for table in reversed(WINDOW_TABLES):
        op.drop_table(table)
