"""What an answerer says of parts of the work, and the pupil who sees to it: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

ANSWERERS = "dani sam kit stranger own_teacher lunt bell stranger_teacher lead stranger_lead key_adult head_of_year"
PUPILS = "ellie tariq stranger_pupil"
ANSWERED: dict[str, Any] = {"own": "lunt", "other": "bell", "foreign": "stranger_teacher"}
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
PINNED = {"piece": "@in.piece", "place": "middle", "words": "Look here."}
LOOKED_FOR = {"looked_for": "Each step is shown", "said": "not-yet"}
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
    row("POST learning.remark", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send=SAID),
    row("POST learning.mark_criterion", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", send=LOOKED_FOR),
    row("POST learning.remove_criterion", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", criterion_id="criterion"),
    # What the cast handed in is no picture: whoever may answer it is told so.
    row("POST learning.pin", ANSWERERS, 422, **ANSWERED, hand_in_id="in.hand_in", send=PINNED),
    row("POST learning.remove_remark", ANSWERERS, **ANSWERED, hand_in_id="in.hand_in", remark_id="work_remark"),
    row("POST learning.act_on_remark", PUPILS, **THEIRS, assignment_id="returned", remark_id="work_remark_returned"),
]
