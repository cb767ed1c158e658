"""How each person is told: what they chose, with the network's numbers where they chose nothing."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force, network_id_in_force
from virtual_school.core.mail import is_address
from virtual_school.core.texts import is_mobile
from virtual_school.identity.models import Account, Membership
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.notices.catalogue import Urgency
from virtual_school.notices.hours import Quiet
from virtual_school.notices.models import Channel, NoticeChoices
from virtual_school.notices.people import Person, persons


@dataclass(frozen=True, slots=True)
class Numbers:
    """The network's own hours, asked once."""

    letter_at: int
    quiet: Quiet

    @classmethod
    def here(cls) -> "Numbers":
        return cls(number("letter_at"), Quiet(number("quiet_from"), number("quiet_until")))


@dataclass(frozen=True, slots=True)
class Chosen:
    """How one person is told."""

    account_id: uuid.UUID
    email: str | None
    phone: str | None
    letter: bool
    letter_at: int
    soon: bool
    urgent_email: bool
    urgent_text: bool
    ring_me: bool
    quiet: Quiet
    is_pupil: bool
    is_staff: bool
    schools: frozenset[uuid.UUID]

    def ways(self, urgency: Urgency) -> tuple[Channel, ...]:
        """By which ways a notice leaves the house at once.

        A pupil is told in the app alone, unless they gave a number themselves. Staff are always told of what is
        urgent: by email, where they have switched off every other way.
        """
        # A number that no text can go to keeps nobody from being told by another way.
        number = (Channel.TEXT,) if self.urgent_text and self.phone and is_mobile(self.phone) else ()
        if self.is_pupil:
            return number if urgency in (Urgency.NOW, Urgency.SOON) else ()
        address = (Channel.EMAIL,) if self.email else ()
        if urgency is Urgency.SOON:
            return address if self.soon else ()
        if urgency is not Urgency.NOW:
            return ()
        by_email = self.urgent_email or (self.is_staff and not number)
        return (*address, *number) if by_email else number

    @property
    def has_letter(self) -> bool:
        return self.letter and self.email is not None and not self.is_pupil


def chosen(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Chosen]:
    """How those of these people are told whose accounts are open."""
    numbers, known = Numbers.here(), persons(account_ids)
    question = (
        sa.select(Account.id, Account.email, NoticeChoices)
        .outerjoin(NoticeChoices, NoticeChoices.account_id == Account.id)
        .where(
            Account.network_id == network_id_in_force(), Account.id.in_(list(account_ids)), Account.closed_at.is_(None)
        )
        .order_by(Account.id)
    )
    rows = db.session.execute(question).all()
    at = _places_of(account_ids)
    return {row[0]: _of(row, numbers, known, at.get(row[0], frozenset())) for row in rows}


def _places_of(account_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Where each works today."""
    question = sa.select(Membership.account_id, Membership.organisation_id).where(
        Membership.network_id == network_id_in_force(),
        Membership.account_id.in_(list(account_ids)),
        in_force(Membership, clock.today()),
    )
    found: dict[uuid.UUID, frozenset[uuid.UUID]] = {}
    for account_id, organisation_id in db.session.execute(question):
        found[account_id] = found.get(account_id, frozenset()) | {organisation_id}
    return found


def _of(row: Any, numbers: Numbers, known: Mapping[uuid.UUID, Person], works_at: frozenset[uuid.UUID]) -> Chosen:
    account_id, email, own = row
    person = known.get(account_id, Person())
    own = own or NoticeChoices(letter=True, soon=True, urgent_email=True, urgent_text=False, ring_me=False, phone=None)
    return Chosen(
        account_id=account_id,
        # An address that no letter can go to keeps nobody from being told by another way, nor others from theirs.
        email=email if email and is_address(email) else None,
        phone=own.phone,
        letter=own.letter,
        letter_at=numbers.letter_at if own.letter_at is None else own.letter_at,
        soon=own.soon,
        urgent_email=own.urgent_email,
        urgent_text=own.urgent_text,
        ring_me=own.ring_me,
        quiet=numbers.quiet
        if own.quiet_from is None or own.quiet_until is None
        else Quiet(own.quiet_from, own.quiet_until),
        is_pupil=person.is_pupil,
        is_staff=bool(works_at),
        schools=works_at | person.schools,
    )


def own(viewer: Viewer) -> NoticeChoices | None:
    """The viewer's own row, if they ever chose."""
    return _row(viewer.network_id, viewer.account_id)


def row_of(account_id: uuid.UUID) -> NoticeChoices | None:
    return _row(network_id_in_force(), account_id)


def _row(network: uuid.UUID, account_id: uuid.UUID | None) -> NoticeChoices | None:
    mine = NoticeChoices.network_id == network, NoticeChoices.account_id == account_id
    return db.session.scalar(sa.select(NoticeChoices).where(*mine))
