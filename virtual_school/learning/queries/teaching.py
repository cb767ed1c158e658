"""By whose word somebody is a pupil's own teacher: a package above says it, which knows who teaches whom what."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from virtual_school.learning.models import Assignment
from virtual_school.library.models import LessonRevision
from virtual_school.network.viewer import Viewer

# By the pupil and the subject; None for somebody whose hat teaches nobody.
Rule = Callable[[Viewer, Any, Any], sa.ColumnElement[bool] | None]

_also: list[Rule] = []


def also_reads(rule: Rule) -> Rule:
    """Let a package above say who else reads a pupil's work in one subject: their teacher of it."""
    _also.append(rule)
    return rule


def taught(viewer: Viewer) -> sa.ColumnElement[bool]:
    """That the viewer teaches the pupil of a piece of work its subject, at the pupil's own school."""
    subject = sa.select(LessonRevision.subject_id).where(LessonRevision.id == Assignment.revision_id)
    of_it = subject.correlate(Assignment).scalar_subquery()
    rules = (rule(viewer, Assignment.pupil_id, of_it) for rule in _also)
    return sa.or_(sa.false(), *(rule for rule in rules if rule is not None))
