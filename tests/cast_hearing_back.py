"""What was said of a part of each pupil's work: by the teacher who answers it, not returned yet, and returned."""

from typing import TYPE_CHECKING

from tests import make
from tests.cast_answering import WHO
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning.models import BankComment, CriterionMark, Feedback, FeedbackVoice, HandIn, WorkRemark
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

PRAISE = "You kept to one rule all the way through."
WORDS = "Say which number you began with."
KEPT = "Tell me how you know that it is so."
SAID = "Well found. Now look at the last line once more."
LOOKED_FOR = "Says where each number came from."
ENDINGS = {"ellie": "", "tariq": " of tariq", "stranger_pupil": ""}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    teacher = casting.accounts[WHO[key][0]]
    for name, state in (("work_remark", "in"), ("work_remark_returned", "returned")):
        hand_in = db.session.get_one(HandIn, casting.side.work[state + ENDINGS[key]].hand_in_id)
        said = WorkRemark(hand_in_id=hand_in.id, account_id=teacher.id, words=WORDS, starts=2, ends=8)
        said.made_at = clock.now()
        db.session.add(said)
        db.session.flush()
        casting.side.ids[f"{name} of {key}"] = said.id
        looked = CriterionMark(hand_in_id=hand_in.id, account_id=teacher.id, words=LOOKED_FOR, is_met=False)
        looked.said_at = clock.now()
        db.session.add(looked)
        db.session.flush()
        casting.side.ids[f"{name.replace('work_remark', 'criterion')} of {key}"] = looked.id
    comment = BankComment(account_id=teacher.id, words=KEPT, kept_at=clock.now())
    db.session.add(comment)
    returned = casting.side.work["returned" + ENDINGS[key]]
    stored = make.stored_file(f"said of the work of {key}".encode())
    voice = FeedbackVoice(hand_in_id=returned.hand_in_id, account_id=teacher.id, stored_file_id=stored.id)
    voice.name, voice.words, voice.kept_at = "said.webm", SAID, clock.now()
    own = FeedbackVoice(hand_in_id=casting.side.work["in" + ENDINGS[key]].hand_in_id, account_id=teacher.id)
    own.stored_file_id, own.name, own.words, own.kept_at = stored.id, "said.webm", SAID, clock.now()
    db.session.add_all([voice, own])
    db.session.flush()
    casting.side.ids |= {f"bank_comment of {key}": comment.id, f"voice_returned of {key}": voice.id}
    db.session.get_one(Feedback, returned.feedback_id).praise = PRAISE
    db.session.flush()
