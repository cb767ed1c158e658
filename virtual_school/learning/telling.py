"""Who is told of work: whoever answers it, that some waits; the pupil, that it was answered. Neither says which."""

import uuid
from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Account
from virtual_school.learning.models import Answerer, Assignment, Attempt, Feedback, HandIn, Reply, Stuck
from virtual_school.notices import people
from virtual_school.notices.changes import settle, tell, tell_each
from virtual_school.notices.following import Told, may_tell
from virtual_school.notices.models import Because
from virtual_school.pupils.access import there_is, under_age
from virtual_school.pupils.models import CareKind, CareLink, Pupil
from virtual_school.safeguarding.access import held, kept_from
from virtual_school.safeguarding.queries import is_held

TO_ANSWER, ANSWERED = "hand_in.new", "feedback.new"
NEARLY_LATE, LATE, GIVEN_BACK = "answer.due", "answer.late", "answer.given_back"

# What is told of a hand-in while it waits: nothing of it while a concern holds the hand-in back.
WAITS = (TO_ANSWER, NEARLY_LATE, LATE)
# To the mentor as it is returned; to the people at home when the pupil says so.
PRAISED, PRAISED_AT_HOME = "praise.new", "praise.home"
PRAISE = (PRAISED, PRAISED_AT_HOME)
# To whoever answered, in the app alone: the pupil wrote back, or saw to something.
REPLIED, ACTED = "reply.new", "feedback.acted"
STUCK, HELPED = "stuck.asked", "stuck.answered"


def handed_in(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """Whoever is named to answer finds it with the letter of the day."""
    account_id = _who_answers(work.id)
    if account_id is not None:
        path = _path("learning.answer", hand_in_id=hand_in_id)
        tell(account_id, TO_ANSWER, path, Because.ANSWERS, about_id=work.pupil_id, object_id=hand_in_id)


def nearly_late(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """Whoever is named to answer, once more: the pupil was told by when."""
    account_id = _who_answers(work.id)
    if account_id is not None:
        path = _path("learning.answer", hand_in_id=hand_in_id)
        tell(account_id, NEARLY_LATE, path, Because.ANSWERS, about_id=work.pupil_id, object_id=hand_in_id)


def passed_on(work: Assignment, hand_in_id: uuid.UUID, leads: Iterable[uuid.UUID], setter: uuid.UUID | None) -> None:
    """Whoever leads the Virtual School, and who set it: either names somebody else."""
    _to_name_another(LATE, work, hand_in_id, leads, setter)


def given_back(work: Assignment, answerer_id: uuid.UUID, leads: Iterable[uuid.UUID], setter: uuid.UUID | None) -> None:
    _to_name_another(GIVEN_BACK, work, answerer_id, leads, setter)


def _to_name_another(
    kind: str, work: Assignment, object_id: uuid.UUID, leads: Iterable[uuid.UUID], setter: uuid.UUID | None
) -> None:
    told = [(account_id, Because.OFFICE) for account_id in leads]
    tell_each(told, kind, _path("learning.late"), about_id=work.pupil_id, object_id=object_id)
    if setter is not None and setter != _who_answers(work.id):
        path = _path("learning.another", assignment_id=work.id)
        tell(setter, kind, path, Because.MENTOR, about_id=work.pupil_id, object_id=object_id)


def _who_answers(assignment_id: uuid.UUID) -> uuid.UUID | None:
    """The account of who is named to answer the work today."""
    question = (
        sa.select(Account.id)
        .join(Answerer, Answerer.account_id == Account.id)
        .where(Answerer.assignment_id == assignment_id, in_force(Answerer, clock.today()), Account.closed_at.is_(None))
        .order_by(Answerer.starts_on.desc(), Answerer.id.desc())
        .limit(1)
    )
    return db.session.scalar(question)


def answered(work: Assignment, hand_in_id: uuid.UUID) -> None:
    settle(hand_in_id, kinds=WAITS)
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == work.pupil_id))
    if account_id is not None:
        path = _path("learning.work", assignment_id=work.id)
        tell(account_id, ANSWERED, path, Because.SELF, about_id=work.pupil_id, object_id=hand_in_id)


def replied(work: Assignment, feedback: Feedback, reply_id: uuid.UUID) -> None:
    _tell_who_answered(work, feedback.hand_in_id, feedback.returned_by, REPLIED, reply_id)


def acted_on(work: Assignment, hand_in_id: uuid.UUID, said_by: uuid.UUID) -> None:
    """However many remarks they saw to, it is one line while it was not seen."""
    _tell_who_answered(work, hand_in_id, said_by, ACTED, hand_in_id)


def _tell_who_answered(
    work: Assignment, hand_in_id: uuid.UUID, account_id: uuid.UUID, kind: str, object_id: uuid.UUID
) -> None:
    """Only who answers it still: to anybody else the line would lead nowhere."""
    if _who_answers(work.id) == account_id:
        path = _path("learning.answer", hand_in_id=hand_in_id)
        tell(account_id, kind, path, Because.ANSWERS, about_id=work.pupil_id, object_id=object_id)


def praised(work: Assignment, hand_in_id: uuid.UUID, by: uuid.UUID) -> None:
    """The mentor hears of what went well, unless it was they who said it."""
    account_id = _mentor_of(work.pupil_id)
    if account_id not in (None, by):
        _tell_of_praise(work, hand_in_id, PRAISED, [(account_id, Because.MENTOR)])


