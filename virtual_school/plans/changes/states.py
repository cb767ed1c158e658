"""What every change of a plan begins with: the version held, in the state that allows it."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import TRANSITIONS, PlanState, PlanVersion

STATE_WORDS = {
    PlanState.DRAFT: _l("being written"),
    PlanState.PROPOSED: _l("waiting for everybody's answer"),
    PlanState.AGREED: _l("agreed"),
    PlanState.SUPERSEDED: _l("an earlier one"),
}


def lock(version_id: uuid.UUID) -> PlanVersion:
    """The version as it is now, held until the end of the transaction: before anything of it is looked at."""
    question = sa.select(PlanVersion).where(PlanVersion.id == version_id).with_for_update()
    return db.session.scalars(question, execution_options={"populate_existing": True}).one()


def in_state(version: PlanVersion, state: PlanState) -> None:
    """Refuse in words what can be done in one state alone."""
    if version.state is not state:
        raise WrongState(_("This plan is %(state)s now.", state=STATE_WORDS[version.state]))


def move(version: PlanVersion, to: PlanState) -> None:
    """The one place where a version changes its state."""
    if to not in TRANSITIONS[version.state]:
        raise WrongState(_("This plan is %(state)s now.", state=STATE_WORDS[version.state]))
    version.state = to


def person(by: Viewer) -> uuid.UUID:
    """Plans are people's: the system has no account to be named in one."""
    if by.account_id is None:
        raise WrongState(_("A plan is made by people."))
    return by.account_id
