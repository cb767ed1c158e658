"""`reach` (for lists) and `find` (for one) give the same answer, for everybody, every part, wherever it is asked."""

import pytest
import sqlalchemy as sa

from tests import make
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.learning.models import Assignment, Attempt
from virtual_school.pupils.access import opened, reach
from virtual_school.pupils.models import Part, Pupil, Window
from virtual_school.pupils.queries import find


def people(cast):
    return [person for side in (cast.larkdale, cast.fernvale) for person in side.people.values() if person.secret]


def found(viewer, pupil_id, part):
    try:
        find(viewer, pupil_id, part)
    except (NotVisible, Refused):
        return False
    return True


def in_lists(viewer, part):
    """The pupils that each way of asking gives: by the pupil, by their work, and two levels down."""
    network = Pupil.network_id == viewer.network_id
    direct = set(db.session.scalars(sa.select(Pupil.id).where(network, reach(viewer, part))))
    by_work = set(db.session.scalars(sa.select(Assignment.pupil_id).where(reach(viewer, part, Assignment.pupil_id))))
    nested = sa.exists().where(Attempt.assignment_id == Assignment.id, reach(viewer, part, Assignment.pupil_id))
    deep = set(db.session.scalars(sa.select(Assignment.pupil_id).where(nested)))
    return direct, by_work, deep


def test_both_ways_agree_for_everybody(app, cast, acting):
    for person in people(cast):
        viewer = acting(person)
        pupils = list(db.session.scalars(sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id)))
        worked = set(db.session.scalars(sa.select(Assignment.pupil_id)))
        for part in Part:
            expected = {pupil for pupil in pupils if found(viewer, pupil, part)}
            direct, by_work, deep = in_lists(viewer, part)
            assert direct == expected, (viewer.name, part)
            assert by_work == expected & worked, (viewer.name, part)
            assert deep <= expected, (viewer.name, part)


def test_a_head_of_year_reaches_their_own_year_alone(app, cast, acting):
    ellie = db.session.get(Pupil, cast.ellie.pupil_id)
    viewer = acting(cast.head_of_year)
    assert found(viewer, ellie.id, Part.WORK)
    ellie.year = 9
    db.session.commit()
    other = make.pupil(year=10)
    db.session.commit()
    assert other.year == viewer.hat.year
    assert in_lists(viewer, Part.WORK) == (set(), set(), set())
    assert not found(viewer, ellie.id, Part.WORK)


@pytest.mark.parametrize("deep", [False, True])
def test_a_window_onto_one_thing_opens_that_thing_alone(app, cast, acting, deep):
    viewer = acting(cast.lunt)
    open_ones = set(
        db.session.scalars(
            sa.select(Window.about_id).where(Window.account_id == viewer.account_id, Window.about_id.is_not(None))
        )
    )
    assert len(open_ones) > 1
    closed = sorted(open_ones)[0]
    db.session.query(Window).filter_by(about_id=closed).one().ended_at = clock.now()
    db.session.commit()
    rule = opened(viewer, "assignment", Assignment.id, Part.WORK)
    if deep:
        rule = sa.exists().where(Attempt.assignment_id == Assignment.id, rule).correlate(Assignment)
    seen = set(db.session.scalars(sa.select(Assignment.id).where(rule)))
    assert closed not in seen
    assert seen <= open_ones
