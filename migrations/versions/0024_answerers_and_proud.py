"""Who said they answer, by when the network answers, and what a pupil is proud of."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

PASSED_BECAUSE = ("late", "away", "gone", "said_until", "gave_back")
CHANGING = ("answer_offer", "answer_promise", "proud_thing", "proud_share")


def _own(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{table}_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _to(table: str, **columns: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Foreign keys by the name of the column."""
    return tuple(
        sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))
        for column, other in columns.items()
    )


def _dated(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f(f"ck_{table}_dates_in_order")),
    )


def upgrade() -> None:
    _offers()
    _promises()
    _proud()
    for table in CHANGING:
        wall.build(table)
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    wall.build("answer_offer_subject")
    wall.grant("answer_offer_subject", "SELECT", "INSERT", "DELETE")
    wall.build("answer_given_back")
    wall.grant("answer_given_back", "SELECT", "INSERT")
    wall.never_changes("answer_given_back")


def downgrade() -> None:
    for table in (
        "proud_share",
        "proud_thing",
        "answer_given_back",
        "answer_promise",
        "answer_offer_subject",
        "answer_offer",
    ):
        op.drop_table(table)


def _offers() -> None:
    op.create_table(
        "answer_offer",
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("a_week", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("a_week BETWEEN 1 AND 100", name=op.f("ck_answer_offer_a_week_in_range")),
        *_dated("answer_offer"),
        *_own("answer_offer"),
        *_to("answer_offer", account_id="account", organisation_id="organisation"),
    )
    in_force = sa.text("ended_at IS NULL")
    op.create_index(
        "uq_answer_offer_in_force",
        "answer_offer",
        ["account_id", "organisation_id"],
        unique=True,
        sqlite_where=in_force,
        postgresql_where=in_force,
    )
    op.create_table(
        "answer_offer_subject",
        sa.Column("offer_id", kinds.ID, nullable=False),
        sa.Column("subject_id", kinds.ID, nullable=False),
        *_own("answer_offer_subject"),
        *_to("answer_offer_subject", offer_id="answer_offer", subject_id="term"),
        sa.UniqueConstraint("offer_id", "subject_id", name=op.f("uq_answer_offer_subject_offer_id_subject_id")),
    )


def _promises() -> None:
    op.create_table(
        "answer_promise",
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("promised_at", kinds.MOMENT, nullable=False),
        sa.Column("remind_at", kinds.MOMENT, nullable=False),
        sa.Column("due_at", kinds.MOMENT, nullable=False),
        sa.Column("reminded_at", kinds.MOMENT, nullable=True),
        sa.Column("passed_on_at", kinds.MOMENT, nullable=True),
        sa.Column("passed_because", kinds.choice("passedon", *PASSED_BECAUSE), nullable=True),
        sa.CheckConstraint("remind_at <= due_at", name=op.f("ck_answer_promise_reminded_before")),
        sa.CheckConstraint(
            "(passed_on_at IS NULL) = (passed_because IS NULL)", name=op.f("ck_answer_promise_passed_on_whole")
        ),
        *_own("answer_promise"),
        *_to("answer_promise", hand_in_id="hand_in"),
        sa.UniqueConstraint("hand_in_id", name=op.f("uq_answer_promise_hand_in_id")),
    )
    op.create_index("ix_answer_promise_due", "answer_promise", ["network_id", "passed_on_at", "remind_at"])
    op.create_table(
        "answer_given_back",
        sa.Column("answerer_id", kinds.ID, nullable=False),
        sa.Column("given_back_at", kinds.MOMENT, nullable=False),
        sa.Column("because", sa.String(200), nullable=False),
        *_own("answer_given_back"),
        *_to("answer_given_back", answerer_id="answerer"),
        sa.UniqueConstraint("answerer_id", name=op.f("uq_answer_given_back_answerer_id")),
    )


def _proud() -> None:
    op.create_table(
        "proud_thing",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("proudkind", "work", "photo", "words"), nullable=False),
        sa.Column("hand_in_id", kinds.ID, nullable=True),
        sa.Column("piece_id", kinds.ID, nullable=True),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("chosen_at", kinds.MOMENT, nullable=False),
        sa.Column("taken_off_at", kinds.MOMENT, nullable=True),
        sa.Column("read_at", kinds.MOMENT, nullable=True),
        sa.Column("read_by", kinds.ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'words') = (hand_in_id IS NULL)", name=op.f("ck_proud_thing_work_whole")),
        sa.CheckConstraint("(kind = 'photo') = (piece_id IS NOT NULL)", name=op.f("ck_proud_thing_photo_whole")),
        *_own("proud_thing"),
        *_to("proud_thing", pupil_id="pupil", hand_in_id="hand_in", piece_id="piece"),
    )
    op.create_index("ix_proud_thing_pupil", "proud_thing", ["network_id", "pupil_id", "taken_off_at", "id"])
    op.create_index(op.f("ix_proud_thing_hand_in_id"), "proud_thing", ["hand_in_id"])
    op.create_index(op.f("ix_proud_thing_piece_id"), "proud_thing", ["piece_id"])
    op.create_table(
        "proud_share",
        sa.Column("thing_id", kinds.ID, nullable=False),
        sa.Column("shared_with", kinds.choice("sharewith", "mentor", "key_adult", "carer", "panel"), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=True),
        sa.CheckConstraint("(shared_with = 'panel') = (account_id IS NULL)", name=op.f("ck_proud_share_named")),
        sa.CheckConstraint("ends_on IS NOT NULL", name=op.f("ck_proud_share_has_end")),
        *_dated("proud_share"),
        *_own("proud_share"),
        *_to("proud_share", thing_id="proud_thing", account_id="account"),
    )
    op.create_index(op.f("ix_proud_share_thing_id"), "proud_share", ["thing_id"])
    op.create_index("ix_proud_share_account", "proud_share", ["network_id", "account_id", "thing_id"])
