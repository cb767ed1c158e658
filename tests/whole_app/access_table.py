"""Who may do what: every endpoint and verb of the application, for everyone of the cast. See `access.Row`."""

import uuid
from typing import Any

from tests.whole_app import (
    access_absence,
    access_administration,
    access_answering,
    access_asking,
    access_assessment,
    access_attendance,
    access_doing,
    access_elsewhere,
    access_factors,
    access_files,
    access_handing_in,
    access_hearing_back,
    access_hours,
    access_imports,
    access_letters,
    access_library,
    access_library_use,
    access_looking,
    access_mentoring,
    access_messages,
    access_notices,
    access_offline,
    access_packs,
    access_panels,
    access_plans,
    access_protecting,
    access_proud,
    access_questions,
    access_referrals,
    access_safeguarding,
    access_setting,
    access_sign_in,
    access_timetable,
    access_windows,
    access_worried,
)
from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
MENTORS = "dani sam kit stranger"
TEACHERS = "own_teacher lunt bell stranger_teacher"
LEADS = "lead stranger_lead"
AUTHORS_HERE = "dani sam kit own_teacher lunt bell lead"
AUTHORS_THERE = "stranger stranger_teacher stranger_lead"
AUTHORS = f"{AUTHORS_HERE} {AUTHORS_THERE}"
AT_WREN_HILL = "key_adult head_of_year head safeguarding_lead attendance_officer"
OFFICES = "clerk chair panel_member panel_member_of_school agency agency_past broker administrator auditor"
STAFF = f"{AUTHORS} {AT_WREN_HILL} {OFFICES}"
EVERYBODY = f"{PUPILS} {CARERS} {STAFF}"
KEEPERS = f"{LEADS} administrator"
KEEPERS_AND_HEADS = f"{KEEPERS} head"
SETTERS = f"{MENTORS} {LEADS}"
WITH_PUPILS = f"{SETTERS} {AT_WREN_HILL}"
ANYONE = None  # signed in or not

NOWHERE = f"={uuid.UUID(int=7)}"
SOME_NAME = "=page.txt"

