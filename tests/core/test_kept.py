"""Statements that are built once: never one person's values for the next."""

import datetime as dt
import uuid

import pytest
import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.kept import NotKept, kept
from virtual_school.identity.models import Account, SignIn
from virtual_school.pupils.models import Pupil


def test_each_person_is_asked_with_their_own(app, cast, acting):
    @kept
    def named(viewer):
        return sa.select(Account.name).where(Account.network_id == viewer.network_id, Account.id == viewer.account_id)

    for person in (cast.dani, cast.ellie, cast.dani):
        viewer = acting(person)
        assert named(viewer).scalar() == viewer.name


def test_a_value_of_its_own_is_refused(app, cast, acting):
    theirs = uuid.uuid4()

    @kept
    def leaky(viewer):
        return sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id, Pupil.id == theirs)

    with pytest.raises(NotKept):
        leaky(acting(cast.dani))


def test_a_list_of_values_of_its_own_is_refused(app, cast, acting):
    @kept
    def leaky(viewer):
        return sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id, Pupil.id.in_([uuid.uuid4()]))

    with pytest.raises(NotKept):
        leaky(acting(cast.dani))


def test_a_statement_that_names_no_network_is_refused(app, cast, acting):
    @kept
    def everywhere(viewer):
        return sa.select(Account.name).where(Account.id == viewer.account_id)

    with pytest.raises(NotKept):
        everywhere(acting(cast.dani))


def test_now_and_today_are_those_of_the_asking(app, cast, acting):
    @kept
    def times(viewer):
        return sa.select(
            sa.literal(clock.today(), sa.Date()), sa.literal(clock.now() - dt.timedelta(days=3), SignIn.created_at.type)
        ).where(sa.exists().where(Account.network_id == viewer.network_id))

    viewer = acting(cast.dani)
    for moment in (dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC), dt.datetime(2027, 6, 30, 23, 30, tzinfo=dt.UTC)):
        with clock.freeze(moment):
            day, before = times(viewer).execute().one()
            assert day == clock.today()
            assert before == moment - dt.timedelta(days=3)


def test_identifiers_and_dates_are_those_of_the_asking(app, cast, acting):
    @kept
    def born(network, pupil_ids, first, last):
        return sa.select(Pupil.id).where(
            Pupil.network_id == network, Pupil.id.in_(pupil_ids), Pupil.date_of_birth.between(first, last)
        )

    network = cast.larkdale.network_id
    days = {row.id: row.date_of_birth for row in db.session.query(Pupil).order_by(Pupil.date_of_birth).limit(2)}
    ids = list(days)
    long_ago, now = dt.date(1990, 1, 1), clock.today()
    for asked in ([], ids[:1], ids, ids[1:]):
        assert set(born(network, frozenset(asked), long_ago, now).execute().scalars()) == set(asked)
    for one in ids:
        assert list(born(network, frozenset(ids[:1]), days[one], days[one]).execute().scalars()) == [
            other for other in ids[:1] if days[other] == days[one]
        ]


@pytest.mark.parametrize("worked_out", [lambda day: day + dt.timedelta(days=400), lambda day: day.isoweekday()])
def test_what_was_worked_out_from_a_date_is_refused(app, cast, acting, worked_out):
    @kept
    def leaky(network, first):
        return sa.select(Pupil.id).where(Pupil.network_id == network, Pupil.date_of_birth > worked_out(first))

    with pytest.raises(NotKept):
        leaky(cast.larkdale.network_id, clock.today())
