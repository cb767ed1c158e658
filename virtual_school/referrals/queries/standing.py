"""How one referral stands, gathered for the policy. Its caller has found the referral first."""

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from virtual_school.core import clock
from virtual_school.core.db import db, in_force
from virtual_school.pupils import queries as pupils
from virtual_school.pupils.models import CareLink, Carer, Party, Pupil, SharingNote, TakePart
from virtual_school.referrals.models import Contribution, Referral
from virtual_school.referrals.policy.standing import PartyStands, SharingStands, Standing
from virtual_school.safeguarding.access import held

Who = tuple[Party, uuid.UUID | None]


def standing_of(referral: Referral) -> Standing:
    """The referral with everything that decides whether it may go on."""
    said = {
        who: one for who, one in pupils.take_part_of(referral.pupil_id).items() if one.given_at >= referral.opened_at
    }
    given = live_of(referral.id)
    pupil = db.session.scalars(sa.select(Pupil).where(Pupil.id == referral.pupil_id)).one()
    asked: list[tuple[Who, str]] = [((Party.PUPIL, None), pupil.known_as)]
    asked += [((Party.CARER, carer.id), carer_words(carer)) for carer in pupils.carers_to_ask(referral.pupil_id)]
    return Standing(
        state=referral.state,
        has_mentor=_has_mentor(referral),
        parties=tuple(_party(who, called, given.get(who), said.get(who)) for who, called in asked),
        sharings=tuple(_sharing(note) for note in sharing_of(referral)),
        signed_at=referral.signed_at,
        without=bool(referral.without_because),
        held=_held(referral.id) or _held_yes_or_no(said.values()),
    )


def carer_words(carer: Carer) -> str:
    """'Helen Marsh (Mum)'."""
    return f"{carer.name} ({carer.called})"


def live_of(referral_id: uuid.UUID) -> dict[Who, tuple[Contribution, bool]]:
    """The part of each party that counts, and whether a concern holds it back."""
    question = (
        sa.select(Contribution, held("contribution", Contribution.id))
        .where(Contribution.referral_id == referral_id, Contribution.superseded_at.is_(None))
        .order_by(Contribution.id)
    )
    return {(row.party, row.carer_id): (row, bool(holds)) for row, holds in db.session.execute(question)}


def _held(referral_id: uuid.UUID) -> bool:
    there = sa.select(Contribution.id).where(
        Contribution.referral_id == referral_id, held("contribution", Contribution.id)
    )
    return db.session.scalar(there.limit(1)) is not None


def _held_yes_or_no(said: Iterable[TakePart]) -> bool:
    wanted = [one.id for one in said]
    there = sa.select(TakePart.id).where(TakePart.id.in_(wanted), held("take_part", TakePart.id))
    return bool(wanted) and db.session.scalar(there.limit(1)) is not None


def said_of(referral: Referral) -> list[TakePart]:
    """What came with each party's yes or no, as far as no concern holds it back."""
    latest = [one.id for one in pupils.take_part_of(referral.pupil_id).values() if one.given_at >= referral.opened_at]
    question = sa.select(TakePart).where(
        TakePart.id.in_(latest), TakePart.words.is_not(None), ~held("take_part", TakePart.id)
    )
    return list(db.session.scalars(question.order_by(TakePart.given_at, TakePart.id)))


def sharing_of(referral: Referral) -> Sequence[SharingNote]:
    return pupils.sharing_about("referral", referral.id)


def _has_mentor(referral: Referral) -> bool:
    there = sa.select(CareLink.id).where(CareLink.id == referral.mentor_link_id, in_force(CareLink, clock.today()))
    return referral.mentor_link_id is not None and db.session.scalar(there) is not None


def _party(who: Who, called: str, found: tuple[Contribution, bool] | None, said: TakePart | None) -> PartyStands:
    answered: dict[str, Any] = {"agrees": said.agrees, "said_at": said.given_at} if said else {}
    if found is None:
        return PartyStands(*who, called, **answered)
    row, holds = found
    return PartyStands(
        *who,
        called,
        contribution_id=row.id,
        asked_at=row.asked_at,
        given_at=row.given_at,
        read_at=row.read_at,
        none_at=row.none_at,
        held=holds,
        **answered,
    )


def _sharing(note: SharingNote) -> SharingStands:
    return SharingStands(
        note.id,
        note.to_whom,
        has_basis=note.basis is not None,
        told_on=note.told_on,
        objected=note.objection is not None,
        answered=note.answer is not None,
    )


def party_of(referral: Referral, key: str) -> Who | None:
    """The party that stands in an address as `key`; None when nobody is asked under it."""
    if key == Party.PUPIL.value:
        return Party.PUPIL, None
    found = next((carer for carer in pupils.carers_to_ask(referral.pupil_id) if str(carer.id) == key), None)
    return (Party.CARER, found.id) if found else None
