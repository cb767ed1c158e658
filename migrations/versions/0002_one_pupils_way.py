"""One pupil's way: referral, panel, footing, week, plan, what a mentor notes, who was seen."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BEHIND_THE_WALL = (
    "panel",
    "meeting",
    "panel_member",
    "paper",
    "register_link",
    "away",
    "concern",
    "contact_note",
    "footing",
    "goal_view",
    "help",
    "lesson_out",
    "meeting_member",
    "mentor_task",
    "observation",
    "programme",
    "provider_mark",
    "seen",
    "sharing_note",
    "week_pattern",
    "plan",
    "return_step",
    "slot",
    "take_part",
    "plan_version",
    "referral",
    "contribution",
    "goal",
    "meeting_case",
    "plan_agreement",
    "plan_words",
    "version_lesson_out",
    "answer",
    "decision",
    "discussion",
    "decision_member",
    "offer_part",
)

# Written once.
NEVER_CHANGE = ("take_part", "discussion", "decision_member", "goal_view", "plan_agreement", "seen", "provider_mark")

# What is laid out in a draft that nobody was asked about yet may be taken out of it again; a paper lies a day.
MAY_GO = ("slot", "goal", "version_lesson_out", "paper")

FIRST_YEAR, YEARS = 2026, 4


def upgrade() -> None:
    op.create_table(
        "panel",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("quorum", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("quorum BETWEEN 2 AND 20", name=op.f("ck_panel_quorum_of_two_or_more")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_panel_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
    )
    op.create_table(
        "meeting",
        sa.Column("panel_id", kinds.ID, nullable=False),
        sa.Column("starts_at", kinds.MOMENT, nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("closed_at", kinds.MOMENT, nullable=True),
        sa.Column("closed_by", kinds.ID, nullable=True),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["closed_by"], ["account.id"], name=op.f("fk_meeting_closed_by_account")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_meeting_made_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_meeting_network_id_network")),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_meeting_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meeting_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "panel_member",
        sa.Column("panel_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("chairs", sa.Boolean(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_panel_member_dates_in_order")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_panel_member_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_panel_member_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_panel_member_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["panel_id"], ["panel.id"], name=op.f("fk_panel_member_panel_id_panel")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_member")),
    )
    with op.batch_alter_table("panel_member", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_panel_member_account_id"), ["account_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_panel_member_panel_id"), ["panel_id"], unique=False)

    op.create_table(
        "paper",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("hat", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", kinds.ID, nullable=False),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=True),
        sa.Column("stored_file_id", kinds.ID, nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=True),
        sa.Column("refused", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_paper_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_paper_network_id_network")),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_file.id"], name=op.f("fk_paper_stored_file_id_stored_file")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper")),
    )
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.create_index("ix_paper_about", ["network_id", "kind", "about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_paper_account_id"), ["account_id"], unique=False)

    op.create_table(
        "register_link",
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("session", kinds.choice("session", "am", "pm"), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("sent_to", sa.String(200), nullable=False),
        sa.Column("expires_at", kinds.MOMENT, nullable=False),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_register_link_made_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_register_link_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_register_link_organisation_id_organisation")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_register_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_register_link_digest")),
    )
    with op.batch_alter_table("register_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_register_link_organisation_id"), ["organisation_id"], unique=False)

    op.create_table(
        "away",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column(
            "why", kinds.choice("awaywhy", "ill", "injured", "suspended", "bereaved", "caring", "other"), nullable=False
        ),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("answers_id", kinds.ID, nullable=False),
        sa.Column("opened_by", kinds.ID, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NOT NULL", name=op.f("ck_away_ends_some_day")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_away_dates_in_order")),
        sa.ForeignKeyConstraint(["answers_id"], ["account.id"], name=op.f("fk_away_answers_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_away_network_id_network")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_away_opened_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_away_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_away_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_away")),
    )
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_away_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_away_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "concern",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=True),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", kinds.ID, nullable=False),
        sa.Column("copy", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_by", kinds.ID, nullable=False),
        sa.Column("raised_at", kinds.MOMENT, nullable=False),
        sa.Column("seen_by", kinds.ID, nullable=True),
        sa.Column("seen_at", kinds.MOMENT, nullable=True),
        sa.Column("released_by", kinds.ID, nullable=True),
        sa.Column("released_at", kinds.MOMENT, nullable=True),
        sa.Column("released_because", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(released_at IS NULL) = (released_by IS NULL)", name=op.f("ck_concern_released_whole")),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name=op.f("ck_concern_seen_whole")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_concern_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_concern_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_concern_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["raised_by"], ["account.id"], name=op.f("fk_concern_raised_by_account")),
        sa.ForeignKeyConstraint(["released_by"], ["account.id"], name=op.f("fk_concern_released_by_account")),
        sa.ForeignKeyConstraint(["seen_by"], ["account.id"], name=op.f("fk_concern_seen_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern")),
    )
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.create_index("ix_concern_about", ["network_id", "about_kind", "about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_concern_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "contact_note",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice("contactkind", "call", "visit", "one_to_one", "small_group", "home", "school", "no_answer"),
            nullable=False,
        ),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.CheckConstraint(
            "minutes IS NULL OR minutes BETWEEN 0 AND 600", name=op.f("ck_contact_note_minutes_in_range")
        ),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_contact_note_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_contact_note_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_contact_note_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_note")),
    )
    with op.batch_alter_table("contact_note", schema=None) as batch_op:
        batch_op.create_index("ix_contact_note_pupil_at", ["network_id", "pupil_id", "at"], unique=False)

    op.create_table(
        "footing",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice(
                "slotkind",
                "school",
                "base",
                "home_online",
                "college",
                "work_experience",
                "mentor",
                "group",
                "agency",
                "own_time",
            ),
            nullable=False,
        ),
        sa.Column(
            "basis",
            kinds.choice(
                "slotbasis",
                "at_school",
                "off_site_activity",
                "off_site_direction",
                "dual_registration",
                "arranged_by_authority",
                "ehcp",
                "work_experience",
                "part_time_timetable",
                "own_time",
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("place_id", kinds.ID, nullable=True),
        sa.Column("papers", sa.String(200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("confirmed_by", kinds.ID, nullable=False),
        sa.Column("confirmed_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint(
            "basis <> 'part_time_timetable' OR ends_on IS NOT NULL", name=op.f("ck_footing_part_time_ends")
        ),
        sa.CheckConstraint(
            "basis <> 'part_time_timetable' OR reason IS NOT NULL", name=op.f("ck_footing_part_time_has_reason")
        ),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_footing_dates_in_order")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["account.id"], name=op.f("fk_footing_confirmed_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_footing_network_id_network")),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name=op.f("fk_footing_place_id_organisation")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_footing_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_footing")),
    )
    with op.batch_alter_table("footing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_footing_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "goal_view",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("goal_key", kinds.ID, nullable=False),
        sa.Column("party", kinds.choice("party", "pupil", "carer", "school", "mentor"), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("rating", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("rating BETWEEN 0 AND 10", name=op.f("ck_goal_view_nought_to_ten")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_goal_view_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_goal_view_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_goal_view_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_view")),
    )
    with op.batch_alter_table("goal_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_view_goal_key"), ["goal_key"], unique=False)
        batch_op.create_index(batch_op.f("ix_goal_view_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "help",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("not_mentor", sa.Boolean(), nullable=False),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("seen_by", kinds.ID, nullable=True),
        sa.Column("seen_at", kinds.MOMENT, nullable=True),
        sa.Column("answered_by", kinds.ID, nullable=True),
        sa.Column("answered_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by IS NULL)", name=op.f("ck_help_answered_whole")),
        sa.CheckConstraint("(seen_at IS NULL) = (seen_by IS NULL)", name=op.f("ck_help_seen_whole")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_help_answered_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_help_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_help_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["seen_by"], ["account.id"], name=op.f("fk_help_seen_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help")),
    )
    with op.batch_alter_table("help", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_help_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "lesson_out",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("lesson", sa.String(200), nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("session", kinds.choice("session", "am", "pm"), nullable=False),
        sa.Column("period", sa.String(200), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("instead", sa.String(200), nullable=False),
        sa.Column("responsible_id", kinds.ID, nullable=True),
        sa.Column("responsible", sa.String(200), nullable=True),
        sa.Column("agreed_at", kinds.MOMENT, nullable=True),
        sa.Column("extends_id", kinds.ID, nullable=True),
        sa.Column("extended_by", kinds.ID, nullable=True),
        sa.Column("extended_because", sa.Text(), nullable=True),
        sa.Column("chosen_by", kinds.ID, nullable=True),
        sa.Column("chosen_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint(
            "(extends_id IS NULL) = (extended_because IS NULL)", name=op.f("ck_lesson_out_extension_has_reason")
        ),
        sa.CheckConstraint("day BETWEEN 1 AND 5", name=op.f("ck_lesson_out_school_day")),
        sa.CheckConstraint("ends_on IS NOT NULL", name=op.f("ck_lesson_out_ends_some_day")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_lesson_out_dates_in_order")),
        sa.ForeignKeyConstraint(["chosen_by"], ["account.id"], name=op.f("fk_lesson_out_chosen_by_account")),
        sa.ForeignKeyConstraint(["extended_by"], ["account.id"], name=op.f("fk_lesson_out_extended_by_account")),
        sa.ForeignKeyConstraint(["extends_id"], ["lesson_out.id"], name=op.f("fk_lesson_out_extends_id_lesson_out")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_lesson_out_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_lesson_out_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["responsible_id"], ["account.id"], name=op.f("fk_lesson_out_responsible_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_out")),
        sa.UniqueConstraint("extends_id", name=op.f("uq_lesson_out_extends_id")),
    )
    with op.batch_alter_table("lesson_out", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_lesson_out_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "meeting_member",
        sa.Column("meeting_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("came_at", kinds.MOMENT, nullable=False),
        sa.Column("left_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_meeting_member_account_id_account")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_member_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_meeting_member_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_member")),
        sa.UniqueConstraint("meeting_id", "account_id", name=op.f("uq_meeting_member_meeting_id_account_id")),
    )
    op.create_table(
        "mentor_task",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice("taskkind", "meet", "tell_family_dates", "write_goals", "lay_out_week", "set_first_work"),
            nullable=False,
        ),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("done_at", kinds.MOMENT, nullable=True),
        sa.Column("done_by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_mentor_task_done_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_mentor_task_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_mentor_task_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mentor_task")),
    )
    with op.batch_alter_table("mentor_task", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mentor_task_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "observation",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("observationkind", "praise", "hard_moment", "seen"), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_observation_account_id_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_observation_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_observation_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observation")),
    )
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.create_index("ix_observation_pupil_at", ["network_id", "pupil_id", "at"], unique=False)

    op.create_table(
        "programme",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("confirmed_by", kinds.ID, nullable=False),
        sa.Column("confirmed_at", kinds.MOMENT, nullable=False),
        sa.Column(
            "outcome",
            kinds.choice(
                "programmeoutcome",
                "back_and_staying",
                "back_and_out_again",
                "college",
                "extended",
                "moved",
                "excluded",
                "not_known",
            ),
            nullable=True,
        ),
        sa.Column("destination", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_programme_dates_in_order")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["account.id"], name=op.f("fk_programme_confirmed_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_programme_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_programme_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_programme_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_programme_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "provider_mark",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("session", kinds.choice("session", "am", "pm"), nullable=False),
        sa.Column("mark", kinds.choice("mark", "here", "late", "not_here", "left"), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("link_id", kinds.ID, nullable=True),
        sa.Column("by", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("link_id IS NOT NULL OR by IS NOT NULL", name=op.f("ck_provider_mark_said_by_somebody")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_provider_mark_by_account")),
        sa.ForeignKeyConstraint(["link_id"], ["register_link.id"], name=op.f("fk_provider_mark_link_id_register_link")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_provider_mark_network_id_network")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_provider_mark_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_provider_mark_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_provider_mark")),
        postgresql_partition_by="RANGE (id)",
    )
    with op.batch_alter_table("provider_mark", schema=None) as batch_op:
        batch_op.create_index("ix_provider_mark_pupil_on", ["network_id", "pupil_id", "on"], unique=False)

    op.create_table(
        "seen",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("session", kinds.choice("session", "am", "pm"), nullable=False),
        sa.Column("how", kinds.choice("seenhow", "face", "call", "reply"), nullable=False),
        sa.Column("by", kinds.ID, nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_seen_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_seen_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_seen_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen")),
        postgresql_partition_by="RANGE (id)",
    )
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.create_index("ix_seen_pupil_on", ["network_id", "pupil_id", "on"], unique=False)

    op.create_table(
        "sharing_note",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("about_kind", sa.String(length=40), nullable=False),
        sa.Column("about_id", kinds.ID, nullable=False),
        sa.Column("to_whom", sa.String(200), nullable=False),
        sa.Column("what", sa.String(200), nullable=False),
        sa.Column("why", sa.String(200), nullable=False),
        sa.Column(
            "basis", kinds.choice("lawfulbasis", "public_task", "legal_obligation", "vital_interests"), nullable=True
        ),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_by", kinds.ID, nullable=True),
        sa.Column("objection", sa.Text(), nullable=True),
        sa.Column("objected_by", sa.String(200), nullable=True),
        sa.Column("objector_id", kinds.ID, nullable=True),
        sa.Column("objected_at", kinds.MOMENT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by", kinds.ID, nullable=True),
        sa.Column("answered_at", kinds.MOMENT, nullable=True),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(answer IS NULL) = (answered_at IS NULL)", name=op.f("ck_sharing_note_answer_whole")),
        sa.CheckConstraint("(objection IS NULL) = (objected_at IS NULL)", name=op.f("ck_sharing_note_objection_whole")),
        sa.ForeignKeyConstraint(["answered_by"], ["account.id"], name=op.f("fk_sharing_note_answered_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_sharing_note_network_id_network")),
        sa.ForeignKeyConstraint(["objector_id"], ["account.id"], name=op.f("fk_sharing_note_objector_id_account")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_sharing_note_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["told_by"], ["account.id"], name=op.f("fk_sharing_note_told_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sharing_note")),
    )
    with op.batch_alter_table("sharing_note", schema=None) as batch_op:
        batch_op.create_index("ix_sharing_note_about", ["network_id", "about_kind", "about_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_sharing_note_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "week_pattern",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("frozen_at", kinds.MOMENT, nullable=True),
        sa.Column("agreed_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("agreed_at IS NULL OR frozen_at IS NOT NULL", name=op.f("ck_week_pattern_agreed_is_frozen")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_week_pattern_dates_in_order")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_week_pattern_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_week_pattern_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_week_pattern")),
    )
    with op.batch_alter_table("week_pattern", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_week_pattern_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "plan",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("programme_id", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_plan_network_id_network")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_plan_programme_id_programme")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_plan_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_plan_programme_id")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "return_step",
        sa.Column("lesson_out_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice("returnstepkind", "teacher_told", "seat", "who_meets_them", "pupil_asked", "caught_up"),
            nullable=False,
        ),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("done_by", kinds.ID, nullable=False),
        sa.Column("done_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["account.id"], name=op.f("fk_return_step_done_by_account")),
        sa.ForeignKeyConstraint(
            ["lesson_out_id"], ["lesson_out.id"], name=op.f("fk_return_step_lesson_out_id_lesson_out")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_return_step_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_return_step")),
        sa.UniqueConstraint("lesson_out_id", "kind", name=op.f("uq_return_step_lesson_out_id_kind")),
    )
    op.create_table(
        "slot",
        sa.Column("pattern_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("day", sa.SmallInteger(), nullable=False),
        sa.Column("session", kinds.choice("session", "am", "pm"), nullable=False),
        sa.Column(
            "kind",
            kinds.choice(
                "slotkind",
                "school",
                "base",
                "home_online",
                "college",
                "work_experience",
                "mentor",
                "group",
                "agency",
                "own_time",
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("place_id", kinds.ID, nullable=True),
        sa.Column("place", sa.String(200), nullable=True),
        sa.Column("responsible_id", kinds.ID, nullable=True),
        sa.Column("responsible", sa.String(200), nullable=True),
        sa.Column("footing_id", kinds.ID, nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("day BETWEEN 1 AND 5", name=op.f("ck_slot_school_day")),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_slot_dates_in_order")),
        sa.ForeignKeyConstraint(["footing_id"], ["footing.id"], name=op.f("fk_slot_footing_id_footing")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_slot_network_id_network")),
        sa.ForeignKeyConstraint(["pattern_id"], ["week_pattern.id"], name=op.f("fk_slot_pattern_id_week_pattern")),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name=op.f("fk_slot_place_id_organisation")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_slot_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["responsible_id"], ["account.id"], name=op.f("fk_slot_responsible_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_slot")),
    )
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_slot_pattern_id"), ["pattern_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_place_id"), ["place_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_slot_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "take_part",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("party", kinds.choice("party", "pupil", "carer", "school", "mentor"), nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("given_at", kinds.MOMENT, nullable=False),
        sa.Column("how", kinds.choice("how", "self", "in_person", "phone"), nullable=False),
        sa.Column("recorded_by", kinds.ID, nullable=False),
        sa.Column("interpreter", sa.String(200), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name=op.f("ck_take_part_carer_is_named")),
        sa.CheckConstraint("how = 'self' OR read_back", name=op.f("ck_take_part_read_back")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_take_part_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_take_part_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_take_part_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_take_part_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_take_part")),
    )
    with op.batch_alter_table("take_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_take_part_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "plan_version",
        sa.Column("plan_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("state", kinds.choice("planstate", "draft", "proposed", "agreed", "superseded"), nullable=False),
        sa.Column("pattern_id", kinds.ID, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("proposed_at", kinds.MOMENT, nullable=True),
        sa.Column("agreed_at", kinds.MOMENT, nullable=True),
        sa.Column("without_by", kinds.ID, nullable=True),
        sa.Column("without_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "(without_by IS NULL) = (without_because IS NULL)", name=op.f("ck_plan_version_without_whole")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_plan_version_made_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_plan_version_network_id_network")),
        sa.ForeignKeyConstraint(
            ["pattern_id"], ["week_pattern.id"], name=op.f("fk_plan_version_pattern_id_week_pattern")
        ),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id_plan")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_plan_version_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["without_by"], ["account.id"], name=op.f("fk_plan_version_without_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("pattern_id", name=op.f("uq_plan_version_pattern_id")),
        sa.UniqueConstraint("plan_id", "number", name=op.f("uq_plan_version_plan_id_number")),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(
            "uq_plan_version_agreed",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("state = 'agreed'"),
            postgresql_where=sa.text("state = 'agreed'"),
        )
        batch_op.create_index(
            "uq_plan_version_open",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'proposed')"),
            postgresql_where=sa.text("state IN ('draft', 'proposed')"),
        )

    op.create_table(
        "referral",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column(
            "state",
            kinds.choice(
                "referralstate",
                "opened",
                "with_head",
                "with_lead",
                "ready",
                "listed",
                "need_more",
                "offered",
                "not_this_time",
                "started",
                "withdrawn",
                "lapsed",
            ),
            nullable=False,
        ),
        sa.Column("opened_by", kinds.ID, nullable=False),
        sa.Column("opened_at", kinds.MOMENT, nullable=False),
        sa.Column("why_now", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("roll_confirmed_at", kinds.MOMENT, nullable=False),
        sa.Column("mentor_link_id", kinds.ID, nullable=True),
        sa.Column("lapses_on", sa.Date(), nullable=False),
        sa.Column("sent_at", kinds.MOMENT, nullable=True),
        sa.Column("signed_by", kinds.ID, nullable=True),
        sa.Column("signed_at", kinds.MOMENT, nullable=True),
        sa.Column("without_because", sa.Text(), nullable=True),
        sa.Column("looked_by", kinds.ID, nullable=True),
        sa.Column("looked_at", kinds.MOMENT, nullable=True),
        sa.Column("asked_for", sa.Text(), nullable=True),
        sa.Column("added", sa.Text(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(looked_at IS NULL) = (looked_by IS NULL)", name=op.f("ck_referral_looked_whole")),
        sa.CheckConstraint("(signed_at IS NULL) = (signed_by IS NULL)", name=op.f("ck_referral_signed_whole")),
        sa.ForeignKeyConstraint(["ended_by"], ["account.id"], name=op.f("fk_referral_ended_by_account")),
        sa.ForeignKeyConstraint(["looked_by"], ["account.id"], name=op.f("fk_referral_looked_by_account")),
        sa.ForeignKeyConstraint(
            ["mentor_link_id"], ["care_link.id"], name=op.f("fk_referral_mentor_link_id_care_link")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_referral_network_id_network")),
        sa.ForeignKeyConstraint(["opened_by"], ["account.id"], name=op.f("fk_referral_opened_by_account")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_referral_organisation_id_organisation")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_referral_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["signed_by"], ["account.id"], name=op.f("fk_referral_signed_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_referral")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_referral_organisation_id"), ["organisation_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_referral_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index("ix_referral_state", ["network_id", "state", "opened_at"], unique=False)
        batch_op.create_index(
            "uq_referral_open",
            ["pupil_id"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('not_this_time', 'started', 'withdrawn', 'lapsed')"),
            postgresql_where=sa.text("state NOT IN ('not_this_time', 'started', 'withdrawn', 'lapsed')"),
        )

    op.create_table(
        "contribution",
        sa.Column("referral_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("party", kinds.choice("party", "pupil", "carer", "school", "mentor"), nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=True),
        sa.Column("asked_at", kinds.MOMENT, nullable=False),
        sa.Column("given_at", kinds.MOMENT, nullable=True),
        sa.Column("how", kinds.choice("how", "self", "in_person", "phone"), nullable=True),
        sa.Column("written_by", kinds.ID, nullable=True),
        sa.Column("interpreter", sa.String(200), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("judged_with", sa.String(200), nullable=True),
        sa.Column("none_because", sa.Text(), nullable=True),
        sa.Column("none_by", kinds.ID, nullable=True),
        sa.Column("none_at", kinds.MOMENT, nullable=True),
        sa.Column("read_by", kinds.ID, nullable=True),
        sa.Column("read_at", kinds.MOMENT, nullable=True),
        sa.Column("superseded_at", kinds.MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name=op.f("ck_contribution_carer_is_named")),
        sa.CheckConstraint("how IS NULL OR how = 'self' OR read_back", name=op.f("ck_contribution_read_back")),
        sa.CheckConstraint("party IN ('pupil', 'carer')", name=op.f("ck_contribution_pupil_or_carer")),
        sa.CheckConstraint("(given_at IS NULL) = (how IS NULL)", name=op.f("ck_contribution_given_whole")),
        sa.CheckConstraint("(none_at IS NULL) = (none_because IS NULL)", name=op.f("ck_contribution_none_whole")),
        sa.CheckConstraint("(read_at IS NULL) = (read_by IS NULL)", name=op.f("ck_contribution_read_whole")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_contribution_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_contribution_network_id_network")),
        sa.ForeignKeyConstraint(["none_by"], ["account.id"], name=op.f("fk_contribution_none_by_account")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_contribution_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["read_by"], ["account.id"], name=op.f("fk_contribution_read_by_account")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_contribution_referral_id_referral")),
        sa.ForeignKeyConstraint(["written_by"], ["account.id"], name=op.f("fk_contribution_written_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contribution")),
    )
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_contribution_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_contribution_referral_id"), ["referral_id"], unique=False)

    op.create_table(
        "goal",
        sa.Column("plan_version_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("key", kinds.ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("measure", sa.String(200), nullable=False),
        sa.Column("by_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.String(200), nullable=False),
        sa.Column("met_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 3", name=op.f("ck_goal_up_to_three")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_goal_network_id_network")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_goal_plan_version_id_plan_version")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_goal_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal")),
        sa.UniqueConstraint("plan_version_id", "position", name=op.f("uq_goal_plan_version_id_position")),
    )
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "meeting_case",
        sa.Column("meeting_id", kinds.ID, nullable=False),
        sa.Column("referral_id", kinds.ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("listed_by", kinds.ID, nullable=False),
        sa.Column("listed_at", kinds.MOMENT, nullable=False),
        sa.Column("taken_off_at", kinds.MOMENT, nullable=True),
        sa.Column("taken_off_because", sa.String(200), nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["listed_by"], ["account.id"], name=op.f("fk_meeting_case_listed_by_account")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_meeting_case_meeting_id_meeting")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_meeting_case_network_id_network")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_meeting_case_referral_id_referral")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting_case")),
    )
    with op.batch_alter_table("meeting_case", schema=None) as batch_op:
        batch_op.create_index("ix_meeting_case_meeting", ["meeting_id", "position"], unique=False)
        batch_op.create_index(batch_op.f("ix_meeting_case_referral_id"), ["referral_id"], unique=False)

    op.create_table(
        "plan_agreement",
        sa.Column("plan_version_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("party", kinds.choice("party", "pupil", "carer", "school", "mentor"), nullable=False),
        sa.Column("carer_id", kinds.ID, nullable=True),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("given_at", kinds.MOMENT, nullable=False),
        sa.Column("how", kinds.choice("how", "self", "in_person", "phone"), nullable=False),
        sa.Column("recorded_by", kinds.ID, nullable=False),
        sa.Column("interpreter", sa.String(200), nullable=True),
        sa.Column("read_back", sa.Boolean(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("(party = 'carer') = (carer_id IS NOT NULL)", name=op.f("ck_plan_agreement_carer_is_named")),
        sa.CheckConstraint("how = 'self' OR read_back", name=op.f("ck_plan_agreement_read_back")),
        sa.CheckConstraint("agrees OR words IS NOT NULL", name=op.f("ck_plan_agreement_no_says_why")),
        sa.ForeignKeyConstraint(["carer_id"], ["carer.id"], name=op.f("fk_plan_agreement_carer_id_carer")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_plan_agreement_network_id_network")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_plan_agreement_plan_version_id_plan_version")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_plan_agreement_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_plan_agreement_recorded_by_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_agreement")),
    )
    with op.batch_alter_table("plan_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_agreement_plan_version_id"), ["plan_version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_agreement_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "plan_words",
        sa.Column("plan_version_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("question", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("for_school", sa.Boolean(), nullable=False),
        sa.Column("for_parent", sa.Boolean(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("source_id", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_plan_words_network_id_network")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_plan_words_plan_version_id_plan_version")
        ),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_plan_words_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_words")),
    )
    with op.batch_alter_table("plan_words", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_words_plan_version_id"), ["plan_version_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_words_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "version_lesson_out",
        sa.Column("plan_version_id", kinds.ID, nullable=False),
        sa.Column("lesson_out_id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["lesson_out_id"], ["lesson_out.id"], name=op.f("fk_version_lesson_out_lesson_out_id_lesson_out")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_version_lesson_out_network_id_network")),
        sa.ForeignKeyConstraint(
            ["plan_version_id"], ["plan_version.id"], name=op.f("fk_version_lesson_out_plan_version_id_plan_version")
        ),
        sa.PrimaryKeyConstraint("plan_version_id", "lesson_out_id", name=op.f("pk_version_lesson_out")),
    )
    op.create_table(
        "answer",
        sa.Column("contribution_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column(
            "question",
            kinds.choice("question", "good_at", "in_the_way", "hope", "carer_know", "carer_worry", "carer_hope"),
            nullable=False,
        ),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("for_school", sa.Boolean(), nullable=False),
        sa.Column("for_panel", sa.Boolean(), nullable=False),
        sa.Column("for_parent", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contribution.id"], name=op.f("fk_answer_contribution_id_contribution")
        ),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_answer_network_id_network")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_answer_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("contribution_id", "question", name=op.f("uq_answer_contribution_id_question")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_pupil_id"), ["pupil_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("case_id", kinds.ID, nullable=False),
        sa.Column("referral_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("outcome", kinds.choice("decisionoutcome", "offer", "not_this_time", "need_more"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=True),
        sa.Column("instead", sa.Text(), nullable=True),
        sa.Column("instead_who", sa.String(200), nullable=True),
        sa.Column("instead_from", sa.Date(), nullable=True),
        sa.Column("need", sa.Text(), nullable=True),
        sa.Column("need_by", sa.Date(), nullable=True),
        sa.Column("quorum", sa.SmallInteger(), nullable=False),
        sa.Column("decided_by", kinds.ID, nullable=False),
        sa.Column("decided_at", kinds.MOMENT, nullable=False),
        sa.Column("tells_id", kinds.ID, nullable=False),
        sa.Column("told_at", kinds.MOMENT, nullable=True),
        sa.Column("letter", sa.Text(), nullable=True),
        sa.Column("letter_to_pupil", sa.Text(), nullable=True),
        sa.Column("programme_id", kinds.ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint(
            "outcome <> 'need_more' OR (need IS NOT NULL AND need_by IS NOT NULL)", name=op.f("ck_decision_need_whole")
        ),
        sa.CheckConstraint(
            "outcome <> 'not_this_time' OR (instead_who IS NOT NULL AND instead_from IS NOT NULL)",
            name=op.f("ck_decision_says_who_instead"),
        ),
        sa.CheckConstraint(
            "outcome <> 'not_this_time' OR instead IS NOT NULL", name=op.f("ck_decision_says_what_instead")
        ),
        sa.CheckConstraint("(letter IS NULL) = (letter_to_pupil IS NULL)", name=op.f("ck_decision_letter_to_each")),
        sa.CheckConstraint("(told_at IS NULL) = (letter IS NULL)", name=op.f("ck_decision_told_with_letter")),
        sa.ForeignKeyConstraint(["case_id"], ["meeting_case.id"], name=op.f("fk_decision_case_id_meeting_case")),
        sa.ForeignKeyConstraint(["decided_by"], ["account.id"], name=op.f("fk_decision_decided_by_account")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_decision_network_id_network")),
        sa.ForeignKeyConstraint(["programme_id"], ["programme.id"], name=op.f("fk_decision_programme_id_programme")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_decision_pupil_id_pupil")),
        sa.ForeignKeyConstraint(["referral_id"], ["referral.id"], name=op.f("fk_decision_referral_id_referral")),
        sa.ForeignKeyConstraint(["tells_id"], ["account.id"], name=op.f("fk_decision_tells_id_account")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("case_id", name=op.f("uq_decision_case_id")),
        sa.UniqueConstraint("programme_id", name=op.f("uq_decision_programme_id")),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_pupil_id"), ["pupil_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_decision_referral_id"), ["referral_id"], unique=False)

    op.create_table(
        "discussion",
        sa.Column("case_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_discussion_account_id_account")),
        sa.ForeignKeyConstraint(["case_id"], ["meeting_case.id"], name=op.f("fk_discussion_case_id_meeting_case")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_discussion_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discussion")),
    )
    with op.batch_alter_table("discussion", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_discussion_case_id"), ["case_id"], unique=False)

    op.create_table(
        "decision_member",
        sa.Column("decision_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_decision_member_account_id_account")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_decision_member_decision_id_decision")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_decision_member_network_id_network")),
        sa.PrimaryKeyConstraint("decision_id", "account_id", name=op.f("pk_decision_member")),
    )
    op.create_table(
        "offer_part",
        sa.Column("decision_id", kinds.ID, nullable=False),
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column(
            "kind",
            kinds.choice(
                "slotkind",
                "school",
                "base",
                "home_online",
                "college",
                "work_experience",
                "mentor",
                "group",
                "agency",
                "own_time",
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("place_id", kinds.ID, nullable=True),
        sa.Column("sessions", sa.SmallInteger(), nullable=False),
        sa.Column(
            "basis",
            kinds.choice(
                "slotbasis",
                "at_school",
                "off_site_activity",
                "off_site_direction",
                "dual_registration",
                "arranged_by_authority",
                "ehcp",
                "work_experience",
                "part_time_timetable",
                "own_time",
            ),
            nullable=False,
        ),
        sa.Column("footing_id", kinds.ID, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.CheckConstraint("sessions BETWEEN 1 AND 10", name=op.f("ck_offer_part_half_days")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_offer_part_decision_id_decision")),
        sa.ForeignKeyConstraint(["footing_id"], ["footing.id"], name=op.f("fk_offer_part_footing_id_footing")),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f("fk_offer_part_network_id_network")),
        sa.ForeignKeyConstraint(["place_id"], ["organisation.id"], name=op.f("fk_offer_part_place_id_organisation")),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupil.id"], name=op.f("fk_offer_part_pupil_id_pupil")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_part")),
        sa.UniqueConstraint("footing_id", name=op.f("uq_offer_part_footing_id")),
    )
    with op.batch_alter_table("offer_part", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_part_decision_id"), ["decision_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_offer_part_pupil_id"), ["pupil_id"], unique=False)

    for table in ("seen", "provider_mark"):
        wall.partition(table, FIRST_YEAR, YEARS)
    for table in BEHIND_THE_WALL:
        wall.build(table)
        rights = ["SELECT", "INSERT"]
        rights += ["UPDATE"] if table not in NEVER_CHANGE else []
        rights += ["DELETE"] if table in MAY_GO else []
        wall.grant(table, *rights)
    for table in NEVER_CHANGE:
        wall.never_changes(table)


def downgrade() -> None:
    for table in NEVER_CHANGE:
        wall.open_to_change(table)
    with op.batch_alter_table("offer_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offer_part_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_offer_part_decision_id"))

    op.drop_table("offer_part")
    op.drop_table("decision_member")
    with op.batch_alter_table("discussion", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_discussion_case_id"))

    op.drop_table("discussion")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_referral_id"))
        batch_op.drop_index(batch_op.f("ix_decision_pupil_id"))

    op.drop_table("decision")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_pupil_id"))

    op.drop_table("answer")
    op.drop_table("version_lesson_out")
    with op.batch_alter_table("plan_words", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_words_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_plan_words_plan_version_id"))

    op.drop_table("plan_words")
    with op.batch_alter_table("plan_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_agreement_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_plan_agreement_plan_version_id"))

    op.drop_table("plan_agreement")
    with op.batch_alter_table("meeting_case", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_case_referral_id"))
        batch_op.drop_index("ix_meeting_case_meeting")

    op.drop_table("meeting_case")
    with op.batch_alter_table("goal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_pupil_id"))

    op.drop_table("goal")
    with op.batch_alter_table("contribution", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_contribution_referral_id"))
        batch_op.drop_index(batch_op.f("ix_contribution_pupil_id"))

    op.drop_table("contribution")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_referral_open",
            sqlite_where=sa.text("state NOT IN ('not_this_time', 'started', 'withdrawn', 'lapsed')"),
            postgresql_where=sa.text("state NOT IN ('not_this_time', 'started', 'withdrawn', 'lapsed')"),
        )
        batch_op.drop_index("ix_referral_state")
        batch_op.drop_index(batch_op.f("ix_referral_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_referral_organisation_id"))

    op.drop_table("referral")
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_version_open",
            sqlite_where=sa.text("state IN ('draft', 'proposed')"),
            postgresql_where=sa.text("state IN ('draft', 'proposed')"),
        )
        batch_op.drop_index(
            "uq_plan_version_agreed",
            sqlite_where=sa.text("state = 'agreed'"),
            postgresql_where=sa.text("state = 'agreed'"),
        )
        batch_op.drop_index(batch_op.f("ix_plan_version_pupil_id"))

    op.drop_table("plan_version")
    with op.batch_alter_table("take_part", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_take_part_pupil_id"))

    op.drop_table("take_part")
    with op.batch_alter_table("slot", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_slot_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_slot_place_id"))
        batch_op.drop_index(batch_op.f("ix_slot_pattern_id"))

    op.drop_table("slot")
    op.drop_table("return_step")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_pupil_id"))

    op.drop_table("plan")
    with op.batch_alter_table("week_pattern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_week_pattern_pupil_id"))

    op.drop_table("week_pattern")
    with op.batch_alter_table("sharing_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sharing_note_pupil_id"))
        batch_op.drop_index("ix_sharing_note_about")

    op.drop_table("sharing_note")
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.drop_index("ix_seen_pupil_on")

    op.drop_table("seen")
    with op.batch_alter_table("provider_mark", schema=None) as batch_op:
        batch_op.drop_index("ix_provider_mark_pupil_on")

    op.drop_table("provider_mark")
    with op.batch_alter_table("programme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_programme_pupil_id"))

    op.drop_table("programme")
    with op.batch_alter_table("observation", schema=None) as batch_op:
        batch_op.drop_index("ix_observation_pupil_at")

    op.drop_table("observation")
    with op.batch_alter_table("mentor_task", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mentor_task_pupil_id"))

    op.drop_table("mentor_task")
    op.drop_table("meeting_member")
    with op.batch_alter_table("lesson_out", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_lesson_out_pupil_id"))

    op.drop_table("lesson_out")
    with op.batch_alter_table("help", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_help_pupil_id"))

    op.drop_table("help")
    with op.batch_alter_table("goal_view", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_view_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_goal_view_goal_key"))

    op.drop_table("goal_view")
    with op.batch_alter_table("footing", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_footing_pupil_id"))

    op.drop_table("footing")
    with op.batch_alter_table("contact_note", schema=None) as batch_op:
        batch_op.drop_index("ix_contact_note_pupil_at")

    op.drop_table("contact_note")
    with op.batch_alter_table("concern", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_concern_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_concern_organisation_id"))
        batch_op.drop_index("ix_concern_about")

    op.drop_table("concern")
    with op.batch_alter_table("away", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_away_pupil_id"))
        batch_op.drop_index(batch_op.f("ix_away_organisation_id"))

    op.drop_table("away")
    with op.batch_alter_table("register_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_register_link_organisation_id"))

    op.drop_table("register_link")
    with op.batch_alter_table("paper", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_paper_account_id"))
        batch_op.drop_index("ix_paper_about")

    op.drop_table("paper")
    with op.batch_alter_table("panel_member", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_panel_member_panel_id"))
        batch_op.drop_index(batch_op.f("ix_panel_member_account_id"))

    op.drop_table("panel_member")
    with op.batch_alter_table("meeting", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meeting_panel_id"))

    op.drop_table("meeting")
    op.drop_table("panel")
