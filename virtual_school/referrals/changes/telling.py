"""Telling the family: a person first, then the decision and its letter open to them."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.naming import may_be_named
from virtual_school.referrals.models import Decision, DecisionOutcome


def name_teller(by: Viewer, decision: Decision, account_id: uuid.UUID) -> None:
    """Somebody else tells the family."""
    db.session.refresh(decision, with_for_update=True)
    if decision.told_at is not None:
        raise WrongState(_("The family was told already."))
    if decision.tells_id == account_id:
        return
    may_be_named(by, decision.pupil_id, account_id)
    decision.tells_id = account_id
    audit.record("decision.teller_named", by, pupil_id=decision.pupil_id, object_id=decision.id, account_id=account_id)
    db.session.flush()


def tell(by: Viewer, decision: Decision, *, told_at: dt.datetime, letter: str, letter_to_pupil: str) -> None:
    """That the family was told, then. The letters are kept as they are now. Told twice is told once, the first time."""
    db.session.refresh(decision, with_for_update=True)
    if decision.told_at is not None:
        return
    if decision.outcome is DecisionOutcome.NEED_MORE:
        raise WrongState(_("Nothing is decided yet: the school is asked, and the family is not told of a decision."))
    if not decision.decided_at.replace(second=0, microsecond=0) <= told_at <= clock.now():
        raise WrongState(_("They are told after it was decided, and before you say so here."))
    decision.told_at, decision.letter, decision.letter_to_pupil = told_at, letter, letter_to_pupil
    audit.record("decision.told", by, pupil_id=decision.pupil_id, object_id=decision.id, told_at=told_at)
    db.session.flush()
