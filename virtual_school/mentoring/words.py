"""Plain words for what a mentor notes."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from virtual_school.mentoring.models import ContactKind, ObservationKind, TaskKind

CONTACT_WORDS: Mapping[ContactKind, Any] = {
    ContactKind.CALL: _l("Call"),
    ContactKind.VISIT: _l("Visit"),
    ContactKind.ONE_TO_ONE: _l("One-to-one"),
    ContactKind.SMALL_GROUP: _l("Small group"),
    ContactKind.HOME: _l("With home"),
    ContactKind.SCHOOL: _l("With school"),
    ContactKind.NO_ANSWER: _l("No answer"),
}

# Praise first, wherever these stand.
OBSERVATION_WORDS: Mapping[ObservationKind, Any] = {
    ObservationKind.PRAISE: _l("Praise"),
    ObservationKind.HARD_MOMENT: _l("Hard moment"),
    ObservationKind.SEEN: _l("Seen"),
}

TASK_WORDS: Mapping[TaskKind, Any] = {
    TaskKind.MEET: _l("Meet"),
    TaskKind.TELL_FAMILY_DATES: _l("Tell the family the dates"),
    TaskKind.WRITE_GOALS: _l("Write the goals together"),
    TaskKind.LAY_OUT_WEEK: _l("Lay out the week"),
    TaskKind.SET_FIRST_WORK: _l("Set the first work"),
}
