"""Who may be sent a letter about a pupil: the pupil, and carers with the right to the record.

Whoever an order limits, whose link does not show the record, or who must not meet the pupil is not among them, and
nothing says that there is such a person.
"""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account
from virtual_school.letters.people import Receiver
from virtual_school.pupils.access import there_is, under_age
from virtual_school.pupils.models import CareKind, CareLink, Carer, Pupil, Responsibility
from virtual_school.pupils.whereabouts import is_confidential, names_not
from virtual_school.safeguarding.models import KeepApart

MOST = 20


def of_pupil(pupil: Pupil) -> list[Receiver]:
    """The pupil first, then carers in the order in which they are rung."""
    own = Receiver(None, pupil.known_as, pupil.known_as, pupil.first_language, _open(pupil.account_id), True)
    found: dict[uuid.UUID, Receiver] = {}
    for carer, account_id, knows in db.session.execute(_carers(pupil)):
        one = Receiver(carer.id, carer.name, carer.called, carer.language, account_id, bool(knows))
        found.setdefault(carer.id, one)
    return [own, *found.values()]


def _open(account_id: uuid.UUID | None) -> uuid.UUID | None:
    if account_id is None:
        return None
    question = sa.select(Account.id).where(Account.id == account_id, Account.closed_at.is_(None))
    return db.session.scalar(question)


def _carers(pupil: Pupil) -> sa.Select[Any]:
    link, account = aliased(CareLink), aliased(Account)
    knows = sa.case(
        (link.id.is_not(None), sa.and_(link.may_see_whereabouts, ~names_not(Carer.pupil_id, link.account_id))),
        else_=~is_confidential(Carer.pupil_id),
    )
    return (
        sa.select(Carer, account.id, knows)
        .outerjoin(link, sa.and_(link.carer_id == Carer.id, *link_today(link)))
        .outerjoin(account, sa.and_(account.id == link.account_id, account.closed_at.is_(None)))
        .where(Carer.network_id == pupil.network_id, Carer.pupil_id == pupil.id, *has_a_right(Carer))
        .where(sa.or_(_right_without_account(link), sa.and_(link.may_see_record.is_(True), ~_apart(link))))
        .order_by(Carer.contact_order, Carer.id, link.id)
        .limit(MOST)
    )


def link_today(link: Any) -> tuple[sa.ColumnElement[bool], ...]:
    return (link.kind == CareKind.CARER, in_force(link, clock.today()))


def has_a_right(carer: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """That no order limits this carer, they are one still, and the pupil is not eighteen."""
    return (carer.ended_at.is_(None), carer.order_in_force.is_(None), under_age(carer.pupil_id))


def _right_without_account(link: Any) -> sa.ColumnElement[bool]:
    is_parent = sa.or_(Carer.parent_in_law.is_(True), Carer.responsibility != Responsibility.NONE)
    return sa.and_(link.id.is_(None), is_parent)


def _apart(link: Any) -> sa.ColumnElement[bool]:
    """That the carer must not meet the pupil, today or from a day to come."""
    keep = aliased(KeepApart)
    today = clock.today()
    ended = sa.or_(keep.ends_on.is_(None), keep.ends_on >= today)
    both = (keep.pupil_id == link.pupil_id, keep.account_id == link.account_id)
    return there_is(keep, *both, keep.ended_at.is_(None), ended)
