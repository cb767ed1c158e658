"""Whatever is pressed, in whatever order, by whomever: no window widens, none comes back, and what is held stays so."""

import datetime as dt
import uuid
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make_windows
from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Problem
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries
from virtual_school.pupils.changes import Agreed
from virtual_school.pupils.looking_in import actions
from virtual_school.pupils.looking_in import queries as looking
from virtual_school.pupils.models import Basis, How, Part, Pupil, Window

STEPS = (
    "ellie_ends", "mum_ends", "dad_ends", "lead_closes", "dani_closes", "lead_prolongs", "dani_prolongs",
    "prolongs_unasked", "holds_back", "shows", "a_week_passes",
)  # fmt: skip
ACTING = Callable[[Person], Viewer]


class Around:
    """One window on agreement of pupil and mother, one on duty, and everybody who may press something about them."""

    def __init__(self, cast: Cast, acting: ACTING) -> None:
        self.who = {key: acting(getattr(cast, key)) for key in ("ellie", "mum", "dad", "lead", "dani", "agency")}
        self.who["safe"] = acting(cast.safeguarding_lead)
        pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
        outside, by = (db.session.get_one(Account, one.account_id) for one in (cast.agency, cast.lead))
        bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
        days = {"ends_on": clock.today() + dt.timedelta(days=20)}
        yes = (None, cast.larkdale.ids["carer"])
        agreed = make_windows.granted(pupil, outside, bridge, by, (Part.PLAN, Part.IDENTITY), carers=yes, **days)
        duty = make_windows.on_duty(pupil, outside, bridge, by, (Part.PLAN, Part.IDENTITY), **days)
        self.pupil_id, self.windows = pupil.id, {Basis.AGREEMENT: agreed.id, Basis.DUTY: duty.id}
        self.ended: set[uuid.UUID] = set()
        self.held: set[uuid.UUID] = set()
        self.passed = dt.timedelta()

    def window(self, basis: Basis) -> Window:
        return db.session.get_one(Window, self.windows[basis], populate_existing=True)

    def press(self, step: str, basis: Basis) -> None:
        """What the button does; a refusal of whatever kind changes nothing."""
        if step == "a_week_passes":
            self.passed += dt.timedelta(days=7)
            return
        window_id = self.windows[basis]
        key, what = step.split("_", 1) if "_" in step and step.split("_")[0] in self.who else ("", step)
        ends = {"ends": self.family_ends, "closes": self.closes, "prolongs": self.prolongs}
        if what in ends:
            ends[what](self.who[key], window_id)
        elif what == "prolongs_unasked":
            self.prolongs(self.who["lead"], window_id, agreed=None)
        else:
            self.holds(what, window_id)

    def found(self, viewer: Viewer) -> Any:
        return queries.find(viewer, self.pupil_id, Part.IDENTITY)[1]

    def family_ends(self, viewer: Viewer, window_id: uuid.UUID) -> None:
        party = looking.party(viewer, self.pupil_id, self.found(viewer))
        actions.end_as_family(viewer, party, looking.shown_one(party, self.pupil_id, window_id))
        assert window_id == self.windows[Basis.AGREEMENT] and viewer is not self.who["dad"]
        self.ended.add(window_id)

    def closes(self, viewer: Viewer, window_id: uuid.UUID) -> None:
        actions.close(viewer, self.found(viewer), looking.one(self.pupil_id, window_id), "Done")
        self.ended.add(window_id)

    def prolongs(self, viewer: Viewer, window_id: uuid.UUID, *, agreed: Agreed | None | str = "asked") -> None:
        one, today = looking.one(self.pupil_id, window_id), clock.today()
        said = Agreed((None,), How.IN_PERSON, today) if agreed == "asked" else None
        later = today + dt.timedelta(days=15)
        actions.prolong(viewer, self.found(viewer), one, ends_on=later, because="A while more", agreed=said)
        assert window_id not in self.ended and (said or one.facts.basis is Basis.DUTY)

    def holds(self, what: str, window_id: uuid.UUID) -> None:
        viewer = self.who["safe"]
        opened, one = self.found(viewer), looking.one(self.pupil_id, window_id)
        if what == "holds_back":
            actions.hold_back(viewer, opened, one, because="Not safe", review_on=clock.today())
            self.held.add(window_id)
        else:
            actions.show(viewer, opened, one, None)
            self.held.discard(window_id)

    def holds_true(self) -> None:
        for basis, window_id in self.windows.items():
            window = self.window(basis)
            assert set(queries.parts_of([window_id])[window_id]) == {Part.PLAN, Part.IDENTITY}
            assert (window.ended_at is not None) is (window_id in self.ended)
            is_open = window.in_force(clock.today())
            assert is_open is self.reached(window_id)
            for key in ("ellie", "mum"):
                assert self.is_shown(key, window_id) is (is_open and window_id not in self.held), (key, basis)
            assert not self.is_shown("dad", window_id)

    def reached(self, window_id: uuid.UUID) -> bool:
        try:
            queries.window(self.who["agency"], window_id)
        except NotVisible:
            return False
        return True

    def is_shown(self, key: str, window_id: uuid.UUID) -> bool:
        viewer = self.who[key]
        try:
            party = looking.party(viewer, self.pupil_id, self.found(viewer))
        except NotVisible:
            return False
        return window_id in [one.window.id for one in looking.shown(party, self.pupil_id)]


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.sampled_from(list(Basis))), max_size=12))
def test_any_order(cast: Cast, acting: ACTING, steps: list[tuple[str, Basis]]) -> None:
    around, begun = Around(cast, acting), clock.now()
    try:
        for step, basis in steps:
            with clock.freeze(begun + around.passed):
                try:
                    with db.session.begin_nested():
                        around.press(step, basis)
                except Problem:
                    pass
            with clock.freeze(begun + around.passed):
                around.holds_true()
    finally:
        db.session.rollback()
