"""In the work that each pupil has started: a link, and what their mentor wrote down for them."""

from typing import Any

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning.models import PieceLink, Shown, WrittenDown
from virtual_school.pupils.models import Pupil

WORK = {"ellie": "started", "tariq": "started of tariq", "stranger_pupil": "started"}


def add(casting: Any, child: Pupil, mentor: str) -> None:
    key = next(one.key for one in casting.side if one.pupil_id == child.id)
    attempt_id = casting.side.work[WORK[key]].attempt_id
    link = PieceLink(attempt_id=attempt_id, url="https://www.example.org/mine", words="My film", added_at=clock.now())
    note = WrittenDown(
        attempt_id=attempt_id, account_id=casting.accounts[mentor].id, how=Shown.TOLD, text="It halves each time.",
        written_at=clock.now(),
    )  # fmt: skip
    db.session.add_all([link, note])
    db.session.flush()
    casting.side.ids[f"piece_link of {key}"], casting.side.ids[f"written_down of {key}"] = link.id, note.id
