"""The house: networks, people, pupils, work, and what stands under them."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Every table here stands behind the wall; the others (network, organisation, job, worker) stand above it.
BEHIND_THE_WALL = (
    "account",
    "audit_event",
    "mail",
    "network_member",
    "note",
    "stored_file",
    "term",
    "credential",
    "draft",
    "invitation",
    "lesson",
    "membership",
    "once",
    "pupil",
    "sign_in",
    "upload",
    "carer",
    "enrolment",
    "lesson_revision",
    "resource",
    "window",
    "assignment",
    "care_link",
    "revision_resource",
    "window_part",
    "answerer",
    "attempt",
    "hand_in",
    "piece",
    "feedback",
    "reply",
    "search_entry",
)

# Written once: the web role may add to them and read them, and the database refuses every change.
NEVER_CHANGE = ("audit_event", "note", "hand_in", "lesson_revision", "revision_resource")

# The only tables behind the wall from which rows may go: nothing in them is a record about a child.
MAY_GO = ("once", "draft", "upload", "stored_file", "search_entry")

FIRST_YEAR, YEARS = 2026, 4

# Each engine's index over the stored words, as it was when this was written (`core.search` says why so).
SQLITE_SEARCH = (
    """CREATE VIRTUAL TABLE search_words USING fts5(
    title_words, words, content='search_entry', content_rowid='number', tokenize='ascii', prefix='2 3')""",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
    INSERT INTO search_words(rowid, title_words, words) VALUES (new.number, new.title_words, new.words); END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, title_words, words)
    VALUES ('delete', old.number, old.title_words, old.words); END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE ON search_entry BEGIN
    INSERT INTO search_words(search_words, rowid, title_words, words)
    VALUES ('delete', old.number, old.title_words, old.words);
    INSERT INTO search_words(rowid, title_words, words) VALUES (new.number, new.title_words, new.words); END""",
)
POSTGRESQL_SEARCH = (
    """CREATE INDEX ix_search_entry_words ON search_entry USING gin (
    array_to_tsvector(string_to_array(btrim(title_words || ' ' || words), ' ')))""",
)


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("network_id", kinds.ID, nullable=True),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("acts_for", kinds.ID, nullable=True),
        sa.Column("rule", sa.String(length=60), nullable=True),
        sa.Column("state", kinds.choice("jobstate", "waiting", "running", "done", "given_up"), nullable=False),
        sa.Column("run_at", kinds.MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_by", sa.String(length=120), nullable=True),
        sa.Column("lease_until", kinds.MOMENT, nullable=True),
        sa.Column("dedup_key", sa.String(length=200), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("period_key", sa.String(length=200), nullable=True),
        sa.Column("last_error", sa.String(length=200), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("finished_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.CheckConstraint("(state = 'running') = (lease_until IS NOT NULL)", name=op.f("ck_job_leased_while_running")),
        sa.CheckConstraint("(acts_for IS NULL) <> (rule IS NULL)", name=op.f("ck_job_acts_for_or_rule")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("period_key", name=op.f("uq_job_period_key")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_job_finished_at"), ["finished_at"], unique=False)
        batch_op.create_index(
            "ix_job_running",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("state = 'running'"),
            postgresql_where=sa.text("state = 'running'"),
        )
        batch_op.create_index(
            "ix_job_waiting",
            ["run_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.create_index(
            "uq_job_dedup_key",
            ["dedup_key"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'running')"),
            postgresql_where=sa.text("state IN ('waiting', 'running')"),
        )

    op.create_table(
        "network",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=True),
        sa.Column("accent", sa.String(length=7), nullable=True),
        sa.Column("is_demonstration", sa.Boolean(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("numbers", sa.JSON(), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.CheckConstraint("accent IS NULL OR accent LIKE '#______'", name=op.f("ck_network_accent_is_hex")),
        sa.CheckConstraint("length(slug) > 1", name=op.f("ck_network_slug_not_empty")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network")),
        sa.UniqueConstraint("host", name=op.f("uq_network_host")),
        sa.UniqueConstraint("slug", name=op.f("uq_network_slug")),
    )
    op.create_table(
        "organisation",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column(
            "kind",
            kinds.choice(
                "organisationkind",
                "school",
                "pupil_referral_unit",
                "special_school",
                "college",
                "agency",
                "employer",
                "authority",
                "library",
                "virtual_school",
            ),
            nullable=False,
        ),
        sa.Column("laestab", sa.String(length=8), nullable=True),
        sa.Column("urn", sa.String(length=6), nullable=True),
        sa.Column("ukprn", sa.String(length=8), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("laestab", name=op.f("uq_organisation_laestab")),
        sa.UniqueConstraint("ukprn", name=op.f("uq_organisation_ukprn")),
        sa.UniqueConstraint("urn", name=op.f("uq_organisation_urn")),
    )
    op.create_table(
        "worker",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("started_at", kinds.MOMENT, nullable=False),
        sa.Column("seen_at", kinds.MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_worker")),
    )
    with op.batch_alter_table("worker", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_worker_seen_at"), ["seen_at"], unique=False)

    op.create_table(
        "account",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("login_name", sa.String(length=60), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("closed_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("email IS NULL OR email LIKE '%_@_%'", name=op.f("ck_account_email_has_at")),
        sa.CheckConstraint("login_name IS NULL OR login_name NOT LIKE '%@%'", name=op.f("ck_account_login_name_no_at")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_account_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("network_id", "email", name=op.f("uq_account_network_id_email")),
        sa.UniqueConstraint("network_id", "login_name", name=op.f("uq_account_network_id_login_name")),
    )

    op.create_table(
        "audit_event",
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("event", sa.String(length=60), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("hat", sa.String(length=80), nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=True),
        sa.Column("object_id", kinds.ID, nullable=True),
        sa.Column("because", sa.Text(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_audit_event_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        postgresql_partition_by="RANGE (id)",
    )
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.create_index("ix_audit_event_object", ["network_id", "object_id", "id"], unique=False)
        batch_op.create_index("ix_audit_event_pupil", ["network_id", "pupil_id", "id"], unique=False)

    op.create_table(
        "mail",
        sa.Column("to", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("message_id", sa.String(length=300), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("state", kinds.choice("mailstate", "queued", "sent", "withheld", "refused"), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("not_before", kinds.MOMENT, nullable=True),
        sa.Column("sent_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(state = 'sent') = (sent_at IS NOT NULL)", name=op.f("ck_mail_sent_has_its_time")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_mail_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
        sa.UniqueConstraint("message_id", name=op.f("uq_mail_message_id")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index("ix_mail_newest", ["network_id", "id"], unique=False)

    op.create_table(
        "network_member",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_network_member_dates_in_order")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_network_member_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_network_member_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_network_member")),
    )
    with op.batch_alter_table("network_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_network_member_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "note",
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("pupil_id", kinds.ID, nullable=True),
        sa.Column("object_id", kinds.ID, nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_note_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_note")),
        postgresql_partition_by="RANGE (id)",
    )
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.create_index("ix_note_kind_key_at", ["network_id", "kind", "key", "at"], unique=False)
        batch_op.create_index("ix_note_kind_object_at", ["network_id", "kind", "object_id", "at"], unique=False)
        batch_op.create_index("ix_note_pupil_at", ["network_id", "pupil_id", "at"], unique=False)

    op.create_table(
        "stored_file",
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("state", kinds.choice("filestate", "ready", "preparing", "refused"), nullable=False),
        sa.Column("refused_because", kinds.choice("refusedbecause", "unreadable", "too_many_pixels"), nullable=True),
        sa.Column("key", sa.String(length=150), nullable=False),
        sa.Column("original_key", sa.String(length=150), nullable=True),
        sa.Column("shown_size", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "(state = 'refused') = (refused_because IS NOT NULL)", name=op.f("ck_stored_file_refused_says_why")
        ),
        sa.CheckConstraint("length(digest) = 32", name=op.f("ck_stored_file_digest_is_sha256")),
        sa.CheckConstraint("size > 0 AND shown_size > 0", name=op.f("ck_stored_file_not_empty")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_stored_file_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("key", name=op.f("uq_stored_file_key")),
        sa.UniqueConstraint("network_id", "digest", name="uq_stored_file_digest"),
    )

    op.create_table(
        "term",
        sa.Column("kind", kinds.choice("termkind", "subject"), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("retired_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_term_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("network_id", "kind", "sort_key", name=op.f("uq_term_network_id_kind_sort_key")),
    )

    op.create_table(
        "credential",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("credentialkind", "password"), nullable=False),
        sa.Column("secret", sa.String(length=300), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_credential_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_credential_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
    )
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_credential_account_id"), ["account_id"], unique=False)

    op.create_table(
        "draft",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("subject", sa.String(length=100), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("writer", sa.String(length=60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("saved_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_draft_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_draft_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("account_id", "subject", name=op.f("uq_draft_account_id_subject")),
    )

    op.create_table(
        "invitation",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("expires_at", kinds.MOMENT, nullable=False),
        sa.Column("used_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_invitation_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_invitation_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("digest", name=op.f("uq_invitation_digest")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_invitation_account_id"), ["account_id"], unique=False)

    op.create_table(
        "lesson",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("author_id", kinds.ID, nullable=False),
        sa.Column("state", kinds.choice("lessonstate", "draft", "posted", "withdrawn"), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("changed_at", kinds.MOMENT, nullable=False),
        sa.Column("changed_by", kinds.ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("outcome", sa.String(200), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("minutes BETWEEN 1 AND 600", name=op.f("ck_lesson_minutes_in_range")),
        sa.CheckConstraint("year BETWEEN 1 AND 14", name=op.f("ck_lesson_year_in_range")),
        sa.ForeignKeyConstraint(["author_id"], ["account.id"], name=op.f("fk_lesson_author_id_account")),
        sa.ForeignKeyConstraint(["changed_by"], ["account.id"], name=op.f("fk_lesson_changed_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_lesson_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_lesson_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["subject_id"], ["term.id"], name=op.f("fk_lesson_subject_id_term")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson")),
    )
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index("ix_lesson_state", ["network_id", "state", "id"], unique=False)

    op.create_table(
        "membership",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column(
            "role",
            kinds.choice(
                "role",
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
            ),
            nullable=False,
        ),
        sa.Column("year", sa.SmallInteger(), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("role NOT IN ('pupil', 'carer')", name=op.f("ck_membership_role_of_staff")),
        sa.CheckConstraint("year IS NULL OR role = 'head_of_year'", name=op.f("ck_membership_year_for_head_of_year")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_membership_dates_in_order")),
        sa.CheckConstraint("year IS NULL OR year BETWEEN 1 AND 14", name=op.f("ck_membership_year_in_range")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_membership_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "once",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("location", sa.String(length=500), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_once_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_once_network_id_network")),
        sa.PrimaryKeyConstraint("account_id", "key", name=op.f("pk_once")),
    )

    op.create_table(
        "pupil",
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.Column("given_name", sa.String(200), nullable=False),
        sa.Column("family_name", sa.String(200), nullable=False),
        sa.Column("known_as", sa.String(200), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("upn", sa.String(length=13), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("year BETWEEN 1 AND 14", name=op.f("ck_pupil_year_in_range")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_pupil_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_pupil_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pupil")),
        sa.UniqueConstraint("account_id", name=op.f("uq_pupil_account_id")),
        sa.UniqueConstraint("network_id", "upn", name=op.f("uq_pupil_network_id_upn")),
    )
    with op.batch_alter_table("pupil", schema=None) as batch_op:
        batch_op.create_index("ix_pupil_sort", ["network_id", "sort_key", "id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("device", sa.String(200), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("hat", sa.String(length=40), nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("expires_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_sign_in_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_sign_in_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("digest", name=op.f("uq_sign_in_digest")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_account_id"), ["account_id"], unique=False)

    op.create_table(
        "upload",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("length", sa.BigInteger(), nullable=False),
        sa.Column("offset", sa.BigInteger(), nullable=False),
        sa.Column("state", kinds.choice("uploadstate", "open", "finished", "claimed"), nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(state = 'open') = (stored_file_id IS NULL)", name=op.f("ck_upload_stored_when_finished")),
        sa.CheckConstraint(
            'length > 0 AND "offset" >= 0 AND "offset" <= length', name=op.f("ck_upload_offset_within_length")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_upload_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_upload_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upload")),
    )
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.create_index("ix_upload_account_state", ["network_id", "account_id", "state"], unique=False)
        batch_op.create_index("ix_upload_created_at", ["network_id", "created_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_upload_stored_file_id"), ["stored_file_id"], unique=False)

    op.create_table(
        "carer",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("called", sa.String(200), nullable=False),
        sa.Column("parent_in_law", sa.Boolean(), nullable=False),
        sa.Column(
            "responsibility",
            kinds.choice("responsibility", "birth", "agreement", "court_order", "care_order", "none"),
            nullable=False,
        ),
        sa.Column("lives_with", sa.Boolean(), nullable=False),
        sa.Column("order_in_force", sa.String(200), nullable=True),
        sa.Column("phone", sa.String(200), nullable=True),
        sa.Column("language", sa.String(200), nullable=True),
        sa.Column("contact_order", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_carer_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_carer_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carer")),
    )
    with op.batch_alter_table("carer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_carer_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "enrolment",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("status", kinds.choice("rollstatus", "C", "M", "S", "G"), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_enrolment_dates_in_order")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_enrolment_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_enrolment_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_enrolment_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_enrolment")),
    )
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_enrolment_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_enrolment_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "lesson_revision",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("posted_by", kinds.ID, nullable=False),
        sa.Column("posted_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("outcome", sa.String(200), nullable=False),
        sa.Column("instructions", sa.Text(), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_lesson_revision_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_lesson_revision_network_id_network")),
        sa.ForeignKeyConstraint(["posted_by"], ["account.id"], name=op.f("fk_lesson_revision_posted_by_account")),
        sa.ForeignKeyConstraint(["subject_id"], ["term.id"], name=op.f("fk_lesson_revision_subject_id_term")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_revision")),
        sa.UniqueConstraint("lesson_id", "number", name=op.f("uq_lesson_revision_lesson_id_number")),
    )
    with op.batch_alter_table("lesson_revision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_revision_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "resource",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("audience", kinds.choice("audience", "pupils", "staff_only"), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("added_by", kinds.ID, nullable=False),
        sa.Column("added_at", kinds.MOMENT, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_resource_added_by_account")),
        sa.ForeignKeyConstraint(["lesson_id"], ["lesson.id"], name=op.f("fk_resource_lesson_id_lesson")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_resource_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_resource_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_resource")),
    )
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_resource_lesson_id"), ["lesson_id"], unique=False)

    op.create_table(
        "window",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("purpose", sa.String(200), nullable=False),
        sa.Column("basis", kinds.choice("basis", "agreement", "duty"), nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=True),
        sa.Column("about_id", kinds.ID, nullable=True),
        sa.Column("opened_by", kinds.ID, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("(about_kind IS NULL) = (about_id IS NULL)", name=op.f("ck_window_about_whole")),
        sa.CheckConstraint("ends_on IS NOT NULL OR about_kind IS NOT NULL", name=op.f("ck_window_ends_some_day")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_window_dates_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_window_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_window_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_window_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_window_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_window")),
    )
    with op.batch_alter_table("window", schema=None) as batch_op:
        batch_op.create_index("ix_window_about", ["network_id", "about_kind", "about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_window_account_id"), ["account_id"], unique=False)
        batch_op.create_index(
            "ix_window_account_organisation", ["network_id", "account_id", "organisation_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_window_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column(
            "state",
            kinds.choice("assignmentstate", "not_started", "started", "handed_in", "another_go", "done", "withdrawn"),
            nullable=False,
        ),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_at IS NOT NULL)", name=op.f("ck_assignment_withdrawn_whole")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_assignment_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_assignment_pupil_id_pupil")),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lesson_revision.id"], name=op.f("fk_assignment_revision_id_lesson_revision")
        ),
        sa.ForeignKeyConstraint(["set_by"], ["account.id"], name=op.f("fk_assignment_set_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index("ix_assignment_pupil_state", ["network_id", "pupil_id", "state", "id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "care_link",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("carekind", "carer", "mentor", "key_adult", "social_worker"), nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=True),
        sa.Column("may_see_record", sa.Boolean(), nullable=False),
        sa.Column("may_see_whereabouts", sa.Boolean(), nullable=False),
        sa.Column("may_be_rung", sa.Boolean(), nullable=False),
        sa.Column("may_collect", sa.Boolean(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("(kind = 'carer') = (carer_id IS NOT NULL)", name=op.f("ck_care_link_carer_has_record")),
        sa.CheckConstraint(
            "kind = 'carer' OR NOT (may_see_record OR may_see_whereabouts OR may_be_rung OR may_collect)",
            name=op.f("ck_care_link_rights_are_carers"),
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_care_link_dates_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_care_link_account_id_account")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_care_link_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_care_link_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_care_link_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_care_link")),
    )
    with op.batch_alter_table("care_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_care_link_account_id"), ["account_id"], unique=False)
        batch_op.create_index("ix_care_link_account_kind", ["network_id", "account_id", "kind"], unique=False)
        batch_op.create_index(batch_op.f("ix_care_link_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "revision_resource",
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("resource_id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_revision_resource_network_id_network")),
        sa.ForeignKeyConstraint(
            ["resource_id"], ["resource.id"], name=op.f("fk_revision_resource_resource_id_resource")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["lesson_revision.id"], name=op.f("fk_revision_resource_revision_id_lesson_revision")
        ),
        sa.PrimaryKeyConstraint("revision_id", "resource_id", name=op.f("pk_revision_resource")),
    )
    with op.batch_alter_table("revision_resource", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_revision_resource_resource_id"), ["resource_id"], unique=False)

    op.create_table(
        "window_part",
        sa.Column("window_id", kinds.ID, nullable=False),
        sa.Column(
            "part",
            kinds.choice(
                "part",
                "identity",
                "family",
                "whereabouts",
                "health",
                "safeguarding",
                "referral",
                "plan",
                "week",
                "work",
                "grades",
                "attendance",
                "behaviour",
                "notes",
                "messages",
                "check_ins",
                "files",
            ),
            nullable=False,
        ),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_window_part_network_id_network")),
        sa.ForeignKeyConstraint(["window_id"], ["window.id"], name=op.f("fk_window_part_window_id_window")),
        sa.PrimaryKeyConstraint("window_id", "part", name=op.f("pk_window_part")),
    )

    op.create_table(
        "answerer",
        sa.Column("assignment_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_answerer_dates_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_answerer_account_id_account")),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignment.id"], name=op.f("fk_answerer_assignment_id_assignment")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_answerer_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_answerer_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answerer")),
    )
    with op.batch_alter_table("answerer", schema=None) as batch_op:
        batch_op.create_index("ix_answerer_account", ["network_id", "account_id", "assignment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_answerer_assignment_id"), ["assignment_id"], unique=False)

    op.create_table(
        "attempt",
        sa.Column("assignment_id", kinds.ID, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("opened_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignment.id"], name=op.f("fk_attempt_assignment_id_assignment")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_attempt_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        sa.UniqueConstraint("assignment_id", "number", name=op.f("uq_attempt_assignment_id_number")),
    )

    op.create_table(
        "hand_in",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("pressed_at", kinds.MOMENT, nullable=False),
        sa.Column("arrived_at", kinds.MOMENT, nullable=False),
        sa.Column("receipt", sa.String(length=12), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_hand_in_attempt_id_attempt")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_hand_in_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_in")),
        sa.UniqueConstraint("attempt_id", name=op.f("uq_hand_in_attempt_id")),
    )
    with op.batch_alter_table("hand_in", schema=None) as batch_op:
        batch_op.create_index("ix_hand_in_arrived", ["network_id", "arrived_at", "id"], unique=False)

    op.create_table(
        "piece",
        sa.Column("attempt_id", kinds.ID, nullable=False),
        sa.Column("stored_file_id", kinds.ID, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("added_at", kinds.MOMENT, nullable=False),
        sa.Column("removed_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=op.f("fk_piece_attempt_id_attempt")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_piece_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_piece_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_piece")),
    )
    with op.batch_alter_table("piece", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_piece_attempt_id"), ["attempt_id"], unique=False)

    op.create_table(
        "feedback",
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("outcome", kinds.choice("outcome", "another_go", "done"), nullable=False),
        sa.Column("returned_by", kinds.ID, nullable=False),
        sa.Column("returned_at", kinds.MOMENT, nullable=False),
        sa.Column("undone_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["hand_in_id"], ["hand_in.id"], name=op.f("fk_feedback_hand_in_id_hand_in")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_feedback_network_id_network")),
        sa.ForeignKeyConstraint(["returned_by"], ["account.id"], name=op.f("fk_feedback_returned_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback")),
    )
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_hand_in_id"), ["hand_in_id"], unique=False)
        batch_op.create_index(
            "uq_feedback_in_force",
            ["hand_in_id"],
            unique=True,
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )

    op.create_table(
        "reply",
        sa.Column("feedback_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sent_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_reply_account_id_account")),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_reply_feedback_id_feedback")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_reply_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply")),
    )
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_feedback_id"), ["feedback_id"], unique=False)

    op.create_table(
        "search_entry",
        sa.Column("number", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", kinds.ID, nullable=False),
        sa.Column("audience", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("title_words", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_search_entry_network_id_network")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_entry")),
        sa.UniqueConstraint(
            "network_id",
            "kind",
            "object_id",
            "audience",
            name=op.f("uq_search_entry_network_id_kind_object_id_audience"),
        ),
    )
    for statement in POSTGRESQL_SEARCH if wall.is_postgresql() else SQLITE_SEARCH:
        op.execute(statement)

    for table in ("audit_event", "note"):
        wall.partition(table, FIRST_YEAR, YEARS)
    _build_the_wall()


def _build_the_wall() -> None:
    for table in BEHIND_THE_WALL:
        wall.build(table)
        rights = ["SELECT", "INSERT"]
        rights += ["UPDATE"] if table not in NEVER_CHANGE else []
        rights += ["DELETE"] if table in MAY_GO else []
        wall.grant(table, *rights)
    for table in NEVER_CHANGE:
        wall.never_changes(table)
    for table in ("network", "organisation"):
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    for table in ("job", "worker"):
        wall.grant(table, "SELECT", "INSERT", "UPDATE", "DELETE")
    wall.grant("alembic_version", "SELECT")


def downgrade() -> None:
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    if not wall.is_postgresql():
        op.execute("DROP TABLE search_words")

    op.drop_table("search_entry")
    with op.batch_alter_table("reply", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_feedback_id"))

    op.drop_table("reply")
    with op.batch_alter_table("feedback", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_feedback_in_force",
            sqlite_where=sa.text("undone_at IS NULL"),
            postgresql_where=sa.text("undone_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_feedback_hand_in_id"))

    op.drop_table("feedback")
    with op.batch_alter_table("piece", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_piece_attempt_id"))

    op.drop_table("piece")
    with op.batch_alter_table("hand_in", schema=None) as batch_op:
        batch_op.drop_index("ix_hand_in_arrived")

    op.drop_table("hand_in")

    op.drop_table("attempt")
    with op.batch_alter_table("answerer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answerer_assignment_id"))
        batch_op.drop_index("ix_answerer_account")

    op.drop_table("answerer")

    op.drop_table("window_part")
    with op.batch_alter_table("revision_resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_revision_resource_resource_id"))

    op.drop_table("revision_resource")
    with op.batch_alter_table("care_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_care_link_pupil_id"))
        batch_op.drop_index("ix_care_link_account_kind")
        batch_op.drop_index(batch_op.f("ix_care_link_account_id"))

    op.drop_table("care_link")
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assignment_revision_id"))
        batch_op.drop_index("ix_assignment_pupil_state")

    op.drop_table("assignment")
    with op.batch_alter_table("window", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_window_pupil_id"))
        batch_op.drop_index("ix_window_account_organisation")
        batch_op.drop_index(batch_op.f("ix_window_account_id"))
        batch_op.drop_index("ix_window_about")

    op.drop_table("window")
    with op.batch_alter_table("resource", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_resource_lesson_id"))

    op.drop_table("resource")
    with op.batch_alter_table("lesson_revision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_revision_lesson_id"))

    op.drop_table("lesson_revision")
    with op.batch_alter_table("enrolment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_enrolment_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_enrolment_organisation_id"))

    op.drop_table("enrolment")
    with op.batch_alter_table("carer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_carer_pupil_id"))

    op.drop_table("carer")
    with op.batch_alter_table("upload", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upload_stored_file_id"))
        batch_op.drop_index("ix_upload_created_at")
        batch_op.drop_index("ix_upload_account_state")

    op.drop_table("upload")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_account_id"))

    op.drop_table("sign_in")
    with op.batch_alter_table("pupil", schema=None) as batch_op:
        batch_op.drop_index("ix_pupil_sort")

    op.drop_table("pupil")

    op.drop_table("once")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_organisation_id"))
        batch_op.drop_index(batch_op.f("ix_membership_account_id"))

    op.drop_table("membership")
    with op.batch_alter_table("lesson", schema=None) as batch_op:
        batch_op.drop_index("ix_lesson_state")
        batch_op.drop_index(batch_op.f("ix_lesson_organisation_id"))

    op.drop_table("lesson")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_account_id"))

    op.drop_table("invitation")

    op.drop_table("draft")
    with op.batch_alter_table("credential", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_credential_account_id"))

    op.drop_table("credential")

    op.drop_table("term")

    op.drop_table("stored_file")
    with op.batch_alter_table("note", schema=None) as batch_op:
        batch_op.drop_index("ix_note_pupil_at")
        batch_op.drop_index("ix_note_kind_object_at")
        batch_op.drop_index("ix_note_kind_key_at")

    op.drop_table("note")
    with op.batch_alter_table("network_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_network_member_organisation_id"))

    op.drop_table("network_member")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index("ix_mail_newest")

    op.drop_table("mail")
    with op.batch_alter_table("audit_event", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_event_pupil")
        batch_op.drop_index("ix_audit_event_object")

    op.drop_table("audit_event")

    op.drop_table("account")
    with op.batch_alter_table("worker", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_worker_seen_at"))

    op.drop_table("worker")
    op.drop_table("organisation")
    op.drop_table("network")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_job_dedup_key",
            sqlite_where=sa.text("state IN ('waiting', 'running')"),
            postgresql_where=sa.text("state IN ('waiting', 'running')"),
        )
        batch_op.drop_index(
            "ix_job_waiting", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
        batch_op.drop_index(
            "ix_job_running", sqlite_where=sa.text("state = 'running'"), postgresql_where=sa.text("state = 'running'")
        )
        batch_op.drop_index(batch_op.f("ix_job_finished_at"))

    op.drop_table("job")
    if wall.is_postgresql():
        op.execute("DROP FUNCTION refuse_change()")
