"""Who may do what about children's and carers' ways in: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

ANYONE = None  # signed in or not
EVERYBODY = (
    "ellie tariq stranger_pupil mum dad dani sam kit own_teacher lunt bell lead stranger stranger_teacher "
    "stranger_lead key_adult head_of_year head safeguarding_lead attendance_officer clerk chair panel_member "
    "panel_member_of_school agency agency_past broker administrator auditor"
)
HELPERS = "dani sam kit stranger key_adult head_of_year lead stranger_lead"
HELPED: dict[str, Any] = {
    "own": "dani key_adult head_of_year lead",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
INVITERS = "lead stranger_lead head_of_year head"
INVITED: dict[str, Any] = {"own": "lead head_of_year head", "other": "lead", "foreign": "stranger_lead"}
DOOR: dict[str, Any] = {"own": EVERYBODY, "other": EVERYBODY, "foreign": EVERYBODY, "slug": "slug"}

ROWS: list[Row] = [
    row("GET card.choose", ANYONE, **DOOR),
    row("GET card.scan", ANYONE, 303, **DOOR, secret="=nobody-has-this"),
    row("GET card.page", ANYONE, **DOOR),
    row("POST card.page", ANYONE, 422, **DOOR),
    row("GET card.words", ANYONE, **DOOR),
    row("POST card.words", ANYONE, 422, **DOOR),
    row("GET card.new_words", EVERYBODY, 404),  # nobody came in by words for once
    row("POST card.new_words", EVERYBODY, 404),
    row("GET pupils.help_in", HELPERS, **HELPED, pupil_id="pupil"),
    row("POST pupils.free_sign_in", HELPERS, **HELPED, pupil_id="pupil"),
    row("POST pupils.give_slip", HELPERS, 200, **HELPED, pupil_id="pupil"),  # the words are shown, this once
    row("POST pupils.make_card", HELPERS, 200, **HELPED, pupil_id="pupil"),
    row("POST pupils.end_card", HELPERS, **HELPED, pupil_id="pupil"),
    row("GET join.open_letter", ANYONE, 303, **DOOR, secret="=nobody-has-this"),
    row("GET join.page", ANYONE, 404, **DOOR),  # no letter is open
    row("POST join.page", ANYONE, 404, **DOOR),
    row("POST join.join_new", ANYONE, 404, **DOOR),
    row("POST join.join_mine", ANYONE, 404, **DOOR),
    row("GET pupils.let_in_carer", INVITERS, **INVITED, pupil_id="pupil"),
    row("POST pupils.let_in_carer", INVITERS, 422, **INVITED, pupil_id="pupil"),
    row("POST pupils.end_joining", INVITERS, own="lead head_of_year head", pupil_id="pupil", row_id="joining"),
    row("GET pupils.print_cards", HELPERS),
    row("POST pupils.print_cards", HELPERS, 422),
]
