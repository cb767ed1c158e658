"""Who may do what in referrals: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
MENTORS = "dani sam kit stranger"
LEADS = "lead stranger_lead"
TEAM = "head_of_year head"
READS = f"{TEAM} safeguarding_lead {MENTORS} {LEADS}"
KNOWS = f"{MENTORS} key_adult head_of_year"
WRITES = f"{MENTORS} key_adult {TEAM} {LEADS}"
TELLS = f"{TEAM} {MENTORS} {LEADS}"

# Ellie's referral is Wren Hill's, Tariq's is another school's of the same network.
SEEN: dict[str, Any] = {
    "own": f"{TEAM} safeguarding_lead dani lead",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
PREPARED: dict[str, Any] = {"own": TEAM}
LED: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead"}
TOLD: dict[str, Any] = {"own": f"{TEAM} dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}
KNOWN: dict[str, Any] = {"own": "dani key_adult head_of_year", "other": "kit", "foreign": "stranger"}
WRITTEN: dict[str, Any] = {
    "own": f"dani key_adult {TEAM}",
    "other": "kit",
    "foreign": "stranger",
    "refused": {"own": "lead", "other": "lead", "foreign": "stranger_lead"},
}
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
ENDED: dict[str, Any] = {"own": f"{TEAM} lead", "other": "lead", "foreign": "stranger_lead"}

ONE = {"referral_id": "referral"}
NOTE = {**ONE, "note_id": "sharing"}
PART = {**ONE, "contribution_id": "part"}
PUPIL = {**ONE, "key": "=pupil"}
BOX = "=good_at"
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
HOW = {"how": "phone", "read_back": "y"}
YES = {"agrees": "yes"}

SCHOOL = [
    row("GET referrals.index", READS),
    row("GET referrals.of_pupil", READS, 302, **SEEN, pupil_id="pupil"),
    row("GET referrals.choose", TEAM),
    row("GET referrals.new", TEAM, **PREPARED, pupil_id="pupil"),
    row("POST referrals.new", TEAM, 422, **PREPARED, pupil_id="pupil"),
    row("PUT referrals.save_new_words", TEAM, 200, **PREPARED, pupil_id="pupil", box="=why_now", send=DRAFT),
    row("GET referrals.new_pupil", TEAM),
    row("POST referrals.new_pupil", TEAM, 422),
    row("GET referrals.page", READS, **SEEN, **ONE),
    row("GET referrals.edit", TEAM, **PREPARED, **ONE),
    row("POST referrals.edit", TEAM, 422, **PREPARED, **ONE),
    row("PUT referrals.save_school_words", TEAM, 200, **PREPARED, **ONE, box="=tried", send=DRAFT),
    row("POST referrals.send", TEAM, 422, **PREPARED, **ONE),
    row("POST referrals.sign", "head", 422, own="head", **ONE),
    row("POST referrals.give_back", f"head {LEADS}", 422, **{**LED, "own": "head lead"}, **ONE),
    row("POST referrals.pass_on", LEADS, 422, **LED, **ONE),
    row("POST referrals.add", TEAM, 422, **PREPARED, **ONE),
    row("GET referrals.withdraw", f"{TEAM} {LEADS}", **ENDED, **ONE),
    row("POST referrals.withdraw", f"{TEAM} {LEADS}", **ENDED, **ONE, send={"because": "They moved away."}),
    row("GET referrals.name_mentor", LEADS, **LED, **ONE),
    row("POST referrals.name_mentor", LEADS, **LED, **ONE, send={"account_id": "@mentor_account"}),
]

SAID = [
    row("GET referrals.to_read", KNOWS),
    row("GET referrals.write_down", WRITES, **WRITTEN, **PUPIL),
    row("POST referrals.write_down", WRITES, 422, **WRITTEN, **PUPIL, send={"good_at": "Bikes", **HOW}),
    row("PUT referrals.save_words", WRITES, 200, **WRITTEN, **PUPIL, question=BOX, send=DRAFT),
    row("GET referrals.record_take_part", WRITES, **WRITTEN, **PUPIL),
    row("POST referrals.record_take_part", WRITES, **WRITTEN, **PUPIL, send={**YES, **HOW}),
    row("GET referrals.say_none", WRITES, **WRITTEN, **PUPIL),
    row("POST referrals.say_none", WRITES, 422, **WRITTEN, **PUPIL, send={"because": "In hospital."}),
    row("GET referrals.read", KNOWS, **KNOWN, **PART),
    row("POST referrals.let_go_on", KNOWS, **KNOWN, **PART),
]

SHARED = [
    row("GET referrals.sharing", TELLS, **TOLD, **NOTE),
    row("POST referrals.base_sharing", TEAM, **PREPARED, **NOTE, send={"basis": "legal_obligation"}),
    row("POST referrals.tell_sharing", TELLS, 422, **TOLD, **NOTE, send={"told_on": "never"}),
    row("POST referrals.object_to_sharing", TELLS, **TOLD, **NOTE, send={"who": "Mum", "objection": "Not them."}),
    row("POST referrals.answer_objection", TELLS, 422, **TOLD, **NOTE, send={"answer": "We heard you."}),
]

OWN = [
    row("GET referrals.my_words", PUPILS),
    row("POST referrals.give", PUPILS, send={"hope": "A quiet place."}),
    row("PUT referrals.save_my_words", PUPILS, 200, own=PUPILS, other=PUPILS, foreign=PUPILS, question=BOX, send=DRAFT),
    row("POST referrals.rather_not", PUPILS),
    row("POST referrals.say_take_part", PUPILS, send=YES),
    row("POST referrals.object_oneself", PUPILS, **THEIRS, note_id="sharing", send={"objection": "Not all."}),
    row(
        "POST referrals.choose_readers", PUPILS, **THEIRS, answer_id="answer", send={"readers": "panel", "version": "1"}
    ),
    row("GET referrals.our_words", CARERS, own="mum", pupil_id="pupil"),
    row("POST referrals.give_ours", CARERS, own="mum", pupil_id="pupil", send={"carer_hope": "That she laughs."}),
    row("PUT referrals.save_our_words", CARERS, 200, own="mum", pupil_id="pupil", question="=carer_know", send=DRAFT),
    row("POST referrals.rather_not_ours", CARERS, own="mum", pupil_id="pupil"),
    row("POST referrals.say_take_part_ours", CARERS, own="mum", pupil_id="pupil", send=YES),
    row(
        "POST referrals.object_for_us",
        CARERS,
        own="mum",
        pupil_id="pupil",
        note_id="sharing",
        send={"objection": "No."},
    ),
]

ROWS: list[Row] = [*SCHOOL, *SAID, *SHARED, *OWN]
