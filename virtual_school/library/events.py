"""Audit events and record classes of the library: work that schools post, none of it about a child."""

from virtual_school.core.packages import Record

EVENTS = {
    "lesson.begun": frozenset({"title"}),
    "lesson.changed": frozenset({"version"}),
    "lesson.posted": frozenset({"revision"}),
    "lesson.withdrawn": frozenset(),
    "resource.added": frozenset({"resource_id", "audience"}),
    "resource.audience": frozenset({"resource_id", "audience"}),
    "resource.removed": frozenset({"resource_id"}),
    "resource.put_back": frozenset({"resource_id"}),
    "question.added": frozenset({"question_id", "kind"}),
    "question.changed": frozenset({"question_id", "version"}),
    "question.removed": frozenset({"question_id"}),
    "question.put_back": frozenset({"question_id"}),
    "question.moved": frozenset({"question_id", "position"}),
    "resource.described": frozenset({"resource_id"}),
    "bundle.begun": frozenset({"name"}),
    "bundle.done": frozenset({"lessons", "files", "left_out"}),
    "bundle.refused": frozenset(),
    "step.added": frozenset({"step_id", "kind"}),
    "step.changed": frozenset({"step_id"}),
    "step.moved": frozenset({"step_id", "position"}),
    "step.removed": frozenset({"step_id"}),
    "step.put_back": frozenset({"step_id"}),
}

RECORDS = {
    "lesson": Record(part=None, retention="library"),
    "lesson_revision": Record(part=None, retention="library"),
    "resource": Record(part=None, retention="library"),
    "revision_resource": Record(part=None, retention="library"),
    "step": Record(part=None, retention="library"),
    "revision_step": Record(part=None, retention="library"),
    "bundle": Record(part=None, retention="months"),
    "bundle_item": Record(part=None, retention="months"),
    "question": Record(part=None, retention="library"),
    "revision_question": Record(part=None, retention="library"),
    "lesson_source": Record(part=None, retention="library"),
}
