"""The window of whoever answers work: open while it is asked for, and over by itself once the work is done."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning import changes
from virtual_school.learning.models import Assignment, HandIn, Outcome
from virtual_school.pupils.models import Window


def returned(acting, cast, outcome):
    """The work that Ellie handed in, given back by who answers it."""
    lunt = acting(cast.lunt)
    assignment = db.session.get(Assignment, cast.larkdale.work["in"].assignment_id)
    _attempt, hand_in = changes.attempt_at_hand(assignment)
    assert isinstance(hand_in, HandIn)
    return lunt, assignment, changes.return_feedback(lunt, assignment, hand_in.id, "You showed how you know.", outcome)


def window_onto(assignment):
    return db.session.query(Window).filter_by(about_id=assignment.id).one()


def test_done_lets_the_window_end_in_a_fortnight(app, cast, acting, client):
    _lunt, assignment, _feedback = returned(acting, cast, Outcome.DONE)
    assert window_onto(assignment).ends_on == clock.today() + dt.timedelta(days=14)
    with clock.freeze(clock.now() + dt.timedelta(days=15)):
        client.sign_in(cast.lunt)
        hand_in = changes.attempt_at_hand(assignment)[1]
        client.get(f"/to-answer/{hand_in.id}", 404)


def test_another_go_keeps_it_open(app, cast, acting):
    _lunt, assignment, _feedback = returned(acting, cast, Outcome.ANOTHER_GO)
    assert window_onto(assignment).ends_on is None


def test_an_undo_opens_it_again(app, cast, acting):
    lunt, assignment, feedback = returned(acting, cast, Outcome.DONE)
    changes.undo_feedback(lunt, assignment, feedback)
    assert window_onto(assignment).ends_on is None
