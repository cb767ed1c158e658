"""Work is set, put away, swapped and given another day by those who may, with a reason; several get it or nobody."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused, WrongState
from virtual_school.learning import actions, policy
from virtual_school.learning.actions import For, Suits
from virtual_school.learning.models import Assignment, AssignmentChange, AssignmentState, ChangeKind
from virtual_school.learning.queries import setting as queries
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find

Acting = Callable[[Person], Viewer]
AWAY, KEPT = AssignmentState.PUT_AWAY, AssignmentState.NOT_STARTED


def for_(viewer: Viewer, cast: Cast, who: str, answerer: str = "dani") -> For:
    """One of the cast's pupils as whoever sets work finds them, with who is to answer it."""
    pupil, access = find(viewer, getattr(cast, who).pupil_id, Part.WORK)
    people = queries.answerers(viewer, pupil, cast.larkdale.ids["subject"])
    named = people.find(str(cast.larkdale.ids[f"membership of {answerer}"]))
    assert named is not None
    return For(pupil, access, named)


def revision(cast: Cast, place: str = "stonegate") -> uuid.UUID:
    return cast.larkdale.lessons[place].revision_id


def of(cast: Cast, who: str, place: str = "stonegate") -> list[Assignment]:
    """What of this lesson was set to them, the latest last."""
    question = sa.select(Assignment).where(
        Assignment.pupil_id == getattr(cast, who).pupil_id, Assignment.revision_id == revision(cast, place)
    )
    return list(db.session.scalars(question.order_by(Assignment.set_at, Assignment.id)))


def cast_work(cast: Cast, name: str = "new") -> Assignment:
    return db.session.get_one(Assignment, cast.larkdale.work[name].assignment_id)


def test_several_get_it_each_with_their_own_choice(cast: Cast, acting: Acting) -> None:
    lead = acting(cast.lead)
    them = [for_(lead, cast, "ellie"), for_(lead, cast, "tariq")]
    had = len(of(cast, "tariq", "ashfold"))
    made = actions.set_work(
        lead, them, revision_id=revision(cast), suits=Suits(when_ready=True), beside=cast_work(cast)
    )
    assert [work.pupil_id for work in made] == [cast.ellie.pupil_id, cast.tariq.pupil_id]
    assert all(work.when_ready and work.due_on is None for work in made)
    also = of(cast, "tariq", "ashfold")
    assert len(also) == had + 1, "Tariq had not the other one of the two, so it is set to him too"
    assert also[-1].choice_id == made[1].choice_id != made[0].choice_id == cast_work(cast).choice_id

    actions.take_this_one(acting(cast.tariq), assignment_id=also[-1].id)
    assert [made[1].state, also[-1].state] == [AWAY, KEPT]
    assert [made[0].state, cast_work(cast).state] == [KEPT, KEPT], "what Tariq chooses is no matter of Ellie's"
    with pytest.raises(WrongState):
        actions.take_this_one(acting(cast.tariq), assignment_id=made[1].id)


def test_nobody_is_set_by_an_empty_choice_and_nobody_beyond_ones_own(cast: Cast, acting: Acting) -> None:
    dani = acting(cast.dani)
    before = len(of(cast, "ellie")), len(of(cast, "tariq"))
    assert actions.set_work(dani, [], revision_id=revision(cast), suits=Suits()) == []
    assert queries.pupils_too(dani, cast.larkdale.lessons["stonegate"].lesson_id, find_ellie(dani, cast)) == []
    with pytest.raises(NotVisible):
        for_(dani, cast, "tariq")
    ellie = for_(dani, cast, "ellie")
    seen = For(ellie.pupil, Access(Relation.KEY_ADULT, frozenset({Part.WORK}), "Reads it."), ellie.answerer)
    with pytest.raises(Refused):
        actions.set_work(dani, [ellie, seen], revision_id=revision(cast), suits=Suits())
    assert (len(of(cast, "ellie")), len(of(cast, "tariq"))) == before, "not even the one that may"
    lead = acting(cast.lead)
    there = queries.pupils_too(lead, cast.larkdale.lessons["stonegate"].lesson_id)
    assert {("Tariq B.", True), ("Ellie M.", False)} <= {(one.name, one.has_it) for one in there}


def find_ellie(viewer: Viewer, cast: Cast) -> object:
    return find(viewer, cast.ellie.pupil_id, Part.WORK)[0]


def changes_of(work: Assignment) -> list[AssignmentChange]:
    question = sa.select(AssignmentChange).where(AssignmentChange.assignment_id == work.id)
    return list(db.session.scalars(question.order_by(AssignmentChange.id)))


def test_each_change_says_why_and_what_was_done_stays(cast: Cast, acting: Acting) -> None:
    dani = acting(cast.dani)
    access = find(dani, cast.ellie.pupil_id, Part.WORK)[1]
    work, day = cast_work(cast, "returned"), clock.today() + dt.timedelta(days=5)
    why = {"because": "Was ill", "said": ""}
    actions.give_another_day(dani, work=work, access=access, due_on=day, **why)
    [new] = actions.set_work(dani, [for_(dani, cast, "ellie")], revision_id=revision(cast), suits=Suits(due_on=day))
    actions.swap(dani, old=work, new=new, access=access, said="This one fits better.")
    assert work.state is AWAY
    actions.bring_back(dani, work=work, access=access)
    assert work.state is AssignmentState.ANOTHER_GO, "as it was"
    extended, swapped, back = changes_of(work)
    assert (extended.kind, extended.due_on, extended.because) == (ChangeKind.EXTENDED, day, "Was ill")
    assert "You have more time" in extended.said, "the pupil is always told something"
    assert (swapped.kind, swapped.other_id, swapped.said) == (ChangeKind.SWAPPED, new.id, "This one fits better.")
    assert back.kind is ChangeKind.BROUGHT_BACK and all(one.because and one.account_id for one in changes_of(work))
    with pytest.raises(WrongState):  # what waits for an answer is answered, not put away
        actions.excuse(dani, work=cast_work(cast, "in"), access=access, because="x", said="y")


@pytest.mark.parametrize("relation", list(Relation))
def test_only_who_may_set_work_may_change_it(app: object, relation: Relation) -> None:
    by = Access(relation, frozenset({Part.WORK}), "Because.")
    assert bool(policy.can_change(by)) is (relation in {Relation.MENTOR, Relation.OFFICE})
    assert policy.can_change(by).because
