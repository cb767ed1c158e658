"""Setting work: when, in what order, one of several, what changed, adjustments."""

import sqlalchemy as sa
from alembic import op

from migrations import kinds, wall

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

STATES = ("not_started", "started", "handed_in", "another_go", "done", "withdrawn")
WITH_PUT_AWAY = (*STATES[:-1], "put_away", "withdrawn")
ADJUSTMENTS = (
    "extra_time", "rest_breaks", "large_print", "coloured_paper", "reader", "scribe", "word_processor", "prompt",
    "fewer_questions", "another_way", "quiet_place", "dictionary", "other",
)  # fmt: skip
BEFORE = (
    "pupil_id", "revision_id", "set_by", "set_at", "due_on", "state", "withdrawn_at", "withdrawn_by",
    "withdrawn_because", "version", "id", "network_id",
)  # fmt: skip


def upgrade() -> None:
    if wall.is_postgresql():
        for column in _added():
            op.add_column("assignment", column)
        op.alter_column("assignment", "when_ready", server_default=None)
        _states(WITH_PUT_AWAY)
        op.create_check_constraint(op.f("ck_assignment_a_day_or_when_ready"), "assignment", A_DAY_OR_WHEN_READY)
    else:
        _again(WITH_PUT_AWAY, [*_added(server=False), _a_day_or_when_ready()], {"when_ready": "0"})
    _change()
    _adjustment()
    _hand_in_adjustment()
    for table in ("assignment_change", "adjustment", "hand_in_adjustment"):
        wall.build(table)
    wall.grant("adjustment", "SELECT", "INSERT", "UPDATE")
    for table in ("assignment_change", "hand_in_adjustment"):
        wall.grant(table, "SELECT", "INSERT")
        wall.never_changes(table)
    wall.keeps("adjustment", ("pupil_id", "network_id", "kind", "percent", "words", "set_by", "set_at", "starts_on"))


def downgrade() -> None:
    wall.lets_go("adjustment")
    for table in ("hand_in_adjustment", "assignment_change"):
        wall.open_to_change(table)
    for table in ("hand_in_adjustment", "adjustment", "assignment_change"):
        op.drop_table(table)
    op.execute("UPDATE assignment SET state = 'not_started' WHERE state = 'put_away'")
    if wall.is_postgresql():
        _states(STATES)
        for column in _added():
            op.drop_column("assignment", column.name)
    else:
        _again(STATES, [], {})


A_DAY_OR_WHEN_READY = "due_on IS NULL OR NOT when_ready"


def _a_day_or_when_ready() -> sa.CheckConstraint:
    return sa.CheckConstraint(A_DAY_OR_WHEN_READY, name=op.f("ck_assignment_a_day_or_when_ready"))


def _added(*, server: bool = True) -> list[sa.Column[object]]:
    return [
        sa.Column("when_ready", sa.Boolean(), nullable=False, server_default=sa.false() if server else None),
        sa.Column("position", sa.SmallInteger(), nullable=True),
        sa.Column("choice_id", kinds.ID, nullable=True),
        sa.Column("goal_key", kinds.ID, nullable=True),
    ]


def _states(names: tuple[str, ...]) -> None:
    op.drop_constraint(op.f("ck_assignment_assignmentstate"), "assignment", type_="check")
    among = ", ".join(f"'{name}'" for name in names)
    op.create_check_constraint(op.f("ck_assignment_assignmentstate"), "assignment", f"state IN ({among})")


