"""People and how they sign in: second factors, cards, sites and terms, imports."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


BEHIND_THE_WALL = (
    "sign_in_provider",
    "spent_challenge",
    "authenticator",
    "card",
    "import",
    "passkey",
    "provider_identity",
    "recovery_code",
    "reset",
    "slip",
    "former_upn",
    "import_effect",
    "import_row",
    "joining",
)

# They stand above networks, as organisations do.
ABOVE = ("site", "term_date", "closure")

# What an import made may be taken away again, while nothing hangs on it; nothing else of these ever goes.
UNDONE = ("pupil", "enrolment", "carer", "account", "membership")

# Written once.
NEVER_CHANGE: tuple[str, ...] = ("former_upn", "import_effect")

# The lines of a file that was read lie until it is confirmed or thrown away.
MAY_GO: tuple[str, ...] = ("import_row",)


def upgrade() -> None:
    op.create_table(
        "sign_in_provider",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("providerkind", "generic", "google", "microsoft"), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("issuer", sa.String(length=300), nullable=False),
        sa.Column("client_id", sa.String(length=300), nullable=False),
        sa.Column("secret", sa.String(length=2000), nullable=False),
        sa.Column("domains", sa.String(length=1000), nullable=False),
        sa.Column("for_pupils", sa.Boolean(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("created_by", kinds.ID, nullable=True),
        sa.Column("tried_at", kinds.MOMENT, nullable=True),
        sa.Column("opened_at", kinds.MOMENT, nullable=True),
        sa.Column("opened_by", kinds.ID, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_sign_in_provider_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_sign_in_provider_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_provider")),
    )
    op.create_index(op.f("ix_sign_in_provider_organisation_id"), "sign_in_provider", ["organisation_id"], unique=False)

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
        "card",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("pin_hash", sa.String(length=300), nullable=False),
        sa.Column("in_a_row", sa.SmallInteger(), nullable=False),
        sa.Column("in_all", sa.SmallInteger(), nullable=False),
        sa.Column("rests_until", kinds.MOMENT, nullable=True),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_card_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_card_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_card")),
        sa.UniqueConstraint("digest", name=op.f("uq_card_digest")),
    )
    op.create_index(op.f("ix_card_account_id"), "card", ["account_id"], unique=False)
    op.create_index(
        "uq_card_in_force",
        "card",
        ["account_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

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
        "import",
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("kind", kinds.choice("kind", "pupils", "carers", "staff", "everyone"), nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=True),
        sa.Column("by_school", sa.Boolean(), nullable=False),
        sa.Column("is_whole", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            kinds.choice(
                "state", "reading", "columns", "ready", "writing", "done", "undoing", "undone", "failed", "dropped"
            ),
            nullable=False,
        ),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("skips_wrong", sa.Boolean(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("lines_done", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(200), nullable=True),
        sa.Column("confirmed_at", kinds.MOMENT, nullable=True),
        sa.Column("confirmed_by", kinds.ID, nullable=True),
        sa.Column("done_at", kinds.MOMENT, nullable=True),
        sa.Column("undone_at", kinds.MOMENT, nullable=True),
        sa.Column("undone_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_import_made_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_import_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_import_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_import_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import")),
    )
    op.create_index("ix_import_at", "import", ["network_id", "at"], unique=False)

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
        "provider_identity",
        sa.Column("provider_id", kinds.ID, nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("linked_by", kinds.choice("linkedby", "invitation", "address"), nullable=False),
        sa.Column("linked_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_provider_identity_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_provider_identity_network_id_network")),
        sa.ForeignKeyConstraint(
            ["provider_id"], ["sign_in_provider.id"], name=op.f("fk_provider_identity_provider_id_sign_in_provider")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_identity")),
    )
    op.create_index(op.f("ix_provider_identity_account_id"), "provider_identity", ["account_id"], unique=False)
    op.create_index(
        "uq_provider_identity_account",
        "provider_identity",
        ["provider_id", "account_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index(
        "uq_provider_identity_subject",
        "provider_identity",
        ["provider_id", "subject"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

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
    op.create_table(
        "reset",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sent_to", sa.String(length=254), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("expires_at", kinds.MOMENT, nullable=False),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reset_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_reset_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset")),
        sa.UniqueConstraint("digest", name=op.f("uq_reset_digest")),
    )
    op.create_index(op.f("ix_reset_account_id"), "reset", ["account_id"], unique=False)

    op.create_table(
        "slip",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("slipkind", "printed", "phone"), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("expires_at", kinds.MOMENT, nullable=False),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_slip_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_slip_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slip")),
        sa.UniqueConstraint("digest", name=op.f("uq_slip_digest")),
    )
    op.create_index(op.f("ix_slip_account_id"), "slip", ["account_id"], unique=False)

    op.create_table(
        "former_upn",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("upn", sa.String(length=13), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_former_upn_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_former_upn_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_upn")),
    )
    op.create_index(op.f("ix_former_upn_pupil_id"), "former_upn", ["pupil_id"], unique=False)
    op.create_index("ix_former_upn_upn", "former_upn", ["network_id", "upn"], unique=False)

    op.create_table(
        "import_effect",
        sa.Column("import_id", kinds.ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("import_row_id", kinds.ID, nullable=False),
        sa.Column(
            "did",
            kinds.choice("did", "made", "changed", "ended", "removed", "restored", "shut", "left"),
            nullable=False,
        ),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("row_id", kinds.ID, nullable=False),
        sa.Column("person_id", kinds.ID, nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_import_effect_import_id_import")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_import_effect_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_effect")),
    )
    op.create_index("ix_import_effect_person", "import_effect", ["network_id", "import_id", "person_id"], unique=False)
    op.create_index("ix_import_effect_row", "import_effect", ["row_id"], unique=False)

    op.create_table(
        "import_row",
        sa.Column("import_id", kinds.ID, nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=True),
        sa.Column("subject", kinds.choice("subject", "pupil", "carer", "staff"), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column(
            "verdict", kinds.choice("verdict", "wrong", "unsure", "new", "changed", "same", "ended"), nullable=False
        ),
        sa.Column("problems", sa.JSON(), nullable=False),
        sa.Column("match", kinds.ID, nullable=True),
        sa.Column("candidates", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("decision", kinds.choice("choice", "match", "new", "leave_out"), nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("decided_by", kinds.ID, nullable=True),
        sa.Column("written_at", kinds.MOMENT, nullable=True),
        sa.Column("left", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["import.id"], name=op.f("fk_import_row_import_id_import")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_import_row_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_row")),
    )
    op.create_index("ix_import_row_verdict", "import_row", ["network_id", "import_id", "verdict", "line"], unique=False)
    op.create_index(
        "ix_import_row_written", "import_row", ["network_id", "import_id", "written_at", "id"], unique=False
    )

    op.create_table(
        "joining",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("code", sa.LargeBinary(length=32), nullable=False),
        sa.Column("may_see_record", sa.Boolean(), nullable=False),
        sa.Column("may_see_whereabouts", sa.Boolean(), nullable=False),
        sa.Column("may_be_rung", sa.Boolean(), nullable=False),
        sa.Column("may_collect", sa.Boolean(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("wrong", sa.SmallInteger(), nullable=False),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("expires_at", kinds.MOMENT, nullable=False),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_joining_account_id_account")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_joining_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_joining_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_joining_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_joining")),
        sa.UniqueConstraint("digest", name=op.f("uq_joining_digest")),
    )
    op.create_index(op.f("ix_joining_carer_id"), "joining", ["carer_id"], unique=False)
    op.create_index(op.f("ix_joining_pupil_id"), "joining", ["pupil_id"], unique=False)

    op.add_column("account", sa.Column("staff_since", kinds.MOMENT, nullable=True))
    op.create_index(
        op.f("ix_account_network_id_sort_key_id"), "account", ["network_id", "sort_key", "id"], unique=False
    )

    op.add_column("carer", sa.Column("may_be_rung", sa.Boolean(), nullable=True))
    op.add_column("carer", sa.Column("may_collect", sa.Boolean(), nullable=True))
    op.add_column("carer", sa.Column("email", sa.String(length=254), nullable=True))
    op.add_column("carer", sa.Column("ended_at", kinds.MOMENT, nullable=True))
    op.add_column("carer", sa.Column("ended_by", kinds.ID, nullable=True))
    op.add_column("carer", sa.Column("because", sa.String(200), nullable=True))
    op.add_column("carer", sa.Column("ended_by_order", sa.Boolean(), nullable=True))

    op.add_column("invitation", sa.Column("ended_at", kinds.MOMENT, nullable=True))

    op.add_column("organisation", sa.Column("kept_by", kinds.ID, nullable=True))
    # Kept from now on by the network that it came into first.
    op.execute(
        "UPDATE organisation SET kept_by = (SELECT network_id FROM network_member AS member"
        " WHERE member.organisation_id = organisation.id ORDER BY member.id LIMIT 1)"
    )

    op.add_column("pupil", sa.Column("legal_given_name", sa.String(200), nullable=True))
    op.add_column("pupil", sa.Column("legal_family_name", sa.String(200), nullable=True))
    op.add_column("pupil", sa.Column("uln", sa.String(length=10), nullable=True))
    op.add_column("pupil", sa.Column("first_language", sa.String(200), nullable=True))

    op.add_column("sign_in", sa.Column("how", sa.String(length=40), nullable=True))
    op.add_column("sign_in", sa.Column("second_at", kinds.MOMENT, nullable=True))
    op.add_column("sign_in", sa.Column("proved_at", kinds.MOMENT, nullable=True))

    for table in BEHIND_THE_WALL:
        wall.build(table)
    for table in BEHIND_THE_WALL + ABOVE:
        rights = ["SELECT", "INSERT"]
        rights += ["UPDATE"] if table not in NEVER_CHANGE else []
        rights += ["DELETE"] if table in MAY_GO else []
        wall.grant(table, *rights)
    for table in NEVER_CHANGE:
        wall.never_changes(table)
    for table in UNDONE:
        wall.grant(table, "DELETE")
        wall.goes_only_by_undoing(table)


def downgrade() -> None:
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    for table in UNDONE:
        wall.open_to_removal(table)
    op.drop_column("sign_in", "proved_at")
    op.drop_column("sign_in", "second_at")
    op.drop_column("sign_in", "how")

    op.drop_column("pupil", "first_language")
    op.drop_column("pupil", "uln")
    op.drop_column("pupil", "legal_family_name")
    op.drop_column("pupil", "legal_given_name")

    op.drop_column("invitation", "ended_at")

    op.drop_column("carer", "ended_by_order")
    op.drop_column("carer", "because")
    op.drop_column("carer", "ended_by")
    op.drop_column("carer", "ended_at")
    op.drop_column("carer", "email")
    op.drop_column("carer", "may_collect")
    op.drop_column("carer", "may_be_rung")

    op.drop_index(op.f("ix_account_network_id_sort_key_id"), table_name="account")
    op.drop_column("account", "staff_since")
    op.drop_column("organisation", "kept_by")

    op.drop_index(op.f("ix_joining_pupil_id"), table_name="joining")
    op.drop_index(op.f("ix_joining_carer_id"), table_name="joining")

    op.drop_table("joining")
    op.drop_index("ix_import_row_written", table_name="import_row")
    op.drop_index("ix_import_row_verdict", table_name="import_row")

    op.drop_table("import_row")
    op.drop_index("ix_import_effect_row", table_name="import_effect")
    op.drop_index("ix_import_effect_person", table_name="import_effect")

    op.drop_table("import_effect")
    op.drop_index("ix_former_upn_upn", table_name="former_upn")
    op.drop_index(op.f("ix_former_upn_pupil_id"), table_name="former_upn")

    op.drop_table("former_upn")
    op.drop_index(op.f("ix_slip_account_id"), table_name="slip")

    op.drop_table("slip")
    op.drop_index(op.f("ix_reset_account_id"), table_name="reset")

    op.drop_table("reset")
    op.drop_table("recovery_code")
    op.drop_index(
        "uq_provider_identity_subject",
        table_name="provider_identity",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(
        "uq_provider_identity_account",
        table_name="provider_identity",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_provider_identity_account_id"), table_name="provider_identity")

    op.drop_table("provider_identity")
    op.drop_index(op.f("ix_passkey_account_id"), table_name="passkey")

    op.drop_table("passkey")
    op.drop_index("ix_import_at", table_name="import")

    op.drop_table("import")
    op.drop_index(op.f("ix_closure_organisation_id_ends_on"), table_name="closure")

    op.drop_table("closure")
    op.drop_index(
        "uq_card_in_force",
        table_name="card",
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.drop_index(op.f("ix_card_account_id"), table_name="card")

    op.drop_table("card")
    op.drop_index(op.f("ix_authenticator_account_id"), table_name="authenticator")

    op.drop_table("authenticator")
    op.drop_table("term_date")
    op.drop_table("spent_challenge")
    op.drop_index(op.f("ix_site_organisation_id"), table_name="site")

    op.drop_table("site")
    op.drop_index(op.f("ix_sign_in_provider_organisation_id"), table_name="sign_in_provider")

    op.drop_table("sign_in_provider")
