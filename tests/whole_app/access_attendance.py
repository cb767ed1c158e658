"""Who may do what in attendance: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
EVERYBODY = (
    "ellie tariq mum dad dani sam kit own_teacher lunt bell lead key_adult head_of_year head safeguarding_lead "
    "attendance_officer clerk chair panel_member panel_member_of_school agency agency_past broker administrator "
    "auditor stranger_pupil stranger stranger_lead stranger_teacher"
)
LISTS_PUPILS = (
    "dani sam kit stranger lead stranger_lead key_adult head_of_year head safeguarding_lead attendance_officer"
)
SEES: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead attendance_officer",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
OPENS_AWAY = "head_of_year head"
MAKES_LINKS = "dani sam kit stranger lead stranger_lead attendance_officer"
MADE: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}
ANYBODY: dict[str, Any] = {"own": EVERYBODY, "other": EVERYBODY, "foreign": EVERYBODY}
SEEN = {"how": "face", "session": "am", "on": "1999-01-04"}  # too long ago: told so, and back to the page

ROWS: list[Row] = [
    row("GET attendance.pupil", LISTS_PUPILS, **SEES, pupil_id="pupil"),
    row("POST attendance.see", LISTS_PUPILS, **SEES, pupil_id="pupil", send=SEEN),
    row("GET attendance.registers", MAKES_LINKS),
    row("POST attendance.copy_link", MAKES_LINKS, 404),  # no place is named
    row("POST attendance.send_link", MAKES_LINKS, 404),
    row("POST attendance.end_link", MAKES_LINKS, **MADE, link_id="register_link"),
    row("GET register.register", None, **ANYBODY, slug="slug", token="register_token"),
    row("POST register.say", None, 404, **ANYBODY, slug="slug", token="register_token"),  # nobody is named
    row("GET home.school", OPENS_AWAY),
    row("GET attendance.not_here", "head_of_year head safeguarding_lead attendance_officer"),
    row("GET pupils.open_away", OPENS_AWAY),
    row("POST pupils.open_away", OPENS_AWAY, 422),
    row("GET pupils.away", LISTS_PUPILS, **SEES, away_id="away"),
    row("POST pupils.move_away", OPENS_AWAY, 422, own=OPENS_AWAY, away_id="away"),
    row("POST pupils.end_away", OPENS_AWAY, own=OPENS_AWAY, away_id="away", send={"because": "They are back."}),
    # Nobody of the cast is away yet: what is open while they are is tried in tests/library/test_shelf.py.
    row("GET library.shelf", PUPILS, 403),
    row("GET library.shelf_lesson", PUPILS, 403, own=PUPILS, other=PUPILS, foreign=PUPILS, lesson_id="lesson"),
    row(
        "GET library.shelf_file",
        PUPILS,
        403,
        own=PUPILS,
        other=PUPILS,
        foreign=PUPILS,
        lesson_id="lesson",
        resource_id="worksheet",
        name="=page.txt",
    ),
    row("POST learning.choose", PUPILS, 404, lesson_id="lesson"),
    row("POST learning.put_back", PUPILS, 404, assignment_id="new"),  # set by the mentor, and not chosen
]
