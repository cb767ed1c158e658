"""Steps that several tests take: a draft in which nothing is missing, putting it to agreement, answering."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make_plans as make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.plans.models import PlanAgreement, PlanState, PlanVersion
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def ready(cast: Cast, *, part_time: bool = False) -> uuid.UUID:
    """Ellie's plan, a draft in which nothing is missing."""
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    made = make.draft(ellie, account(cast.dani), part_time=part_time).id
    db.session.commit()
    return made


def page(cast: Cast) -> str:
    return f"/pupils/{cast.ellie.pupil_id}/plan"


def ask_everybody(client_of: ClientOf, cast: Cast) -> None:
    """Dani puts what the page shows to agreement."""
    dani = client_of(cast.dani)
    dani.get(page(cast))
    dani.submit("form[action$='/proposal']")


def say(client: Client, version_id: uuid.UUID, agrees: str = "yes", words: str = "", status: int = 303) -> None:
    """Open the question, choose, send."""
    client.get(f"/plans/{version_id}/answer")
    client.submit("form[action$='/answer']", status=status, agrees=agrees, words=words)


def all_say_yes(client_of: ClientOf, cast: Cast, version_id: uuid.UUID) -> None:
    for person in (cast.ellie, cast.mum, cast.head_of_year, cast.dani):
        say(client_of(person), version_id)


def state_of(version_id: uuid.UUID) -> PlanState:
    db.session.expire_all()
    return db.session.get_one(PlanVersion, version_id).state


def newest_of(version_id: uuid.UUID) -> PlanVersion:
    db.session.expire_all()
    plan_id = db.session.get_one(PlanVersion, version_id).plan_id
    question = sa.select(PlanVersion).where(PlanVersion.plan_id == plan_id).order_by(PlanVersion.number.desc())
    return db.session.scalars(question.limit(1)).one()


def answers_of(version_id: uuid.UUID) -> list[PlanAgreement]:
    question = sa.select(PlanAgreement).where(PlanAgreement.plan_version_id == version_id)
    return list(db.session.scalars(question.order_by(PlanAgreement.id)))
