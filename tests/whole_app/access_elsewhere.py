"""Who may do what about schools' providers, forgotten passwords and people who come back: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
AT_WREN_HILL = "key_adult head_of_year head safeguarding_lead attendance_officer"
OFFICES = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
STAFF = f"{MENTORS} {LEADS} own_teacher lunt bell stranger_teacher {AT_WREN_HILL} {OFFICES}"
EVERYBODY = f"{PUPILS} mum dad {STAFF}"
KEEPERS = f"{LEADS} administrator"
ANYONE = None

EVERYWHERE: dict[str, Any] = {"own": EVERYBODY, "other": EVERYBODY, "foreign": EVERYBODY, "slug": "slug"}
KEPT: dict[str, Any] = {"own": "lead administrator", "other": "lead administrator", "foreign": "stranger_lead"}
# An administrator reaches no child's record, and so does not decide who can be anybody of a school.
LED: dict[str, Any] = {
    "own": "lead",
    "other": "lead",
    "foreign": "stranger_lead",
    "refused": {"own": "administrator", "other": "administrator"},
}
# An address is changed by a lead alone, whoever's it is: an administrator is told so before anything is looked for.
AT = {"account_id": "teacher_account"}

ROWS: list[Row] = [
    row("GET elsewhere.start", ANYONE, 404, slug="slug", provider_id="provider"),
    row("GET elsewhere.back", ANYONE, 404, slug="slug", provider_id="provider"),
    row("GET resets.forgotten", ANYONE, **EVERYWHERE),
    row("POST resets.forgotten", ANYONE, 422, **EVERYWHERE),
    row("GET resets.sent", ANYONE, **EVERYWHERE),
    row("GET resets.choose", ANYONE, 404, slug="slug", secret="=spent"),
    row("POST resets.choose", ANYONE, 404, slug="slug", secret="=spent"),
    row("GET providers.index", KEEPERS),
    row("GET providers.new", KEEPERS),
    row("POST providers.new", KEEPERS, 422),
    row("GET providers.page", KEEPERS, **KEPT, provider_id="provider"),
    row("POST providers.open_", KEEPERS, **LED, provider_id="provider"),
    row("POST providers.secret", KEEPERS, 422, **KEPT, provider_id="provider"),
    row("POST providers.end", KEEPERS, **KEPT, provider_id="provider"),
    row("GET ways_in.reopen", KEEPERS, 303, **KEPT, **AT),
    row("POST ways_in.reopen", KEEPERS, **KEPT, **AT),
    row("GET ways_in.address", KEEPERS, **LED, **AT),
    row("POST ways_in.address", KEEPERS, 422, **LED, **AT),
    row("POST ways_in.end_link", KEEPERS, **KEPT, **AT, identity_id="provider_link"),
]
