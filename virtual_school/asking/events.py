"""Audit events and record parts of asking for work."""

from virtual_school.core.packages import Record

EVENTS = {
    "subject_teacher.named": frozenset({"account_id", "subject_id"}),
    "subject_teacher.ended": frozenset({"account_id", "subject_id"}),
    "subjects.said": frozenset({"subject_id", "holds"}),
    "request.asked": frozenset({"subject_id", "teacher_id"}),
    "request.passed_on": frozenset(),
    "request.withdrawn": frozenset(),
    "request.answered": frozenset({"reply_id", "kind"}),
    "work_reply.handed_on": frozenset({"request_id", "assignment_id"}),
    "work_reply.taken_back": frozenset({"request_id"}),
    "return_line.written": frozenset({"away_id"}),
}

RECORDS = {
    "subject_teacher": Record(part="work", retention="pupil"),
    "teaches": Record(part=None, retention="membership"),
    "work_request": Record(part="work", retention="pupil"),
    "work_reply": Record(part="work", retention="pupil"),
    "return_line": Record(part="work", retention="pupil"),
    "away_told": Record(part="attendance", retention="months"),
}