def _again(names: tuple[str, ...], more: list[sa.schema.SchemaItem], values: dict[str, str]) -> None:
    """SQLite changes no constraint of a table: its rows are put aside, and into the table made anew."""
    op.execute("CREATE TABLE assignment_before AS SELECT * FROM assignment")
    op.drop_table("assignment")
    op.create_table(
        "assignment",
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("revision_id", kinds.ID, nullable=False),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", kinds.choice("assignmentstate", *names), nullable=False),
        sa.Column("withdrawn_at", kinds.MOMENT, nullable=True),
        sa.Column("withdrawn_by", kinds.ID, nullable=True),
        sa.Column("withdrawn_because", sa.String(200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        *more,
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
    into, out = ", ".join([*BEFORE, *values]), ", ".join([*BEFORE, *values.values()])
    op.execute(f"INSERT INTO assignment ({into}) SELECT {out} FROM assignment_before")
    op.drop_table("assignment_before")
    op.create_index("ix_assignment_pupil_state", "assignment", ["network_id", "pupil_id", "state", "id"])
    op.create_index(op.f("ix_assignment_revision_id"), "assignment", ["revision_id"])


def _in_network(table: str) -> list[sa.schema.SchemaItem]:
    return [
        sa.Column("id", kinds.ID, nullable=False),
        sa.Column("network_id", kinds.ID, nullable=False),
        sa.ForeignKeyConstraint(["network_id"], ["network.id"], name=op.f(f"fk_{table}_network_id_network")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _change() -> None:
    table = "assignment_change"
    op.create_table(
        table,
        sa.Column("assignment_id", kinds.ID, nullable=False),
        sa.Column(
            "kind",
            kinds.choice("changekind", "excused", "extended", "swapped", "not_chosen", "brought_back"),
            nullable=False,
        ),
        sa.Column("because", sa.String(200), nullable=False),
        sa.Column("said", sa.String(200), nullable=False),
        sa.Column("was", kinds.choice("assignmentstate", *WITH_PUT_AWAY), nullable=False),
        sa.Column("due_was", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("other_id", kinds.ID, nullable=True),
        sa.Column("account_id", kinds.ID, nullable=False),
        sa.Column("at", kinds.MOMENT, nullable=False),
        *_in_network(table),
        _key(table, "assignment_id", "assignment"),
        _key(table, "other_id", "assignment"),
        _key(table, "account_id", "account"),
    )
    op.create_index(op.f("ix_assignment_change_assignment_id"), table, ["assignment_id"])
    op.create_index(op.f("ix_assignment_change_other_id"), table, ["other_id"])


def _adjustment() -> None:
    table = "adjustment"
    op.create_table(
        table,
        sa.Column("pupil_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("adjustmentkind", *ADJUSTMENTS), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=True),
        sa.Column("words", sa.String(200), nullable=True),
        sa.Column("set_by", kinds.ID, nullable=False),
        sa.Column("set_at", kinds.MOMENT, nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("ended_at", kinds.MOMENT, nullable=True),
        sa.Column("ended_by", kinds.ID, nullable=True),
        sa.Column("because", sa.String(200), nullable=True),
        *_in_network(table),
        _key(table, "pupil_id", "pupil"),
        _key(table, "set_by", "account"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_adjustment_dates_in_order")),
        sa.CheckConstraint(
            "(kind = 'extra_time') = (percent IS NOT NULL)", name=op.f("ck_adjustment_time_has_percent")
        ),
        sa.CheckConstraint(
            "percent IS NULL OR percent BETWEEN 5 AND 200", name=op.f("ck_adjustment_percent_in_reason")
        ),
        sa.CheckConstraint("kind <> 'other' OR words IS NOT NULL", name=op.f("ck_adjustment_other_says_what")),
    )
    op.create_index("ix_adjustment_pupil", table, ["network_id", "pupil_id", "starts_on"])


def _hand_in_adjustment() -> None:
    table = "hand_in_adjustment"
    op.create_table(
        table,
        sa.Column("hand_in_id", kinds.ID, nullable=False),
        sa.Column("adjustment_id", kinds.ID, nullable=False),
        sa.Column("kind", kinds.choice("adjustmentkind", *ADJUSTMENTS), nullable=False),
        sa.Column("percent", sa.SmallInteger(), nullable=True),
        sa.Column("words", sa.String(200), nullable=True),
        *_in_network(table),
        _key(table, "hand_in_id", "hand_in"),
        _key(table, "adjustment_id", "adjustment"),
        sa.UniqueConstraint("hand_in_id", "adjustment_id", name=op.f("uq_hand_in_adjustment_hand_in_id_adjustment_id")),
    )
    op.create_index(op.f("ix_hand_in_adjustment_adjustment_id"), table, ["adjustment_id"])
