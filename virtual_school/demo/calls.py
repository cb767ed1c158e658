"""Two calls for help: one that was answered, one that waits on the desk."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.demo.people import Valley
from virtual_school.network.roles import Role
from virtual_school.safeguarding import actions


def build_calls(valley: Valley) -> None:
    """Ellie asked last week and her key adult answered; Kai asked a few minutes ago and nobody has seen it yet."""
    ellie, bea = valley.acting("Ellie", Role.PUPIL), valley.acting("Bea Collier", Role.KEY_ADULT)
    then = clock.now() - dt.timedelta(days=5)
    with clock.pretend(then):
        asked = actions.ask_for_help(ellie, words="Can I talk to someone who is not in my lessons?", not_mentor=True)
    with clock.pretend(then + dt.timedelta(minutes=9)):
        actions.answer_help(bea, asked)
    with clock.pretend(clock.now() - dt.timedelta(minutes=6)):
        kai = valley.acting("Kai", Role.PUPIL)
        actions.ask_for_help(kai, words="I got off the bus early. I do not know if I can come in.", not_mentor=False)