def praised_at_home(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """Everybody at home who may see the pupil's record, and is not to be kept from them."""
    question = (
        sa.select(CareLink.account_id)
        .where(
            CareLink.pupil_id == work.pupil_id,
            CareLink.kind == CareKind.CARER,
            CareLink.may_see_record.is_(True),
            in_force(CareLink, clock.today()),
            under_age(CareLink.pupil_id),
            ~kept_from(CareLink.account_id, CareLink.pupil_id),
        )
        .order_by(CareLink.id)
        .limit(20)
    )
    _tell_of_praise(work, hand_in_id, PRAISED_AT_HOME, [(one, Because.CARER) for one in db.session.scalars(question)])


def _tell_of_praise(work: Assignment, hand_in_id: uuid.UUID, kind: str, told: list[tuple[Any, Because]]) -> None:
    path = _path("learning.assignment", assignment_id=work.id)
    tell_each(told, kind, path, about_id=work.pupil_id, object_id=hand_in_id)


def taken_back(hand_in_id: uuid.UUID) -> None:
    """There is nothing to answer any more."""
    settle(hand_in_id, kinds=[TO_ANSWER])


def undone(work: Assignment, hand_in_id: uuid.UUID) -> None:
    """The words are a draft again, and it waits for an answer again."""
    settle(hand_in_id, kinds=[ANSWERED, *PRAISE])
    handed_in(work, hand_in_id)


def stuck(work: Assignment, stuck_id: uuid.UUID) -> None:
    """Whoever was named to answer, else the mentor."""
    named = _who_answers(work.id)
    account_id, because = (named, Because.ANSWERS) if named else (_mentor_of(work.pupil_id), Because.MENTOR)
    if account_id is not None:
        path = _path("learning.help", stuck_id=stuck_id)
        tell(account_id, STUCK, path, because, about_id=work.pupil_id, object_id=stuck_id)


def still_stuck(work: Assignment) -> None:
    """Whoever is named now finds the calls that nobody has answered yet."""
    waiting = sa.select(Stuck.id).where(Stuck.assignment_id == work.id, Stuck.answered_at.is_(None))
    for stuck_id in db.session.scalars(waiting.order_by(Stuck.asked_at, Stuck.id)).all():
        stuck(work, stuck_id)


def _mentor_of(pupil_id: uuid.UUID) -> uuid.UUID | None:
    """The one whose link stands in for another's first: who is away is not asked."""
    question = (
        sa.select(CareLink.account_id)
        .where(CareLink.pupil_id == pupil_id, CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today()))
        .order_by(CareLink.stands_in_for.is_(None), CareLink.starts_on.desc(), CareLink.id)
        .limit(1)
    )
    return db.session.scalar(question)


def helped(work: Assignment, stuck_id: uuid.UUID) -> None:
    settle(stuck_id, kinds=[STUCK])
    account_id = db.session.scalar(sa.select(Pupil.account_id).where(Pupil.id == work.pupil_id))
    if account_id is not None:
        path = _path("learning.work", assignment_id=work.id)
        tell(account_id, HELPED, path, Because.SELF, about_id=work.pupil_id, object_id=stuck_id)


def withdrawn(work: Assignment) -> None:
    of_it = sa.select(HandIn.id).join(Attempt, Attempt.id == HandIn.attempt_id)
    for hand_in_id in db.session.scalars(of_it.where(Attempt.assignment_id == work.id)).all():
        settle(hand_in_id)
    for stuck_id in db.session.scalars(sa.select(Stuck.id).where(Stuck.assignment_id == work.id)).all():
        settle(stuck_id)


@people.set_hidden
def is_held_back(kind: InstrumentedAttribute[str], object_id: people.Column) -> sa.ColumnElement[bool]:
    """Work to answer that is held back stands in no list either."""
    feedback = there_is(
        Feedback, Feedback.hand_in_id == object_id, Feedback.undone_at.is_(None), held("feedback", Feedback.id)
    )
    return sa.or_(
        sa.and_(kind.in_((*WAITS, *PRAISE, ACTED)), held("hand_in", object_id)),
        sa.and_(kind == REPLIED, sa.or_(held("reply", object_id), _reply_is_held(object_id))),
        sa.and_(kind.in_(PRAISE), feedback),
        sa.and_(kind == STUCK, held("stuck", object_id)),
    )


def _reply_is_held(reply_id: people.Column) -> sa.ColumnElement[bool]:
    """With the work that it is about."""
    with_it = there_is(Feedback, Feedback.id == Reply.feedback_id, held("hand_in", Feedback.hand_in_id))
    return there_is(Reply, Reply.id == reply_id, with_it)


@may_tell
def not_while_a_concern_holds_it(told: Told) -> Sending:
    """Work that is held back is nobody's to answer until it is let go on."""
    about = "hand_in" if told.kind in (*WAITS, *PRAISE) else "stuck" if told.kind == STUCK else None
    if about is None or told.object_id is None:
        return Sending.YES
    said = _feedback_on(told.object_id) if told.kind in PRAISE else None
    is_back = is_held(about, told.object_id) or (said is not None and is_held("feedback", said))
    return Sending.HOLD if is_back else Sending.YES


def _feedback_on(hand_in_id: uuid.UUID) -> uuid.UUID | None:
    question = sa.select(Feedback.id).where(Feedback.hand_in_id == hand_in_id, Feedback.undone_at.is_(None))
    return db.session.scalar(question)


def _path(endpoint: str, **values: uuid.UUID) -> str:
    """Without a host, which whoever makes a change may not know."""
    return str(current_app.url_map.bind("").build(endpoint, values))
