"""What makes work fair: who may set it, from when until when it holds, and where it shows by itself."""

import datetime as dt
from collections.abc import Callable

import pytest

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans import adjusting, changes, policy, queries
from virtual_school.plans.models import AdjustmentKind
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import Part

Acting = Callable[[Person], Viewer]
ClientOf = Callable[[Person], Client]
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize("relation", list(Relation))
@pytest.mark.parametrize("role", [Role.MENTOR, Role.SENCO, Role.VIRTUAL_SCHOOL_LEAD, Role.HEAD_OF_YEAR, Role.CARER])
def test_mentor_senco_and_lead_set_it(app: object, relation: Relation, role: Role) -> None:
    hat = Hat("key", role, None)
    may = policy.can_adjust(Viewer(None, None, "", (hat,), hat), Access(relation, frozenset({Part.PLAN}), "Because."))
    by_senco = relation is Relation.SCHOOL and role is Role.SENCO
    assert bool(may) is (by_senco or relation in {Relation.MENTOR, Relation.OFFICE})
    assert may.because


def test_it_holds_from_a_day_until_a_day_and_once_of_a_kind(cast: Cast, acting: Acting) -> None:
    dani, today = acting(cast.dani), clock.today()
    pupil_id = cast.tariq.pupil_id
    assert pupil_id is not None
    of_tariq = {"pupil_id": pupil_id}

    def now() -> list[str]:
        return [one.said for one in queries.adjustments_now(dani, pupil_id)]

    there = now()
    later = changes.set_adjustment(dani, kind=AdjustmentKind.READER, starts_on=today + DAY, **of_tariq)
    ends = {"starts_on": today, "ends_on": today}
    changes.set_adjustment(dani, kind=AdjustmentKind.EXTRA_TIME, percent=25, **ends, **of_tariq)
    for words in ("A standing desk", "A printed timetable"):
        changes.set_adjustment(dani, kind=AdjustmentKind.OTHER, words=words, starts_on=today, **of_tariq)
    assert now() == [*there, "Extra time: 25%", "A standing desk", "A printed timetable"]
    with pytest.raises(WrongState):
        changes.set_adjustment(dani, kind=AdjustmentKind.READER, starts_on=today + 5 * DAY, **of_tariq)
    with clock.pretend(clock.now() + DAY):
        assert now() == [*there, "Questions read aloud", "A standing desk", "A printed timetable"]
        changes.end_adjustment(dani, later, "Not needed")
        changes.end_adjustment(dani, later, "Again")
        assert later.because == "Not needed" and "Questions read aloud" not in now()
    assert len(queries.adjustments_set(dani, pupil_id)) == len(there) + 4, "what is over stays on the page"
    assert queries.adjustments_now(dani, cast.ellie.pupil_id) != queries.adjustments_now(dani, pupil_id)


def test_every_kind_has_words(app: object) -> None:
    assert set(adjusting.KIND_WORDS) == set(AdjustmentKind)


def test_large_print_is_large_by_itself(client_of: ClientOf, acting: Acting, cast: Cast) -> None:
    ellie, work = client_of(cast.ellie), f"/my-work/{cast.larkdale.work['new'].assignment_id}"
    ellie.get(work)
    assert ellie.one("html").get("data-size") is None
    given = {"pupil_id": cast.ellie.pupil_id, "kind": AdjustmentKind.LARGE_PRINT, "starts_on": clock.today()}
    changes.set_adjustment(acting(cast.dani), **given)
    db.session.commit()
    ellie.get(work)
    assert ellie.one("html").get("data-size") == "larger"
    for client, page in ((ellie, "/my-work/pack"), (client_of(cast.dani), f"/pupils/{cast.ellie.pupil_id}/pack")):
        client.get(page)
        assert client.one("[name=is_large]").get("checked") is not None
