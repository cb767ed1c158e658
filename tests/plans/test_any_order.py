"""Whatever people press, in whatever order: one agreed and one open version at most; what was agreed never changes."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make_plans as make
from tests.cast import Cast, Person
from tests.plans.steps import account
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import Problem
from virtual_school.network.viewer import Viewer
from virtual_school.plans import actions, queries
from virtual_school.plans.actions import Typed
from virtual_school.plans.checks import CHECKS
from virtual_school.plans.models import TRANSITIONS, Goal, PlanState, PlanVersion
from virtual_school.plans.queries import Held
from virtual_school.pupils.models import How, Pupil
from virtual_school.timetable import changes as timetable
from virtual_school.timetable import queries as weeks
from virtual_school.timetable.models import Footing, WeekPattern

STEPS = (
    "add_goal", "change_goal", "remove_goal", "move_goal", "rate", "met", "propose", "take_back",
    "ellie_yes", "mum_yes", "school_yes", "dani_yes", "mum_no", "mum_by_phone", "head_goes_on", "new_version",
    "footing_ends", "footing_again", "remove_slot",
)  # fmt: skip
ACTING = Callable[[Person], Viewer]
OPEN = (PlanState.DRAFT, PlanState.PROPOSED)


class Around:
    """One plan and the people around it; each step does what its button does, on the newest version."""

    def __init__(self, cast: Cast, acting: ACTING) -> None:
        people = ("ellie", "mum", "head_of_year", "head", "dani")
        self.who = {key: acting(getattr(cast, key)) for key in people}
        ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
        first = make.draft(ellie, account(cast.dani), part_time=True)
        self.plan_id, self.pupil_id, self.day = first.plan_id, ellie.id, clock.today()
        self.footing_ids = {slot.footing_id for slot in weeks.slots_of(first.pattern_id)}
        self.pressed = 0

    def versions(self) -> list[PlanVersion]:
        question = db.session.query(PlanVersion).filter_by(plan_id=self.plan_id)
        return question.order_by(PlanVersion.number).all()

    def held(self, key: str) -> Held:
        return queries.version(self.who[key], self.versions()[-1].id, lock=True)

    def shown(self, key: str, held: Held) -> queries.Shown:
        return queries.show(self.who[key], held.pupil, held.access, held.version)

    def press(self, step: str) -> None:
        self.pressed += 1
        {**self._goals(), **self._answers(), **self._rest()}[step]()

    # Goals

    def _goals(self) -> dict[str, Callable[[], None]]:
        return {
            "add_goal": self.add_goal,
            "change_goal": lambda: self.on_first(actions.change_goal, version=1, **self.says()),
            "remove_goal": lambda: self.on_first(actions.remove_goal, version=1),
            "move_goal": lambda: self.on_first(actions.move_goal, version=1, up=False),
            "rate": lambda: self.on_first(actions.rate_goal, rating=self.pressed % 11, words=None),
            "met": lambda: self.on_first(actions.mark_met, met=bool(self.pressed % 2)),
        }

    def says(self) -> dict[str, Any]:
        by_on = self.day + dt.timedelta(days=60)
        return {"words": f"Goal {self.pressed}", "measure": "seen", "by_on": by_on, "with_whom": "Nan"}

    def add_goal(self) -> None:
        held = self.held("ellie")
        there = len(queries.seen_goals(held.version.id))
        actions.add_goal(self.who["ellie"], held, there=there, **self.says())

    def on_first(self, act: Callable[..., None], **values: Any) -> None:
        held = self.held("dani")
        goals = queries.seen_goals(held.version.id)
        if goals:
            if "version" in values:
                values["version"] = goals[0].goal.version
            act(self.who["dani"], held, goals[0].goal, **values)

    # Agreement

    def _answers(self) -> dict[str, Callable[[], None]]:
        return {
            "ellie_yes": lambda: self.answer("ellie"),
            "mum_yes": lambda: self.answer("mum"),
            "school_yes": lambda: self.answer("head_of_year"),
            "dani_yes": lambda: self.answer("dani"),
            "mum_no": lambda: self.answer("mum", agrees=False),
            "mum_by_phone": self.mum_by_phone,
            "head_goes_on": self.head_goes_on,
        }

    def typed(self) -> Typed:
        return Typed(f"Words {self.pressed}", "tab", 0)

    def answer(self, key: str, agrees: bool = True) -> None:
        held = self.held(key)
        shown = self.shown(key, held)
        actions.answer(
            self.who[key], held, key=shown.own.key if shown.own else None, answers=shown.answers,
            version=held.version.version, agrees=agrees, typed=self.typed(),
        )  # fmt: skip

    def mum_by_phone(self) -> None:
        held = self.held("dani")
        mum = next(one for one in self.shown("dani", held).standing if one.carer_id)
        actions.record(
            self.who["dani"], held, who=mum, version=held.version.version, agrees=True, typed=self.typed(),
            how=How.PHONE, interpreter=None, read_back=True,
        )  # fmt: skip

    def head_goes_on(self) -> None:
        held = self.held("head")
        actions.go_on_without(self.who["head"], held, version=held.version.version, typed=self.typed())

    # The plan as a whole

    def _rest(self) -> dict[str, Callable[[], None]]:
        return {
            "propose": self.propose,
            "take_back": lambda: actions.take_back(self.who["dani"], self.held("dani")),
            "new_version": self.new_version,
            "footing_ends": lambda: self.footings(clock.now()),
            "footing_again": lambda: self.footings(None),
            "remove_slot": self.remove_slot,
        }

    def propose(self) -> None:
        held = self.held("dani")
        shown = self.shown("dani", held)
        actions.propose(self.who["dani"], held, shown, seen=actions.fingerprint(shown))

    def new_version(self) -> None:
        held = self.held("dani")
        actions.begin_version(
            self.who["dani"], held.access, held.version, has_open=False, is_over=False, because="Changed"
        )

    def footings(self, ended_at: dt.datetime | None) -> None:
        for footing_id in self.footing_ids:
            db.session.get_one(Footing, footing_id).ended_at = ended_at
        db.session.flush()

    def remove_slot(self) -> None:
        pattern = db.session.get_one(WeekPattern, self.versions()[-1].pattern_id)
        slots = weeks.slots_of(pattern.id)
        if slots:
            timetable.remove_slot(self.who["dani"], pattern, slots[-1])


def frozen(version: PlanVersion) -> tuple[Any, ...]:
    """What an agreed version says: everything that its people said yes to."""
    goals = db.session.query(Goal).filter_by(plan_version_id=version.id).order_by(Goal.position)
    said = [(goal.key, goal.words, goal.measure, goal.by_on, goal.with_whom) for goal in goals]
    slots = [(slot.day, slot.session, slot.words, slot.footing_id) for slot in weeks.slots_of(version.pattern_id)]
    return version.number, version.review_on, version.starts_on, version.agreed_at, tuple(said), tuple(slots)


def has_every_yes(around: Around, version: PlanVersion) -> bool:
    answers = queries.answers_to(version)
    said = {(one.party.value, one.carer_id is not None): one.agrees for one in answers}
    mum = said.get(("carer", True), False)
    others = all(said.get((party, False), False) for party in ("pupil", "school", "mentor"))
    return mum and (others or version.without_because is not None)


def check(around: Around, kept: dict[Any, Any], begun: set[Any]) -> None:
    versions = around.versions()
    assert sum(one.state is PlanState.AGREED for one in versions) <= 1
    assert sum(one.state in OPEN for one in versions) <= 1
    for one in versions:
        if one.state in OPEN:
            continue
        assert kept.setdefault(one.id, frozen(one)) == frozen(one), "what was agreed has changed"
        # The week has a part-time timetable unless its last slot was taken out, so mum's yes is needed mostly.
        has_home = len(frozen(one)[-1]) == 3
        assert has_every_yes(around, one) or not has_home or one.id in begun
        if one.id not in begun:
            assert one.without_because or all(
                any(answer.party.value == party and answer.agrees for answer in queries.answers_to(one))
                for party in ("pupil", "carer", "school", "mentor")
            )
            assert all(
                slot.footing_id and db.session.get_one(Footing, slot.footing_id).ended_at is None
                for slot in weeks.slots_of(one.pattern_id)
            )
            begun.add(one.id)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=18))
def test_in_any_order(cast: Cast, acting: ACTING, steps: list[str]) -> None:
    run(cast, acting, steps)


def test_all_the_way_twice(cast: Cast, acting: ACTING) -> None:
    """The same rules on a walk that surely comes to a second agreed version."""
    yeses = ["ellie_yes", "school_yes", "dani_yes"]
    walk = ["add_goal", "propose", *yeses, "mum_no", "propose", *yeses, "mum_yes", "new_version", "change_goal"]
    walk += ["propose", "footing_ends", *yeses, "mum_by_phone", "footing_again", "mum_by_phone", "remove_slot", "rate"]
    around = run(cast, acting, walk, keep=True)
    assert [one.state for one in around.versions()] == [PlanState.SUPERSEDED, PlanState.AGREED]
    db.session.rollback()


def run(cast: Cast, acting: ACTING, steps: list[str], *, keep: bool = False) -> Around:
    with clock.freeze(clock.now()):
        around = Around(cast, acting)
        kept: dict[Any, Any] = {}
        begun: set[Any] = set()
        states: dict[Any, PlanState] = {}
        for step in steps:
            try:
                with db.session.begin_nested():
                    around.press(step)
            except Problem:
                db.session.expire_all()
            for one in around.versions():
                was = states.get(one.id, one.state)
                assert one.state is was or one.state in TRANSITIONS[was], (step, was, one.state)
                states[one.id] = one.state
            check(around, kept, begun)
        for name, rule in CHECKS.items():
            broken = [row.id for row in db.session.scalars(rule()) if row.id in states]
            assert not broken, name
    if not keep:
        db.session.rollback()
    return around
