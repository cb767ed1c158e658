"""Who may do what with messages: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
CARERS = "mum dad"
MENTORS = "dani sam kit stranger"
TEACHERS = "own_teacher lunt bell stranger_teacher"
LEADS = "lead stranger_lead"
STARTERS = f"{PUPILS} {CARERS} {MENTORS} key_adult"
WRITERS = f"{STARTERS} {TEACHERS}"
STAFF_WRITERS = f"{MENTORS} key_adult {TEACHERS}"
OVERSEERS = f"{LEADS} safeguarding_lead"

# The thread between a pupil and their mentor.
SIT: dict[str, Any] = {"own": "ellie dani", "other": "tariq kit", "foreign": "stranger_pupil stranger"}
STAFF_SIT: dict[str, Any] = {"own": "dani", "other": "kit", "foreign": "stranger"}
LOOKED: dict[str, Any] = {"own": "lead", "other": "lead", "foreign": "stranger_lead"}
# About a pupil: whoever reaches their messages at all.
REACH: dict[str, Any] = {
    "own": "ellie mum dani key_adult",
    "other": "tariq kit",
    "foreign": "stranger_pupil stranger",
}
# With their mentor: what the pupil and the mentor have goes on, and nobody else begins it.
GOES_ON: dict[str, Any] = {**SIT, "refused": {"own": "mum key_adult"}}
SOME_WORDS = {"text": "Are you there tomorrow?"}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}
WORRIED = {"words": "It is the third time."}
FRENCH = {"language": "French", "text": "A demain.", "translated_by": "Ola Wren"}

ROWS: list[Row] = [
    row("GET messages.index", WRITERS),
    row("GET messages.thread", WRITERS, **SIT, thread_id="thread"),
    row("POST messages.send", WRITERS, **SIT, thread_id="thread", send=SOME_WORDS),
    row("PUT messages.save", WRITERS, 200, **SIT, thread_id="thread", send=DRAFT),
    row("POST messages.read", WRITERS, **SIT, thread_id="thread", send={"message": "@message"}),
    row("POST messages.end_seat", WRITERS, 404, **SIT, thread_id="thread", member_id="seat"),
    row("GET messages.file", WRITERS, **SIT, message_id="message", file_id="message_file", name="=map.txt"),
    row("GET messages.about", STARTERS, **REACH, pupil_id="pupil"),
    row("GET messages.new", STARTERS, 303, **GOES_ON, pupil_id="pupil", kind="=mentor"),
    row("POST messages.start", STARTERS, **GOES_ON, pupil_id="pupil", kind="=mentor", send=SOME_WORDS),
    row("PUT messages.save_new", STARTERS, 200, **GOES_ON, pupil_id="pupil", kind="=mentor", send=DRAFT),
    row(
        "GET messages.withdraw",
        f"{WRITERS} {LEADS}",
        **LOOKED,
        refused={"own": "ellie dani", "other": "tariq kit", "foreign": "stranger_pupil stranger"},  # too late
        message_id="message",
    ),
    row(
        "POST messages.withdraw",
        f"{WRITERS} {LEADS}",
        **LOOKED,
        refused={"own": "ellie dani", "other": "tariq kit", "foreign": "stranger_pupil stranger"},
        message_id="message",
        send={"because": "Sent to the wrong child."},
    ),
    row("POST messages.undo", WRITERS, 403, **SIT, message_id="message"),  # too late
    row("GET messages.translation", WRITERS, **SIT, message_id="message"),
    row("POST messages.ask_translation", WRITERS, **SIT, message_id="message", send={"language": "French"}),
    row("POST messages.type_translation", STAFF_WRITERS, **STAFF_SIT, message_id="message", send=FRENCH),
    # Nobody checks what they typed themself.
    row("POST messages.check_translation", STAFF_WRITERS, 403, **STAFF_SIT, translation_id="translation"),
    row("GET messages.oversight", OVERSEERS),
    row("POST messages.sample", OVERSEERS),
    row(
        "GET messages.of_pupil",
        OVERSEERS,
        own="lead safeguarding_lead",
        other="lead",
        foreign="stranger_lead",
        pupil_id="pupil",
    ),
    row(
        "POST messages.look",
        OVERSEERS,
        own="lead safeguarding_lead",
        other="lead",
        foreign="stranger_lead",
        pupil_id="pupil",
        send={"thread": "@thread", "reason": "A call from the school."},
    ),
    row("GET messages.looked_into", OVERSEERS, **LOOKED, look_id="look"),
    row(
        "GET messages.looked_into_file",
        OVERSEERS,
        **LOOKED,
        look_id="look",
        message_id="message",
        file_id="message_file",
        name="=map.txt",
    ),
]
