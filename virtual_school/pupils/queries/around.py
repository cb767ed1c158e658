"""What stands around one pupil: people, carers, rolls, windows. Its caller has found the pupil first."""

import uuid
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.access import there_is
from virtual_school.pupils.models import (
    CareKind,
    CareLink,
    Carer,
    Circumstance,
    CircumstanceKind,
    Enrolment,
    FormerUpn,
    Part,
    Receiver,
    Window,
    WindowGrant,
    WindowHeldBack,
    WindowPart,
)

Row = TypeVar("Row")


def people_around(pupil_id: uuid.UUID) -> list[tuple[CareLink, str]]:
    """The care links in force around a pupil with each person's name: mentor first, then whoever stands in."""
    question = (
        sa.select(CareLink, Account.name)
        .join(Account, Account.id == CareLink.account_id)
        .where(CareLink.pupil_id == pupil_id, in_force(CareLink, clock.today()))
        .order_by(CareLink.starts_on, CareLink.id)
        .limit(50)
    )
    order = [CareKind.MENTOR, CareKind.KEY_ADULT, CareKind.CARER, CareKind.SOCIAL_WORKER]
    found = [(link, name) for link, name in db.session.execute(question)]
    return sorted(found, key=lambda pair: (order.index(pair[0].kind), pair[0].stands_in_for is not None))


def mentor_of(pupil_id: uuid.UUID) -> tuple[uuid.UUID, str] | None:
    """The account and name of the pupil's mentor today."""
    question = (
        sa.select(Account.id, Account.name)
        .join(CareLink, CareLink.account_id == Account.id)
        .where(CareLink.pupil_id == pupil_id, CareLink.kind == CareKind.MENTOR, in_force(CareLink, clock.today()))
        .order_by(CareLink.stands_in_for.is_not(None), CareLink.starts_on, CareLink.id)
        .limit(1)
    )
    found = db.session.execute(question).first()
    return (found[0], found[1]) if found else None


def carers(pupil_id: uuid.UUID) -> list[Carer]:
    """The pupil's carers in the order in which to ring them."""
    question = sa.select(Carer).where(Carer.pupil_id == pupil_id, Carer.ended_at.is_(None))
    return list(db.session.scalars(question.order_by(Carer.contact_order, Carer.id).limit(50)))


def former_carers(pupil_id: uuid.UUID) -> list[Carer]:
    """Who is no carer of the pupil any more, the last to end first."""
    question = sa.select(Carer).where(Carer.pupil_id == pupil_id, Carer.ended_at.is_not(None))
    return list(db.session.scalars(question.order_by(Carer.ended_at.desc(), Carer.id).limit(50)))


def rights_of(pupil_id: uuid.UUID) -> dict[uuid.UUID, CareLink]:
    """The links in force of the pupil's carers who have a way in, by the carer."""
    question = sa.select(CareLink).where(
        CareLink.pupil_id == pupil_id, CareLink.carer_id.is_not(None), in_force(CareLink, clock.today())
    )
    return {link.carer_id: link for link in db.session.scalars(question.order_by(CareLink.id)) if link.carer_id}


def former_upns(pupil_id: uuid.UUID) -> list[FormerUpn]:
    question = sa.select(FormerUpn).where(FormerUpn.pupil_id == pupil_id)
    return list(db.session.scalars(question.order_by(FormerUpn.until.desc(), FormerUpn.id.desc()).limit(20)))


def circumstances(pupil_id: uuid.UUID) -> list[CircumstanceKind]:
    """What is known of a pupil's circumstances today."""
    question = sa.select(Circumstance.kind).where(
        Circumstance.pupil_id == pupil_id, in_force(Circumstance, clock.today())
    )
    found = set(db.session.scalars(question.limit(50)))
    return [kind for kind in CircumstanceKind if kind in found]


