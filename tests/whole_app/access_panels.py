"""Who may do what in panels: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

LEADS = "lead stranger_lead"
MEMBERS = "chair panel_member panel_member_of_school"
ON_PANELS = f"{LEADS} clerk {MEMBERS}"
SPEAKERS = f"clerk {MEMBERS}"
TELLERS = "dani sam kit stranger head_of_year head lead stranger_lead"

# Ellie's schoolmates are before a panel with three members; Tariq's before one with a single member.
SEEN: dict[str, Any] = {
    "own": f"lead clerk {MEMBERS}",
    "other": "lead clerk panel_member_of_school",
    "foreign": "stranger_lead",
}
SPOKEN: dict[str, Any] = {"own": SPEAKERS, "other": "clerk panel_member_of_school"}
DECIDED: dict[str, Any] = {"own": MEMBERS, "other": "panel_member_of_school"}
LED: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead"}
RUN: dict[str, Any] = {"own": "clerk", "other": "clerk"}
NOTED: dict[str, Any] = {
    "own": "clerk chair",
    "other": "clerk panel_member_of_school",
    "refused": {"own": "panel_member panel_member_of_school"},
}
FAMILIES: dict[str, Any] = {"own": "ellie mum", "other": "tariq", "foreign": "stranger_pupil"}
TELL: dict[str, Any] = {"own": "head_of_year", "other": "lead", "foreign": "stranger_lead"}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
NEEDS = {"case_id": "case", "outcome": "=need-more"}

ROWS: list[Row] = [
    row("GET panels.index", ON_PANELS),
    row("GET panels.new", LEADS),
    row("POST panels.new", LEADS, 422),
    row("GET panels.panel", ON_PANELS, **SEEN, panel_id="panel"),
    row("GET panels.add_member", LEADS, **LED, panel_id="panel"),
    row("POST panels.add_member", LEADS, 422, **LED, panel_id="panel"),
    row("POST panels.end_member", LEADS, own="lead", other="lead", panel_id="panel", row_id="panel_member"),
    row("GET panels.new_meeting", "clerk", **RUN, panel_id="panel"),
    row("POST panels.new_meeting", "clerk", 422, **RUN, panel_id="panel"),
    row("GET panels.meeting", ON_PANELS, **SEEN, meeting_id="meeting"),
    row("POST panels.put_before", "clerk", 422, **RUN, meeting_id="meeting"),
    row("POST panels.take_off", "clerk", **RUN, meeting_id="meeting", case_id="case", send={"because": "Not ready."}),
    row("POST panels.earlier", "clerk", **RUN, meeting_id="meeting", case_id="case"),
    row("POST panels.came", SPEAKERS, **NOTED, meeting_id="meeting", send={"account_id": "@a_member"}),
    row("POST panels.left", SPEAKERS, **NOTED, meeting_id="meeting", send={"account_id": "@a_member"}),
    row("POST panels.close", SPEAKERS, **NOTED, meeting_id="meeting"),
    row("GET panels.pack", ON_PANELS, **SEEN, referral_id="pack"),
    row("GET panels.case", ON_PANELS, **SEEN, case_id="case"),
    row("PUT panels.save_words", SPEAKERS, 200, **SPOKEN, case_id="case", send=DRAFT),
    row("POST panels.say", SPEAKERS, **SPOKEN, case_id="case", send={"text": "A good plan."}),
    row("PUT panels.save_box", MEMBERS, 200, **DECIDED, **NEEDS, box="=need", send=DRAFT),
    row("GET panels.decide", MEMBERS, **DECIDED, **NEEDS),
    row("POST panels.decide_now", MEMBERS, 422, **DECIDED, **NEEDS),
    row("POST panels.name_teller", LEADS, refused=LED, decision_id="offer"),  # these families were told
    row("GET panels.tell", TELLERS, **TELL, decision_id="offer"),
    row("POST panels.tell_now", TELLERS, **TELL, decision_id="offer"),
    row("GET panels.decision", "ellie tariq stranger_pupil mum dad", **FAMILIES, decision_id="told"),
    row("GET panels.offers", "head"),
    row("GET panels.offer", "head", own="head", decision_id="offer"),
    row("POST panels.confirm", "head", 422, own="head", decision_id="offer"),
    row("POST panels.cannot", "head", 422, own="head", decision_id="offer"),
]
