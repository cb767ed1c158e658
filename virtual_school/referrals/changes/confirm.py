"""From an offer to a pupil's first day: everything together, or nothing."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.mentoring import changes as mentoring
from virtual_school.network.viewer import Viewer
from virtual_school.plans import changes as plans
from virtual_school.plans.changes import Quoted
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareKind, CareLink, Programme
from virtual_school.referrals.changes import referral as referrals
from virtual_school.referrals.changes.states import move
from virtual_school.referrals.models import Decision, OfferPart, Referral, ReferralState
from virtual_school.timetable import changes as timetable
from virtual_school.timetable.models import SlotBasis


@dataclass(frozen=True, slots=True)
class Confirmed:
    """One part of the offer with the footing that the head confirms for it."""

    part_id: uuid.UUID
    basis: SlotBasis
    starts_on: dt.date
    ends_on: dt.date | None
    papers: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Why a school cannot take an offer up, and what happens instead: what, who does it, from when."""

    because: str
    instead: str
    instead_who: str
    instead_from: dt.date | None


def start(
    by: Viewer,
    *,
    decision: Decision,
    confirmed: Sequence[Confirmed],
    starts_on: dt.date,
    ends_on: dt.date,
    words: Sequence[Quoted],
) -> Programme:
    """Begin the programme of an offer, on the footing of each of its parts. Started twice is started once."""
    referral = _hold(decision)
    if decision.programme_id is not None:
        return db.session.get_one(Programme, decision.programme_id)
    if decision.told_at is None:
        raise WrongState(_("The family has not been told yet. It starts after that."))
    move(referral, ReferralState.STARTED)
    _footings(by, decision, confirmed)
    programme = pupils.start_programme(
        by, pupil_id=decision.pupil_id, organisation_id=referral.organisation_id, starts_on=starts_on, ends_on=ends_on
    )
    _mentor(by, referral, ends_on)
    pattern = timetable.empty_week(by, decision.pupil_id)
    plans.draft_plan(by, pupil_id=decision.pupil_id, programme_id=programme.id, words=words, pattern=pattern)
    mentoring.first_tasks(by, pupil_id=decision.pupil_id, starts_on=starts_on)
    decision.programme_id = programme.id
    audit.record(
        "offer.confirmed", by, pupil_id=decision.pupil_id, object_id=decision.id,
        programme_id=programme.id, parts=len(confirmed),
    )  # fmt: skip
    db.session.flush()
    return programme


def _hold(decision: Decision) -> Referral:
    question = sa.select(Referral).where(Referral.id == decision.referral_id).with_for_update()
    referral = db.session.scalars(question, execution_options={"populate_existing": True}).one()
    db.session.refresh(decision, with_for_update=True)
    return referral


def _footings(by: Viewer, decision: Decision, confirmed: Sequence[Confirmed]) -> None:
    """One footing for each part of the offer, and for nothing else."""
    question = sa.select(OfferPart).where(OfferPart.decision_id == decision.id).order_by(OfferPart.position)
    parts = {part.id: part for part in db.session.scalars(question)}
    if not parts or sorted(one.part_id for one in confirmed) != sorted(parts):
        raise WrongState(_("Every part of the offer needs its footing."))
    for one in confirmed:
        part = parts[one.part_id]
        part.footing_id = timetable.confirm_footing(
            by,
            pupil_id=decision.pupil_id,
            kind=part.kind,
            basis=one.basis,
            words=part.words,
            place_id=part.place_id,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            papers=one.papers,
            reason=one.reason,
        ).id
    db.session.flush()


def _mentor(by: Viewer, referral: Referral, ends_on: dt.date) -> None:
    """The mentor of the referral goes on to the programme's end; one whose link ran out meanwhile begins anew."""
    if referral.mentor_link_id is None:
        raise WrongState(_("No mentor is named. The Virtual School lead names one."))
    link = db.session.get_one(CareLink, referral.mentor_link_id)
    if link.in_force(clock.today()):
        if link.ends_on is not None and link.ends_on < ends_on:
            pupils.prolong_care(by, link, ends_on)
        return
    pupils.begin_care(
        by, account_id=link.account_id, pupil_id=referral.pupil_id, kind=CareKind.MENTOR, ends_on=ends_on,
        because=_("The offer was confirmed."),
    )  # fmt: skip


def cannot(by: Viewer, *, decision: Decision, said: NotTaken) -> None:
    """The school cannot take the offer up: the referral ends, with the reason and what happens instead."""
    referral = _hold(decision)
    if referral.state is ReferralState.WITHDRAWN:
        return
    referrals.withdraw(by, referral, said.because)
    decision.instead, decision.instead_who = said.instead, said.instead_who
    decision.instead_from = said.instead_from
    audit.record("offer.not_taken", by, pupil_id=decision.pupil_id, object_id=decision.id, because=said.because)
    db.session.flush()