# Three pupils, their mentors, those who answer them, those who read their work: each sees their own and no other.
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
MENTORED: dict[str, Any] = {"own": "dani lead", "other": "kit lead", "foreign": "stranger stranger_lead"}
LED: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead"}
KEPT: dict[str, Any] = {"own": "lead administrator", "other": "lead administrator", "foreign": "stranger_lead"}
ANSWERED: dict[str, Any] = {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"}
READ: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead mum",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
TUS = {"Tus-Resumable": "1.0.0"}
BYTES = TUS | {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}

CORE = [
    row("GET health.healthz", ANYONE),
    row("GET health.readyz", ANYONE, 503),  # here runs no worker
    row("GET outbox.outbox", EVERYBODY, 404),  # this network is no demonstration
    row("GET outbox.mail", EVERYBODY, 404, mail_id=NOWHERE),
    row("OPTIONS uploads.options", EVERYBODY, 204),
    row("POST uploads.create", EVERYBODY, 201, headers=TUS | {"Upload-Length": "3"}),
    row("HEAD uploads.look", EVERYBODY, 200, **THEIRS, headers=TUS, upload_id="upload"),
    row("PATCH uploads.add", EVERYBODY, 204, **THEIRS, headers=BYTES, upload_id="upload"),
    row("DELETE uploads.throw_away", EVERYBODY, 204, **THEIRS, headers=TUS, upload_id="upload"),
]

SIGN_IN = [
    row("GET sign_in.start", ANYONE, 302, anonymous=200),  # whoever has no network yet chooses one
    row("GET sign_in.page", ANYONE, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY, slug="slug"),
    row("POST sign_in.page", ANYONE, 422, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY, slug="slug"),
    row("GET sign_in.here", ANYONE, anonymous=404),
    row("POST sign_in.sign_in_here", ANYONE, 422, anonymous=404),
    row("POST sign_in.here_again", ANYONE, 200, anonymous=404),
    row("POST sign_in.as_person", ANYONE, 404, slug="slug", account_id="pupil_account"),
    row("POST sign_in.as_person_here", ANYONE, 404, account_id="pupil_account"),
    row("GET sign_in.invitation", ANYONE, 404, slug="slug", secret="=spent"),
    row("POST sign_in.invitation", ANYONE, 404, slug="slug", secret="=spent"),
    row("POST sign_in.sign_out", ANYONE),
    row("POST sign_in.show_day", ANYONE, 404),  # this network is no demonstration
    row("GET sign_in.devices", EVERYBODY),
    row("POST sign_in.end_device", EVERYBODY, **THEIRS, sign_in_id="pupil_sign_in"),
    row("POST sign_in.end_devices", EVERYBODY),
    row("POST sign_in.hat", EVERYBODY, 403),  # nobody has the role that is not named
    row("GET theme.stylesheet", ANYONE, own=EVERYBODY, other=EVERYBODY, foreign=EVERYBODY, slug="slug"),
]

NETWORK = [
    row("GET network.index", KEEPERS),
    row("POST network.add_organisation", KEEPERS, 422),
    row("POST network.end_organisation", KEEPERS, **KEPT, member_id="school_member", send={"because": "It left."}),
    row("POST network.add_subject", KEEPERS, 422),
    row("POST network.retire_subject", KEEPERS, **KEPT, term_id="subject"),
    row("GET people.index", KEEPERS_AND_HEADS),
    row("GET people.new", KEEPERS_AND_HEADS),
    row("POST people.new", KEEPERS_AND_HEADS, 422),
    row("GET people.page", KEEPERS_AND_HEADS, **KEPT, account_id="teacher_account"),
    row("POST people.give_role", KEEPERS_AND_HEADS, 422, **KEPT, account_id="teacher_account"),
    row(
        "POST people.end_role",
        KEEPERS_AND_HEADS,
        **KEPT,
        account_id="teacher_account",
        membership_id="teacher_membership",
        send={"because": "They left."},
    ),
    row("POST people.invite", KEEPERS_AND_HEADS, **KEPT, account_id="teacher_account"),
    row(
        "POST people.renew_password",
        KEEPERS,
        200,  # the password is shown, this once
        **LED,
        account_id="pupil_account",
    ),
    row("POST people.close", KEEPERS, **KEPT, account_id="teacher_account"),
]

BECAUSE = {"because": "It is over."}
PUPIL_PAGES = [
    row("GET pupils.index", WITH_PUPILS),
    row("GET pupils.new", LEADS),
    row("POST pupils.new", LEADS, 422),
    row(
        "GET pupils.page",
        WITH_PUPILS,
        own=f"dani lead {AT_WREN_HILL}",
        other="kit lead",
        foreign="stranger stranger_lead",
        pupil_id="pupil",
    ),
    row("GET pupils.details", LEADS, **LED, pupil_id="pupil"),
    row("POST pupils.details", LEADS, 422, **LED, pupil_id="pupil"),
    row("POST pupils.way_in", LEADS, 422, **LED, pupil_id="pupil", send={"login_name": "another.one"}),  # they have one
    row("GET pupils.add_carer", LEADS, **LED, pupil_id="pupil"),
    row("POST pupils.add_carer", LEADS, 422, **LED, pupil_id="pupil"),
    row("GET pupils.add_care", LEADS, **LED, pupil_id="pupil", kind="=mentor"),
    row("POST pupils.add_care", LEADS, 422, **LED, pupil_id="pupil", kind="=mentor"),
    row("POST pupils.end_care", LEADS, **LED, pupil_id="pupil", row_id="mentor_link", send=BECAUSE),
    row("GET pupils.enrol", LEADS, **LED, pupil_id="pupil"),
    row("POST pupils.enrol", LEADS, 422, **LED, pupil_id="pupil"),
    row("GET pupils.end_enrolment", LEADS, **LED, pupil_id="pupil", row_id="roll"),
    row("POST pupils.end_enrolment", LEADS, **LED, pupil_id="pupil", row_id="roll"),
    row("GET pupils.children", CARERS),
    row("GET pupils.child", CARERS, own="mum", pupil_id="pupil"),
]

HAND_IN = {"text": "I looked at each number.", "number": "1", "draft_version": "0", "once": "a-key"}
ANSWERERS = f"{AUTHORS} head_of_year key_adult"
NOT_WORK: dict[str, Any] = {"refused": {"own": "attendance_officer agency"}}
LEARNING = [
    row("GET learning.my_work", PUPILS),
    row("GET learning.work", PUPILS, **THEIRS, assignment_id="returned"),
    row("PUT learning.save_work", PUPILS, 200, **THEIRS, assignment_id="new", send=DRAFT),
    row("POST learning.add_pieces", PUPILS, **THEIRS, assignment_id="started"),
    row("POST learning.remove_piece", PUPILS, **THEIRS, assignment_id="started", piece_id="started.piece"),
    row("GET learning.piece", PUPILS, **THEIRS, assignment_id="in", piece_id="in.piece", name=SOME_NAME),
    row("GET learning.lesson_file", PUPILS, **THEIRS, assignment_id="new", resource_id="worksheet", name=SOME_NAME),
    row("POST learning.hand_in", PUPILS, **THEIRS, assignment_id="new", send=HAND_IN),
    row("GET learning.receipt", PUPILS, **THEIRS, assignment_id="in", hand_in_id="in.hand_in"),
    row(
        "POST learning.reply",
        PUPILS,
        **THEIRS,
        assignment_id="returned",
        feedback_id="returned.feedback",
        send={"text": "Thank you."},
    ),
    row("GET learning.pile", ANSWERERS),
    row("GET learning.answer", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in"),
    row(
        "GET learning.piece_to_answer",
        ANSWERERS,
        **ANSWERED,
        hand_in_id="in.hand_in",
        piece_id="in.piece",
        name=SOME_NAME,
    ),
    row("PUT learning.save_feedback", ANSWERERS, 200, **ANSWERED, hand_in_id="in.hand_in", send=DRAFT),
    row(
        "POST learning.return_feedback",
        ANSWERERS,
        **ANSWERED,
        hand_in_id="in.hand_in",
        send={"text": "You explained each step.", "outcome": "done"},
    ),
    row("POST learning.undo_feedback", ANSWERERS, 403, **ANSWERED, feedback_id="returned.feedback"),  # too late
    row("GET learning.pupil_work", f"{STAFF} {CARERS}", **READ, **NOT_WORK, pupil_id="pupil"),
    row("GET learning.assignment", f"{STAFF} {CARERS}", **READ, assignment_id="returned"),
    row(
        "GET learning.piece_on_record",
        f"{STAFF} {CARERS}",
        **READ,
        assignment_id="in",
        piece_id="in.piece",
        name=SOME_NAME,
    ),
    row("GET learning.set_work", SETTERS, **MENTORED, pupil_id="pupil"),
    row("POST learning.set_work_now", SETTERS, 422, **MENTORED, pupil_id="pupil", send={"lesson": "@lesson"}),
    row("POST learning.withdraw", SETTERS, **MENTORED, assignment_id="new", send={"because": "The wrong pupil."}),
    row("GET learning.withdraw_piece", SETTERS, **MENTORED, assignment_id="in", piece_id="in.piece"),
    row(
        "POST learning.withdraw_piece",
        SETTERS,
        **MENTORED,
        assignment_id="in",
        piece_id="in.piece",
        send={"because": "Another pupil's page."},
    ),
    row("POST learning.undo_setting", SETTERS, 403, **MENTORED, assignment_id="new"),  # too late
]

HOME = [
    row("GET home.front", ANYONE, 302),
    row("GET home.start", EVERYBODY, 302),
    row("GET home.empty", EVERYBODY),
    row("GET home.today", PUPILS),
    row("GET home.my_people", PUPILS),
    row("GET home.desk", MENTORS),
    row("GET home.weeks", MENTORS),
    row("GET home.rules", SETTERS),
    row("GET home.waiting", f"{LEADS} clerk head head_of_year"),
    row("GET home.changes", "auditor"),
]

TABLE: list[Row] = [
    *CORE,
    *SIGN_IN,
    *NETWORK,
    *PUPIL_PAGES,
    *access_library.ROWS,
    *LEARNING,
    *HOME,
    *access_timetable.ROWS,
    *access_plans.ROWS,
    *access_factors.ROWS,
    *access_files.ROWS,
    *access_imports.ROWS,
    *access_elsewhere.ROWS,
    *access_safeguarding.ROWS,
    *access_setting.ROWS,
    *access_protecting.ROWS,
    *access_handing_in.ROWS,
    *access_hearing_back.ROWS,
    *access_hours.ROWS,
    *access_mentoring.ROWS,
    *access_attendance.ROWS,
    *access_absence.ROWS,
    *access_answering.ROWS,
    *access_asking.ROWS,
    *access_doing.ROWS,
    *access_referrals.ROWS,
    *access_administration.ROWS,
    *access_panels.ROWS,
    *access_sign_in.ROWS,
    *access_looking.ROWS,
    *access_windows.ROWS,
    *access_letters.ROWS,
    *access_library_use.ROWS,
    *access_notices.ROWS,
    *access_offline.ROWS,
    *access_messages.ROWS,
    *access_packs.ROWS,
    *access_worried.ROWS,
    *access_proud.ROWS,
    *access_questions.ROWS,
    *access_assessment.ROWS,
]
