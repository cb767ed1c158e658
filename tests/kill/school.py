"""The school that is killed, and what its database holds afterwards."""

from dataclasses import dataclass

import sqlalchemy as sa

from tests import databases, servers
from tests.cast import Cast
from virtual_school.core.app import App
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft
from virtual_school.learning.models import Assignment, AssignmentState, Attempt, HandIn, Piece


@dataclass
class School:
    app: App
    cast: Cast
    server: servers.Server
    where: databases.Database

    def up(self) -> None:
        """Running, whether it was killed before or not."""
        if self.server.process is None or self.server.process.poll() is not None:
            self.server.start()

    @property
    def work(self) -> Assignment:
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(Assignment, self.cast.larkdale.work["new"].assignment_id)

    def drafts(self) -> list[str]:
        """Ellie's drafts, in her words."""
        db.session.rollback()
        return list(db.session.scalars(sa.select(Draft.text).where(Draft.account_id == self.cast.ellie.account_id)))

    def handed_in(self) -> list[str]:
        """What was handed in for this work, in her words."""
        of_this = sa.select(HandIn.text).join(Attempt, Attempt.id == HandIn.attempt_id)
        return list(db.session.scalars(of_this.where(Attempt.assignment_id == self.work.id)))

    def pieces(self) -> int:
        of_this = sa.select(sa.func.count()).select_from(Piece).join(Attempt, Attempt.id == Piece.attempt_id)
        return db.session.scalar(of_this.where(Attempt.assignment_id == self.work.id)) or 0

    def told(self) -> int:
        """How often the audit says that this work was handed in."""
        events = sa.select(AuditEvent.pupil_id).where(AuditEvent.event == "work.handed_in")
        return len(db.session.scalars(events.where(AuditEvent.pupil_id == self.work.pupil_id)).all())

    @property
    def is_handed_in(self) -> bool:
        return self.work.state is AssignmentState.HANDED_IN
