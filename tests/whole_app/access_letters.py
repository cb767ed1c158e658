"""Who may do what with letters and complaints: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
FAMILY = f"{PUPILS} {CARERS}"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
WRITERS = f"{MENTORS} {LEADS} head_of_year attendance_officer"
READERS = f"{WRITERS} head safeguarding_lead"

WRITE: dict[str, Any] = {
    "own": "dani lead head_of_year attendance_officer",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
READ: dict[str, Any] = {**WRITE, "own": f"{WRITE['own']} head safeguarding_lead"}
GOT: dict[str, Any] = {
    "own": f"{READ['own']} ellie mum",
    "other": "kit lead tariq",
    "foreign": "stranger stranger_lead stranger_pupil",
}
# Hers alone, not her mother's.
GOT_BY_PUPIL: dict[str, Any] = {**GOT, "own": f"{READ['own']} ellie"}
# A draft is its writer's alone: nobody else finds it.
OWN: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}
TAKES_BACK: dict[str, Any] = {
    "own": "dani lead",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
    "refused": {"own": "head_of_year attendance_officer head safeguarding_lead"},
}
# Not whoever typed it.
CHECKS: dict[str, Any] = {
    "own": "lead head_of_year attendance_officer",
    "other": "lead",
    "foreign": "stranger_lead",
    "refused": {"own": "dani", "other": "kit", "foreign": "stranger"},
}
TAKES_COPY_BACK: dict[str, Any] = {
    "own": "dani lead",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
    "refused": {"own": "head_of_year attendance_officer"},
}
OFFICES = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
EVERYBODY = f"{FAMILY} {READERS} key_adult own_teacher lunt bell stranger_teacher {OFFICES}"
# Who may ever have a complaint. Each of these is made by a pupil, and had by who leads the Virtual School.
HAVE = f"{LEADS} head"
MADE: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
HAD: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead"}
MADE_OR_HAD: dict[str, Any] = {side: f"{MADE[side]} {HAD[side]}" for side in MADE}
# Not answered yet: there is nothing to be satisfied with; and whoever has it is not who says so.
NOT_YET: dict[str, Any] = {**MADE, "refused": HAD}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
LETTER = {"kind": "general", "subject": "Hello", "text": "Some words.", "version": "1"}
COPY = {"language": "Polish", "translator": "Ewa Lis", "subject": "Dzień dobry", "text": "Kilka słów."}

ROWS: list[Row] = [
    row("GET letters.of_pupil", READERS, **READ, pupil_id="pupil"),
    row("POST letters.begin", WRITERS, **WRITE, pupil_id="pupil"),
    row("GET letters.write", WRITERS, **OWN, letter_id="letter_draft"),
    row("POST letters.write", WRITERS, **OWN, letter_id="letter_draft", send=LETTER),
    row("PUT letters.save", WRITERS, 200, **OWN, letter_id="letter_draft", send=DRAFT),
    row("POST letters.send", WRITERS, **OWN, letter_id="letter_draft"),
    row("POST letters.throw_away", WRITERS, **OWN, letter_id="letter_draft"),
    row("GET letters.page", f"{READERS} {FAMILY}", **GOT, letter_id="letter"),
    row("GET letters.file", f"{READERS} {FAMILY}", **GOT_BY_PUPIL, letter_id="letter", to_id="letter_to"),
    row("POST letters.posted", WRITERS, **WRITE, letter_id="letter", to_id="letter_to"),
    row("GET letters.withdraw", READERS, **TAKES_BACK, letter_id="letter"),
    row("POST letters.withdraw", READERS, **TAKES_BACK, letter_id="letter", send={"because": "The wrong family."}),
    row("GET letters.mine", FAMILY),
    row(
        "POST letters.in_my_language",
        FAMILY,
        own="ellie mum",
        other="tariq",
        foreign="stranger_pupil",
        letter_id="letter",
    ),
    row("GET letters.copy", WRITERS, **WRITE, letter_id="letter"),
    row("POST letters.copy", WRITERS, **WRITE, letter_id="letter", send=COPY),
    row("PUT letters.save_copy", WRITERS, 200, **WRITE, letter_id="letter", send=DRAFT),
    row("POST letters.checked", WRITERS, **CHECKS, copy_id="letter_copy"),
    row("POST letters.withdraw_copy", WRITERS, **TAKES_COPY_BACK, copy_id="letter_copy"),
    row("GET complaints.index", EVERYBODY),
    row("GET complaints.new", EVERYBODY),
    row("POST complaints.new", EVERYBODY, 422, send={"wish": "Ring us."}),  # nothing is said yet
    row("PUT complaints.save_new", EVERYBODY, 200, send=DRAFT),
    row("GET complaints.page", EVERYBODY, **MADE_OR_HAD, complaint_id="complaint"),
    row("PUT complaints.save", EVERYBODY, 200, **MADE_OR_HAD, complaint_id="complaint", send=DRAFT),
    row("POST complaints.accept", EVERYBODY, 409, **NOT_YET, complaint_id="complaint"),
    row("POST complaints.dispute", EVERYBODY, 409, **NOT_YET, complaint_id="complaint"),
    row("POST complaints.acknowledge", HAVE, **HAD, complaint_id="complaint"),
    row("POST complaints.answer", HAVE, 409, **HAD, complaint_id="complaint", send={"words": "We are sorry."}),
    row("POST complaints.close", HAVE, 409, **HAD, complaint_id="complaint", send={"words": "We are sorry."}),
    row("POST complaints.take_on", LEADS, **HAD, complaint_id="complaint"),
    row("GET complaints.other", "administrator"),
    row("POST complaints.other", "administrator", send={"account_id": "@head_account"}),
]
