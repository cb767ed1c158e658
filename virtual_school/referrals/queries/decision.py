"""What was decided: for who tells the family, for the family, for the head who confirms, for who looks after it."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.identity import queries as people
from virtual_school.identity.models import Account
from virtual_school.network.calendar import MONDAY_TO_FRIDAY, counted
from virtual_school.network.models import Organisation
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import knows, there_is
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.whereabouts import hides_places, place_name
from virtual_school.referrals.models import (
    Decision,
    DecisionMember,
    DecisionOutcome,
    Meeting,
    MeetingCase,
    OfferPart,
    PanelMember,
    Referral,
)
from virtual_school.referrals.policy.telling import remind_from
from virtual_school.referrals.queries.reach import reached
from virtual_school.safeguarding.access import stopped

TELLS = (Role.HEAD_OF_YEAR, Role.HEADTEACHER, Role.SENCO)
TO_BE_TOLD = (DecisionOutcome.OFFER, DecisionOutcome.NOT_THIS_TIME)
LATELY = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PartOffered:
    """One part of the week that is offered, with the name of its place."""

    row: OfferPart
    place: str | None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision with what its pages say of it."""

    row: Decision
    referral: Referral
    first_name: str
    year: int
    school: str
    tells: str
    parts: Sequence[PartOffered]
    # Where the pupil is is kept from the viewer, so there are no parts in it: neither told nor confirmed by them.
    withheld: bool = False


