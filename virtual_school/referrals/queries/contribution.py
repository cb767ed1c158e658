"""What is said in a referral: waiting to be read, and one's own part of it."""

import uuid
from dataclasses import dataclass, field

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import Carer, Party, Pupil, TakePart
from virtual_school.referrals.models import OVER, Answer, Contribution, Question, Referral
from virtual_school.referrals.queries.reach import free, reached, worked_on
from virtual_school.safeguarding import queries as safeguarding
from virtual_school.safeguarding.access import held, stopped


@dataclass(frozen=True, slots=True)
class ToRead:
    """Words that wait for one adult who knows the pupil. `held`: none of them are here.

    `for_school`: all of them are meant for the school. Known of held ones too: whoever may not read them is told so in
    the same words, held or not.
    """

    referral: Referral
    contribution: Contribution
    pupil: Pupil
    called: str | None
    answers: list[Answer] = field(default_factory=list)
    held: bool = False
    for_school: bool = True


def _asked(viewer: Viewer) -> sa.Select[Contribution, Referral, Pupil, str]:
    """What was given and counts; and what was said before, until somebody has read it: it may tell of harm too."""
    counts = sa.or_(Contribution.superseded_at.is_(None), Contribution.read_at.is_(None))
    return (
        sa.select(Contribution, Referral, Pupil, Carer.called)
        .join(Referral, Referral.id == Contribution.referral_id)
        .join(Pupil, Pupil.id == Contribution.pupil_id)
        .outerjoin(Carer, Carer.id == Contribution.carer_id)
        .where(Contribution.given_at.is_not(None), counts, worked_on(viewer))
    )


def waiting_to_be_read(viewer: Viewer) -> list[ToRead]:
    """What waits for the viewer to read it, oldest first. The school reads only what is meant for the school."""
    if not viewer.is_any(Role.MENTOR, Role.KEY_ADULT, Role.HEAD_OF_YEAR):
        return []
    question = _asked(viewer).where(Contribution.read_at.is_(None), free(), Referral.state.not_in(OVER))
    question = question.where(~stopped(Referral.pupil_id))
    if viewer.is_any(Role.HEAD_OF_YEAR):
        kept_from_school = there_is(Answer, Answer.contribution_id == Contribution.id, Answer.for_school.is_(False))
        question = question.where(~kept_from_school)
    rows = db.session.execute(question.order_by(Contribution.given_at, Contribution.id).limit(100))
    return [ToRead(referral, row, pupil, called) for row, referral, pupil, called in rows]


def to_read(viewer: Viewer, referral_id: uuid.UUID, contribution_id: uuid.UUID) -> ToRead:
    """One of them, with its words; without them while a concern holds it back."""
    question = _asked(viewer).where(Contribution.id == contribution_id, Contribution.referral_id == referral_id)
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    row, referral, pupil, called = found
    answers = answers_of([contribution_id]).get(contribution_id, [])
    is_held = safeguarding.is_held("contribution", contribution_id)
    if is_held and safeguarding.is_about(viewer, "contribution", contribution_id):
        raise NotVisible
    for_school = bool(answers) and all(answer.for_school for answer in answers)
    return ToRead(referral, row, pupil, called, [] if is_held else answers, is_held, for_school)


def answers_of(contributions: list[uuid.UUID]) -> dict[uuid.UUID, list[Answer]]:
    """The answers of each part, in the order of the questions."""
    order = list(Question)
    question = sa.select(Answer).where(Answer.contribution_id.in_(contributions))
    found: dict[uuid.UUID, list[Answer]] = {}
    for answer in sorted(db.session.scalars(question), key=lambda one: order.index(one.question)):
        found.setdefault(answer.contribution_id, []).append(answer)
    return found


def open_to_help(viewer: Viewer) -> list[tuple[Referral, Pupil]]:
    """The open referrals whose pupils a key adult or mentor may help to say their part."""
    question = (
        sa.select(Referral, Pupil)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .where(worked_on(viewer), Referral.state.not_in(OVER), ~stopped(Referral.pupil_id))
        .order_by(Referral.opened_at, Referral.id)
        .limit(100)
    )
    return [(referral, pupil) for referral, pupil in db.session.execute(question)]


def said_with_answer(viewer: Viewer, referral_id: uuid.UUID, take_part_id: uuid.UUID) -> tuple[Pupil, TakePart]:
    """What came with a yes or a no to this referral; `NotVisible` where a concern holds it back, or nothing was said.

    For who reads the referral's page. A key adult, who does not, finds the pupil's alone.
    """
    question = (
        sa.select(Pupil, TakePart)
        .join(Referral, Referral.pupil_id == Pupil.id)
        .join(TakePart, TakePart.pupil_id == Pupil.id)
        .where(
            Referral.id == referral_id,
            sa.or_(reached(viewer), sa.and_(worked_on(viewer), TakePart.party == Party.PUPIL)),
            TakePart.id == take_part_id,
            TakePart.given_at >= Referral.opened_at,
            TakePart.words.is_not(None),
            ~held("take_part", TakePart.id),
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    return found[0], found[1]
