"""What the network makes of posted work: adapted, followed, thanked for, remarked upon, used."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

TABLES = ("adaptation", "adapted_step", "following", "thanks", "remark", "lesson_use", "hidden_revision")


def upgrade() -> None:
    adaptation()
    adapted_step()
    following()
    thanks()
    remark()
    lesson_use()
    hidden_revision()
    for table in TABLES:
        wall.build(table)
    for table in ("adaptation", "following", "remark", "lesson_use"):
        wall.grant(table, "SELECT", "INSERT", "UPDATE")
    for table in ("adapted_step", "thanks", "hidden_revision"):
        wall.grant(table, "SELECT", "INSERT")
        wall.never_changes(table)
    wall.keeps("adaptation", ("lesson_id", "network_id", "source_id", "first_id", "made_by", "made_at"))
    wall.keeps("remark", ("lesson_id", "network_id", "revision_id", "kind", "words", "account_id", "said_at"))


def downgrade() -> None:
    wall.lets_go("remark")
    wall.lets_go("adaptation")
    for table in ("hidden_revision", "thanks", "adapted_step"):
        wall.open_to_change(table)
    for table in reversed(TABLES):
        op.drop_table(table)


def _in_network(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{table}_network_id_network")),
    ]


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def adaptation() -> None:
    op.create_table(
        "adaptation",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("source_id", kinds.ID, nullable=False),
        sa.Column("first_id", kinds.ID, nullable=False),
        sa.Column("made_by", kinds.ID, nullable=False),
        sa.Column("made_at", kinds.MOMENT, nullable=False),
        sa.Column("taken_id", kinds.ID, nullable=False),
        *_in_network("adaptation"),
        _key("adaptation", "first_id", "lesson_revision"),
        _key("adaptation", "lesson_id", "lesson"),
        _key("adaptation", "made_by", "account"),
        _key("adaptation", "source_id", "lesson_revision"),
        _key("adaptation", "taken_id", "lesson_revision"),
        sa.PrimaryKeyConstraint("lesson_id", name=op.f("pk_adaptation")),
    )
    op.create_index(op.f("ix_adaptation_source_id"), "adaptation", ["source_id"])


def adapted_step() -> None:
    op.create_table(
        "adapted_step",
        sa.Column("step_id", kinds.ID, nullable=False),
        sa.Column("source_id", kinds.ID, nullable=False),
        *_in_network("adapted_step"),
        _key("adapted_step", "source_id", "step"),
        _key("adapted_step", "step_id", "step"),
        sa.PrimaryKeyConstraint("step_id", name=op.f("pk_adapted_step")),
    )
    op.create_index(op.f("ix_adapted_step_source_id"), "adapted_step", ["source_id"])


def following() -> None:
    op.create_table(
        "following",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("since", kinds.MOMENT, nullable=False),
        sa.Column("seen_id", kinds.ID, nullable=False),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        *_in_network("following"),
        _key("following", "account_id", "account"),
        _key("following", "lesson_id", "lesson"),
        _key("following", "seen_id", "lesson_revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_following")),
        sa.UniqueConstraint("lesson_id", "account_id", name=op.f("uq_following_lesson_id_account_id")),
    )
    op.create_index("ix_following_account", "following", ["network_id", "account_id", "ended_at"])


def thanks() -> None:
    op.create_table(
        "thanks",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("words", sa.String(200), nullable=False),
        sa.Column("said_at", kinds.MOMENT, nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        *_in_network("thanks"),
        _key("thanks", "account_id", "account"),
        _key("thanks", "lesson_id", "lesson"),
        _key("thanks", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thanks")),
        sa.UniqueConstraint("lesson_id", "account_id", name=op.f("uq_thanks_lesson_id_account_id")),
    )
    op.create_index("ix_thanks_organisation", "thanks", ["network_id", "organisation_id", "said_at"])


def remark() -> None:
    op.create_table(
        "remark",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice("remarkkind", "suggestion", "mistake", "broken", "unsuitable", "rights"),
            nullable=False,
        ),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("organisation_id", kinds.ID, nullable=False),
        sa.Column("said_at", kinds.MOMENT, nullable=False),
        sa.Column("state", kinds.choice("remarkstate", "open", "done", "not_now"), nullable=False),
        sa.Column("answer", sa.String(200), nullable=True),
        sa.Column("answered_by", kinds.ID, nullable=True),
        sa.Column("answered_at", kinds.MOMENT, nullable=True),
        sa.Column("taken_out_because", sa.String(200), nullable=True),
        sa.Column("taken_out_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        *_in_network("remark"),
        sa.CheckConstraint("(state = 'open') = (answered_at IS NULL)", name=op.f("ck_remark_answered_whole")),
        sa.CheckConstraint(
            "(taken_out_because IS NULL) = (taken_out_at IS NULL)", name=op.f("ck_remark_taken_out_whole")
        ),
        _key("remark", "account_id", "account"),
        _key("remark", "answered_by", "account"),
        _key("remark", "lesson_id", "lesson"),
        _key("remark", "organisation_id", "organisation"),
        _key("remark", "revision_id", "lesson_revision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_lesson_id"), "remark", ["lesson_id"])
    op.create_index("ix_remark_account", "remark", ["network_id", "account_id", "said_at"])


def lesson_use() -> None:
    op.create_table(
        "lesson_use",
        sa.Column("lesson_id", kinds.ID, nullable=False),
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("giver_id", kinds.ID, nullable=False),
        sa.Column("taker_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("usekind", "set", "chosen", "adapted"), nullable=False),
        sa.Column("used_on", sa.Date(), nullable=False),
        sa.Column("thing_id", kinds.ID, nullable=False),
        sa.Column("undone_at", kinds.MOMENT, nullable=True),
        sa.Column("id", kinds.ID, nullable=False),
        *_in_network("lesson_use"),
        _key("lesson_use", "giver_id", "organisation"),
        _key("lesson_use", "lesson_id", "lesson"),
        _key("lesson_use", "revision_id", "lesson_revision"),
        _key("lesson_use", "taker_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lesson_use")),
        sa.UniqueConstraint("thing_id", name=op.f("uq_lesson_use_thing_id")),
    )
    op.create_index(op.f("ix_lesson_use_lesson_id"), "lesson_use", ["lesson_id"])
    op.create_index("ix_lesson_use_day", "lesson_use", ["network_id", "used_on", "giver_id", "taker_id"])


def hidden_revision() -> None:
    op.create_table(
        "hidden_revision",
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("because", sa.String(200), nullable=False),
        sa.Column("hidden_by", kinds.ID, nullable=False),
        sa.Column("hidden_at", kinds.MOMENT, nullable=False),
        *_in_network("hidden_revision"),
        _key("hidden_revision", "hidden_by", "account"),
        _key("hidden_revision", "revision_id", "lesson_revision"),
        sa.PrimaryKeyConstraint("revision_id", name=op.f("pk_hidden_revision")),
    )
