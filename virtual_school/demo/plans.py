"""Ellie's plan: agreed with her week some weeks ago, and a new version of it that waits for one yes."""

import datetime as dt

from virtual_school.core import clock
from virtual_school.demo.people import Valley
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans import changes
from virtual_school.plans.changes import Quoted
from virtual_school.plans.models import PlanVersion
from virtual_school.plans.queries import plan_in_force, seen_goals
from virtual_school.pupils import changes as pupils
from virtual_school.pupils import queries as around
from virtual_school.pupils.models import How, Party
from virtual_school.timetable.models import WeekPattern

SAID = (
    ("What I’m good at", "Fixing things. Talking to older people. I can do maths when nobody’s watching.", True),
    ("What gets in the way", "Period 5 science. Corridors. Being asked to read out.", True),
    ("What I hope for", "To get through a day without my stomach hurting.", False),
)

# Words, measure, with whom, after how many weeks.
GOALS = (
    ("Get through a full Monday", "both Monday sessions attended, four weeks running", "Mrs Kaye", 8),
    ("Functional Skills maths, Level 1", "entry in January; nine of twelve tasks secure", "Mr Pike", 12),
)

# Which goal, by whom, how far, in what words; how many days ago.
SEEN = (
    (0, Party.PUPIL, 3, "hard", 20),
    (0, Party.MENTOR, 5, "three Mondays of four", 5),
    (0, Party.PUPIL, 6, "P4 is fine now", 1),
    (1, Party.PUPIL, 8, None, 1),
    (1, Party.MENTOR, 8, None, 5),
)


def agree_plan(valley: Valley, week: WeekPattern) -> None:
    """Programme and plan begin with this week, and everybody says yes to it."""
    head, dani = valley.acting("Margaret Holt", Role.HEADTEACHER), valley.acting("Dani Okafor", Role.MENTOR)
    today = clock.today()
    programme = pupils.start_programme(
        head,
        pupil_id=week.pupil_id,
        organisation_id=valley.organisations["Wren Hill School"].id,
        starts_on=today,
        ends_on=today + dt.timedelta(weeks=30),
    )
    words = [Quoted(question, text, for_school=True, for_parent=parent) for question, text, parent in SAID]
    version = changes.draft_plan(head, pupil_id=week.pupil_id, programme_id=programme.id, words=words, pattern=week)
    for goal, measure, whom, after in GOALS:
        by_on = today + dt.timedelta(weeks=after)
        changes.add_goal(dani, version, words=goal, measure=measure, by_on=by_on, with_whom=whom)
    changes.set_review(dani, version, today + dt.timedelta(weeks=8))
    changes.propose(dani, version)
    _all_but_dani(valley, version)
    changes.answer(dani, version, party=Party.MENTOR, agrees=True)


def _all_but_dani(valley: Valley, version: PlanVersion) -> None:
    ellie = valley.acting("Ellie", Role.PUPIL)
    joan = valley.acting("Joan Ward", Role.HEAD_OF_YEAR)
    dani = valley.acting("Dani Okafor", Role.MENTOR)
    changes.answer(ellie, version, party=Party.PUPIL, agrees=True)
    for carer in around.carers_to_ask(version.pupil_id):
        changes.answer(dani, version, party=Party.CARER, carer_id=carer.id, agrees=True, how=How.PHONE, read_back=True)
    changes.answer(joan, version, party=Party.SCHOOL, agrees=True)


def change_plan(valley: Valley) -> None:
    """How far each side sees the goals; then a new version, to which all but Dani have said yes."""
    sides: dict[Party, Viewer] = {
        Party.PUPIL: valley.acting("Ellie", Role.PUPIL),
        Party.MENTOR: valley.acting("Dani Okafor", Role.MENTOR),
    }
    agreed = plan_in_force(valley.pupils["Ellie"].id)
    if agreed is None:
        raise ValueError("the plan was not agreed")
    goals = [seen.goal for seen in seen_goals(agreed.id)]
    for number, party, rating, words, ago in SEEN:
        with clock.pretend(clock.now() - dt.timedelta(days=ago)):
            changes.rate_goal(sides[party], agreed, goals[number], party=party, rating=rating, words=words)
    dani = sides[Party.MENTOR]
    version = changes.begin_version(dani, agreed, because="Mondays go well, so there is room for something new")
    by_on = clock.today() + dt.timedelta(weeks=6)
    changes.add_goal(
        dani, version, words="Ask one question out loud", measure="twice in one week", by_on=by_on, with_whom="Nan"
    )
    changes.propose(dani, version)
    _all_but_dani(valley, version)
