"""Who may do what: every endpoint and verb of the application, for everyone of the cast. See `access.Row`."""

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
MENTORS = "dani sam kit stranger"
TEACHERS = "own_teacher lunt bell stranger_teacher"
LEADS = "lead stranger_lead"
AUTHORS = f"{MENTORS} {TEACHERS} {LEADS}"
OF_WREN_HILL = "key_adult head_of_year safeguarding_lead attendance_officer"
PANEL = "clerk panel_member panel_member_of_school"
STAFF = f"{AUTHORS} {OF_WREN_HILL} {PANEL} agency agency_past broker administrator auditor"
EVERYBODY = f"{PUPILS} {CARERS} {STAFF}"
KEEPERS = f"{LEADS} administrator"
ANYONE = None  # signed in or not

# The three networks' pupils, mentors and markers, each with their own.
THEIRS = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
MENTORED = {"own": "dani", "other": "kit", "foreign": "stranger"}
MARKED = {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"}

TABLE: list[Row] = [
    # core
    row("GET health.healthz", ANYONE),
    row("GET health.readyz", ANYONE, 503),
]
