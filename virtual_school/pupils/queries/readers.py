"""Everybody whom something links to one pupil today, in one query: what `readers` then judges part by part."""

import uuid
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.core.kept import Statement, kept
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import CareKind, CareLink, Enrolment, Part, Pupil, Window, WindowPart
from virtual_school.pupils.queries.around import is_held_back, is_social_cares
from virtual_school.pupils.readers import Audience, Link, Reader, readers
from virtual_school.pupils.whereabouts import is_confidential, names_not

Select = sa.Select[*tuple[Any, ...]]


def who_reads(viewer: Viewer, pupil_id: uuid.UUID, audience: Audience) -> list[Reader]:
    """Who reads this part of the pupil's record, or this one thing in it, today. One query."""
    kind, object_id = audience.about or (None, None)
    rows = _links(viewer.network_id, pupil_id, kind, object_id).execute()
    return readers((_link(*row, about=audience.about) for row in rows), audience)


def _link(
    relation: str,
    account_id: uuid.UUID,
    name: str,
    role: str | None,
    organisation: str | None,
    since: Any,
    may_see_record: bool,
    may_see_whereabouts: bool,
    part: str | None,
    is_about: bool,
    is_kept: bool,
    is_unnamed: bool,
    is_unspoken: bool,
    *,
    about: tuple[str, uuid.UUID] | None,
) -> Link:
    return Link(
        Relation(relation),
        account_id,
        name,
        Role(role) if role else None,
        organisation or "",
        since,
        bool(may_see_record),
        bool(may_see_whereabouts),
        Part(part) if part else None,
        about if is_about else None,
        bool(is_kept),
        bool(is_unnamed),
        bool(is_unspoken),
    )


@kept
def _links(network: uuid.UUID, pupil_id: uuid.UUID, kind: str | None, object_id: uuid.UUID | None) -> Statement:
    ways: tuple[Select, ...] = (
        _self(),
        _care(),
        _school(),
        _office(),
        _windows(kind, object_id),
        _carers_windows(),
    )
    return sa.union_all(
        *(
            way.where(
                Pupil.network_id == network,
                Pupil.id == pupil_id,
                Account.network_id == network,
                Account.closed_at.is_(None),
            )
            for way in ways
        )
    )


def _says(relation: Any, **told: Any) -> Select:
    """What every way says, in one order; typed, because PostgreSQL wants the same types on both sides of a UNION."""
    no_word, no_day, no = sa.cast(sa.null(), sa.String), sa.cast(sa.null(), sa.Date), sa.false()
    said: Select = sa.select(
        sa.cast(relation, sa.String),
        Account.id,
        Account.name,
        told.get("role", no_word),
        told.get("organisation", no_word),
        told.get("since", no_day),
        told.get("record", no),
        told.get("whereabouts", no),
        told.get("part", no_word),
        told.get("is_about", no),
        is_confidential(Pupil.id),
        names_not(Pupil.id, Account.id),
        told.get("unspoken", no),
    ).select_from(Account)
    return said


def _self() -> Select:
    return _says(sa.literal(Relation.SELF.value)).join(Pupil, Pupil.account_id == Account.id)


def _care() -> Select:
    """Links in force, each with the role without which it opens nothing; a carer's until the child is eighteen."""
    wears = sa.or_(
        sa.and_(CareLink.kind == CareKind.CARER, access.under_age(Pupil.id)),
        *(
            sa.and_(CareLink.kind == kind, _holds(role))
            for role, kind in access.CARE_ROLES.items()
            if kind is not CareKind.CARER
        ),
    )
    return (
        _says(
            CareLink.kind,
            since=CareLink.starts_on,
            record=CareLink.may_see_record,
            whereabouts=CareLink.may_see_whereabouts,
        )
        .join(CareLink, CareLink.account_id == Account.id)
        .join(Pupil, Pupil.id == CareLink.pupil_id)
        .where(in_force(CareLink, clock.today()), wears)
    )


def _holds(role: Role) -> sa.ColumnElement[bool]:
    return access.there_is(
        Membership,
        Membership.account_id == CareLink.account_id,
        Membership.role == role,
        in_force(Membership, clock.today()),
    )


def _school() -> Select:
    """Who holds a role that reads, at a school of the pupil's rolls; a head of year for their own year."""
    return (
        _staff(Relation.SCHOOL)
        .join(Enrolment, Enrolment.organisation_id == Membership.organisation_id)
        .join(Pupil, Pupil.id == Enrolment.pupil_id)
        .where(
            Membership.role.in_(list(access.SCHOOL_PARTS)),
            in_force(Enrolment, clock.today()),
            sa.or_(Membership.year.is_(None), Membership.year == Pupil.year),
            access.in_our_care(Pupil.id),
        )
    )


def _office() -> Select:
    office = Membership.role.in_(list(access.OFFICE_PARTS))
    return _staff(Relation.OFFICE).join(Pupil, Pupil.network_id == Membership.network_id).where(office)


def _staff(relation: Relation) -> Select:
    return (
        _says(
            sa.literal(relation.value),
            role=sa.cast(Membership.role, sa.String),
            organisation=Organisation.name,
            since=Membership.starts_on,
        )
        .join(Membership, Membership.account_id == Account.id)
        .join(Organisation, Organisation.id == Membership.organisation_id)
        .where(in_force(Membership, clock.today()))
    )


def _windows(kind: str | None, object_id: uuid.UUID | None) -> Select:
    """Windows in force of people who hold a role where the window was given them: onto parts, and onto this thing."""
    onto = sa.and_(Window.about_kind == kind, Window.about_id == object_id) if kind else sa.false()
    return (
        _says(
            sa.literal(Relation.WINDOW.value),
            organisation=Organisation.name,
            since=Window.starts_on,
            part=sa.cast(WindowPart.part, sa.String),
            is_about=Window.about_kind.is_not(None),
            unspoken=sa.or_(is_held_back(Window.id), is_social_cares(Window.id)),
        )
        .join(Window, Window.account_id == Account.id)
        .join(WindowPart, WindowPart.window_id == Window.id)
        .join(Pupil, Pupil.id == Window.pupil_id)
        .join(Organisation, Organisation.id == Window.organisation_id)
        .where(
            in_force(Window, clock.today()),
            Window.carer_id.is_(None),
            sa.or_(Window.about_kind.is_(None), onto),
            access.there_is(
                Membership,
                Membership.account_id == Window.account_id,
                Membership.organisation_id == Window.organisation_id,
                Membership.role.in_(sorted(access.WINDOW_ROLES, key=lambda role: role.value)),
                in_force(Membership, clock.today()),
            ),
        )
    )


def _carers_windows() -> Select:
    """Windows of parents and carers who have no right to the record: they read as carers do."""
    return (
        _says(
            sa.literal(Relation.CARER.value),
            since=Window.starts_on,
            part=sa.cast(WindowPart.part, sa.String),
        )
        .join(Window, Window.account_id == Account.id)
        .join(WindowPart, WindowPart.window_id == Window.id)
        .join(Pupil, Pupil.id == Window.pupil_id)
        .where(
            in_force(Window, clock.today()),
            Window.carer_id.is_not(None),
            Window.about_kind.is_(None),
            access.carer_may_look(Window),
        )
    )
