"""Builders of referrals and of what is said in them: one plain row each. They flush and never commit."""

import datetime as dt
from typing import Any, TypeVar

from virtual_school.core import clock
from virtual_school.core.db import Base, db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import CareLink, Carer, How, LawfulBasis, Party, Pupil, SharingNote, TakePart
from virtual_school.referrals.models import Answer, Contribution, Question, Referral

Row = TypeVar("Row", bound=Base)


def _add(table: type[Row], given: dict[str, Any], **ordinary: Any) -> Row:
    row = table(**{**ordinary, **given})
    db.session.add(row)
    db.session.flush()
    return row


def referral(pupil: Pupil, school: Organisation, opened_by: Account, **given: Any) -> Referral:
    """A referral that the school prepares."""
    then = clock.now() - dt.timedelta(days=3)
    ordinary = {"pupil_id": pupil.id, "organisation_id": school.id, "opened_by": opened_by.id}
    ordinary |= {"why_now": "Out of most lessons since half term.", "tried": "A quiet room; a shorter day."}
    days = {"opened_at": then, "roll_confirmed_at": then, "lapses_on": clock.today() + dt.timedelta(weeks=7)}
    return _add(Referral, given, **ordinary, **days)


def asked(referral: Referral, carer: Carer | None = None, **given: Any) -> Contribution:
    party = {"party": Party.CARER, "carer_id": carer.id} if carer else {"party": Party.PUPIL}
    ordinary = {"referral_id": referral.id, "pupil_id": referral.pupil_id, "asked_at": referral.opened_at}
    return _add(Contribution, given, **ordinary, **party)


def said(referral: Referral, by: Account, carer: Carer | None = None, **given: Any) -> Contribution:
    """A part that its giver wrote and that nobody has read yet."""
    return asked(referral, carer, given_at=clock.now(), how=How.SELF, written_by=by.id, **given)


def answer(contribution: Contribution, question: Question, text: str = "I can mend bikes.", **given: Any) -> Answer:
    ordinary = {"contribution_id": contribution.id, "pupil_id": contribution.pupil_id}
    return _add(Answer, given, question=question, text=text, **ordinary)


def sharing(referral: Referral, **given: Any) -> SharingNote:
    ordinary = {"pupil_id": referral.pupil_id, "about_kind": "referral", "about_id": referral.id}
    ordinary |= {"to_whom": "the panel", "what": "This referral", "why": "To decide"}
    return _add(SharingNote, given, basis=LawfulBasis.PUBLIC_TASK, made_at=clock.now(), **ordinary)


def yes(referral: Referral, by: Account, **given: Any) -> TakePart:
    """The pupil's own yes, with a few words."""
    ordinary = {"pupil_id": referral.pupil_id, "party": Party.PUPIL, "agrees": True, "words": "If it is quiet there."}
    return _add(TakePart, given, given_at=clock.now(), how=How.SELF, recorded_by=by.id, **ordinary)


def mentored(referral: Referral, link: CareLink) -> None:
    referral.mentor_link_id = link.id
    db.session.flush()
