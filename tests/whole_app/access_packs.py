"""Who may make and fetch work packs, and who says how pages look to them: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

HERE = "dani sam kit own_teacher lunt bell lead"
THERE = "stranger stranger_teacher stranger_lead"
AUTHORS = f"{HERE} {THERE}"
PUPILS = "ellie tariq stranger_pupil"
PACKERS = f"{PUPILS} {AUTHORS}"
SETTERS = "dani sam kit stranger lead stranger_lead"
OTHERS = (
    "mum dad key_adult head_of_year head safeguarding_lead attendance_officer clerk chair panel_member "
    "panel_member_of_school agency agency_past broker administrator auditor"
)
EVERYBODY = f"{PACKERS} {OTHERS}"

POSTED: dict[str, Any] = {"own": HERE, "other": HERE, "foreign": THERE}
# A pack is its maker's alone, whoever's work is in it.
MAKERS: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}
LOOK_AFTER: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}

ROWS: list[Row] = [
    row("GET packs.index", PACKERS),
    row("GET packs.choosing", AUTHORS),
    row("POST packs.make", AUTHORS, 422),
    row("POST packs.choose", AUTHORS, **POSTED, send={"lesson": "@lesson"}, thing="lesson"),
    row("POST packs.take_out", AUTHORS, **MAKERS, send={"item": "@pack_item"}, thing="pack_item"),
    row("GET packs.mine", PUPILS),
    row("POST packs.mine", PUPILS, 422),
    row("GET packs.of_pupil", SETTERS, **LOOK_AFTER, pupil_id="pupil"),
    row("POST packs.of_pupil", SETTERS, 422, **LOOK_AFTER, pupil_id="pupil"),
    row("GET packs.pack", PACKERS, **MAKERS, pack_id="work_pack"),
    row("GET packs.take", PACKERS, **MAKERS, pack_id="work_pack"),
    row("POST packs.again", PACKERS, 422, **MAKERS, pack_id="work_pack"),
    row("GET reading.page", EVERYBODY),
    row("POST reading.save", EVERYBODY),
]
