"""The panel goes on: a meeting whose day has passed was held, the families told, what was offered began.

Referrals of schools come on, a step a week, and the clerk makes the next meeting. Everything as the people concerned
would have done it; what a visitor decided, opened or wrote stays theirs.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.demo import said
from virtual_school.demo.again import as_it_is, attempt, on_a_roll, person, the_day_before
from virtual_school.demo.crowd import LEADERS, MENTORS, Person, around, head
from virtual_school.demo.draws import SHAPES
from virtual_school.demo.journeys import WITHOUT, at, begin, refer, say_their_parts
from virtual_school.demo.offers import OFFERS, OWN, Offered, offer_for
from virtual_school.demo.people import Valley
from virtual_school.demo.windows import open_places
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink, Party, Programme, TakePart
from virtual_school.pupils.viewers import hats_of
from virtual_school.referrals.actions import decision as decisions
from virtual_school.referrals.actions import panel as actions
from virtual_school.referrals.actions import referral as referrals
from virtual_school.referrals.changes.decision import Decided, Part
from virtual_school.referrals.models import (
    Decision,
    DecisionOutcome,
    Meeting,
    MeetingCase,
    MeetingMember,
    OfferPart,
    Panel,
    Referral,
    ReferralState,
)
from virtual_school.referrals.queries import decision as decided_by
from virtual_school.referrals.queries import meeting as meetings
from virtual_school.referrals.queries import panel as panels
from virtual_school.timetable import days

MINUTES = dt.timedelta(minutes=1)
A_WEEK = dt.timedelta(weeks=1)
TUESDAY = 2
# How many referrals are on their way to a panel at a time, at each school no more than one that is opened here.
ON_THEIR_WAY = 4
AT_ONE_MEETING = 4
# Of so many decisions one is: not this time, instead.
OF_SO_MANY, IS_INSTEAD = 4, 2
INSTEAD = "Mornings in the school’s own quiet room, with somebody in it; the panel looks again after half-term."
INSTEAD_BECAUSE = "The school has only begun with what helps. A term of that first, and then we look again."
EARLY = (ReferralState.OPENED, ReferralState.WITH_HEAD, ReferralState.WITH_LEAD)


def go_on(heartbeat: Callable[[], None]) -> None:
    """Everything that was to happen by today; each step in a transaction of its own."""
    valley = as_it_is()
    steps: list[Callable[[], None]] = [lambda one=one: _hold(one) for one in _past_meetings()]  # type: ignore[misc]
    for step in steps:
        heartbeat()
        attempt(step)
    for one in _decided(Decision.told_at.is_(None)):
        heartbeat()
        attempt(lambda: _tell(valley, one))  # noqa: B023
    for one in _decided(Decision.told_at.is_not(None), Decision.programme_id.is_(None)):
        heartbeat()
        attempt(lambda: _begin(valley, one))  # noqa: B023
    for one in _ids(Referral, Referral.state.in_(EARLY), Referral.why_now.in_(said.WHY_NOW)):
        heartbeat()
        attempt(lambda: _step(valley, one))  # noqa: B023
    attempt(lambda: _refer(valley))
    for one in _ids(Panel):
        attempt(lambda: _next_meeting(one))  # noqa: B023


def _ids(table: Any, *conditions: sa.ColumnElement[bool]) -> Sequence[uuid.UUID]:
    return db.session.scalars(sa.select(table.id).where(*conditions).order_by(table.id)).all()


def _past_meetings() -> Sequence[uuid.UUID]:
    """On its own day a meeting is whoever's who runs it."""
    midnight = at(clock.today(), 0)
    return _ids(Meeting, Meeting.closed_at.is_(None), Meeting.starts_at < midnight)


def _decided(*conditions: sa.ColumnElement[bool]) -> Sequence[uuid.UUID]:
    """What the panel said in words of ours: nobody else's decision is told or begun for them."""
    ours = (*said.REASONS, INSTEAD_BECAUSE)
    question = sa.select(Decision.id).where(Decision.reason.in_(ours), *conditions)
    return db.session.scalars(question.order_by(Decision.decided_at, Decision.id)).all()


# The meeting ----------------------------------------------------------------------------------------------------------


