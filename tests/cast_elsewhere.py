"""The provider of each pupil's school, entered and tried and not open, and a teacher who is linked to it."""

from typing import TYPE_CHECKING

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity import sealed
from virtual_school.identity.models import LinkedBy, ProviderIdentity, ProviderKind, SignInProvider
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

SCHOOLS = {"ellie": "wren_hill", "tariq": "stonegate", "stranger_pupil": "moorside"}
TEACHERS = {"ellie": "lunt", "tariq": "bell", "stranger_pupil": "stranger_teacher"}
CLIENT = "of the cast"


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    school, now = casting.places[SCHOOLS[key]], clock.now()
    provider = SignInProvider(
        organisation_id=school.id,
        kind=ProviderKind.GENERIC,
        name=school.name,
        issuer=f"https://{SCHOOLS[key]}.example",
        client_id=CLIENT,
        secret=sealed.seal("a secret"),
        domains=f"{SCHOOLS[key].replace('_', '')}.example",
        created_at=now,
        tried_at=now,
    )
    db.session.add(provider)
    db.session.flush()
    account_id = casting.accounts[TEACHERS[key]].id
    link = ProviderIdentity(
        provider_id=provider.id,
        subject=CLIENT,
        account_id=account_id,
        linked_by=LinkedBy.INVITATION,
        linked_at=now,
    )
    db.session.add(link)
    db.session.flush()
    casting.side.ids |= {f"provider of {key}": provider.id, f"provider_link of {key}": link.id}
