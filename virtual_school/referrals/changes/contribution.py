"""What the pupil and each carer say, each apart: given, written down, or a reason why there is none. Verbatim."""

import uuid
from collections.abc import Sequence
from dataclasses import replace

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.saving import drafts
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import How, Party
from virtual_school.referrals.models import Answer, Contribution, Question, Referral
from virtual_school.referrals.queries.own import subject
from virtual_school.referrals.said import Given, Said

ABOUT = "contribution"

Who = tuple[Party, uuid.UUID | None]


def live(referral_id: uuid.UUID, who: Who) -> Contribution | None:
    """The part of this party that counts. The referral is locked by whoever changes it."""
    party, carer_id = who
    question = sa.select(Contribution).where(
        Contribution.referral_id == referral_id,
        Contribution.party == party,
        Contribution.carer_id == carer_id if carer_id else Contribution.carer_id.is_(None),
        Contribution.superseded_at.is_(None),
    )
    return db.session.scalar(question.order_by(Contribution.id.desc()).limit(1))


def ask(by: Viewer, referral: Referral, who: Who) -> Contribution:
    """Ask a party for their part. Asked twice is asked once."""
    there = live(referral.id, who)
    if there is not None:
        return there
    row = Contribution(
        referral_id=referral.id, pupil_id=referral.pupil_id, party=who[0], carer_id=who[1], asked_at=clock.now()
    )
    db.session.add(row)
    db.session.flush()
    audit.record("contribution.asked", by, pupil_id=referral.pupil_id, object_id=row.id, party=who[0], carer_id=who[1])
    db.session.flush()
    return row


def give(by: Viewer, referral: Referral, who: Who, given: Given, *, has_read: bool = False) -> Contribution:
    """Keep what they said. Said again, the earlier stays, superseded; the same again is the same."""
    if given.how is not How.SELF and not given.read_back:
        raise WrongState(_("Read it back to them first."))
    said = tuple(one for one in given.said if one.text.strip())
    if not said:
        raise WrongState(_("Write something in at least one box."))
    there = live(referral.id, who)
    if there is not None and _is_the_same(there, said, given):
        return there
    row = _fresh(by, referral, who)
    now = clock.now()
    row.given_at, row.how, row.written_by = now, given.how, by.account_id
    row.interpreter, row.read_back, row.judged_with = (
        given.interpreter or None,
        given.read_back,
        given.judged_with or None,
    )
    if has_read:
        row.read_by, row.read_at = by.account_id, now
    for one in said:
        readers = {"for_school": one.for_school, "for_panel": one.for_panel, "for_parent": one.for_parent}
        if who[0] is Party.CARER:
            readers = {"for_school": True, "for_panel": True, "for_parent": False}
        words = {"contribution_id": row.id, "pupil_id": referral.pupil_id, "question": one.question}
        db.session.add(Answer(**words, text=one.text, **readers))
    db.session.flush()
    audit.record(
        "contribution.given", by, pupil_id=referral.pupil_id, object_id=row.id, party=who[0], how=given.how,
        has_read=has_read,
    )  # fmt: skip
    db.session.flush()
    return row


def _is_the_same(there: Contribution, said: Sequence[Said], given: Given) -> bool:
    """Whether exactly this stands there already: pressed twice, or sent twice by a slow line."""
    if there.given_at is None or there.how is not given.how or there.interpreter != (given.interpreter or None):
        return False
    if there.judged_with != (given.judged_with or None):
        return False
    kept = {
        Said(answer.question, answer.text, answer.for_school, answer.for_panel, answer.for_parent)
        for answer in answers_of(there.id)
    }
    if there.party is Party.CARER:
        said = [replace(one, for_school=True, for_panel=True, for_parent=False) for one in said]
    return kept == set(said)


def _fresh(by: Viewer, referral: Referral, who: Who) -> Contribution:
    """The row to fill: the one that was asked for, or a new one in place of what was given before."""
    there = live(referral.id, who)
    if there is None or (there.given_at is None and there.none_at is None):
        return there or ask(by, referral, who)
    there.superseded_at = clock.now()
    audit.record("contribution.superseded", by, pupil_id=referral.pupil_id, object_id=there.id)
    row = Contribution(
        referral_id=referral.id, pupil_id=referral.pupil_id, party=who[0], carer_id=who[1], asked_at=there.asked_at
    )
    db.session.add(row)
    db.session.flush()
    return row


def say_none(by: Viewer, referral: Referral, who: Who, because: str) -> Contribution:
    """That there is nothing, and why. What was given before stays, superseded."""
    there = live(referral.id, who)
    if there is not None and there.none_because == because:
        return there
    row = _fresh(by, referral, who)
    row.none_because, row.none_by, row.none_at = because, by.account_id, clock.now()
    audit.record("contribution.none", by, pupil_id=referral.pupil_id, object_id=row.id, party=who[0])
    db.session.flush()
    return row


def let_go_on(by: Viewer, contribution: Contribution) -> None:
    """One adult who knows them has read it. Read twice is read once, by the first."""
    if contribution.read_at is not None:
        return
    contribution.read_by, contribution.read_at = by.account_id, clock.now()
    audit.record("contribution.read", by, pupil_id=contribution.pupil_id, object_id=contribution.id)
    db.session.flush()


def choose_readers(by: Viewer, answer: Answer, wanted: dict[str, bool]) -> None:
    """Who reads an answer beside the mentor, chosen anew. Each choice is in the audit."""
    if all(getattr(answer, name) == value for name, value in wanted.items()):
        return
    for name, value in wanted.items():
        setattr(answer, name, value)
    readers = sorted(name.removeprefix("for_") for name in wanted if wanted[name])
    audit.record("answer.readers", by, pupil_id=answer.pupil_id, object_id=answer.id, readers=readers)
    db.session.flush()


def answers_of(contribution_id: uuid.UUID) -> list[Answer]:
    """The answers of one part, in the order of the questions."""
    order = list(Question)
    found = db.session.scalars(sa.select(Answer).where(Answer.contribution_id == contribution_id))
    return sorted(found, key=lambda answer: order.index(answer.question))


def spend_drafts(by: Viewer, referral: Referral, who: Who, given: Given) -> None:
    """The drafts whose words were sent are spent. Other words, from another tab or phone, stay in their box."""
    if by.account_id is None:
        return
    for one in given.said:
        kept = subject(referral.id, who, one.question)
        draft = drafts.find(by.account_id, kept)
        if draft is not None and draft.text.strip() in one.text:
            drafts.take(by.account_id, kept)