def _hold(meeting_id: uuid.UUID) -> None:
    """The clerk notes who is there; what is before it is decided by a member without a tie; then it is closed."""
    row = db.session.get_one(Meeting, meeting_id)
    clerk = _as(row.made_by, Role.PANEL_CLERK)
    began = _began(row)
    with clock.pretend(began):
        meeting, panel = meetings.meeting(clerk, meeting_id, lock=True)
        room = panels.room(panel, meeting_id)
        for seat in room.seats:
            if seat.came_at is None:
                actions.note_who_is_there(clerk, meeting, room, seat.account_id, came=True)
        cases = [one for one in meetings.agenda(clerk, meeting_id) if one.outcome is None]
    for number, listed in enumerate(cases, 1):
        with clock.pretend(began + 15 * number * MINUTES):
            _decide(panel, meeting_id, listed.id)
    with clock.pretend(began + 15 * (len(cases) + 1) * MINUTES):
        actions.close(clerk, meeting, room)


def _began(row: Meeting) -> dt.datetime:
    """When it went on: as it was called, or when a visitor noted the last who came."""
    came = sa.select(sa.func.max(MeetingMember.came_at)).where(MeetingMember.meeting_id == row.id)
    return max(row.starts_at, db.session.scalar(came) or row.starts_at)


def _decide(panel: Panel, meeting_id: uuid.UUID, case_id: uuid.UUID) -> None:
    """Where too few are there without a tie, nobody decides: it waits for the next meeting."""
    referral = db.session.scalars(
        sa.select(Referral).join(MeetingCase, MeetingCase.referral_id == Referral.id).where(MeetingCase.id == case_id)
    ).one()
    room = panels.room(panel, meeting_id, referral)
    if room.short:
        return
    by = _as(next(seat.account_id for seat in room.seats if seat.counts), Role.PANEL_MEMBER)
    case = meetings.case(by, case_id, lock=True)
    actions.say(by, case, room, said.nth(said.DISCUSSED, _so_many()))
    decisions.decide(by, case, room, _what(case))


def _what(case: meetings.Case) -> Decided:
    referral, number = case.referral, _so_many()
    tells = db.session.get_one(CareLink, referral.mentor_link_id).account_id
    if number % OF_SO_MANY == IS_INSTEAD:
        who = db.session.get_one(Account, referral.opened_by).name
        return Decided(
            DecisionOutcome.NOT_THIS_TIME,
            INSTEAD_BECAUSE,
            tells,
            instead=INSTEAD,
            instead_who=who,
            instead_from=days.next_on(clock.today(), 1),
        )
    offered = offer_for(SHAPES[(number + 4) % len(SHAPES)], case.year)
    return Decided(DecisionOutcome.OFFER, said.nth(said.REASONS, number), tells, [_part(one, case) for one in offered])


def _part(part: Offered, case: meetings.Case) -> Part:
    place_id = case.referral.organisation_id if part.place == OWN else None
    if part.place and place_id is None:
        place_id = db.session.scalars(sa.select(Organisation.id).where(Organisation.name == part.place)).one()
    return Part(part.kind, part.words, place_id, len(part.halves), part.basis)


def _so_many() -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(Decision)) or 0


def _as(account_id: uuid.UUID, role: Role) -> Viewer:
    account = db.session.get_one(Account, account_id)
    hats, pupil_id = hats_of(account_id)
    hat = next(hat for hat in hats if hat.role is role)
    return Viewer(account_id, account.network_id, account.name, hats, hat, pupil_id)


# After it -------------------------------------------------------------------------------------------------------------


def _tell(valley: Valley, decision_id: uuid.UUID) -> None:
    """Whoever was named tells the family on the next school day, in the morning."""
    row = db.session.get_one(Decision, decision_id)
    told_at = at(days.school_days_after(clock.local(row.decided_at).date(), 1), 10, 30)
    if told_at > clock.now():
        return
    with clock.pretend(told_at):
        by = _as(row.tells_id, Role.MENTOR)
        decisions.tell(by, decided_by.to_tell(by, decision_id), told_at=told_at, network=valley.network.name)


def _begin(valley: Valley, decision_id: uuid.UUID) -> None:
    """The head confirms what was offered, all agree, and it begins on a Monday. Before that it waits for the head."""
    row = db.session.get_one(Decision, decision_id)
    referral = db.session.get_one(Referral, row.referral_id)
    shape = _shape(decision_id)
    starts_on = days.next_on(clock.local(row.decided_at).date() + A_WEEK, 1)
    if shape is None or referral.state is not ReferralState.OFFERED or starts_on > clock.today():
        return
    one = _of(referral, shape)
    course = begin(valley, one, row, starts_on)
    with clock.pretend(at(starts_on, 8, 30)):
        around(valley, one, starts_on)
        open_places(valley, course)