def decided_where(viewer: Viewer, *conditions: sa.ColumnElement[bool]) -> Statement:
    school = place_name(viewer, Decision.pupil_id, Organisation.name)
    withheld = hides_places(viewer, Decision.pupil_id)
    question: Statement = (
        sa.select(Decision, Referral, Pupil.known_as, Pupil.year, school, Account.name, withheld)
        .join(Referral, Referral.id == Decision.referral_id)
        .join(Pupil, Pupil.id == Decision.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .join(Account, Account.id == Decision.tells_id)
        .where(*conditions)
    )
    return question


def one(question: Statement) -> Decided:
    found = _first(question)
    if found is None:
        raise NotVisible
    return found


def _first(question: Statement) -> Decided | None:
    found = db.session.execute(question).first()
    if found is None:
        return None
    decision, referral, first_name, year, school, tells, withheld = found
    parts = [] if withheld else parts_of(decision.id)
    return Decided(decision, referral, first_name, year, school, tells, parts, bool(withheld))


def parts_of(decision_id: uuid.UUID) -> list[PartOffered]:
    """The parts of the week that a decision offers, in their order."""
    question = (
        sa.select(OfferPart, Organisation.name)
        .outerjoin(Organisation, Organisation.id == OfferPart.place_id)
        .where(OfferPart.decision_id == decision_id)
        .order_by(OfferPart.position)
    )
    return [PartOffered(*row) for row in db.session.execute(question)]


def decided(viewer: Viewer, decision_id: uuid.UUID) -> Decided:
    """A decision for the Virtual School lead, who looks after all of them."""
    return one(
        decided_where(
            viewer,
            Decision.id == decision_id,
            Decision.network_id == viewer.network_id,
            sa.true() if viewer.role is Role.VIRTUAL_SCHOOL_LEAD else sa.false(),
        )
    )


def of_case(viewer: Viewer, case_id: uuid.UUID) -> Decided | None:
    """What was decided of a case. The caller has found the case."""
    return _first(decided_where(viewer, Decision.case_id == case_id))


# Telling ------------------------------------------------------------------------------------------------------------


def _is_theirs_to_tell(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer was named to tell, and still reaches the referral in the hat they wear."""
    return sa.and_(
        Decision.network_id == viewer.network_id,
        Decision.tells_id == viewer.account_id,
        Decision.outcome.in_(TO_BE_TOLD),
        reached(viewer),
    )


def to_tell(viewer: Viewer, decision_id: uuid.UUID) -> Decided:
    """A decision that the viewer was named to tell the family."""
    return one(decided_where(viewer, Decision.id == decision_id, _is_theirs_to_tell(viewer)))


def waits_for_telling(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """The families whom the viewer has still to tell: the decision, and the pupil's first name."""
    return [(decision_id, name) for decision_id, name in _to_tell(viewer).execute()]


@kept
def _to_tell(viewer: Viewer) -> Statement:
    question: Statement = (
        sa.select(Decision.id, Pupil.known_as)
        .join(Pupil, Pupil.id == Decision.pupil_id)
        .join(Referral, Referral.id == Decision.referral_id)
        .where(_is_theirs_to_tell(viewer), Decision.told_at.is_(None), ~stopped(Decision.pupil_id))
        .order_by(Decision.decided_at, Decision.id)
        .limit(50)
    )
    return question


@dataclass(frozen=True, slots=True)
class Untold:
    """A family that was not told in two school days, and who was named to do it."""

    decision_id: uuid.UUID
    case_id: uuid.UUID
    first_name: str
    decided_at: dt.datetime
    tells: str
    school_id: uuid.UUID


def untold(viewer: Viewer) -> list[Untold]:
    """Families not told after two school days: for lead and clerk each, for the chair those of their own panels."""
    if viewer.account_id is None:
        return []
    question = (
        sa.select(
            Decision.id, Decision.case_id, Pupil.known_as, Decision.decided_at, Account.name, Referral.organisation_id
        )
        .join(Pupil, Pupil.id == Decision.pupil_id)
        .join(Referral, Referral.id == Decision.referral_id)
        .join(Account, Account.id == Decision.tells_id)
        .join(MeetingCase, MeetingCase.id == Decision.case_id)
        .join(Meeting, Meeting.id == MeetingCase.meeting_id)
        .where(
            Decision.network_id == viewer.network_id,
            Decision.told_at.is_(None),
            Decision.outcome.in_(TO_BE_TOLD),
            Decision.decided_at < clock.now() - dt.timedelta(days=1),
            Decision.decided_at > clock.now() - LATELY,
            _looks_after(viewer),
            ~stopped(Decision.pupil_id),
        )
        .order_by(Decision.decided_at, Decision.id)
        .limit(50)
    )
    found = [Untold(*row) for row in db.session.execute(question)]
    known = counted({one.school_id for one in found})
    late = [remind_from(one.decided_at, known.get(one.school_id, MONDAY_TO_FRIDAY)) for one in found]
    return [one for one, day in zip(found, late, strict=True) if clock.today() >= day]


def _looks_after(viewer: Viewer) -> sa.ColumnElement[bool]:
    if viewer.role in (Role.VIRTUAL_SCHOOL_LEAD, Role.PANEL_CLERK):
        return sa.true()
    if viewer.role is not Role.PANEL_MEMBER:
        return sa.false()
    chair, there = aliased(PanelMember), aliased(DecisionMember)
    return sa.and_(
        there_is(
            chair,
            chair.panel_id == Meeting.panel_id,
            chair.account_id == viewer.account_id,
            chair.organisation_id == viewer.organisation_id,
            chair.chairs.is_(True),
            in_force(chair, clock.today()),
        ),
        there_is(there, there.decision_id == Decision.id, there.account_id == viewer.account_id),
    )


def tellers(viewer: Viewer, referral: Referral, year: int) -> list[tuple[uuid.UUID, str]]:
    """Who may be named to tell the family: the mentor, the pupil's school, the Virtual School lead."""
    found: dict[uuid.UUID, str] = {}
    mentor = pupils.mentor_of(referral.pupil_id)
    if mentor is not None:
        found[mentor[0]] = f"{mentor[1]} · {ROLE_WORDS[Role.MENTOR]}"
    for one in people.holders(viewer.network_id, frozenset({*TELLS, Role.VIRTUAL_SCHOOL_LEAD})):
        held = one.membership
        at_the_school = held.organisation_id == referral.organisation_id and held.year in (None, year)
        if held.role is Role.VIRTUAL_SCHOOL_LEAD or at_the_school:
            found.setdefault(held.account_id, f"{one.name} · {ROLE_WORDS[held.role]}")
    return list(found.items())


# The family ---------------------------------------------------------------------------------------------------------


def told(viewer: Viewer, decision_id: uuid.UUID) -> Decided:
    """A decision that the family was told: for the pupil, and for each carer who may see the record."""
    return one(decided_where(viewer, Decision.id == decision_id, _is_told(viewer)))


def told_of(viewer: Viewer, pupil_id: uuid.UUID) -> uuid.UUID | None:
    """The last decision that the family was told about a pupil, where the viewer is the pupil or such a carer."""
    question = sa.select(Decision.id).where(Decision.pupil_id == pupil_id, _is_told(viewer))
    return db.session.scalar(question.order_by(Decision.decided_at.desc(), Decision.id.desc()).limit(1))


def told_lately(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Decisions whose letter the viewer may read, as the pupil or as a carer, and was told of lately."""
    return sa.and_(_is_told(viewer), Decision.told_at > clock.now() - LATELY)


def _is_told(viewer: Viewer) -> sa.ColumnElement[bool]:
    if viewer.role not in (Role.PUPIL, Role.CARER):
        return sa.false()
    return sa.and_(
        Decision.network_id == viewer.network_id,
        Decision.told_at.is_not(None),
        # Who looks through a window is told nothing of why somebody came here.
        knows(viewer, Part.IDENTITY, Decision.pupil_id),
    )
