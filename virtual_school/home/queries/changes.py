"""The audit as the auditor reads it: no child is named."""

import datetime as dt
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from virtual_school.complaints.access import is_about
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.roles import ROLE_WORDS, Role
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding.access import call_is_kept_from
from virtual_school.safeguarding.events import IN_CONFIDENCE

CHANGES_A_PAGE = 50


# In which hats somebody is told by their role alone: a child, and who by their name would tell of one.
NOT_NAMED = frozenset({Role.PUPIL.value, Role.CARER.value})


@dataclass(frozen=True, slots=True)
class Change:
    """One event of the audit as the auditor sees it. Names no child: neither who did it nor what was written of one."""

    id: uuid.UUID
    at: dt.datetime
    event: str
    hat: str
    who: str | None
    because: str | None


def changes(viewer: Viewer, before: object | None) -> list[Change]:
    """The audit, newest first, a page by key: events older than `before`, each with who did it. No child is named."""
    question = (
        sa.select(AuditEvent, Account.name)
        .outerjoin(Account, Account.id == AuditEvent.account_id)
        .where(
            AuditEvent.network_id == viewer.network_id,
            AuditEvent.event.not_in(sorted(IN_CONFIDENCE)),
            ~is_about(viewer, AuditEvent.object_id),
            ~call_is_kept_from(viewer, AuditEvent.object_id),
        )
        .order_by(AuditEvent.id.desc())
        .limit(CHANGES_A_PAGE)
    )
    if before is not None:
        question = question.where(AuditEvent.id < before)
    return [_as_change(event, name) for event, name in db.session.execute(question)]


def _as_change(event: AuditEvent, name: str | None) -> Change:
    """Reasons are written freely, so one that was given for something about a pupil stays with the pupil."""
    who = str(ROLE_WORDS[Role(event.hat)]) if event.hat in NOT_NAMED else name
    because = event.because if event.pupil_id is None else None
    return Change(event.id, event.at, event.event, event.hat, who, because)
