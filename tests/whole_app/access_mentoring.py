"""Who may do what in mentoring: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
NOTERS = f"{MENTORS} {LEADS}"
READERS = f"{NOTERS} safeguarding_lead"
EVERYBODY = (
    "ellie tariq stranger_pupil mum dad dani sam kit own_teacher lunt bell lead stranger stranger_teacher "
    "stranger_lead key_adult head_of_year head safeguarding_lead attendance_officer clerk chair panel_member "
    "panel_member_of_school agency agency_past broker administrator auditor"
)
NOTED: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}
READ: dict[str, Any] = {**NOTED, "own": "dani lead safeguarding_lead"}
BECAUSE = {"because": "Entered on the wrong child."}
# Only whoever noted a contact adds its words.
OWN: dict[str, Any] = {
    "own": "dani",
    "other": "kit",
    "foreign": "stranger",
    "refused": {"own": "lead", "other": "lead", "foreign": "stranger_lead"},
}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}

ROWS: list[Row] = [
    row("GET mentoring.notes", READERS, **READ, pupil_id="pupil"),
    row("GET mentoring.note", NOTERS, **NOTED, pupil_id="pupil"),
    row("POST mentoring.note_contact", NOTERS, **NOTED, pupil_id="pupil", send={"kind": "call"}),
    row("GET mentoring.contact", READERS, **READ, note_id="contact"),
    row("POST mentoring.complete_contact", NOTERS, **OWN, note_id="contact", send={"words": "All is well."}),
    row("PUT mentoring.save_contact", NOTERS, 200, **OWN, note_id="contact", send=DRAFT),
    row("GET mentoring.withdraw_contact", NOTERS, **NOTED, note_id="contact"),
    row("POST mentoring.withdraw_contact", NOTERS, **NOTED, note_id="contact", send=BECAUSE),
    row("POST mentoring.undo_contact", NOTERS, 403, **NOTED, note_id="contact"),  # too late
    row(
        "GET mentoring.behaviour",
        EVERYBODY,
        own="ellie mum dani lead head_of_year head safeguarding_lead",
        other="tariq kit lead",
        foreign="stranger_pupil stranger stranger_lead",
        refused={"own": "key_adult attendance_officer agency"},
        pupil_id="pupil",
    ),
    row(
        "POST mentoring.observe",
        NOTERS,
        **NOTED,
        pupil_id="pupil",
        send={"kind": "praise", "words": "Came early and helped."},
    ),
    row("GET mentoring.withdraw_observation", NOTERS, **NOTED, observation_id="praise"),
    row("POST mentoring.withdraw_observation", NOTERS, **NOTED, observation_id="praise", send=BECAUSE),
    row("POST mentoring.undo_observation", NOTERS, 403, **NOTED, observation_id="praise"),  # too late
    row("POST mentoring.do_task", NOTERS, **NOTED, task_id="task"),
    row("POST mentoring.undo_task", NOTERS, 403, **NOTED, task_id="done_task"),  # too late
]
