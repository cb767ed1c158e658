"""What a pupil is proud of, and who was let see it: rows of the access table."""

from typing import Any

from tests.whole_app.access import Row, row

PUPILS = "ellie tariq stranger_pupil"
THEIRS: dict[str, Any] = {"own": "ellie", "other": "tariq", "foreign": "stranger_pupil"}
DRAFT = {"key": "tab", "base": 0, "seq": 1, "text": "Some words"}

ROWS: list[Row] = [
    row("GET proud.mine", PUPILS),
    row("GET proud.new", PUPILS),
    row("POST proud.choose", PUPILS, 422),
    row("PUT proud.save_draft", PUPILS, 200, send=DRAFT),
    row("GET proud.share", PUPILS, **THEIRS, thing_id="proud_thing"),
    row("POST proud.share", PUPILS, 422, **THEIRS, thing_id="proud_thing"),
    row("POST proud.end_share", PUPILS, **THEIRS, share_id="proud_share"),
    row("POST proud.take_off", PUPILS, **THEIRS, thing_id="proud_thing"),
    row(
        "GET proud.of_pupil",
        "dani sam kit stranger key_adult mum dad",
        own="dani key_adult mum",
        other="kit",
        foreign="stranger",
        pupil_id="pupil",
    ),
    row(
        "POST proud.read",
        "dani sam kit stranger key_adult",
        own="dani key_adult",
        other="kit",
        foreign="stranger",
        pupil_id="pupil",
        thing_id="proud_to_read",
    ),
]
