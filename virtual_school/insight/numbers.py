"""The numbers by which the desk says whom to contact: starting values, each with its reason, in one place."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

# How far the charts look back, and the count of sessions where the pupil was expected.
WEEKS = 8
SESSION_WEEKS = 4

NUMBERS: Mapping[str, int] = {
    "task_days": 1,
    "contact_days": 7,
    "agreement_days": 3,
    "goals_days": 7,
    "review_days": 14,
    "opened_days": 2,
    "run_sessions": 10,
    "told_days": 7,
}

WHY: Mapping[str, Any] = {
    "task_days": _l("A day ahead leaves time to ring before it is due."),
    "contact_days": _l("Longer than a week without a word, and a pupil at home may think that nobody looks."),
    "agreement_days": _l("Three days are enough to read one page. After that somebody needs a call, not a reminder."),
    "goals_days": _l("A programme without goals after a week has nothing that the pupil is working for."),
    "review_days": _l("Two weeks ahead, everybody can still choose a date."),
    "opened_days": _l("Feedback that nobody opens in two days is often feedback that somebody dreads."),
    "run_sessions": _l("Ten sessions are a full school week. It is worth saying."),
    "told_days": _l("Praise noted in the last week counts as told."),
}
