"""What a panel decides of one case: once, with its reason, and with who was there as it stood then."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.templating import day
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.naming import may_be_named
from virtual_school.referrals.changes import seats
from virtual_school.referrals.changes.meeting import person
from virtual_school.referrals.changes.referral import own_mentor_link
from virtual_school.referrals.changes.states import move
from virtual_school.referrals.models import (
    Decision,
    DecisionMember,
    DecisionOutcome,
    MeetingCase,
    OfferPart,
    Referral,
    ReferralState,
)
from virtual_school.safeguarding.apart import refuse_place
from virtual_school.timetable.models import SlotBasis, SlotKind

# How long the mentor stays when nothing comes of it: to say goodbye, and to hand over what happens instead.
MENTOR_STAYS = dt.timedelta(days=14)

LEADS_TO = {
    DecisionOutcome.OFFER: ReferralState.OFFERED,
    DecisionOutcome.NOT_THIS_TIME: ReferralState.NOT_THIS_TIME,
    DecisionOutcome.NEED_MORE: ReferralState.NEED_MORE,
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the week as it is offered."""

    kind: SlotKind
    words: str
    place_id: uuid.UUID | None
    sessions: int
    basis: SlotBasis


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, in the words of the meeting."""

    outcome: DecisionOutcome
    reason: str
    tells_id: uuid.UUID
    parts: Sequence[Part] = ()
    conditions: str | None = None
    instead: str | None = None
    instead_who: str | None = None
    instead_from: dt.date | None = None
    need: str | None = None
    need_by: dt.date | None = None


def decision_of(case_id: uuid.UUID) -> Decision | None:
    return db.session.scalar(sa.select(Decision).where(Decision.case_id == case_id))


def decide(
    by: Viewer,
    *,
    case: MeetingCase,
    referral: Referral,
    decided: Decided,
    there: Mapping[uuid.UUID, bool],
    quorum: int,
) -> Decision:
    """Decide one case. `there` are the members who are there now, and whether each counted."""
    _whole(decided, there, quorum)
    if case.taken_off_at is not None or decision_of(case.id) is not None:
        raise WrongState(_("This has been decided or taken off already."))
    may_be_named(by, referral.pupil_id, decided.tells_id)
    for part in decided.parts:
        refuse_place(by, referral.pupil_id, part.place_id, clock.today(), None)
    move(referral, LEADS_TO[decided.outcome])
    row = Decision(
        case_id=case.id,
        referral_id=referral.id,
        pupil_id=referral.pupil_id,
        outcome=decided.outcome,
        reason=decided.reason,
        conditions=decided.conditions or None,
        instead=decided.instead,
        instead_who=decided.instead_who,
        instead_from=decided.instead_from,
        need=decided.need,
        need_by=decided.need_by,
        quorum=quorum,
        decided_by=person(by),
        decided_at=clock.now(),
        tells_id=decided.tells_id,
    )
    db.session.add(row)
    db.session.flush()
    _beside(row, decided, there)
    audit.record(
        "case.decided", by, pupil_id=referral.pupil_id, object_id=row.id,
        case_id=case.id, outcome=decided.outcome, counted=sum(there.values()),
    )  # fmt: skip
    _what_follows(by, referral, decided)
    db.session.flush()
    return row


def _whole(decided: Decided, there: Mapping[uuid.UUID, bool], quorum: int) -> None:
    """What holds for every decision, whoever comes by it."""
    if sum(there.values()) < quorum:
        raise WrongState(_("There are too few members without a tie to the pupil."))
    if not decided.reason.strip():
        raise WrongState(_("A decision needs its reason."))
    if decided.outcome is DecisionOutcome.OFFER and not decided.parts:
        raise WrongState(_("An offer has at least one part of the week."))


def _beside(row: Decision, decided: Decided, there: Mapping[uuid.UUID, bool]) -> None:
    for account_id, counted in there.items():
        db.session.add(DecisionMember(decision_id=row.id, account_id=account_id, counted=counted))
    for position, part in enumerate(decided.parts, 1):
        db.session.add(
            OfferPart(
                decision_id=row.id,
                pupil_id=row.pupil_id,
                position=position,
                kind=part.kind,
                words=part.words,
                place_id=part.place_id,
                sessions=part.sessions,
                basis=part.basis,
            )
        )
    db.session.flush()


def _what_follows(by: Viewer, referral: Referral, decided: Decided) -> None:
    """The members read it no more. The mentor of a pupil who gets no place stays a fortnight; the school is asked."""
    seats.close_case(by, referral.id, None)
    if decided.outcome is DecisionOutcome.NEED_MORE and decided.need_by is not None:
        referral.asked_for = _("%(what)s (by %(day)s)", what=decided.need, day=day(decided.need_by))
    if decided.outcome is DecisionOutcome.NOT_THIS_TIME:
        # A mentor who was there before the referral stays as before.
        link = own_mentor_link(referral)
        if link is not None and link.in_force(clock.today()):
            pupils.prolong_care(by, link, clock.today() + MENTOR_STAYS)
