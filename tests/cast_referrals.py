"""A referral of each pupil in the cast, being prepared by their school: the pupil has said their part, unread."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from tests import make_referrals as make
from virtual_school.core.db import db
from virtual_school.pupils.models import CareKind, CareLink, Carer, Pupil
from virtual_school.referrals.models import PUPIL_QUESTIONS

if TYPE_CHECKING:
    from tests.cast import Casting

# Of each pupil: their school, and who opened the referral.
AROUND = {
    "ellie": ("wren_hill", "head_of_year"),
    "tariq": ("stonegate", "bell"),
    "stranger_pupil": ("moorside", "stranger_teacher"),
}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    people, accounts = casting.side.people, casting.accounts
    key = next(key for key in AROUND if key in people and people[key].pupil_id == child.id)
    school, opener = AROUND[key]
    referral = make.referral(child, casting.places[school], accounts[opener])
    question = sa.select(CareLink).where(CareLink.pupil_id == child.id, CareLink.kind == CareKind.MENTOR)
    make.mentored(referral, db.session.scalars(question).one())
    part = make.said(referral, accounts[key])
    answers = [make.answer(part, question, for_school=True) for question in PUPIL_QUESTIONS]
    for carer in db.session.scalars(sa.select(Carer).where(Carer.pupil_id == child.id, Carer.order_in_force.is_(None))):
        make.asked(referral, carer)
    note = make.sharing(referral)
    said = make.yes(referral, accounts[key])
    casting.side.ids |= {
        f"referral of {key}": referral.id,
        f"part of {key}": part.id,
        f"answer of {key}": answers[0].id,
        f"sharing of {key}": note.id,
        f"said of {key}": said.id,
    }
