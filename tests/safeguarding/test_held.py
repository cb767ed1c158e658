"""What a concern is about is held back until every one is released, in whatever order they are raised and released."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import aliased

from tests.cast import Cast, Person
from virtual_school.core.db import db
from virtual_school.learning.models import HandIn
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding import access, changes, queries
from virtual_school.safeguarding.models import Concern

KIND = "hand_in"
STEPS = st.lists(st.tuples(st.sampled_from(["raise", "see", "release"]), st.integers(0, 2)), max_size=9)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_held_is_what_is_raised_and_not_released(
    steps: list[tuple[str, int]], cast: Cast, acting: Callable[[Person], Viewer]
) -> None:
    dani, leah = acting(cast.dani), acting(cast.safeguarding_lead)
    things = list(db.session.scalars(sa.select(HandIn.id).order_by(HandIn.id).limit(3)))
    assert len(things) == 3 and cast.ellie.pupil_id
    open_ones: dict[uuid.UUID, list[Concern]] = {one: [] for one in things}
    try:
        for step, at in steps:
            thing, there = things[at], open_ones[things[at]]
            if step == "raise":
                about = (KIND, thing)
                there.append(
                    changes.raise_concern(dani, pupil_id=cast.ellie.pupil_id, about=about, copy="c", words="w")
                )
            elif there and step == "see":
                changes.see(leah, there[0])
            elif there:
                changes.release(leah, there.pop(0), "Fine.")
            expected = {one for one, concerns in open_ones.items() if concerns}
            assert _held(things) == expected
            assert {one for one in things if queries.is_held(KIND, one)} == expected
    finally:
        db.session.rollback()


def _held(things: list[uuid.UUID]) -> set[uuid.UUID]:
    """By one condition in a list, alone and two levels down, where a forgotten correlation would hold for all."""
    flat = set(db.session.scalars(sa.select(HandIn.id).where(HandIn.id.in_(things), access.held(KIND, HandIn.id))))
    free = set(db.session.scalars(sa.select(HandIn.id).where(HandIn.id.in_(things), ~access.held(KIND, HandIn.id))))
    assert flat | free == set(things) and not flat & free
    other = aliased(HandIn)
    nested = there_is(other, other.id == HandIn.id, access.held(KIND, other.id))
    assert set(db.session.scalars(sa.select(HandIn.id).where(HandIn.id.in_(things), nested))) == flat
    return flat


def test_another_kind_of_thing_with_the_same_number_is_not_held(cast: Cast, acting: Callable[[Person], Viewer]) -> None:
    dani = acting(cast.dani)
    assert cast.ellie.pupil_id
    changes.raise_concern(dani, pupil_id=cast.ellie.pupil_id, about=("pupil", cast.ellie.pupil_id), copy="c", words="w")
    assert not queries.is_held(KIND, cast.ellie.pupil_id)
    everybody = sa.select(sa.func.count()).select_from(Pupil)
    assert db.session.scalar(everybody.where(access.held("pupil", Pupil.id))) == 1
