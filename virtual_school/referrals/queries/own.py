"""A pupil's or a carer's own part of a referral: what they said, what they may still say, and how far it is."""

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.kept import kept
from virtual_school.core.saving.models import Draft
from virtual_school.network.place_names import names_a_place, place_names
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import chosen
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.access import Relation, reach, there_is
from virtual_school.pupils.models import CareKind, Carer, Part, Party, Pupil, SharingNote, TakePart
from virtual_school.referrals.models import (
    CARER_QUESTIONS,
    OVER,
    PUPIL_QUESTIONS,
    Answer,
    Contribution,
    Decision,
    Question,
    Referral,
    ReferralState,
)
from virtual_school.referrals.queries import decision as decisions
from virtual_school.referrals.queries.contribution import answers_of
from virtual_school.referrals.queries.reach import asked_as_carer, may_go_on
from virtual_school.referrals.queries.standing import Who, sharing_of

NEW = dt.timedelta(days=7)
TO_ASK = (ReferralState.OPENED, ReferralState.WITH_HEAD)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in a box: a draft that saved itself, or what was given before."""

    text: str = ""
    version: int = 0
    saved_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Readers:
    """The adults who always read what a pupil writes here, by the names that the pupil knows."""

    mentor: str | None
    key_adult: str | None


@dataclass(frozen=True, slots=True)
class Own:
    """One party's side of a referral."""

    referral: Referral
    pupil: Pupil
    who: Who
    called: str
    contribution: Contribution | None
    answers: dict[Question, Answer]
    take_part: TakePart | None
    sharing: Sequence[SharingNote]
    readers: Readers
    written: dict[Question, Written] = field(default_factory=dict)
    from_pupil: list[Answer] = field(default_factory=list)

    @property
    def questions(self) -> tuple[Question, ...]:
        return PUPIL_QUESTIONS if self.who[0] is Party.PUPIL else CARER_QUESTIONS

    @property
    def has_said(self) -> bool:
        return self.contribution is not None and self.contribution.given_at is not None

    @property
    def has_none(self) -> bool:
        return self.contribution is not None and self.contribution.none_at is not None


def _last(pupil_id: uuid.UUID) -> sa.Select[Referral]:
    """The pupil's referral that is open, else the last one."""
    over = Referral.state.in_(sorted(OVER, key=lambda state: state.value))
    question = sa.select(Referral).where(Referral.pupil_id == pupil_id)
    return question.order_by(over, Referral.opened_at.desc(), Referral.id.desc()).limit(1)


def of_pupil(viewer: Viewer, *, lock: bool = False) -> tuple[Referral, Who] | None:
    """The viewer's own referral; None when there has never been one."""
    if viewer.pupil_id is None or not viewer.is_pupil:
        raise NotVisible
    found = _take(_last(viewer.pupil_id), lock=lock)
    return (found, (Party.PUPIL, None)) if found else None


def of_carer(viewer: Viewer, pupil_id: uuid.UUID, *, lock: bool = False) -> tuple[Referral, Who]:
    """The referral of a child, for a carer who is asked; `NotVisible` for everybody else."""
    carer = db.session.scalar(
        sa.select(Carer).where(Carer.pupil_id == pupil_id, asked_as_carer(viewer)).order_by(Carer.id).limit(1)
    )
    found = _take(_last(pupil_id), lock=lock) if carer else None
    if carer is None or found is None:
        raise NotVisible
    return found, (Party.CARER, carer.id)


def _take(question: sa.Select[Referral], *, lock: bool) -> Referral | None:
    if not lock:
        return db.session.scalar(question)
    return db.session.scalars(question.with_for_update(), execution_options={"populate_existing": True}).first()


@dataclass(frozen=True, slots=True)
class GoesOn:
    """A referral of the viewer's own, or of a child of theirs, that goes on; or a letter about one that was told."""

    pupil_id: uuid.UUID
    known_as: str
    asks: bool  # for words, or for a yes or no, that the viewer has not given
    letter_id: uuid.UUID | None
    told_at: dt.datetime | None

    @property
    def is_new(self) -> bool:
        return self.told_at is not None and clock.now() - self.told_at < NEW


