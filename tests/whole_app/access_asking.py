"""Who asks for work, who is asked, who answers: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

ASKERS = "dani sam kit stranger lead stranger_lead key_adult head_of_year head"
TEACHERS = "own_teacher lunt bell stranger_teacher"
ANSWERERS = f"dani sam kit stranger {TEACHERS} lead stranger_lead key_adult head_of_year"
EITHER = f"{ANSWERERS} head"
PUPILS = "ellie tariq stranger_pupil"

ASKED_FOR: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
TAUGHT: dict[str, Any] = {"own": "own_teacher", "other": "bell", "foreign": "stranger_teacher"}
READS_WORK = TAUGHT
# Who teaches the subject anywhere in the network: they see no pupil in it, their own school's neither.
OF_NETWORK: dict[str, Any] = {"own": "lunt bell", "other": "lunt bell", "foreign": "stranger_teacher"}
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
FILE: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head own_teacher",
    "other": "kit lead bell",
    "foreign": "stranger stranger_lead stranger_teacher",
}
LINE = {"words": "We are on page fifty: come to me first."}
LIBRARY = {"kind": "library"}
NAME = "=page.txt"

ROWS: list[Row] = [
    row("GET asking.ask", ASKERS, **ASKED_FOR, pupil_id="pupil"),
    row("POST asking.ask", ASKERS, 422, **ASKED_FOR, pupil_id="pupil"),
    row("GET asking.request_page", ASKERS, **ASKED_FOR, request_id="answered"),
    row("POST asking.withdraw", ASKERS, **ASKED_FOR, request_id="request"),
    row("POST asking.hand_on", ASKERS, **ASKED_FOR, request_id="answered"),
    row("GET asking.reply_file", EITHER, **FILE, reply_id="work_reply", name=NAME),
    row("GET asking.answer", ANSWERERS, **TAUGHT, request_id="request"),
    row("POST asking.send_answer", ANSWERERS, **TAUGHT, request_id="request", send=LIBRARY),
    row("GET asking.asked", TEACHERS),
    row("POST asking.say_subjects", TEACHERS),
    row("GET asking.one_asked", TEACHERS, **OF_NETWORK, request_id="asked"),
    row("POST asking.answer_asked", TEACHERS, **OF_NETWORK, request_id="asked", send=LIBRARY),
    row("POST asking.take_back", ANSWERERS, **TAUGHT, reply_id="work_reply"),
    row("GET asking.my_pupils", ANSWERERS),
    row("GET asking.pupil_away", ANSWERERS, **TAUGHT, pupil_id="pupil"),
    row("POST asking.write_line", ANSWERERS, **TAUGHT, pupil_id="pupil", send=LINE),
    row("GET asking.work", ANSWERERS, **READS_WORK, pupil_id="pupil", assignment_id="returned"),
    row(
        "GET asking.voice",
        ANSWERERS,
        **READS_WORK,
        pupil_id="pupil",
        assignment_id="returned",
        voice_id="voice_returned",
        name="=said.webm",
    ),
    row(
        "GET asking.piece",
        ANSWERERS,
        **READS_WORK,
        pupil_id="pupil",
        assignment_id="returned",
        piece_id="returned.piece",
        name="=page.txt",
    ),
    row("GET asking.mine", PUPILS),
    row("GET asking.my_file", PUPILS, **THEIRS, reply_id="work_reply", name=NAME),
]
