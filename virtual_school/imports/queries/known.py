"""Who is here already, once for a whole file: what matching looks up without asking for each line."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock, text
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import NetworkMember, Organisation, OrganisationKind
from virtual_school.pupils.models import MAIN_ROLL, Carer, Enrolment, FormerUpn, Pupil

SCHOOLS = (
    OrganisationKind.SCHOOL,
    OrganisationKind.SPECIAL_SCHOOL,
    OrganisationKind.PUPIL_REFERRAL_UNIT,
    OrganisationKind.COLLEGE,
)
COLUMNS = (
    Pupil.id,
    Pupil.upn,
    Pupil.uln,
    Pupil.given_name,
    Pupil.family_name,
    Pupil.legal_given_name,
    Pupil.legal_family_name,
    Pupil.known_as,
    Pupil.date_of_birth,
    Pupil.year,
    Pupil.first_language,
)
Key = tuple[dt.date, str]


def name_key(given: str | None, family: str | None) -> str:
    return text.sort_key(f"{given or ''} {family or ''}")


@dataclass(frozen=True, slots=True)
class Roll:
    """A roll that somebody is on today or will be."""

    organisation_id: uuid.UUID
    enrolment_id: uuid.UUID
    is_main: bool
    is_today: bool


@dataclass(slots=True)
class Pupils:
    """The pupils of the network, by number, and by birthday and name."""

    people: dict[uuid.UUID, Any] = field(default_factory=dict)
    by_upn: dict[str, uuid.UUID] = field(default_factory=dict)
    by_former: dict[str, uuid.UUID] = field(default_factory=dict)
    by_key: dict[Key, list[uuid.UUID]] = field(default_factory=lambda: defaultdict(list))
    rolls: dict[uuid.UUID, list[Roll]] = field(default_factory=lambda: defaultdict(list))

    def named(self, born: dt.date, *names: tuple[str | None, str | None]) -> list[uuid.UUID]:
        """Everybody of this birthday who goes by one of these names."""
        found = (who for given, family in names for who in self.by_key.get((born, name_key(given, family)), ()))
        return list(dict.fromkeys(found))

    def numbered(self, upn: str | None) -> uuid.UUID | None:
        """Who has this number, or had it."""
        return (self.by_upn.get(upn) or self.by_former.get(upn)) if upn else None

    def on_roll(self, pupil_id: uuid.UUID, organisation_id: uuid.UUID | None) -> Roll | None:
        rolls = self.rolls.get(pupil_id, ())
        return next((roll for roll in rolls if roll.organisation_id == organisation_id), None)


def pupils() -> Pupils:
    found = Pupils()
    for row in db.session.execute(sa.select(*COLUMNS).where(Pupil.network_id == network_id_in_force())):
        found.people[row.id] = row
        if row.upn:
            found.by_upn[row.upn] = row.id
        legal = name_key(row.legal_given_name or row.given_name, row.legal_family_name or row.family_name)
        used = name_key(row.given_name, row.family_name)
        known = name_key(row.known_as, row.family_name)
        for name in {legal, used, known}:
            found.by_key[row.date_of_birth, name].append(row.id)
    former = sa.select(FormerUpn.upn, FormerUpn.pupil_id).where(FormerUpn.network_id == network_id_in_force())
    found.by_former = {row.upn: row.pupil_id for row in db.session.execute(former)}
    _add_rolls(found)
    return found


def _add_rolls(found: Pupils) -> None:
    today = clock.today()
    rolls = sa.select(
        Enrolment.pupil_id, Enrolment.organisation_id, Enrolment.id, Enrolment.status, Enrolment.starts_on
    ).where(
        Enrolment.network_id == network_id_in_force(),
        Enrolment.ended_at.is_(None),
        sa.or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= today),
    )
    for row in db.session.execute(rolls.order_by(Enrolment.id)):
        is_main = row.status in MAIN_ROLL
        found.rolls[row.pupil_id].append(Roll(row.organisation_id, row.id, is_main, row.starts_on <= today))


def carers() -> dict[uuid.UUID, list[Any]]:
    """Every carer's record, by the pupil."""
    question = sa.select(*(column for column in Carer.__table__.columns)).where(
        Carer.network_id == network_id_in_force()
    )
    found: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for row in db.session.execute(question.order_by(Carer.id)):
        found[row.pupil_id].append(row)
    return found


@dataclass(slots=True)
class Staff:
    by_email: dict[str, Any] = field(default_factory=dict)
    by_name: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    roles: set[tuple[uuid.UUID, uuid.UUID, Any]] = field(default_factory=set)


def staff() -> Staff:
    """The accounts of the network that are no pupil's, and the roles they hold or will hold."""
    found = Staff()
    own = sa.exists().where(Pupil.account_id == Account.id)
    accounts = sa.select(Account.id, Account.name, Account.email, Account.closed_at).where(
        Account.network_id == network_id_in_force(), ~own
    )
    for row in db.session.execute(accounts.order_by(Account.id)):
        if row.email:
            found.by_email[row.email] = row
        found.by_name[text.sort_key(row.name)].append(row)
    held = sa.select(Membership.account_id, Membership.organisation_id, Membership.role).where(
        Membership.network_id == network_id_in_force(),
        Membership.ended_at.is_(None),
        sa.or_(Membership.ends_on.is_(None), Membership.ends_on >= clock.today()),
    )
    found.roles = {(row.account_id, row.organisation_id, row.role) for row in db.session.execute(held)}
    return found


@dataclass(slots=True)
class Places:
    """The organisations of the network, by their numbers and names."""

    names: dict[uuid.UUID, str] = field(default_factory=dict)
    schools: set[uuid.UUID] = field(default_factory=set)
    by_number: dict[str, uuid.UUID] = field(default_factory=dict)
    by_name: dict[str, uuid.UUID] = field(default_factory=dict)

    def find(self, numbers: Iterable[str], name: str | None) -> uuid.UUID | None:
        found = next((self.by_number[number] for number in numbers if number in self.by_number), None)
        return found or (self.by_name.get(text.sort_key(name)) if name else None)


def places() -> Places:
    found = Places()
    question = (
        sa.select(Organisation)
        .join(NetworkMember, NetworkMember.organisation_id == Organisation.id)
        .where(NetworkMember.network_id == network_id_in_force(), in_force(NetworkMember, clock.today()))
    )
    for one in db.session.scalars(question):
        found.names[one.id] = one.name
        found.by_name[one.sort_key] = one.id
        if one.kind in SCHOOLS:
            found.schools.add(one.id)
        for number in ((one.laestab or "").replace("/", ""), one.urn, one.ukprn):
            if number:
                found.by_number[number] = one.id
    return found