def goes_on(viewer: Viewer) -> list[GoesOn]:
    """Every referral of the viewer's own, or of their children, until it is over, and letters; who is asked first."""
    if not (viewer.is_pupil or viewer.is_any(Role.CARER)):
        return []
    found = [GoesOn(*row) for row in _goes_on(viewer).execute()]
    return sorted(found, key=lambda one: (not one.asks, one.known_as, str(one.pupil_id)))


@kept
def _goes_on(viewer: Viewer) -> sa.SelectBase:
    letters = sa.select(Pupil.id, Pupil.known_as, sa.false().label("asks"), Decision.id, Decision.told_at)
    letters = letters.join(Decision, Decision.pupil_id == Pupil.id).where(decisions.told_lately(viewer))
    return sa.union_all(letters, _open(viewer)).limit(40)


def _open(viewer: Viewer) -> sa.Select[tuple[uuid.UUID, str, bool, None, None]]:
    """Referrals that go on, with whether the viewer is asked."""
    mine: sa.ColumnElement[bool]
    carer: sa.ColumnElement[bool]
    said: sa.ColumnElement[bool]
    if viewer.is_pupil:
        mine, carer = Pupil.id == viewer.pupil_id, Contribution.carer_id.is_(None)
        said = TakePart.party == Party.PUPIL
    else:
        mine = there_is(Carer, Carer.pupil_id == Pupil.id, asked_as_carer(viewer))
        carer = there_is(Carer, Carer.id == Contribution.carer_id, asked_as_carer(viewer))
        said = there_is(Carer, Carer.id == TakePart.carer_id, asked_as_carer(viewer))
    counts = (Contribution.superseded_at.is_(None), carer)
    there = sa.or_(Contribution.given_at.is_not(None), Contribution.none_at.is_not(None))
    words = there_is(Contribution, Contribution.referral_id == Referral.id, *counts, there)
    answer = there_is(TakePart, TakePart.pupil_id == Pupil.id, TakePart.given_at >= Referral.opened_at, said)
    asks = sa.and_(Referral.state.in_(TO_ASK), sa.not_(sa.and_(words, answer)))
    nothing = (sa.cast(sa.null(), Decision.id.type), sa.cast(sa.null(), Decision.told_at.type))
    question = sa.select(Pupil.id, Pupil.known_as, asks, *nothing).join(Referral, Referral.pupil_id == Pupil.id)
    return question.where(Pupil.network_id == viewer.network_id, Referral.state.not_in(OVER), mine)


def own(viewer: Viewer, referral: Referral, who: Who) -> Own:
    """Everything of this party's side: nothing of another carer's, nothing that a concern holds back from anybody."""
    pupil = db.session.scalars(sa.select(Pupil).where(Pupil.id == referral.pupil_id)).one()
    row = _live(referral.id, who)
    answers = {one.question: one for one in answers_of([row.id]).get(row.id, [])} if row else {}
    said = pupils.take_part_of(referral.pupil_id).get(who)
    places = _not_told(viewer, referral.pupil_id)
    return Own(
        referral=referral,
        pupil=pupil,
        who=who,
        called=_called(who, pupil),
        contribution=row,
        answers=answers,
        take_part=said if said and said.given_at >= referral.opened_at else None,
        sharing=_told_of(viewer, sharing_of(referral), places),
        readers=readers_of(referral.pupil_id),
        written=written(viewer, referral.id, who, answers.values()),
        from_pupil=_for_parents(referral, places) if who[0] is Party.CARER else [],
    )


def _not_told(viewer: Viewer, pupil_id: uuid.UUID) -> frozenset[str]:
    """The places that a carer may not be told of: all, where their own link does not say where the pupil is."""
    if not viewer.is_any(Role.CARER):
        return frozenset()
    there = sa.select(Pupil.id).where(Pupil.id == pupil_id, reach(viewer, Part.WHEREABOUTS))
    return frozenset() if db.session.scalar(there) else place_names(viewer)


def _told_of(viewer: Viewer, notes: Iterable[SharingNote], places: frozenset[str]) -> list[SharingNote]:
    """What is shared, each thing once and with the viewer's own objection: another's is a note beside it, not theirs.

    Where it is shared with a place that the viewer may not be told of, whoever tells them does so without the place.
    """
    shown: dict[tuple[str, str, str], list[SharingNote]] = {}
    for note in notes:
        if not any(names_a_place(words, places) for words in (note.what, note.to_whom, note.why)):
            shown.setdefault((note.what, note.to_whom, note.why), []).append(note)
    found = []
    for same in shown.values():
        mine = [note for note in same if note.objector_id == viewer.account_id]
        found += mine or same[:1]
    return found


