"""Whatever people press, in whatever order, the work stays whole: one hand-in a go, one answer a hand-in."""

import uuid
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import Problem
from virtual_school.core.saving.drafts import Save
from virtual_school.learning import actions, changes
from virtual_school.learning.actions import Nothing, Typed
from virtual_school.learning.checks import CHECKS
from virtual_school.learning.models import TRANSITIONS, Assignment, AssignmentState, Attempt, Outcome
from virtual_school.learning.queries import held, pile, record
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find

STEPS = ("type", "hand_in", "hand_in_nothing", "another_go", "done", "undo", "reply", "read", "withdraw")
ACTING = Callable[[Person], Viewer]


class Around:
    """One piece of work and the three people around it; each step does what its button does."""

    def __init__(self, cast: Cast, acting: ACTING) -> None:
        self.dani, self.lunt, self.ellie = acting(cast.dani), acting(cast.lunt), acting(cast.ellie)
        revision = cast.larkdale.lessons["ashfold"].revision_id
        assert self.ellie.pupil_id and self.lunt.account_id and self.lunt.organisation_id
        self.pupil_id = self.ellie.pupil_id
        self.id = changes.set_work(
            self.dani, pupil_id=self.pupil_id, revision_id=revision, account_id=self.lunt.account_id,
            organisation_id=self.lunt.organisation_id,
        ).id  # fmt: skip
        self.pressed = 0

    def last_hand_in(self) -> uuid.UUID:
        _attempt, handed_in = changes.attempt_at_hand(db.session.get_one(Assignment, self.id))
        return handed_in.id if handed_in else uuid.uuid4()

    def press(self, step: str) -> None:
        self.pressed += 1
        getattr(self, step)()

    def type(self) -> None:
        work = held.to_write(self.ellie, self.id)
        actions.save_draft(self.ellie, assignment=work, sent=Save("tab", 0, self.pressed, f"Words {self.pressed}"))

    def hand_in(self, words: str = "Here.") -> None:
        work = held.to_write(self.ellie, self.id)
        typed = Typed(f"{words} {self.pressed}".strip() if words else "", "tab", 0)
        actions.hand_in(self.ellie, assignment=work, number=None, typed=typed)

    def hand_in_nothing(self) -> None:
        self.hand_in("")

    def _return(self, outcome: Outcome) -> None:
        hand_in_id = self.last_hand_in()
        work, answered = pile.to_return(self.lunt, hand_in_id)
        typed = Typed("Good.", f"undo-{self.pressed}", 1)
        actions.return_feedback(
            self.lunt, assignment=work, hand_in_id=hand_in_id, has_answer=answered, typed=typed, outcome=outcome
        )

    def another_go(self) -> None:
        self._return(Outcome.ANOTHER_GO)

    def done(self) -> None:
        self._return(Outcome.DONE)

    def _feedback(self) -> uuid.UUID:
        found = pile.to_answer(self.lunt, self.last_hand_in()).go.feedback_id
        return found or uuid.uuid4()

    def undo(self) -> None:
        work, feedback, returned = pile.to_undo(self.lunt, self._feedback())
        actions.undo_feedback(self.lunt, assignment=work, feedback=feedback, returned=returned)

    def reply(self) -> None:
        work = held.to_write(self.ellie, self.id)
        actions.reply(self.ellie, assignment=work, feedback_id=self._feedback(), text="Thanks")

    def read(self) -> None:
        record.one(self.dani, self.id)

    def withdraw(self) -> None:
        work = record.to_change(self.dani, self.id)
        _pupil, access = find(self.dani, self.pupil_id, Part.WORK)
        actions.withdraw(self.dani, assignment=work, access=access, because="Wrong pupil")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STEPS), max_size=14))
def test_in_any_order(cast: Cast, acting: ACTING, steps: list[str]) -> None:
    with clock.freeze(clock.now()):
        around = Around(cast, acting)
        state = AssignmentState.NOT_STARTED
        for step in steps:
            try:
                with db.session.begin_nested():
                    around.press(step)
            except (Problem, Nothing):
                db.session.expire_all()
            work = db.session.get_one(Assignment, around.id)
            # Handing in without having typed starts and hands in at one press.
            between = TRANSITIONS[state] | {far for near in TRANSITIONS[state] for far in TRANSITIONS[near]}
            assert work.state is state or work.state in between, (state, step)
            state = work.state
            numbers = db.session.query(Attempt.number).filter_by(assignment_id=around.id).order_by(Attempt.number).all()
            assert [number for (number,) in numbers] == list(range(1, len(numbers) + 1))
        for name, rule in CHECKS.items():
            broken = [row.id for row in db.session.scalars(rule()) if row.id == around.id]
            assert not broken, name
        db.session.rollback()
