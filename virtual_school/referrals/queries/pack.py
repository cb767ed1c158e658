"""The pack: what a panel reads of one referral. The pupil's own words come first.

What nobody who knows the pupil has read, or what a concern holds back, is not in it. Nor are check-ins, contact notes
and cost: they are not on this table.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.plans.changes import Quoted
from virtual_school.proud.queries import Thing as Proud
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import CareLink, Carer, How, Party, Pupil, SharingNote
from virtual_school.pupils.whereabouts import place_name
from virtual_school.referrals.models import (
    Answer,
    Contribution,
    Decision,
    DecisionOutcome,
    MeetingCase,
    Question,
    Referral,
)
from virtual_school.referrals.queries import proud
from virtual_school.referrals.queries.meeting import ABOUT, reads_pack
from virtual_school.referrals.queries.reach import free, may_go_on
from virtual_school.referrals.words import QUESTION_WORDS
from virtual_school.safeguarding.access import held

ORDER = tuple(Question)


@dataclass(frozen=True, slots=True)
class Words:
    """The answer to one question, as it was given."""

    question: Question
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """What one carer said, apart from every other; or why there is nothing."""

    called: str
    how: How | None
    words: Sequence[Words]
    none_because: str | None


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a panel asked before, and when."""

    outcome: DecisionOutcome
    decided_at: dt.datetime
    need: str | None


@dataclass(frozen=True, slots=True)
class Pack:
    """One referral as a panel reads it."""

    referral: Referral
    pupil_id: uuid.UUID
    first_name: str
    year: int
    school: str
    mentor: str | None
    words: Sequence[Words]
    how: How | None
    none_because: str | None
    carers: Sequence[Part]
    takes_part: Sequence[tuple[str, bool | None]]
    sharing: Sequence[SharingNote]
    earlier: Sequence[Earlier]
    proud: Sequence[Proud]


def pack(viewer: Viewer, referral_id: uuid.UUID) -> Pack:
    """The pack of a referral, for whoever reads it."""
    question = (
        sa.select(Referral, Pupil.known_as, Pupil.year, place_name(viewer, Pupil.id, Organisation.name), Account.name)
        .join(Pupil, Pupil.id == Referral.pupil_id)
        .join(Organisation, Organisation.id == Referral.organisation_id)
        .outerjoin(CareLink, CareLink.id == Referral.mentor_link_id)
        .outerjoin(Account, Account.id == CareLink.account_id)
        .where(Referral.id == referral_id, Referral.network_id == viewer.network_id, reads_pack(viewer))
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    referral, first_name, year, school, mentor = found
    given = _contributions(referral.id)
    own = next((one for one in given if one.party is Party.PUPIL), None)
    asked = pupils.carers(referral.pupil_id)
    answers = _answers([one.id for one in given])
    return Pack(
        referral=referral,
        pupil_id=referral.pupil_id,
        first_name=first_name,
        year=year,
        school=school,
        mentor=mentor,
        words=[words for words, for_panel in answers.get(own.id, []) if for_panel] if own else [],
        how=own.how if own else None,
        none_because=own.none_because if own else None,
        carers=[_part(one, answers, asked) for one in given if one.party is Party.CARER],
        takes_part=_takes_part(referral, first_name, asked),
        sharing=pupils.sharing_about(ABOUT, referral.id),
        earlier=_earlier(referral.id),
        proud=proud.shown(viewer, referral),
    )


def _contributions(referral_id: uuid.UUID) -> Sequence[Contribution]:
    """What each party gave and an adult who knows the pupil has read, and the reasons for none. Nothing held back."""
    question = (
        sa.select(Contribution)
        .outerjoin(Carer, Carer.id == Contribution.carer_id)
        .where(
            Contribution.referral_id == referral_id,
            Contribution.superseded_at.is_(None),
            sa.or_(
                sa.and_(Contribution.given_at.is_not(None), may_go_on()),
                sa.and_(Contribution.given_at.is_(None), Contribution.none_at.is_not(None), free()),
            ),
        )
        .order_by(Carer.contact_order, Contribution.asked_at, Contribution.id)
    )
    return db.session.scalars(question).all()


def _answers(given: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[tuple[Words, bool]]]:
    """The answers of contributions, each with whether the panel was chosen among its readers."""
    question = sa.select(Answer).where(Answer.contribution_id.in_(given), ~held("answer", Answer.id))
    found: dict[uuid.UUID, list[tuple[Words, bool]]] = {}
    for answer in sorted(db.session.scalars(question), key=lambda answer: ORDER.index(answer.question)):
        if answer.text.strip():
            words = Words(answer.question, answer.text)
            found.setdefault(answer.contribution_id, []).append((words, answer.for_panel))
    return found


def _part(one: Contribution, answers: dict[uuid.UUID, list[tuple[Words, bool]]], asked: Sequence[Carer]) -> Part:
    called = next((carer.called for carer in asked if carer.id == one.carer_id), "")
    return Part(called, one.how, [words for words, _panel in answers.get(one.id, [])], one.none_because)


def _takes_part(referral: Referral, first_name: str, asked: Sequence[Carer]) -> list[tuple[str, bool | None]]:
    """Who has said yes or no to taking part this time, by what the pupil calls them; None for who has not answered."""
    latest = pupils.take_part_of(referral.pupil_id)
    said = {key: one for key, one in latest.items() if one.given_at >= referral.opened_at}
    names = {carer.id: carer.called for carer in asked}
    ask: list[tuple[str, tuple[Party, uuid.UUID | None]]] = [(first_name, (Party.PUPIL, None))]
    ask += [(names[carer.id], (Party.CARER, carer.id)) for carer in pupils.carers_to_ask(referral.pupil_id)]
    return [(name, said[key].agrees if key in said else None) for name, key in ask]


def _earlier(referral_id: uuid.UUID) -> list[Earlier]:
    question = (
        sa.select(Decision.outcome, Decision.decided_at, Decision.need)
        .join(MeetingCase, MeetingCase.id == Decision.case_id)
        .where(Decision.referral_id == referral_id)
        .order_by(Decision.decided_at)
    )
    return [Earlier(*row) for row in db.session.execute(question)]


def released(referral_id: uuid.UUID) -> list[Quoted]:
    """The pupil's own words that go on into the plan: read by an adult who knows them, held back by nobody.

    Each names the part that it was said in, which is what a concern holds back: a worry here holds them there too.
    """
    question = (
        sa.select(Answer, Contribution.judged_with)
        .join(Contribution, Contribution.id == Answer.contribution_id)
        .where(
            Contribution.referral_id == referral_id,
            Contribution.party == Party.PUPIL,
            may_go_on(),
            ~held("answer", Answer.id),
        )
    )
    found = sorted(db.session.execute(question), key=lambda row: ORDER.index(row[0].question))
    return [
        Quoted(
            str(QUESTION_WORDS[one.question]),
            one.text,
            one.for_school,
            one.for_parent,
            one.contribution_id,
            judged_with,
        )
        for one, judged_with in found
        if one.text.strip()
    ]
