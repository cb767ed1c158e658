"""One row a pupil with everything that one statement can tell of them: the widest question of the desk.

Each fact is a question of its own inside it, found by an index, so that no join multiplies another.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.core.kept import kept
from virtual_school.insight.numbers import WEEKS
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, Feedback, HandIn
from virtual_school.learning.queries.goes import in_force as not_undone
from virtual_school.learning.queries.goes import noted
from virtual_school.mentoring.access import readable
from virtual_school.mentoring.models import ContactKind, ContactNote, Observation, ObservationKind
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import Goal, Plan, PlanState, PlanVersion
from virtual_school.pupils.access import knows, there_is
from virtual_school.pupils.models import MAIN_ROLL, Away, CareKind, CareLink, Enrolment, Part, Programme, Pupil
from virtual_school.pupils.whereabouts import place_name
from virtual_school.referrals.models import OVER, Contribution, Referral
from virtual_school.safeguarding.access import held, stopped

MOST = 50
# Answers older than this are not brought up any more.
UNOPENED_FOR = dt.timedelta(days=60)

Statement = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Known:
    """What one statement knows of one pupil."""

    id: uuid.UUID
    known_as: str
    family_name: str
    year: int
    school: str | None
    with_us_since: dt.date | None
    programme_since: dt.date | None
    drafted: PlanState | None
    proposed_at: dt.datetime | None
    agreed: PlanState | None
    review_on: dt.date | None
    goals_drafted: int
    goals_met: int
    goals: int
    last_contact: dt.datetime | None
    tries: int
    last_praise: dt.datetime | None
    away_since: dt.date | None
    away_until: dt.date | None
    to_read_since: dt.datetime | None
    unopened_since: dt.datetime | None
    set: int
    set_and_handed_in: int

    @property
    def name(self) -> str:
        return f"{self.known_as} {self.family_name[:1]}."


def known(viewer: Viewer) -> list[Known]:
    """The pupils whom a mentor answers for today, by name."""
    return [Known(*row) for row in _known(viewer).execute()]


@kept
def _known(viewer: Viewer) -> Statement:
    draft, agreed = aliased(PlanVersion), aliased(PlanVersion)
    main_roll = sa.and_(
        Enrolment.pupil_id == Pupil.id, Enrolment.status.in_(MAIN_ROLL), in_force(Enrolment, clock.today())
    )
    on_programme = sa.and_(Programme.pupil_id == Pupil.id, in_force(Programme, clock.today()))
    school = place_name(viewer, Pupil.id, Organisation.name)
    in_hand = sa.and_(draft.plan_id == Plan.id, draft.state.in_((PlanState.DRAFT, PlanState.PROPOSED)))
    return (
        sa.select(
            Pupil.id, Pupil.known_as, Pupil.family_name, Pupil.year, school, _with_us_since(viewer),
            Programme.starts_on, draft.state, draft.proposed_at, agreed.state, agreed.review_on,
            _goals(draft, sa.func.count()), _goals(agreed, sa.func.count(Goal.met_on)), _goals(agreed, sa.func.count()),
            *_contacts(viewer), *_away(viewer), _to_read(), _unopened(viewer), *_work(viewer),
        )
        .outerjoin(Enrolment, main_roll)
        .outerjoin(Organisation, Organisation.id == Enrolment.organisation_id)
        .outerjoin(Programme, on_programme)
        .outerjoin(Plan, Plan.programme_id == Programme.id)
        .outerjoin(draft, in_hand)
        .outerjoin(agreed, sa.and_(agreed.plan_id == Plan.id, agreed.state == PlanState.AGREED))
        .where(Pupil.network_id == viewer.network_id, knows(viewer, Part.NOTES), ~stopped(Pupil.id))
        .order_by(Pupil.sort_key, Pupil.id)
        .limit(MOST)
    )  # fmt: skip


def _of_pupil(answer: Any, table: Any, *conditions: Any) -> sa.ScalarSelect[Any]:
    """One answer about the pupil of the row."""
    return sa.select(answer).select_from(table).where(*conditions).correlate(Pupil).scalar_subquery()


def _with_us_since(viewer: Viewer) -> sa.ScalarSelect[Any]:
    own = [CareLink.pupil_id == Pupil.id, CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today())]
    return _of_pupil(sa.func.min(CareLink.starts_on), CareLink, CareLink.account_id == viewer.account_id, *own)


def _goals(version: Any, answer: Any) -> sa.ScalarSelect[Any]:
    return sa.select(answer).select_from(Goal).where(Goal.plan_version_id == version.id).scalar_subquery()


def _contacts(viewer: Viewer) -> tuple[sa.ScalarSelect[Any], ...]:
    """When there was contact last, how often somebody tried since, and the last praise."""
    again = aliased(ContactNote)

    def notes(note: Any) -> list[sa.ColumnElement[bool]]:
        return [note.network_id == viewer.network_id, note.pupil_id == Pupil.id, note.withdrawn_at.is_(None)]

    def contacts(note: Any) -> list[sa.ColumnElement[bool]]:
        return [*notes(note), readable(viewer, note)]

    answered_later = there_is(again, *contacts(again), again.kind != ContactKind.NO_ANSWER, again.at >= ContactNote.at)
    praise = [*notes(Observation), Observation.kind == ObservationKind.PRAISE]
    return (
        _of_pupil(sa.func.max(ContactNote.at), ContactNote, *contacts(ContactNote), _answered(ContactNote)),
        _of_pupil(sa.func.count(), ContactNote, *contacts(ContactNote), ~_answered(ContactNote), ~answered_later),
        _of_pupil(sa.func.max(Observation.at), Observation, *praise),
    )


def _away(viewer: Viewer) -> tuple[sa.ScalarSelect[Any], ...]:
    """First and last day of the absence that their school has opened, while it lasts."""
    now = [Away.network_id == viewer.network_id, Away.pupil_id == Pupil.id, in_force(Away, clock.today())]
    return tuple(_of_pupil(answer, Away, *now) for answer in (sa.func.min(Away.starts_on), sa.func.max(Away.ends_on)))


def _answered(note: type[ContactNote]) -> sa.ColumnElement[bool]:
    return note.kind != ContactKind.NO_ANSWER


def _to_read() -> sa.ScalarSelect[Any]:
    """Since when words wait that no adult who knows the pupil has read; what a concern holds back is not told."""
    waits = [
        Contribution.pupil_id == Pupil.id,
        Contribution.given_at.is_not(None),
        Contribution.read_at.is_(None),
        Referral.state.not_in(sorted(OVER, key=lambda state: state.value)),
        ~held("contribution", Contribution.id),
    ]
    tables = sa.join(Contribution, Referral, Referral.id == Contribution.referral_id)
    return _of_pupil(sa.func.min(Contribution.given_at), tables, *waits)


def _unopened(viewer: Viewer) -> sa.ScalarSelect[Any]:
    """Since when there is an answer that the pupil has not opened."""
    tables = sa.join(Assignment, Attempt, Attempt.assignment_id == Assignment.id)
    tables = sa.join(tables, HandIn, HandIn.attempt_id == Attempt.id)
    tables = sa.join(tables, Feedback, Feedback.hand_in_id == HandIn.id)
    waits = [
        *_set(viewer),
        not_undone(),
        Feedback.returned_at > clock.now() - UNOPENED_FOR,
        noted(viewer, "feedback.read", Feedback.id).is_(None),
    ]
    return _of_pupil(sa.func.min(Feedback.returned_at), tables, *waits)


def _set(viewer: Viewer) -> list[sa.ColumnElement[bool]]:
    return [
        Assignment.network_id == viewer.network_id,
        Assignment.pupil_id == Pupil.id,
        Assignment.state != AssignmentState.WITHDRAWN,
    ]


def _work(viewer: Viewer) -> tuple[sa.ScalarSelect[Any], ...]:
    """Of what was set in the weeks of the charts how much there is, and how much of it was handed in."""
    to_do = Assignment.state != AssignmentState.PUT_AWAY
    lately = [*_set(viewer), to_do, Assignment.set_at > clock.now() - dt.timedelta(weeks=WEEKS)]
    came = sa.exists().where(Attempt.assignment_id == Assignment.id, HandIn.attempt_id == Attempt.id)
    return (
        _of_pupil(sa.func.count(), Assignment, *lately),
        _of_pupil(sa.func.count(), Assignment, *lately, came.correlate(Assignment)),
    )
