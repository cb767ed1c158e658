"""Makes rows of who said that they answer work, and of what was promised."""

import datetime as dt
from typing import Any

from tests.make import _add
from virtual_school.core import clock
from virtual_school.identity.models import Account
from virtual_school.learning.models import AnswerOffer, AnswerOfferSubject, AnswerPromise, HandIn
from virtual_school.network.models import Organisation, Term


def offer(account: Account, organisation: Organisation, *subjects: Term, **given: Any) -> AnswerOffer:
    ordinary = {"account_id": account.id, "organisation_id": organisation.id, "a_week": 20}
    made = _add(AnswerOffer, given, ends_on=clock.today() + dt.timedelta(days=200), **ordinary)
    for subject in subjects:
        _add(AnswerOfferSubject, {}, offer_id=made.id, subject_id=subject.id)
    return made


def promise(hand_in: HandIn, **given: Any) -> AnswerPromise:
    due = hand_in.arrived_at + dt.timedelta(days=2)
    ordinary = {"hand_in_id": hand_in.id, "promised_at": due, "remind_at": due, "due_at": due}
    return _add(AnswerPromise, given, **ordinary)