def _shape(decision_id: uuid.UUID) -> str | None:
    """Which of the weeks that we know was offered; none where a visitor offered one of their own."""
    question = sa.select(OfferPart.words).where(OfferPart.decision_id == decision_id).order_by(OfferPart.position)
    words = tuple(db.session.scalars(question))
    return next((shape for shape, parts in OFFERS.items() if tuple(part.words for part in parts) == words), None)


def _of(referral: Referral, shape: str = "school") -> Person:
    link = db.session.get_one(CareLink, referral.mentor_link_id)
    school = db.session.get_one(Organisation, referral.organisation_id).name
    mentor = db.session.get_one(Account, link.account_id).name
    return person(referral.pupil_id, school, SHAPES.index(shape) + len(SHAPES) * (referral.id.int % 3), mentor)


# Before it ------------------------------------------------------------------------------------------------------------


def _step(valley: Valley, referral_id: uuid.UUID) -> None:
    """What lay with somebody for a week they did on the day before: the parts said and sent, signed, looked at."""
    row = db.session.get_one(Referral, referral_id)
    since = row.signed_at or row.sent_at or row.opened_at
    if since > clock.now() - 6 * A_WEEK / 7:
        return
    with clock.pretend(at(the_day_before(), 11)):
        if row.state is ReferralState.OPENED and row.sent_at is None:
            say_their_parts(valley, _of(row), row)
        elif row.state is ReferralState.WITH_HEAD:
            school = db.session.get_one(Organisation, row.organisation_id).name
            referrals.sign(head(valley, school), row, "" if _is_willing(row) else WITHOUT)
        elif row.state is ReferralState.WITH_LEAD:
            referrals.pass_on(valley.acting("Ruth Amadi", Role.VIRTUAL_SCHOOL_LEAD), row)


def _is_willing(row: Referral) -> bool:
    question = sa.select(TakePart.agrees).where(TakePart.pupil_id == row.pupil_id, TakePart.party == Party.PUPIL)
    return bool(db.session.scalar(question.order_by(TakePart.given_at.desc(), TakePart.id.desc()).limit(1)))


def _refer(valley: Valley) -> None:
    """A head of year opens one more where few are on their way: of somebody who never was on a programme."""
    under_way = db.session.scalars(sa.select(Referral).where(Referral.state.in_((*EARLY, ReferralState.READY)))).all()
    if len(under_way) >= ON_THEIR_WAY or any(row.opened_at > at(the_day_before(), 0) for row in under_way):
        return
    busy = {row.organisation_id for row in under_way}
    known = sa.union(sa.select(Referral.pupil_id), sa.select(Programme.pupil_id))
    were_here = set(db.session.scalars(known))
    free = [(pupil_id, school) for pupil_id, school in on_a_roll().items() if pupil_id not in were_here]
    free = [one for one in free if one[1] in LEADERS and valley.organisations[one[1]].id not in busy]
    if free:
        pupil_id, school = free[_so_many() % len(free)]
        with clock.pretend(at(the_day_before(), 10)):
            refer(valley, person(pupil_id, school, _so_many() + len(under_way), _who_has_fewest(valley)))


def _who_has_fewest(valley: Valley) -> str:
    """The mentor whom the lead names: whoever answers for the fewest."""
    question = sa.select(CareLink.account_id).where(CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today()))
    many = Counter(db.session.scalars(question))
    return min(MENTORS, key=lambda name: many[valley.accounts[name].id])


def _next_meeting(panel_id: uuid.UUID) -> None:
    """Where none is to come, the clerk calls one for the Tuesday after, and puts before it what is ready."""
    to_come = sa.select(Meeting.id).where(Meeting.panel_id == panel_id, Meeting.starts_at >= at(clock.today(), 0))
    if db.session.scalar(to_come.limit(1)) is not None:
        return
    last = sa.select(Meeting).where(Meeting.panel_id == panel_id).order_by(Meeting.starts_at.desc()).limit(1)
    before = db.session.scalars(last).one()
    clerk = _as(before.made_by, Role.PANEL_CLERK)
    on = days.next_on(clock.today(), TUESDAY)
    with clock.pretend(at(the_day_before(), 15)):
        panel = panels.panel(clerk, panel_id)
        made = actions.make_meeting(clerk, panel, starts_at=at(on, 15, 30), place=before.place)
        for referral_id in _ids(Referral, Referral.state == ReferralState.READY)[:AT_ONE_MEETING]:
            actions.put_before(clerk, made, meetings.to_list(clerk, referral_id))
