"""Who says that they answer work; and what Ellie is proud of: one thing her mentor sees, one that waits to be read."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.demo.people import Valley
from virtual_school.demo.work import author
from virtual_school.learning.actions import offering
from virtual_school.network.roles import Role
from virtual_school.proud import actions as proud
from virtual_school.proud import queries
from virtual_school.proud.models import ShareWith

A_TERM = dt.timedelta(days=90)
# Who answers how many pieces of work a week, in which subjects.
SAY_YES = (("Helen Lunt", 12, ("Maths",)),)
DRAWING = ("My drawing of the heron", "It took me four evenings. The feet are right, and I did not rub them out.")
READING = ("I read to the little ones", "I thought my voice would stop. It did not, and they asked me to go on.")


def build_proud(valley: Valley) -> None:
    for name, a_week, subjects in SAY_YES:
        named = [valley.subjects[one].id for one in subjects]
        offering.say_yes(author(valley, name), a_week=a_week, subjects=named, ends_on=clock.today() + A_TERM)
    ellie = valley.acting("Ellie", Role.PUPIL)
    people = queries.people(ellie)
    for (title, why), kind in ((DRAWING, ShareWith.MENTOR), (READING, ShareWith.CARER)):
        thing = proud.choose(ellie, title=title, why=why, of=None, piece_id=None)
        chosen = next(one.key for one in people if one.shared_with is kind)
        proud.share(ellie, thing=thing, chosen=[chosen], ends_on=clock.today() + A_TERM)
