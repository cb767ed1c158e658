"""What an answerer says of parts of the work, and the pupil who sees to it: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

ANSWERERS = "dani sam kit stranger own_teacher lunt bell stranger_teacher lead stranger_lead key_adult head_of_year"
PUPILS = "ellie tariq stranger_pupil"
ANSWERED: dict[str, Any] = {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"}
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
PINNED = {"piece": "@in.piece", "place": "middle", "words": "Look here."}
LOOKED_FOR = {"looked_for": "Each step is shown", "said": "not-yet"}
OTHERWISE = {"comment": "Say why you think so.", "version": "1"}
ADULTS = (
    "mum dad dani sam kit stranger own_teacher lunt bell stranger_teacher lead stranger_lead key_adult head_of_year "
    "head safeguarding_lead attendance_officer clerk chair panel_member panel_member_of_school agency agency_past "
    "broker administrator auditor"
)
READ: dict[str, Any] = {
    "own": "dani lead key_adult head_of_year head safeguarding_lead mum",
    "other": "kit lead",
    "foreign": "stranger stranger_lead",
}
VOICE: dict[str, Any] = {"voice_id": "voice_returned", "name": "=said.webm"}
SAID = {"quote": "each number", "words": "Which one first?", "near": "0"}

DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Well found."}

ROWS: list[Row] = [
    row("PUT learning.save_praise", ANSWERERS, 200, **ANSWERED, hand_in_id="in.hand_in", send=DRAFT),
    row(
        "POST learning.tell_home",
        PUPILS,
        **THEIRS,
        assignment_id="returned",
        feedback_id="returned.feedback",
    ),
    row("GET learning.many", ANSWERERS),
    row("POST learning.return_many", ANSWERERS, 422),
    row("POST learning.read_answers", ANSWERERS, 422),
    row("POST learning.undo_many", ANSWERERS, 404, at="=1"),
    row("GET learning.take_many", ANSWERERS),
    row("POST learning.remark", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send=SAID),
    row("POST learning.mark_criterion", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send=LOOKED_FOR),
    row("POST learning.remove_criterion", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", criterion_id="criterion"),
    row("GET learning.words_kept", ANSWERERS),
    row("POST learning.keep_words", ANSWERERS, send={"comment": "Say why."}),
    row("POST learning.keep_words_here", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send={"comment": "Say why."}),
    row("GET learning.words", ANSWERERS, **ANSWERED, comment_id="bank_comment"),
    row("POST learning.change_words", ANSWERERS, **ANSWERED, comment_id="bank_comment", send=OTHERWISE),
    row("POST learning.remove_words", ANSWERERS, **ANSWERED, comment_id="bank_comment"),
    # Nothing is sent: whoever may answer it is asked for it.
    row("POST learning.keep_voice", ANSWERERS, 422, **ANSWERED, hand_in_id="in.hand_in"),
    row("POST learning.word_voice", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send={"said": "Look again."}),
    row("POST learning.remove_voice", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in"),
    row("GET learning.voice_to_answer", ANSWERERS, **ANSWERED, **VOICE, hand_in_id="returned.hand_in"),
    row("GET learning.my_voice", PUPILS, **THEIRS, **VOICE, assignment_id="returned"),
    row("GET learning.voice_on_record", ADULTS, **READ, **VOICE, assignment_id="returned"),
    # What the cast handed in is no picture: whoever may answer it is told so.
    row("POST learning.pin", ANSWERERS, 422, **ANSWERED, hand_in_id="in.hand_in", send=PINNED),
    row("POST learning.remove_remark", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", remark_id="work_remark"),
    row("POST learning.act_on_remark", PUPILS, **THEIRS, assignment_id="returned", remark_id="work_remark_returned"),
]
