"""Saying that one answers work, ending it, giving work back: audited and flushed."""

import datetime as dt
import uuid
from collections.abc import Collection

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.learning.models import (
    Answerer,
    AnswerGivenBack,
    AnswerOffer,
    AnswerOfferSubject,
    Assignment,
)
from virtual_school.network.viewer import Viewer


def say_yes(
    by: Viewer,
    before: AnswerOffer | None,
    *,
    organisation_id: uuid.UUID,
    a_week: int,
    subjects: Collection[uuid.UUID],
    ends_on: dt.date,
) -> AnswerOffer:
    """From now on this, and nothing that was said before."""
    if by.account_id is None:
        raise WrongState(_("Work is answered by a person."))
    if before is not None:
        end(by, before)
    made = AnswerOffer(account_id=by.account_id, organisation_id=organisation_id, a_week=a_week, ends_on=ends_on)
    db.session.add(made)
    db.session.flush()
    db.session.add_all(AnswerOfferSubject(offer_id=made.id, subject_id=one) for one in sorted(set(subjects)))
    audit.record("answer_offer.made", by, object_id=made.id, a_week=a_week, ends_on=ends_on)
    db.session.flush()
    return made


def end(by: Viewer, offer: AnswerOffer) -> None:
    """Nobody names them any more. What they were named for stays theirs until somebody else is named."""
    offer.ended_at, offer.ended_by = clock.now(), by.account_id
    audit.record("answer_offer.ended", by, object_id=offer.id)
    db.session.flush()


def give_back(by: Viewer, work: Assignment, row: Answerer, because: str) -> None:
    """They stay named until somebody else is, so that no work is ever nobody's."""
    db.session.add(AnswerGivenBack(answerer_id=row.id, given_back_at=clock.now(), because=because))
    audit.record(
        "answerer.gave_back",
        by,
        pupil_id=work.pupil_id,
        object_id=row.id,
        because=because,
        account_id=row.account_id,
    )
    db.session.flush()


def has_given_back(row: Answerer) -> bool:
    found = sa.exists().where(AnswerGivenBack.answerer_id == row.id)
    return bool(db.session.scalar(sa.select(found)))
