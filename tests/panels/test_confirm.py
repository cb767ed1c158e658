"""What the head confirms starts together, or not at all; and only on a lawful footing."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
import sqlalchemy as sa

from tests import make_panels
from tests.cast import Cast, Person
from tests.client import Client
from tests.panels.steps import TUESDAY, Scene, account, listed, place, scene, takes_part
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.mentoring.models import MentorTask
from virtual_school.plans.models import Plan, PlanVersion, PlanWords
from virtual_school.pupils.models import CareLink, Programme
from virtual_school.referrals.models import Decision, OfferPart, ReferralState
from virtual_school.timetable.models import Footing, SlotBasis, SlotKind, WeekPattern

ClientOf = Callable[[Person], Client]
DAYS = {"starts_on": "2026-11-30", "ends_on": "2027-02-12"}
INSTEAD = {
    "instead": "Two mornings a week in the workshop at school.", "instead_who": "Mr Hall",
    "instead_from": "2026-12-01", "told": "y",
}  # fmt: skip
STARTED = (Programme, Footing, WeekPattern, Plan, PlanVersion, PlanWords, MentorTask)


@pytest.fixture(autouse=True)
def on_a_tuesday(app: object) -> Iterator[None]:
    with clock.freeze(TUESDAY):
        yield


@pytest.fixture
def ash(cast: Cast) -> Scene:
    return scene(cast)


@pytest.fixture
def offer(ash: Scene) -> Decision:
    return offered(ash)


def offered(ash: Scene, **given: Any) -> Decision:
    """An offer of two parts, told to the family an hour ago."""
    case = listed(ash)
    ash.referral.state = ReferralState.OFFERED
    then = {"decided_at": TUESDAY - dt.timedelta(hours=2), "told_at": TUESDAY - dt.timedelta(hours=1)}
    values = {**then, **make_panels.TOLD, **given}
    made = make_panels.decision(case, ash.referral, account(ash.cast.chair), account(ash.cast.dani), **values)
    make_panels.parts(made, place(ash.cast, "college"))
    db.session.commit()
    return made


def footed(**more: str) -> dict[str, str]:
    return {**DAYS, "basis_1": "off_site_activity", "basis_2": "at_school", **more}


def what_is_there(ash: Scene) -> dict[str, int]:
    db.session.expire_all()
    counts = {
        table.__name__: db.session.scalar(
            sa.select(sa.func.count()).select_from(table).where(table.pupil_id == ash.pupil.id)
        )
        or 0
        for table in STARTED
    }
    events = sa.select(sa.func.count(AuditEvent.id)).where(AuditEvent.pupil_id == ash.pupil.id)
    link = db.session.get_one(CareLink, ash.referral.mentor_link_id)
    return {
        **counts,
        "events": db.session.scalar(events) or 0,
        "until": link.ends_on.toordinal() if link.ends_on else 0,
    }


# Each step of the start, where its package begins it: wherever it breaks, nothing is there.
STEPS = [
    "timetable.confirm_footing",
    "pupils.start_programme",
    "pupils.prolong_care",
    "timetable.empty_week",
    "plans.draft_plan",
    "mentoring.first_tasks",
    "audit.record",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("problem", [WrongState("It broke."), RuntimeError("It broke.")], ids=["said", "unforeseen"])
def test_wherever_it_breaks_nothing_is_there(
    client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision, step: str, problem: Exception
) -> None:
    head, before = client_of(cast.head), what_is_there(ash)
    with mock.patch(f"virtual_school.referrals.changes.confirm.{step}", side_effect=problem):
        if isinstance(problem, WrongState):
            head.post(f"/offers/{offer.id}/confirm", footed(), 409)
            assert "It broke." in head.words()
        else:
            with pytest.raises(RuntimeError):
                head.post(f"/offers/{offer.id}/confirm", footed())
    assert what_is_there(ash) == before and ash.state is ReferralState.OFFERED
    head.post(f"/offers/{offer.id}/confirm", footed())
    assert ash.state is ReferralState.STARTED and what_is_there(ash)["Programme"] == 1


def test_the_second_footing_breaks_and_the_first_is_gone(
    client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision
) -> None:
    from_part = db.session.scalars(sa.select(OfferPart).where(OfferPart.decision_id == offer.id)).all()
    head, before = client_of(cast.head), what_is_there(ash)
    head.post(f"/offers/{offer.id}/confirm", footed(until_2="2027-06-01"), 422)
    head.post(f"/offers/{offer.id}/confirm", footed(basis_2="work_experience"), 422)
    assert what_is_there(ash) == before and all(part.footing_id is None for part in from_part)


def test_confirmed_twice_is_once(client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision) -> None:
    head = client_of(cast.head)
    for key in ("one", "one", "two"):
        head.post(f"/offers/{offer.id}/confirm", footed(once=key))
    assert what_is_there(ash)["Programme"] == 1 and what_is_there(ash)["Footing"] == 2


def test_not_before_the_family_was_told(client_of: ClientOf, cast: Cast, ash: Scene) -> None:
    made = offered(ash, told_at=None, letter=None, letter_to_pupil=None)
    client_of(cast.head).post(f"/offers/{made.id}/confirm", footed(), 403)
    client_of(cast.head).post(f"/offers/{made.id}/cannot", {"because": "No."}, 403)
    assert ash.state is ReferralState.OFFERED


def test_only_the_head_of_the_own_school(client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision) -> None:
    for person in (cast.lead, cast.head_of_year, cast.clerk, cast.chair):
        client_of(person).post(f"/offers/{offer.id}/confirm", footed(), 403)


def part_of(offer: Decision, number: int) -> OfferPart:
    question = sa.select(OfferPart).where(OfferPart.decision_id == offer.id, OfferPart.position == number)
    return db.session.scalars(question).one()


@pytest.mark.parametrize(("year", "may"), [(9, False), (10, True), (11, True), (12, False)])
def test_work_experience_is_for_years_10_and_11(client_of: ClientOf, cast: Cast, year: int, may: bool) -> None:
    ash = scene(cast, year=year)
    offer = offered(ash)
    part_of(offer, 1).kind = SlotKind.WORK_EXPERIENCE
    head = client_of(cast.head)
    head.post(f"/offers/{offer.id}/confirm", footed(basis_1="work_experience"), 303 if may else 422)
    assert (ash.state is ReferralState.STARTED) is may


PART_TIME = {"basis_2": "part_time_timetable", "why_2": "health", "until_2": "2026-12-18"}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"until_2": ""}, "A part-time timetable has an end date."),
        ({"why_2": ""}, "A part-time timetable needs its reason."),
        ({"detail_2": "His behaviour in class"}, "Behaviour is no lawful reason"),
    ],
)
def test_a_part_time_timetable_has_end_and_reason(
    client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision, change: dict[str, str], says: str
) -> None:
    part_of(offer, 2).kind = SlotKind.OWN_TIME
    head = client_of(cast.head)
    head.post(f"/offers/{offer.id}/confirm", footed(**{**PART_TIME, **change}), 422)
    assert says in head.words() and ash.state is ReferralState.OFFERED


def test_a_part_time_timetable_needs_the_yes_of_whom_the_pupil_lives_with(
    client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision
) -> None:
    part_of(offer, 2).kind = SlotKind.OWN_TIME
    head = client_of(cast.head)
    ash.carer.lives_with = False
    head.post(f"/offers/{offer.id}/confirm", footed(**PART_TIME), 422)
    ash.carer.lives_with = True
    with clock.freeze(TUESDAY + dt.timedelta(minutes=1)):
        takes_part(ash.pupil, ash.carer, account(cast.mum), agrees=False)
    head.post(f"/offers/{offer.id}/confirm", footed(**PART_TIME), 422)
    assert "No carer with whom the pupil lives has said yes." in head.words()
    with clock.freeze(TUESDAY + dt.timedelta(minutes=2)):
        takes_part(ash.pupil, ash.carer, account(cast.mum))
    head.post(f"/offers/{offer.id}/confirm", footed(**PART_TIME))
    footing = db.session.get_one(Footing, part_of(offer, 2).footing_id)
    assert footing.basis is SlotBasis.PART_TIME_TIMETABLE and footing.reason == "Health, of body or mind"


def test_the_school_cannot_take_it_up(client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision) -> None:
    head, before = client_of(cast.head), what_is_there(ash)
    head.post(f"/offers/{offer.id}/cannot", {"because": " "}, 422)
    head.post(f"/offers/{offer.id}/cannot", {**INSTEAD, "because": "No car.", "instead": "", "told": ""}, 422)
    assert "Say what happens instead." in head.words() and "Tell them first" in head.words()
    assert (head.one("#cannot-because").text or "").strip() == "No car."
    assert head.one("input[name=instead_who]").get("value") == "Mr Hall"
    head.post(f"/offers/{offer.id}/cannot", {**INSTEAD, "because": "Nobody can take Ash to the college."})
    head.post(f"/offers/{offer.id}/cannot", {**INSTEAD, "because": "Pressed again."})
    head.follow()
    assert "in the workshop at school" in head.words()
    mum = client_of(cast.mum)
    mum.get(f"/decisions/{offer.id}")
    assert "It does not start" in mum.words() and "An offer" not in mum.words("main > p")
    assert "in the workshop" in mum.words() and "Mr Hall" in mum.words() and "Nobody can take" not in mum.words()
    assert "Nobody can take Ash to the college." in head.words() and ash.state is ReferralState.WITHDRAWN
    after = what_is_there(ash)
    assert [after[table.__name__] for table in STARTED] == [before[table.__name__] for table in STARTED]
    head.post(f"/offers/{offer.id}/confirm", footed(), 403)


def test_a_mentor_whose_link_ran_out_begins_anew(client_of: ClientOf, cast: Cast, ash: Scene, offer: Decision) -> None:
    db.session.get_one(CareLink, ash.referral.mentor_link_id).ends_on = TUESDAY.date() - dt.timedelta(days=1)
    client_of(cast.head).post(f"/offers/{offer.id}/confirm", footed())
    question = sa.select(CareLink).where(CareLink.pupil_id == ash.pupil.id, CareLink.ends_on == dt.date(2027, 2, 12))
    assert db.session.scalars(question).one().account_id == cast.dani.account_id
