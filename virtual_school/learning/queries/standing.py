"""Whether whoever was named to answer will be there, and who stands in for them."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account, Membership, Off
from virtual_school.learning.changes import ABOUT
from virtual_school.learning.models import Answerer, AnswerGivenBack, AnswerOffer, Assignment, HandIn, PassedOn
from virtual_school.network.models import Organisation, OrganisationKind
from virtual_school.network.roles import Role
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import MAIN_ROLL, CareKind, CareLink, Enrolment, Window


def named() -> list[sa.ColumnElement[bool]]:
    return [Answerer.assignment_id == Assignment.id, in_force(Answerer, clock.today())]


def is_off(account_id: Any, on: dt.date | None = None) -> sa.ColumnElement[bool]:
    return there_is(Off, Off.account_id == account_id, in_force(Off, on or clock.today()))


def given_back() -> sa.ColumnElement[bool]:
    return there_is(AnswerGivenBack, AnswerGivenBack.answerer_id == Answerer.id)


def is_here() -> sa.ColumnElement[bool]:
    """That whoever is named still can answer: an account, a role where they answer, and a way to the work."""
    today = clock.today()
    holds = there_is(
        Membership,
        Membership.account_id == Answerer.account_id,
        Membership.organisation_id == Answerer.organisation_id,
        in_force(Membership, today),
    )
    has_account = there_is(Account, Account.id == Answerer.account_id, Account.closed_at.is_(None))
    mentors = there_is(
        CareLink,
        CareLink.account_id == Answerer.account_id,
        CareLink.pupil_id == Assignment.pupil_id,
        CareLink.kind == CareKind.MENTOR,
        in_force(CareLink, today),
    )
    has_window = there_is(
        Window,
        Window.account_id == Answerer.account_id,
        Window.about_kind == ABOUT,
        Window.about_id == Assignment.id,
        in_force(Window, today),
    )
    return sa.and_(holds, has_account, sa.or_(mentors, has_window))


def ran_out() -> sa.ColumnElement[bool]:
    """That whoever is named said yes until a day that is over. Who is of the pupil's own school, or of the Virtual
    School, is named without having said so."""
    of_school = there_is(
        Enrolment,
        Enrolment.pupil_id == Assignment.pupil_id,
        Enrolment.organisation_id == Answerer.organisation_id,
        Enrolment.status.in_(MAIN_ROLL),
        in_force(Enrolment, clock.today()),
    )
    of_virtual_school = there_is(
        Organisation,
        Organisation.id == Answerer.organisation_id,
        Organisation.kind == OrganisationKind.VIRTUAL_SCHOOL,
    )
    over = there_is(
        AnswerOffer,
        AnswerOffer.account_id == Answerer.account_id,
        AnswerOffer.organisation_id == Answerer.organisation_id,
        AnswerOffer.ended_at.is_(None),
        AnswerOffer.ends_on < clock.today(),
    )
    return sa.and_(over, ~of_school, ~of_virtual_school)


def why_not(work: Assignment, hand_in_id: uuid.UUID, on: dt.date) -> PassedOn | None:
    """Why whoever is named will not answer this hand-in by a day; None where nothing is known that keeps them."""
    columns = (given_back(), is_here(), is_off(Answerer.account_id, on), ran_out())
    found = db.session.execute(
        sa.select(*columns, Answerer.account_id, Answerer.organisation_id)
        .join(Assignment, Assignment.id == Answerer.assignment_id)
        .where(Assignment.id == work.id, *named())
        .order_by(Answerer.starts_on.desc(), Answerer.id.desc())
        .limit(1)
    ).first()
    if found is None:
        return PassedOn.GONE
    has_given_back, here, off, over, account_id, organisation_id = found
    if has_given_back:
        return PassedOn.GAVE_BACK
    if not here:
        return PassedOn.GONE
    if off:
        return PassedOn.AWAY
    return PassedOn.SAID_UNTIL if over and _came_after(hand_in_id, account_id, organisation_id) else None


def _came_after(hand_in_id: uuid.UUID, account_id: uuid.UUID, organisation_id: uuid.UUID) -> bool:
    """Whether it was handed in after the last day that they said: what came before is theirs to answer."""
    arrived = sa.select(HandIn.arrived_at).where(HandIn.id == hand_in_id).scalar_subquery()
    question = sa.select(arrived, AnswerOffer.ends_on).where(
        AnswerOffer.account_id == account_id,
        AnswerOffer.organisation_id == organisation_id,
        AnswerOffer.ended_at.is_(None),
    )
    found = db.session.execute(question).first()
    return found is not None and found[1] is not None and clock.local(found[0]).date() > found[1]


@dataclass(frozen=True, slots=True)
class Cover:
    """Who stands in for whoever was named, from when, and who named them."""

    account_id: uuid.UUID
    organisation_id: uuid.UUID
    starts_on: dt.date
    named_by: uuid.UUID


def cover(work: Assignment, on: dt.date) -> Cover | None:
    """Who stands in on a day for the mentor who was named, with this pupil, and is there themself."""
    of, link = aliased(CareLink), aliased(CareLink)
    question = (
        sa.select(link.account_id, Membership.organisation_id, Off.starts_on, Off.set_by)
        .select_from(Answerer)
        .join(of, sa.and_(of.account_id == Answerer.account_id, of.pupil_id == work.pupil_id))
        .join(link, sa.and_(link.stands_in_for == of.id, link.ended_at.is_(None)))
        .join(Account, sa.and_(Account.id == link.account_id, Account.closed_at.is_(None)))
        .join(Membership, sa.and_(Membership.account_id == link.account_id, Membership.role == Role.MENTOR))
        .join(Off, sa.and_(Off.account_id == Answerer.account_id, Off.cover_id == link.account_id))
        .where(
            Answerer.assignment_id == work.id,
            in_force(Answerer, clock.today()),
            in_force(Membership, clock.today()),
            in_force(Off, on),
            link.starts_on <= on,
            sa.or_(link.ends_on.is_(None), link.ends_on >= on),
            ~is_off(link.account_id, on),
        )
        .order_by(link.id, Membership.id)
        .limit(1)
    )
    found = db.session.execute(question).first()
    return Cover(*found) if found else None


def all_named(work: Assignment) -> list[Answerer]:
    """Who is named for work that the caller holds: one, the latest first."""
    question = sa.select(Answerer).where(Answerer.assignment_id == work.id, in_force(Answerer, clock.today()))
    return list(db.session.scalars(question.order_by(Answerer.starts_on.desc(), Answerer.id.desc()).limit(20)))
