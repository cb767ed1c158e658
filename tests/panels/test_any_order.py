"""Whatever people press, in whatever order: nothing starts without quorum, reason, a family told, and every footing."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, Person
from tests.panels.steps import TUESDAY, Scene, scene
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import Problem
from virtual_school.mentoring.models import MentorTask
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import Plan
from virtual_school.pupils.models import Programme, Window
from virtual_school.referrals.actions import decision as deciding
from virtual_school.referrals.actions import panel as actions
from virtual_school.referrals.changes.confirm import Confirmed, NotTaken
from virtual_school.referrals.changes.decision import Decided, Part
from virtual_school.referrals.models import (
    TRANSITIONS,
    Decision,
    DecisionMember,
    DecisionOutcome,
    MeetingCase,
    OfferPart,
    Referral,
    ReferralState,
)
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries import meeting as meetings
from virtual_school.referrals.queries import offer as offers
from virtual_school.referrals.queries import pack as packs
from virtual_school.referrals.queries import panel as panels
from virtual_school.timetable.models import Footing, SlotBasis, SlotKind, WeekPattern

ACTING = Callable[[Person], Viewer]
MEMBERS = ("chair", "panel_member", "panel_member_of_school")
STEPS = (
    "put_before", "take_off", "close",
    *(f"{what}_{key}" for what in ("come", "leave", "offer", "not_this_time") for key in MEMBERS),
    "offer_clerk", "offer_without_reason", "tell", "tell_in_the_evening", "tell_by_another",
    "confirm", "confirm_one_part", "confirm_unlawful", "cannot",
)  # fmt: skip
# Long enough ways to get anywhere: most lists begin with what leads to an offer.
BEGIN = ["put_before", "come_chair", "come_panel_member", "offer_chair", "tell"]
PARTS = (
    Part(SlotKind.BASE, "Maths in the room", None, 4, SlotBasis.AT_SCHOOL),
    Part(SlotKind.OWN_TIME, "Rest at home", None, 2, SlotBasis.PART_TIME_TIMETABLE),
)
NOT_TAKEN = NotTaken("Nobody can bring Ash.", "Lessons at home", "Dani", None)
STARTED = (Footing, WeekPattern, Plan, MentorTask)


class Around:
    """One referral and the people around it; each step does what its button does."""

    def __init__(self, ash: Scene, viewers: dict[str, Viewer]) -> None:
        self.ash, self.viewers = ash, viewers
        self.meeting_id, self.referral_id = ash.meeting.id, ash.referral.id

    def press(self, step: str) -> None:
        for key in (*MEMBERS, "clerk"):
            if step.endswith(f"_{key}") and step != "come" and not hasattr(self, step):
                getattr(self, step.removesuffix(f"_{key}"))(self.viewers[key])
                return
        getattr(self, step)()

    def _case_id(self) -> object:
        question = sa.select(MeetingCase.id).where(
            MeetingCase.referral_id == self.referral_id, MeetingCase.taken_off_at.is_(None)
        )
        return db.session.scalar(question.order_by(MeetingCase.id.desc()).limit(1)) or self.referral_id

    def put_before(self) -> None:
        clerk = self.viewers["clerk"]
        meeting, _panel = meetings.meeting(clerk, self.meeting_id)
        actions.put_before(clerk, meeting, meetings.to_list(clerk, self.referral_id))

    def take_off(self) -> None:
        clerk = self.viewers["clerk"]
        actions.take_off(clerk, meetings.case(clerk, self._case_id()).row, "Not yet.")

    def close(self) -> None:
        clerk = self.viewers["clerk"]
        meeting, panel = meetings.meeting(clerk, self.meeting_id)
        actions.close(clerk, meeting, panels.room(panel, meeting.id))

    def _note(self, member: Viewer, *, came: bool) -> None:
        clerk = self.viewers["clerk"]
        meeting, panel = meetings.meeting(clerk, self.meeting_id, lock=True)
        room = panels.room(panel, meeting.id)
        actions.note_who_is_there(clerk, meeting, room, member.account_id, came=came)

    def come(self, member: Viewer) -> None:
        self._note(member, came=True)

    def leave(self, member: Viewer) -> None:
        self._note(member, came=False)

    def _decide(self, member: Viewer, outcome: DecisionOutcome, reason: str = "It helps now.") -> None:
        found = meetings.case(member, self._case_id(), lock=True)
        room = panels.room(found.panel, found.meeting.id, found.referral)
        tells = self.viewers["dani"].account_id
        assert tells is not None
        words = Decided(outcome, reason, tells, parts=PARTS)
        if outcome is DecisionOutcome.NOT_THIS_TIME:
            instead = {"instead": "A mentor.", "instead_who": "Tom", "instead_from": clock.today()}
            words = Decided(outcome, reason, tells, **instead)
        deciding.decide(member, found, room, words)

    def offer(self, member: Viewer) -> None:
        self._decide(member, DecisionOutcome.OFFER)

    def not_this_time(self, member: Viewer) -> None:
        self._decide(member, DecisionOutcome.NOT_THIS_TIME)

    def offer_without_reason(self) -> None:
        self._decide(self.viewers["chair"], DecisionOutcome.OFFER, " ")

    def _decision_id(self) -> object:
        question = sa.select(Decision.id).where(Decision.referral_id == self.referral_id)
        return db.session.scalar(question) or self.referral_id

    def _tell(self, who: str, told_at: dt.datetime) -> None:
        read = decisions.to_tell(self.viewers[who], self._decision_id())
        deciding.tell(self.viewers[who], read, told_at=told_at, network="Larkdale")

    def tell(self) -> None:
        self._tell("dani", clock.now())

    def tell_in_the_evening(self) -> None:
        self._tell("dani", TUESDAY - dt.timedelta(hours=15))

    def tell_by_another(self) -> None:
        self._tell("head", clock.now())

    def _confirm(self, parts: slice = slice(None), **change: object) -> None:
        head = self.viewers["head"]
        read = offers.offer(head, self._decision_id())
        last, why = clock.today() + dt.timedelta(days=60), "Coming back step by step"
        reasons = {SlotBasis.AT_SCHOOL: None, SlotBasis.PART_TIME_TIMETABLE: why}
        values = {"starts_on": clock.today(), "ends_on": last, **change}
        confirmed = [
            Confirmed(part.row.id, part.row.basis, **{"reason": reasons[part.row.basis], **values})
            for part in read.parts
        ][parts]
        words = packs.released(self.referral_id)
        deciding.confirm(
            head, read, offers.standing(read), confirmed=confirmed, starts_on=clock.today(), ends_on=last, words=words
        )

    def confirm(self) -> None:
        self._confirm()

    def confirm_one_part(self) -> None:
        self._confirm(slice(1))

    def confirm_unlawful(self) -> None:
        self._confirm(reason="")

    def cannot(self) -> None:
        head = self.viewers["head"]
        read = offers.offer(head, self._decision_id())
        deciding.cannot(head, read, offers.standing(read), NOT_TAKEN)

    def holds(self) -> None:
        """What must hold after every press."""
        made = db.session.scalars(sa.select(Decision).where(Decision.referral_id == self.referral_id)).all()
        for decision in made:
            members = sa.select(DecisionMember).where(DecisionMember.decision_id == decision.id)
            there = {one.account_id: one.counted for one in db.session.scalars(members)}
            assert decision.reason.strip() and sum(there.values()) >= decision.quorum >= 2
            assert not there.get(self.viewers["panel_member_of_school"].account_id)
            assert there[decision.decided_by]
        windows = sa.select(Window.id).where(Window.about_id == self.referral_id, Window.ended_at.is_(None))
        case = db.session.get(MeetingCase, self._case_id())
        assert bool(db.session.scalars(windows).all()) is (case is not None and not made)
        started = {table: self._count(table) for table in STARTED}
        programmes = self._count(Programme)
        assert programmes <= 1 and len(made) <= 1
        if not programmes:
            assert not any(started.values())
            return
        (decision,) = made
        parts = db.session.scalars(sa.select(OfferPart).where(OfferPart.decision_id == decision.id)).all()
        assert decision.outcome is DecisionOutcome.OFFER and decision.told_at and decision.letter
        assert parts and all(part.footing_id for part in parts) and started[Footing] == len(parts)
        assert all(started.values())

    def _count(self, table: type) -> int:
        question = sa.select(sa.func.count()).select_from(table).where(table.pupil_id == self.ash.pupil.id)
        return db.session.scalar(question) or 0


def walk(cast: Cast, acting: ACTING, steps: list[str]) -> list[ReferralState]:
    """Press them one after the other; the states that were reached. What is refused changes nothing."""
    viewers = {key: acting(getattr(cast, key)) for key in (*MEMBERS, "clerk", "dani", "head")}
    around = Around(scene(cast), viewers)
    states = [ReferralState.READY]
    for step in steps:
        try:
            with db.session.begin_nested():
                around.press(step)
        except Problem:
            db.session.expire_all()
        now = db.session.get_one(Referral, around.referral_id).state
        assert now is states[-1] or now in TRANSITIONS[states[-1]], (states[-1], now, step)
        states.append(now)
        around.holds()
    db.session.rollback()
    return states


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(0, len(BEGIN)), st.lists(st.sampled_from(STEPS), max_size=12))
def test_in_any_order(cast: Cast, acting: ACTING, begin: int, steps: list[str]) -> None:
    with clock.freeze(TUESDAY):
        walk(cast, acting, [*BEGIN[:begin], *steps])


def test_the_way_itself(cast: Cast, acting: ACTING) -> None:
    """That the steps above lead somewhere at all."""
    with clock.freeze(TUESDAY):
        reached = walk(cast, acting, [*BEGIN, "confirm_one_part", "confirm_unlawful", "confirm", "cannot"])
    ready, listed, offered, started = (ReferralState(name) for name in ("ready", "listed", "offered", "started"))
    assert reached == [ready, *[listed] * 3, *[offered] * 4, started, started]
