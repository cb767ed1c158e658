"""A network made ten times as large: everything is there so many times, and nobody meets anybody else's copy."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.conftest import Stage
from virtual_school.core import checking, search
from virtual_school.core.db import Id, db, enter_network
from virtual_school.core.models import SearchEntry
from virtual_school.demo.grow import RENAMED, SHARED, Copy, NotToGrow, copied, grow, rows_of
from virtual_school.identity.models import Account
from virtual_school.insight.queries.known import known
from virtual_school.learning.queries import pile
from virtual_school.network.models import Network, Organisation
from virtual_school.pupils import viewers
from virtual_school.pupils.models import Pupil

TIMES = 10


def ids_in(table: sa.Table, network_id: uuid.UUID) -> set[uuid.UUID]:
    return {row.id for row in db.session.execute(rows_of(table, network_id))}


def counts(network_id: uuid.UUID) -> dict[str, int]:
    question = sa.select(sa.func.count())
    return {t.name: db.session.scalar(question.select_from(rows_of(t, network_id).subquery())) or 0 for t in copied()}


def found(network_id: uuid.UUID) -> dict[str, int]:
    """The rules that do not hold: the cast breaks one on purpose."""
    broken = {one.name: one.rows for one in checking.run([network_id])}
    enter_network(network_id)
    return broken


def names_a_copy(column: sa.Column[Any]) -> bool:
    """An identifier that each copy has of its own: not of what all of them share."""
    return isinstance(column.type, Id) and not any(key.column.table.name in SHARED for key in column.foreign_keys)


@pytest.fixture
def network_id(app: object, cast: Cast, stage: Stage) -> Iterator[uuid.UUID]:
    """The cast's network, said to be a demonstration, as every other here."""
    db.session.execute(sa.update(Network).values(is_demonstration=True))
    db.session.commit()
    yield cast.larkdale.network_id
    stage.statements.wrote = True  # the owner's own connection writes past the one that is listened to


def grown(network_id: uuid.UUID) -> int:
    db.session.commit()
    many = grow(network_id, TIMES)
    enter_network(network_id)
    return many


def test_everything_is_there_ten_times(network_id, cast):
    before, other, broken = counts(network_id), counts(cast.fernvale.network_id), found(network_id)
    many = grown(network_id)
    assert counts(network_id) == {name: TIMES * count for name, count in before.items()}
    assert many == (TIMES - 1) * sum(before.values())
    assert counts(cast.fernvale.network_id) == other
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Network)) == 2
    assert found(network_id) == {name: TIMES * rows for name, rows in broken.items()}


def test_every_table_is_copied_or_named(app):
    assert {table.name for table in copied()} | set(SHARED) == set(db.metadata.tables)
    assert all(SHARED.values())


def test_what_is_unique_is_made_another(app):
    """A key of which no part is an identifier is one that a copy must change: a new one of that kind is found here."""
    for table in copied():
        keys = [
            [*key.columns]
            for key in table.constraints
            if isinstance(key, sa.UniqueConstraint | sa.PrimaryKeyConstraint)
        ]
        keys += [[*index.columns] for index in table.indexes if index.unique]
        for key in keys:
            own = [column for column in key if column.name != "network_id"]
            if any(names_a_copy(column) or column.identity is not None for column in own):
                continue
            assert table.name in RENAMED, f"{table.name}: {[column.name for column in own]}"


def test_a_caseload_and_a_pile_stay_as_they_are(network_id, cast, acting):
    dani, lunt = acting(cast.dani), acting(cast.lunt)
    children, waits = known(dani), pile.waiting(lunt)
    assert children and waits
    grown(network_id)
    assert known(dani) == children
    assert pile.waiting(lunt) == waits


def test_no_copy_points_into_another(network_id):
    whose = {}
    before = {table.name: ids_in(table, network_id) for table in copied() if "id" in table.c}
    for number in range(1, TIMES + 1):
        copy = Copy(number, frozenset())
        for ids in before.values():
            whose.update({one if number == 1 else copy.id(one): number for one in ids})
    grown(network_id)
    for table in copied():
        columns = [column for column in table.c if isinstance(column.type, Id)]
        for row in db.session.execute(rows_of(table, network_id)).mappings():
            named = {whose[row[column.name]] for column in columns if row[column.name] in whose}
            assert len(named) <= 1, (table.name, dict(row))


def test_identifiers_in_words_go_along(network_id, cast):
    copy, school = Copy(2, frozenset()), cast.larkdale.organisations["ashfold"]
    search.put("lesson", cast.larkdale.lessons["ashfold"].lesson_id, f"staff:{school.hex}", title="Ratio")
    grown(network_id)
    assert db.session.get_one(Organisation, copy.id(school)).name.endswith(" 2")
    audiences = set(db.session.scalars(sa.select(SearchEntry.audience)))
    assert {f"staff:{copy.id(school).hex}", f"staff:{school.hex}"} <= audiences


def test_copies_keep_the_order_of_time(network_id):
    rows: list[Any] = sorted(ids_in(Pupil.__table__, network_id))  # type: ignore[arg-type]
    copy = Copy(7, frozenset())
    assert [copy.id(one) for one in rows] == sorted(copy.id(one) for one in rows)


def test_a_grown_one_does_not_grow_again(network_id):
    grown(network_id)
    with pytest.raises(NotToGrow):
        grow(network_id, 2)


def test_nothing_grows_beside_a_real_network(network_id):
    make.network(slug="real", name="Real").is_demonstration = False
    db.session.commit()
    before = counts(network_id)
    with pytest.raises(NotToGrow):
        grow(network_id, 2)
    assert counts(network_id) == before


def test_whom_the_demonstration_names_is_found_however_large_it_is(network_id, app, monkeypatch):
    last = db.session.scalars(
        sa.select(Account.name).where(Account.network_id == network_id).order_by(Account.id.desc())
    ).first()
    monkeypatch.setattr(viewers, "LISTED", 3)
    monkeypatch.setitem(app.extensions, "demonstration_first", (last,))
    with app.test_request_context():
        listed = viewers.demonstration_people(db.session.get_one(Network, network_id))
    assert len(listed) == 3
    assert last in {one.name for one in listed}
