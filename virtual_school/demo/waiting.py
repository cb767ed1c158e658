"""What waits for somebody on the first day: a referral for the head, one for the lead, one for the clerk, a worry."""

import datetime as dt
from collections.abc import Sequence

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo.crowd import Person
from virtual_school.demo.journeys import at, refer, say_their_parts, sign_off
from virtual_school.demo.people import Valley
from virtual_school.learning.models import Assignment, Attempt, HandIn
from virtual_school.network.roles import Role
from virtual_school.referrals.changes import referral
from virtual_school.safeguarding import changes as safeguarding

SCHOOL = "Wren Hill School"


def build_waiting(valley: Valley, people: Sequence[Person]) -> None:
    """Three of Wren Hill who were away this term are referred; one hand-in was passed on to the safeguarding lead."""
    today = clock.today()
    free = [one for one in people if one.draw.cohort is None and one.draw.school == SCHOOL and one.draw.away_from < 40]
    for steps, one in enumerate(free[:3]):
        with clock.pretend(at(today - dt.timedelta(days=13 + steps), 10)):
            made = refer(valley, one)
        with clock.pretend(at(today - dt.timedelta(days=5), 9)):
            willing = say_their_parts(valley, one, made)
            if steps > 0:
                sign_off(valley, one, made, willing)
            if steps > 1:
                referral.pass_on(valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD), made)
    _worry(valley, people)


def _worry(valley: Valley, people: Sequence[Person]) -> None:
    """The mentor was worried by a hand-in of somebody at Wren Hill, and pressed the button beside it."""
    there = [one.pupil.id for one in people if one.draw.cohort is not None and one.draw.school == SCHOOL]
    question = (
        sa.select(HandIn, Assignment.pupil_id)
        .join(Attempt, Attempt.id == HandIn.attempt_id)
        .join(Assignment, Assignment.id == Attempt.assignment_id)
        .where(Assignment.pupil_id.in_(there))
        .order_by(HandIn.arrived_at.desc(), HandIn.id)
    )
    found = db.session.execute(question.limit(1)).first()
    if found is None:
        return
    with clock.pretend(clock.now() - dt.timedelta(minutes=50)):
        safeguarding.raise_concern(
            valley.acting("Dani Okafor", Role.MENTOR),
            pupil_id=found[1],
            about=("hand_in", found[0].id),
            copy=found[0].text,
            words="The last line sounds as if nobody is at home in the evenings. Can you look at it with me?",
        )
