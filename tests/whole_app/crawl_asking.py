"""What a teacher is asked for, and of whom: ways in beside the record, each from rows alone (practice 26).

- The pupil's own teacher reads what they are asked and what they answered, at the school on whose roll the pupil is.
- Other teachers of the subject read what went on to the network: a line, never whose it is.
- Who teaches a pupil, or was named to answer them, has the page of their absence while it lasts and a week beyond:
  an address of its own, for it opens nothing else of the pupil.
- Who teaches a pupil a subject at their own school reads their work in it, and what came back, while the pupil is the
  Virtual School's.
- What a concern holds back is read by none of them.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from tests.whole_app.crawl_knowing import Rows, live
from virtual_school.core import clock
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

Row = dict[str, Any]

# The address of that page, and what stands behind it by this name.
PAGE, AWAY = "/i-answer/", "pupil away"
# Below it stands the pupil's work in the subject.
WORK = "/work/"
# What of a piece of work is read there, and by which column each hangs on the next.
HANGS = {
    "attempt": ("assignment_id", "assignment"),
    "hand_in": ("attempt_id", "attempt"),
    "piece": ("attempt_id", "attempt"),
    "feedback": ("hand_in_id", "hand_in"),
    "feedback_voice": ("hand_in_id", "hand_in"),
    "reply": ("feedback_id", "feedback"),
}

TEACH = {Role.TEACHER, Role.COLLEGE_TUTOR}
ANSWER = TEACH | {Role.MENTOR, Role.SENCO, Role.VIRTUAL_SCHOOL_LEAD, Role.HEAD_OF_YEAR, Role.KEY_ADULT}
BEYOND = dt.timedelta(days=7)


class Asked:
    """Whether somebody is a teacher whom it is for."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self.rows = rows

    def allows(self, viewer: Viewer, table: str, row: Row) -> bool:
        if table == AWAY:
            return self._has_away(viewer, row["id"])
        if table == "assignment" or table in HANGS:
            return self._teaches(viewer, table, row)
        if table not in {"work_request", "work_reply"} or self._held(table, row["id"]):
            return False
        if table == "work_reply":
            return self._theirs(viewer, row, "account_id")
        return self._own(viewer, row) or self._of_network(viewer, row)

    def _teaches(self, viewer: Viewer, table: str, row: Row) -> bool:
        """That it is of work in a subject that they teach this pupil, and nothing on the way to the work is held."""
        while table in HANGS:
            if self._held(table, row["id"]):
                return False
            column, table = HANGS[table]
            row = self._of(table, id=row[column])[0]
        pupil_id, revision = row["pupil_id"], self._of("lesson_revision", id=row["revision_id"])[0]
        mine = {"account_id": viewer.account_id, "organisation_id": viewer.organisation_id}
        teaches = self._now("subject_teacher", pupil_id=pupil_id, subject_id=revision["subject_id"], **mine)
        in_care = (
            self._now("programme", pupil_id=pupil_id)
            or self._now("away", pupil_id=pupil_id)
            or self._now("care_link", pupil_id=pupil_id, kind="mentor")
        )
        known = viewer.role in ANSWER and self._on_roll(viewer, pupil_id) and row["state"] != "withdrawn"
        return known and bool(teaches) and bool(in_care)

    def _own(self, viewer: Viewer, asked: Row) -> bool:
        mine = viewer.role in ANSWER and self._theirs(viewer, asked, "teacher_id")
        return mine and self._on_roll(viewer, asked["pupil_id"])

    def _of_network(self, viewer: Viewer, asked: Row) -> bool:
        """In the subjects that they said they teach, or have posted a lesson in, for that school."""
        if asked["passed_on_at"] is None or viewer.role not in TEACH:
            return False
        mine = {"organisation_id": viewer.organisation_id, "subject_id": asked["subject_id"]}
        posted = self._of("lesson", author_id=viewer.account_id, **mine)
        return bool(self._now("teaches", account_id=viewer.account_id, **mine)) or any(
            one["state"] == "posted" for one in posted
        )

    def _has_away(self, viewer: Viewer, pupil_id: uuid.UUID) -> bool:
        if viewer.role not in ANSWER or not self._on_roll(viewer, pupil_id):
            return False
        since = clock.today() - BEYOND
        aways = [
            one
            for one in self._of("away", pupil_id=pupil_id)
            if (one["ends_on"] is None or one["ends_on"] >= since)
            and (one["ended_at"] is None or one["ended_at"].date() >= since)
        ]
        out = aways or self._now("programme", pupil_id=pupil_id)
        mine = {"pupil_id": pupil_id, "account_id": viewer.account_id, "organisation_id": viewer.organisation_id}
        teaches = bool(out) and bool(self._now("subject_teacher", **mine))
        return teaches or any(self._theirs(viewer, one, "answers_id") for one in aways)

    def _theirs(self, viewer: Viewer, row: Row, column: str) -> bool:
        return (row[column], row["organisation_id"]) == (viewer.account_id, viewer.organisation_id)

    def _on_roll(self, viewer: Viewer, pupil_id: uuid.UUID) -> bool:
        return bool(self._now("enrolment", pupil_id=pupil_id, organisation_id=viewer.organisation_id))

    def _held(self, kind: str, row_id: uuid.UUID) -> bool:
        return any(one["released_at"] is None for one in self._of("concern", about_kind=kind, about_id=row_id))

    def _of(self, table: str, **given: Any) -> Rows:
        return [row for row in self.rows[table] if all(row[name] == value for name, value in given.items())]

    def _now(self, table: str, **given: Any) -> Rows:
        return [row for row in self._of(table, **given) if live(row, clock.today())]
