"""Audit events, note kinds and record parts of what pupils do."""

from virtual_school.core.packages import Record

EVENTS = {
    "assignment.set": frozenset({"revision_id", "answerer_id", "due_on", "when_ready", "choice_id", "goal_key"}),
    "assignment.withdrawn": frozenset(),
    "assignment.changed": frozenset({"change_id", "kind", "due_on"}),
    "assignment.ordered": frozenset({"position"}),
    "assignment.newer": frozenset({"revision_id"}),
    "answerer.named": frozenset({"account_id"}),
    "work.started": frozenset({"attempt_id"}),
    "piece.added": frozenset({"piece_id"}),
    "piece.removed": frozenset({"piece_id"}),
    "piece.withdrawn": frozenset({"piece_id"}),
    "work_answer.tried": frozenset({"question_id", "verdict"}),
    "stuck.asked": frozenset({"stuck_id"}),
    "stuck.answered": frozenset({"stuck_id"}),
    "piece.moved": frozenset({"piece_id"}),
    "piece.changed": frozenset({"piece_id"}),
    "link.added": frozenset({"link_id"}),
    "link.removed": frozenset({"link_id"}),
    "written_down.added": frozenset({"written_down_id", "how"}),
    "written_down.removed": frozenset({"written_down_id"}),
    "work.taken_back": frozenset({"hand_in_id"}),
    "work.handed_in": frozenset({"hand_in_id"}),
    "feedback.returned": frozenset({"feedback_id", "outcome"}),
    "feedback.undone": frozenset({"feedback_id"}),
    "reply.sent": frozenset({"reply_id"}),
}

NOTES = {
    "hand_in.opened": "The answerer opened what was handed in; the object is the hand-in.",
    "feedback.read": "The pupil opened the feedback; the object is the feedback.",
}

RECORDS = {
    "assignment": Record(part="work", retention="pupil"),
    "assignment_change": Record(part="work", retention="pupil"),
    "answerer": Record(part="work", retention="pupil"),
    "answer_offer": Record(part=None, retention="membership"),
    "answer_offer_subject": Record(part=None, retention="with its owner"),
    "answer_promise": Record(part="work", retention="pupil"),
    "answer_given_back": Record(part="work", retention="pupil"),
    "attempt": Record(part="work", retention="pupil"),
    "piece": Record(part="work", retention="pupil"),
    "piece_link": Record(part="work", retention="pupil"),
    "written_down": Record(part="work", retention="pupil"),
    "hand_in": Record(part="work", retention="pupil"),
    "hand_in_adjustment": Record(part="work", retention="pupil"),
    "feedback": Record(part="work", retention="pupil"),
    "reply": Record(part="work", retention="pupil"),
    "work_answer": Record(part="work", retention="pupil"),
    "work_answer_try": Record(part="work", retention="pupil"),
    "step_reached": Record(part="work", retention="pupil"),
    "done_elsewhere": Record(part="work", retention="pupil"),
    "how_it_was": Record(part="work", retention="pupil"),
    "stuck": Record(part="work", retention="pupil"),
}