def windows_onto(
    pupil_id: uuid.UUID, *, with_held_back: bool, with_social_cares: bool
) -> list[tuple[Window, str, str]]:
    """The windows onto a pupil in force, with who looks through each and for which organisation."""
    question = (
        sa.select(Window, Account.name, Organisation.name)
        .join(Account, Account.id == Window.account_id)
        .join(Organisation, Organisation.id == Window.organisation_id)
        .where(
            Window.pupil_id == pupil_id,
            in_force(Window, clock.today()),
            sa.true() if with_held_back else ~is_held_back(Window.id),
            sa.true() if with_social_cares else ~is_social_cares(Window.id),
        )
        .order_by(Window.about_kind.is_not(None), Window.starts_on.desc(), Window.id.desc())
        .limit(50)
    )
    return [(window, name, organisation) for window, name, organisation in db.session.execute(question)]


def is_held_back(window_id: Any) -> sa.ColumnElement[bool]:
    """That a window is held back from the family today."""
    held = aliased(WindowHeldBack)
    return there_is(held, held.window_id == window_id, held.ended_at.is_(None))


def is_social_cares(window_id: Any) -> sa.ColumnElement[bool]:
    """That a window is social care's: that there is one tells of the family."""
    grant = aliased(WindowGrant)
    return there_is(grant, grant.window_id == window_id, grant.receiver == Receiver.SOCIAL_CARE)


def parts_of(windows: list[uuid.UUID]) -> dict[uuid.UUID, list[Part]]:
    """The parts that each of the windows opens, in the order of the enum."""
    found: dict[uuid.UUID, list[Part]] = {window: [] for window in windows}
    question = sa.select(WindowPart.window_id, WindowPart.part).where(WindowPart.window_id.in_(windows))
    for window, part in db.session.execute(question):
        found[window].append(part)
    order = list(Part)
    return {window: sorted(parts, key=order.index) for window, parts in found.items()}


def shows(window: Window, parts: dict[uuid.UUID, list[Part]]) -> frozenset[Part]:
    """What somebody must see themself to see that a window is there: another parent's tells of the family too."""
    return frozenset(parts[window.id]) | ({Part.FAMILY} if window.carer_id else set())


def rolls(pupil_id: uuid.UUID) -> list[tuple[Enrolment, str]]:
    """The rolls a pupil is on or will be on, each with the school's name."""
    question = (
        sa.select(Enrolment, Organisation.name)
        .join(Organisation, Organisation.id == Enrolment.organisation_id)
        .where(
            Enrolment.pupil_id == pupil_id,
            Enrolment.ended_at.is_(None),
            sa.or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= clock.today()),
        )
        .order_by(Enrolment.starts_on, Enrolment.id)
        .limit(50)
    )
    return [(row, school) for row, school in db.session.execute(question)]


def rolls_today(pupil_id: uuid.UUID) -> list[tuple[Enrolment, str]]:
    return [(row, school) for row, school in rolls(pupil_id) if row.in_force(clock.today())]


def roll(pupil_id: uuid.UUID, row_id: uuid.UUID) -> Enrolment:
    return _own(sa.select(Enrolment).where(Enrolment.pupil_id == pupil_id, Enrolment.id == row_id))


def carer(pupil_id: uuid.UUID, row_id: uuid.UUID) -> Carer:
    return _own(sa.select(Carer).where(Carer.pupil_id == pupil_id, Carer.id == row_id))


def care_link(pupil_id: uuid.UUID, row_id: uuid.UUID) -> CareLink:
    return _own(sa.select(CareLink).where(CareLink.pupil_id == pupil_id, CareLink.id == row_id))


def window_onto(pupil_id: uuid.UUID, row_id: uuid.UUID) -> Window:
    """One window onto this pupil, of those that open a part and not one thing: those end with the thing."""
    question = sa.select(Window).where(Window.pupil_id == pupil_id, Window.id == row_id, Window.about_kind.is_(None))
    return _own(question)


def _own(question: sa.Select[Row]) -> Row:
    found = db.session.scalar(question)
    if found is None:
        raise NotVisible
    return found
