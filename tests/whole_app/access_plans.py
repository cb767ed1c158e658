"""Who may do what in plans: rows of the access table. Dad, under an order, reaches nothing of it."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
MENTORS = "dani sam kit stranger"
AT_SCHOOL = "head_of_year head safeguarding_lead key_adult"
READERS = f"{MENTORS} lead stranger_lead {AT_SCHOOL}"
WRITERS = f"{MENTORS} {PUPILS}"
ASKED = f"{PUPILS} {CARERS} {MENTORS} head_of_year head"

READ: dict[str, Any] = {
    "own": f"dani lead {AT_SCHOOL}",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
WRITTEN: dict[str, Any] = {"own": "dani ellie", "other": "kit tariq", "foreign": "stranger stranger_pupil"}
LED: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}
ANSWERED: dict[str, Any] = {
    "own": "dani ellie mum head_of_year head",
    "other": "kit tariq",
    "foreign": "stranger stranger_pupil",
}
GOAL = {"words": "A full Monday", "measure": "both halves", "by_on": "2099-12-18", "with_whom": "Mrs Kaye"}
GOAL |= {"version": "1", "once": "a-key"}
SAVE = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
NO = {"agrees": "no", "words": "Not on Mondays.", "version": "1", "once": "a-key"}

ROWS: list[Row] = [
    row("GET plans.page", READERS, **READ, pupil_id="pupil"),
    row("GET plans.numbered", READERS, **READ, pupil_id="pupil", number="=1"),
    row("GET plans.history", READERS, **READ, pupil_id="pupil"),
    row("GET plans.mine", PUPILS),
    row("GET plans.child", CARERS, own="mum", pupil_id="pupil"),
    row("GET plans.change", MENTORS, **LED, pupil_id="pupil"),
    row("POST plans.change", MENTORS, 422, **LED, pupil_id="pupil"),
    row("GET plans.review", WRITERS, **WRITTEN, version_id="plan_draft"),
    row(
        "POST plans.review",
        WRITERS,
        **WRITTEN,
        version_id="plan_draft",
        send={"review_on": "2099-12-18", "version": "1"},
    ),
    row("POST plans.propose", MENTORS, 409, **LED, version_id="plan_draft"),  # not as it was shown
    row("POST plans.take_back", MENTORS, **LED, version_id="plan_asked"),
    row("GET plans.new_goal", WRITERS, **WRITTEN, version_id="plan_draft"),
    row("POST plans.new_goal", WRITERS, **WRITTEN, version_id="plan_draft", send=GOAL),
    row("GET plans.goal", WRITERS, **WRITTEN, version_id="plan_draft", key="goal"),
    row("POST plans.goal", WRITERS, **WRITTEN, version_id="plan_draft", key="goal", send=GOAL),
    row(
        "POST plans.place_goal",
        WRITERS,
        **WRITTEN,
        version_id="plan_draft",
        key="goal",
        send={"to": "down", "version": "1"},
    ),
    row("POST plans.remove_goal", WRITERS, **WRITTEN, version_id="plan_draft", key="goal", send={"version": "1"}),
    row("POST plans.met", MENTORS, **LED, version_id="plan", key="goal"),
    row("GET plans.rating", WRITERS, **WRITTEN, version_id="plan", key="goal"),
    row("POST plans.rating", WRITERS, **WRITTEN, version_id="plan", key="goal", send={"rating": "6", "once": "a-key"}),
    row("GET plans.answer", ASKED, **ANSWERED, version_id="plan_asked"),
    row("POST plans.answer", ASKED, **ANSWERED, version_id="plan_asked", send=NO),
    row("PUT plans.save_words", ASKED, 200, **ANSWERED, version_id="plan_asked", what="=answer", send=SAVE),
    row("GET plans.recorded", MENTORS, **LED, version_id="plan_asked"),
    row("POST plans.recorded", MENTORS, 422, **LED, version_id="plan_asked"),
    row("GET plans.without", "head", own="head", version_id="plan_asked"),
    row("POST plans.without", "head", 422, own="head", version_id="plan_asked"),
]