def _called(who: Who, pupil: Pupil) -> str:
    if who[1] is None:
        return pupil.known_as
    return db.session.scalars(sa.select(Carer.name).where(Carer.id == who[1])).one()


def _live(referral_id: uuid.UUID, who: Who) -> Contribution | None:
    question = sa.select(Contribution).where(
        Contribution.referral_id == referral_id,
        Contribution.party == who[0],
        Contribution.carer_id == who[1] if who[1] else Contribution.carer_id.is_(None),
        Contribution.superseded_at.is_(None),
    )
    return db.session.scalar(question.order_by(Contribution.id.desc()).limit(1))


def readers_of(pupil_id: uuid.UUID) -> Readers:
    """The mentor and the key adult of the pupil, as they are today."""
    people = {link.kind: name for link, name in reversed(pupils.people_around(pupil_id))}
    return Readers(people.get(CareKind.MENTOR), people.get(CareKind.KEY_ADULT))


def _for_parents(referral: Referral, places: frozenset[str]) -> list[Answer]:
    """What the pupil lets their parents or carers read, once an adult who knows them has read it."""
    question = (
        sa.select(Answer)
        .join(Contribution, Contribution.id == Answer.contribution_id)
        .where(Contribution.referral_id == referral.id, Contribution.party == Party.PUPIL, may_go_on())
        .where(chosen.readable(Relation.CARER, Answer))
    )
    order = list(Question)
    found = (answer for answer in db.session.scalars(question) if not names_a_place(answer.text, places))
    return sorted(found, key=lambda one: order.index(one.question))


def subject(referral_id: uuid.UUID, who: Who, question: Question) -> str:
    """What the draft of one answer is kept under, for whoever writes it."""
    return f"words:{referral_id}:{who[1] or who[0].value}:{question.value}"


def written(viewer: Viewer, referral_id: uuid.UUID, who: Who, answers: Iterable[Answer]) -> dict[Question, Written]:
    """What stands in each box for the one who writes: their draft, else the answer that was given."""
    questions = PUPIL_QUESTIONS if who[0] is Party.PUPIL else CARER_QUESTIONS
    subjects = {subject(referral_id, who, question): question for question in questions}
    mine = sa.select(Draft).where(Draft.account_id == viewer.account_id, Draft.subject.in_(list(subjects)))
    drafts = {subjects[draft.subject]: draft for draft in db.session.scalars(mine)}
    given = {answer.question: answer.text for answer in answers}
    found = {}
    for question in questions:
        draft = drafts.get(question)
        text = given.get(question, "")
        # A draft that says no more than what was given came too late.
        kept = draft.text if draft and draft.text.strip() not in text else text
        found[question] = Written(kept, draft.version if draft else 0, draft.saved_at if draft else None)
    return found


def drafts_alone(shown: Own) -> dict[Question, Written]:
    """What an adult who writes it down finds in the boxes: their own draft, never what was given before."""
    return {question: one if one.version else Written() for question, one in shown.written.items()}


def own_answer(viewer: Viewer, answer_id: uuid.UUID) -> tuple[Referral, Answer]:
    """An answer of the pupil who asks, with its referral held; `NotVisible` for any other, and one said anew since."""
    if not viewer.is_pupil:
        raise NotVisible
    question = (
        sa.select(Contribution.referral_id)
        .join(Answer, Answer.contribution_id == Contribution.id)
        .where(
            Answer.id == answer_id,
            Contribution.pupil_id == viewer.pupil_id,
            Contribution.party == Party.PUPIL,
            Contribution.superseded_at.is_(None),
        )
    )
    referral_id = db.session.scalar(question)
    if referral_id is None:
        raise NotVisible
    held = sa.select(Referral).where(Referral.id == referral_id).with_for_update()
    referral = db.session.scalars(held, execution_options={"populate_existing": True}).one()
    fresh = sa.select(Answer).where(Answer.id == answer_id)
    return referral, db.session.scalars(fresh, execution_options={"populate_existing": True}).one()
