"""The people around the pupil who asks."""

from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareKind, CareLink


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody around a pupil: what they are to them, and their name."""

    kind: CareKind
    name: str
    stands_in: bool = False


def my_people(viewer: Viewer) -> list[Person]:
    """The people around the pupil who asks: mentor first, then the key adult. Carers know that they are theirs."""
    kinds = (CareKind.MENTOR, CareKind.KEY_ADULT, CareKind.SOCIAL_WORKER)
    question = (
        sa.select(CareLink.kind, Account.name, CareLink.stands_in_for)
        .join(Account, Account.id == CareLink.account_id)
        .where(
            CareLink.pupil_id == viewer.pupil_id,
            CareLink.network_id == viewer.network_id,
            CareLink.kind.in_(kinds),
            in_force(CareLink, clock.today()),
        )
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(20)
    )
    people = [Person(kind, name, covers is not None) for kind, name, covers in db.session.execute(question)]
    return sorted(people, key=lambda person: (kinds.index(person.kind), person.stands_in))
