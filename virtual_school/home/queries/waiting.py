"""What waits for one person, from every package, for their start page."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.home.queries.taken import lately
from virtual_school.learning.forms_offering import LATE
from virtual_school.learning.queries import late as late_answers
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import PlanAgreement, PlanState, PlanVersion
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Party, Pupil
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries import meeting as meetings
from virtual_school.referrals.queries import offer as offers
from virtual_school.referrals.queries.contribution import waiting_to_be_read
from virtual_school.referrals.queries.waiting import Step, waiting_for
from virtual_school.safeguarding.access import stopped
from virtual_school.safeguarding.glass import queries as glass
from virtual_school.timetable import returns

STEP_WORDS = {
    Step.NAME_MENTOR: _l("Name a learning mentor"),
    Step.LOOK: _l("Look before it goes to a panel"),
    Step.SIGN: _l("Sign the referral, or give it back"),
    Step.ADD: _l("Answer what was asked about the referral"),
}

# Who begins the day with a list of what waits.
BEGIN_HERE = (Role.VIRTUAL_SCHOOL_LEAD, Role.HEADTEACHER, Role.HEAD_OF_YEAR, Role.PANEL_CLERK)


@dataclass(frozen=True, slots=True)
class Press:
    """What can be done about it at once: the words of a button, where it sends, and what."""

    words: str
    endpoint: str
    values: dict[str, Any]
    sends: dict[str, str]


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing to do: about whom, what, since when, the page on which it is done, and one press that does it."""

    name: str
    words: Any
    endpoint: str
    values: dict[str, Any]
    since: dt.date | None = None
    press: Press | None = None


def waiting(viewer: Viewer) -> list[Waiting]:
    """What is nearest to somebody outside comes first: families not told, then referrals, offers, plans, returns."""
    nearest = [*_families(viewer), *_answers(viewer), *_referrals(viewer)]
    return [*nearest, *_plans(viewer), *_returns(viewer), *_told(viewer)]


def _families(viewer: Viewer) -> Iterator[Waiting]:
    for decision_id, name in decisions.waits_for_telling(viewer):
        yield Waiting(name, _l("Tell the family what was decided"), "panels.tell", {"decision_id": decision_id})
    for late in decisions.untold(viewer):
        words = _l("The family has not been told yet")
        yield Waiting(late.first_name, words, "panels.case", {"case_id": late.case_id}, _day(late.decided_at))


def _answers(viewer: Viewer) -> Iterator[Waiting]:
    """For the lead: work that waits longer than the network promised, or whose answerer cannot answer it."""
    rows = late_answers.waits_too_long(viewer)
    takers = late_answers.takers(viewer, rows)
    for one in rows:
        values, taker = {"assignment_id": one.assignment_id}, takers.get(one.assignment_id)
        press = None
        if taker is not None:
            sends = {"answerer": taker.key, "then": LATE}
            press = Press(_("%(name)s answers it", name=taker.name), "learning.name_another", values, sends)
        words = _l("Name somebody else to answer")
        yield Waiting(one.who, words, "learning.another", values, _day(one.handed_in_at), press)


def _referrals(viewer: Viewer) -> Iterator[Waiting]:
    for one in waiting_for(viewer):
        yield Waiting(one.name, STEP_WORDS[one.step], "referrals.page", {"referral_id": one.id}, _day(one.since))
    for decision_id, name, told in offers.waits_for_head(viewer) if viewer.is_any(Role.HEADTEACHER) else ():
        words = _l("Confirm the offer") if told else _l("Read the offer; the family has still to be told")
        yield Waiting(name, words, "panels.offer", {"decision_id": decision_id})
    if viewer.is_any(Role.PANEL_CLERK):
        for ready in meetings.ready(viewer):
            yield Waiting(ready.first_name, _l("Put before a panel"), "panels.index", {}, _day(ready.since))
    for words_of in waiting_to_be_read(viewer):
        yield Waiting(words_of.pupil.initial, _l("Read what was said, before it goes on"), "referrals.to_read", {})


def _plans(viewer: Viewer) -> Iterator[Waiting]:
    """For the school a plan that it has not answered; for the lead every plan that people are being asked about."""
    words = _l("Read the plan") if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else _l("Say yes to the plan, or why not")
    for pupil_id, name, family, proposed_at in _proposed(viewer):
        yield Waiting(f"{name} {family[:1]}.", words, "plans.page", {"pupil_id": pupil_id}, _day(proposed_at))


def _proposed(viewer: Viewer) -> list[tuple[uuid.UUID, str, str, dt.datetime | None]]:
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD, Role.HEADTEACHER, Role.HEAD_OF_YEAR):
        return []
    question = (
        sa.select(Pupil.id, Pupil.known_as, Pupil.family_name, PlanVersion.proposed_at)
        .join(Pupil, Pupil.id == PlanVersion.pupil_id)
        .where(
            PlanVersion.network_id == viewer.network_id,
            PlanVersion.state == PlanState.PROPOSED,
            access.reach(viewer, Part.PLAN, PlanVersion.pupil_id),
            ~stopped(PlanVersion.pupil_id),
        )
        .order_by(PlanVersion.proposed_at, PlanVersion.id)
        .limit(50)
    )
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        answer = aliased(PlanAgreement)
        answered = access.there_is(
            answer,
            answer.plan_version_id == PlanVersion.id,
            answer.party == Party.SCHOOL,
            answer.given_at >= PlanVersion.proposed_at,
        )
        question = question.where(~answered)
    return [(row[0], row[1], row[2], row[3]) for row in db.session.execute(question)]


def _returns(viewer: Viewer) -> Iterator[Waiting]:
    if not viewer.is_any(Role.HEAD_OF_YEAR):
        return
    for one in returns.due(viewer, clock.today()):
        if not one.is_ready:
            words = _l("Choose: prepare the return, or lengthen it") if one.must_choose else _l("Prepare the return")
            yield Waiting(one.pupil.initial, words, "timetable.returns", {}, one.back_on)


def _told(viewer: Viewer) -> Iterator[Waiting]:
    """What nobody has to do anything about, and the lead must know of."""
    for one in glass.told(viewer) if viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD) else ():
        words = _l("This record was opened without a link")
        yield Waiting(one.pupil.initial, words, "glass.index", {}, _day(one.glass.opened_at))
    for name, at in lately(viewer):
        yield Waiting(name, _l("Took a list out as a file"), "home.taken_out", {}, _day(at))


def _day(at: dt.datetime | None) -> dt.date | None:
    return clock.local(at).date() if at else None
