"""What notices are told of pupils: who is one, whose names somebody knows, whom nobody is reminded of.

And the rule that is asked before a notice leaves the house: its reader still has a way in, and still reaches the pupil.
"""

import uuid
from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.kept import Statement, kept
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.notices import people
from virtual_school.notices.following import Told, may_tell_of
from virtual_school.notices.people import Person
from virtual_school.pupils import access, quiet
from virtual_school.pupils.letters import may_follow
from virtual_school.pupils.models import CareKind, CareLink, Enrolment, Part, Pupil
from virtual_school.pupils.whereabouts import PupilId


@may_tell_of
def only_who_may_follow(told: Told) -> Sending:
    """Between the telling and the sending somebody may have lost the pupil, the role or the account."""
    if not _is_open(network_id_in_force(), told.account_id).scalar():
        return Sending.NEVER
    if told.about_id is None or may_follow(told.account_id, told.about_id):
        return Sending.YES
    return Sending.NEVER


@kept
def _is_open(network: uuid.UUID, account_id: uuid.UUID) -> Statement:
    mine = Account.network_id == network, Account.id == account_id, Account.closed_at.is_(None)
    return sa.select(sa.exists().where(*mine))


@people.set_persons
def persons(account_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Person]:
    """Pupils and carers, by the schools on whose rolls they or their children are today."""
    network, today, those = network_id_in_force(), clock.today(), list(account_ids)
    on_roll = sa.and_(Enrolment.pupil_id == Pupil.id, in_force(Enrolment, today))
    pupils = (
        sa.select(Pupil.account_id, sa.true(), Enrolment.organisation_id)
        .outerjoin(Enrolment, on_roll)
        .where(Pupil.network_id == network, Pupil.account_id.in_(those))
    )
    carers = (
        sa.select(CareLink.account_id, sa.false(), Enrolment.organisation_id)
        .join(Pupil, Pupil.id == CareLink.pupil_id)
        .join(Enrolment, on_roll)
        .where(
            CareLink.network_id == network,
            CareLink.account_id.in_(those),
            CareLink.kind == CareKind.CARER,
            in_force(CareLink, today),
        )
    )
    found: dict[uuid.UUID, Person] = {}
    rows: Any = db.session.execute(sa.union_all(pupils, carers))
    for account_id, is_pupil, school in rows:
        before = found.get(account_id, Person())
        schools = before.schools | {school} if school else before.schools
        found[account_id] = Person(before.is_pupil or bool(is_pupil), schools)
    return found


@people.set_names
def names(viewer: Viewer, pupil_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    """What those of them are called whom the viewer knows, in the hat they wear."""
    question = sa.select(Pupil.id, Pupil.known_as).where(
        Pupil.network_id == viewer.network_id,
        Pupil.id.in_(list(pupil_ids)),
        access.knows(viewer, Part.IDENTITY),
    )
    return {row.id: row.known_as for row in db.session.execute(question)}


@people.set_reaches
def reaches(viewer: Viewer, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    return access.knows(viewer, Part.IDENTITY, pupil_id)


@people.set_quiet
def is_quiet(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    return quiet.is_quiet(pupil_id)
