"""People and how they sign in: second factors, cards, sites and terms, imports."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0005"
down_revision = "0002"
branch_labels = None
depends_on = None


BEHIND_THE_WALL = ("spent_challenge", "authenticator", "passkey", "recovery_code")

# They stand above networks, as organisations do.
ABOVE = ("site", "term_date", "closure")

# Written once.
NEVER_CHANGE: tuple[str, ...] = ()

# The lines of a file that was read lie until it is confirmed or thrown away.
MAY_GO: tuple[str, ...] = ()


def upgrade() -> None:
    op.create_table(
        "site",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(200), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_site_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_site")),
    )
    op.create_index(op.f("ix_site_organisation_id"), "site", ["organisation_id"], unique=False)

    op.create_table(
        "spent_challenge",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("spent_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_spent_challenge_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_spent_challenge")),
        sa.UniqueConstraint("digest", name=op.f("uq_spent_challenge_digest")),
    )
    op.create_table(
        "term_date",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("name", kinds.choice("termname", "autumn", "spring", "summer"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("half_starts_on", sa.Date(), nullable=True),
        sa.Column("half_ends_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.CheckConstraint("(half_starts_on IS NULL) = (half_ends_on IS NULL)", name=op.f("ck_term_date_half_whole")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_term_date_dates_in_order")),
        sa.CheckConstraint(
            "half_ends_on IS NULL OR half_ends_on < ends_on", name=op.f("ck_term_date_half_ends_within")
        ),
        sa.CheckConstraint(
            "half_starts_on IS NULL OR half_ends_on >= half_starts_on", name=op.f("ck_term_date_half_in_order")
        ),
        sa.CheckConstraint(
            "half_starts_on IS NULL OR half_starts_on > starts_on", name=op.f("ck_term_date_half_begins_within")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_term_date_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term_date")),
        sa.UniqueConstraint("organisation_id", "year", "name", name=op.f("uq_term_date_organisation_id_year_name")),
    )
    op.create_table(
        "authenticator",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("sealed", sa.String(length=300), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("confirmed_at", kinds.MOMENT, nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_authenticator_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_authenticator_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authenticator")),
    )
    op.create_index(op.f("ix_authenticator_account_id"), "authenticator", ["account_id"], unique=False)

    op.create_table(
        "closure",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("site_id", kinds.ID, nullable=True),
        sa.Column("kind", kinds.choice("closurekind", "inset", "closed"), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("because", sa.String(200), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("made_by", kinds.ID, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_closure_dates_in_order")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_closure_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_closure_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_closure")),
    )
    op.create_index(op.f("ix_closure_organisation_id_ends_on"), "closure", ["organisation_id", "ends_on"], unique=False)

    op.create_table(
        "passkey",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("credential_id", sa.LargeBinary(length=1023), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.BigInteger(), nullable=False),
        sa.Column("rp_id", sa.String(length=253), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("transports", sa.String(length=200), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_passkey_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_passkey_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkey_credential_id")),
    )
    op.create_index(op.f("ix_passkey_account_id"), "passkey", ["account_id"], unique=False)

    op.create_table(
        "recovery_code",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_recovery_code_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_recovery_code_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_code")),
        sa.UniqueConstraint("account_id", "digest", name=op.f("uq_recovery_code_account_id_digest")),
    )
    op.add_column("account", sa.Column("staff_since", kinds.MOMENT, nullable=True))

    op.add_column("sign_in", sa.Column("how", sa.String(length=40), nullable=True))
    op.add_column("sign_in", sa.Column("second_at", kinds.MOMENT, nullable=True))

    for table in BEHIND_THE_WALL:
        wall.build(table)
    for table in BEHIND_THE_WALL + ABOVE:
        rights = ["SELECT", "INSERT"]
        rights += ["UPDATE"] if table not in NEVER_CHANGE else []
        rights += ["DELETE"] if table in MAY_GO else []
        wall.grant(table, *rights)
    for table in NEVER_CHANGE:
        wall.never_changes(table)


def downgrade() -> None:
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    op.drop_column("sign_in", "second_at")
    op.drop_column("sign_in", "how")

    op.drop_column("account", "staff_since")

    op.drop_table("recovery_code")
    op.drop_index(op.f("ix_passkey_account_id"), table_name="passkey")

    op.drop_table("passkey")
    op.drop_index(op.f("ix_closure_organisation_id_ends_on"), table_name="closure")

    op.drop_table("closure")
    op.drop_index(op.f("ix_authenticator_account_id"), table_name="authenticator")

    op.drop_table("authenticator")
    op.drop_table("term_date")
    op.drop_table("spent_challenge")
    op.drop_index(op.f("ix_site_organisation_id"), table_name="site")

    op.drop_table("site")
