"""Plain words for kinds, states and verdicts."""

from flask_babel import lazy_gettext as _l

from virtual_school.imports.models import Choice, Kind, State, Verdict

KIND_WORDS = {
    Kind.PUPILS: _l("Pupils"),
    Kind.CARERS: _l("Parents and carers"),
    Kind.STAFF: _l("Staff"),
    Kind.EVERYONE: _l("Everybody: OneRoster 1.1, one zip"),
}

STATE_WORDS = {
    State.READING: _l("Being read"),
    State.COLUMNS: _l("Waits for its columns"),
    State.READY: _l("Waits for your yes"),
    State.WRITING: _l("Being written"),
    State.DONE: _l("Written"),
    State.UNDOING: _l("Being taken back"),
    State.UNDONE: _l("Taken back"),
    State.FAILED: _l("Could not be read"),
    State.DROPPED: _l("Thrown away"),
}

VERDICT_WORDS = {
    Verdict.WRONG: _l("Wrong"),
    Verdict.UNSURE: _l("To decide"),
    Verdict.NEW: _l("New"),
    Verdict.CHANGED: _l("Changed"),
    Verdict.SAME: _l("The same"),
    Verdict.ENDED: _l("Leaves the roll"),
}

CHOICE_WORDS = {
    Choice.MATCH: _l("The one who is here"),
    Choice.NEW: _l("Somebody new"),
    Choice.LEAVE_OUT: _l("Leave this line out"),
}

COLUMN_WORDS = {
    "upn": _l("Unique pupil number"),
    "uln": _l("Unique learner number"),
    "given_name": _l("Given name"),
    "family_name": _l("Family name"),
    "legal_given_name": _l("Legal given name"),
    "legal_family_name": _l("Legal family name"),
    "known_as": _l("Known as"),
    "date_of_birth": _l("Date of birth"),
    "year": _l("Year group"),
    "first_language": _l("First language"),
    "roll": _l("On the roll of"),
    "role": _l("Role"),
    "name": _l("Name"),
    "called": _l("What the pupil calls them"),
    "parent_in_law": _l("A parent in education law"),
    "responsibility": _l("Parental responsibility"),
    "lives_with": _l("The pupil lives with them"),
    "order_in_force": _l("A court’s order that limits them"),
    "phone": _l("Phone"),
    "email": _l("Email"),
    "language": _l("Language they prefer"),
    "contact_order": _l("When to ring them"),
    "may_be_rung": _l("May be rung"),
    "may_collect": _l("May collect"),
}
