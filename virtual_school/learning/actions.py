"""What people do with work: the policy is asked once, then the change is made."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from virtual_school.core import clock, files
from virtual_school.core.access import require
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Stale, WrongState
from virtual_school.core.files import Received
from virtual_school.core.saving import drafts
from virtual_school.learning import changes, policy
from virtual_school.learning.models import Assignment, Feedback, HandIn, Outcome, Piece, Reply
from virtual_school.learning.policy import Returned
from virtual_school.learning.queries import choosing
from virtual_school.learning.queries.held import feedback_to_reply
from virtual_school.learning.queries.setting import Choice
from virtual_school.library.models import LessonRevision
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Pupil
from virtual_school.pupils.queries import Mine


class BothKept(Stale):
    """These words were also written somewhere else. `theirs` is what the server holds, `version` how far it is."""

    def __init__(self, theirs: str, version: int = 0) -> None:
        super().__init__(_("This was also written somewhere else. Nothing is lost."))
        self.theirs, self.version = theirs, version


class Nothing(Exception):
    """There is nothing to hand in yet. `because` stands beside the box."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(frozen=True, slots=True)
class Typed:
    """Words as a form brought them, and what its page knew of the draft: the tab's key, the version it last saw."""

    text: str
    key: str
    version: int


def account_of(viewer: Viewer) -> uuid.UUID:
    """Whose drafts and keys these are. Only a person has any."""
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def _in_step(viewer: Viewer, subject: str, typed: Typed) -> None:
    """Raise `BothKept` when another tab or device saved other words since this page knew them."""
    draft = drafts.find(account_of(viewer), subject)
    if draft is None or draft.version == typed.version or draft.writer == typed.key or draft.text == typed.text:
        return
    raise BothKept(draft.text, draft.version)


# Setting ------------------------------------------------------------------------------------------------------------


def set_work(
    viewer: Viewer, *, pupil: Pupil, access: Access, revision_id: uuid.UUID, answerer: Choice, due_on: dt.date | None
) -> Assignment:
    """Set a posted lesson to a pupil and name who answers."""
    require(policy.can_set_work(access))
    member = answerer.holder.membership
    return changes.set_work(
        viewer,
        pupil_id=pupil.id,
        revision_id=revision_id,
        account_id=member.account_id,
        organisation_id=member.organisation_id,
        due_on=due_on,
        through_window=answerer.by_window,
    )


def choose_work(viewer: Viewer, *, mine: Mine, revision: LessonRevision) -> tuple[Assignment, bool]:
    """A pupil sets a lesson from the library to themself; whoever answers for them meanwhile answers it.

    What they have open already is given again, and is not new.
    """
    if viewer.pupil_id is None:
        raise NotVisible
    dated.lock_pupil(viewer.pupil_id)
    there = choosing.has_open(viewer, revision.lesson_id)
    if there is not None:
        return there, False
    require(policy.can_choose_work(mine, open_ones=choosing.chosen_and_open(viewer), most=number("chosen_at_once")))
    answering = choosing.answering(viewer, mine)
    if answering is None:
        raise WrongState(_("Nobody can answer this today. Ask your school who answers your work now."))
    made = changes.set_work(
        viewer,
        pupil_id=viewer.pupil_id,
        revision_id=revision.id,
        account_id=answering.account_id,
        organisation_id=answering.organisation_id,
        through_window=answering.by_window,
    )
    return made, True


def put_back(viewer: Viewer, *, assignment: Assignment) -> None:
    """A pupil does not do after all what they chose."""
    require(policy.can_put_back(assignment.state))
    changes.withdraw(viewer, assignment, _("Put back by the pupil"))


def withdraw(viewer: Viewer, *, assignment: Assignment, access: Access, because: str) -> None:
    require(policy.can_withdraw(access, assignment.state))
    changes.withdraw(viewer, assignment, because)


def withdraw_piece(viewer: Viewer, *, assignment: Assignment, access: Access, piece: Piece, because: str) -> None:
    require(policy.can_withdraw(access, assignment.state))
    changes.remove_piece(viewer, assignment, piece, because)


def undo_setting(viewer: Viewer, *, assignment: Assignment, access: Access) -> None:
    require(policy.can_withdraw(access, assignment.state))
    require(policy.can_undo_setting(viewer, assignment.set_by, assignment.set_at, clock.now()))
    changes.withdraw(viewer, assignment, _("Undone at once"))


# The pupil's side ---------------------------------------------------------------------------------------------------


def save_draft(viewer: Viewer, *, assignment: Assignment, sent: drafts.Save) -> Response:
    """Keep her words. With the first of them the work is started."""
    allowed = policy.can_write(assignment.state)
    if not allowed:
        raise WrongState(allowed.because)
    attempt = changes.start(viewer, assignment)
    return drafts.save(account_of(viewer), changes.subject_of_work(assignment.id, attempt.number), sent)


def is_in_time(assignment: Assignment, typed: Typed) -> None:
    """Raise `BothKept` when the work was handed in meanwhile, with other words than these."""
    _last, handed_in = changes.attempt_at_hand(assignment)
    if handed_in is not None and not policy.can_write(assignment.state):
        _handed_in_before(assignment, handed_in, typed)


def keep_words(viewer: Viewer, *, assignment: Assignment, typed: Typed, key: str) -> None:
    """Keep the words that came along with another button of their form, those that no script had saved yet included.

    They are kept as the form's, not as the tab's: a save of that tab's that was still under way comes too late then.
    """
    last, handed_in = changes.attempt_at_hand(assignment)
    base, open_go = typed.version, last if handed_in is None else None
    draft = open_go and drafts.find(account_of(viewer), changes.subject_of_work(assignment.id, open_go.number))
    if draft and typed.key and draft.writer == typed.key:
        base = draft.version
    answer = save_draft(viewer, assignment=assignment, sent=drafts.Save(f"f-{key}"[:60], base, 0, typed.text))
    if answer.status_code == 409:
        both = answer.get_json()
        raise BothKept(both["theirs"], both["version"])


def add_pieces(
    viewer: Viewer, *, assignment: Assignment, received: Sequence[Received] = (), uploads: Sequence[uuid.UUID] = ()
) -> None:
    """Add what was sent, by a plain form or by uploads that have arrived. A repeat adds nothing twice."""
    last, handed_in = changes.attempt_at_hand(assignment)
    there = changes.pieces_of(last.id) if last is not None and handed_in is None else []
    wanted = [upload for upload in uploads if db.session.get(Piece, upload) is None]
    more = len(received) + len(wanted)
    if not more:
        return
    allowed = policy.can_add_pieces(assignment.state, there=len(there), more=more)
    if not allowed:
        raise WrongState(allowed.because)
    for upload in wanted:
        # The piece takes the upload's own id, so that an answer which got lost can be asked for again.
        stored, name = files.claim(account_of(viewer), upload)
        changes.add_piece(viewer, assignment, stored, name, upload)
    for one in received:
        changes.add_piece(viewer, assignment, files.keep(one), one.name)


def remove_piece(viewer: Viewer, *, assignment: Assignment, piece: Piece) -> None:
    require(policy.can_write(assignment.state))
    changes.remove_piece(viewer, assignment, piece)


def hand_in(viewer: Viewer, *, assignment: Assignment, number: int | None, typed: Typed) -> HandIn:
    """Hand in, once however often she presses. `number` is the go that her page showed.

    From a tab that was open before, with the same words, it is the same hand-in; with other words both are shown.
    """
    last, handed_in = changes.attempt_at_hand(assignment)
    if last is not None and number is not None and number < last.number:
        return _of_an_earlier_go(viewer, assignment, last.number, number, typed)
    before = handed_in is not None and last is not None and number == last.number
    if before or not policy.can_write(assignment.state):
        return _handed_in_before(assignment, handed_in, typed)
    pieces = changes.pieces_of(last.id) if last is not None and handed_in is None else []
    allowed = policy.can_hand_in(assignment.state, words=typed.text, pieces=len(pieces))
    if not allowed:
        raise Nothing(allowed.because)
    if last is not None and handed_in is None:
        _in_step(viewer, changes.subject_of_work(assignment.id, last.number), typed)
    return changes.hand_in(viewer, assignment, typed.text)


def _of_an_earlier_go(viewer: Viewer, assignment: Assignment, last: int, number: int, typed: Typed) -> HandIn:
    """What an old page sends belongs to its own go. Words that are not in it are shown beside those of the last."""
    earlier, latest = changes.handed_in_as(assignment.id, number), changes.handed_in_as(assignment.id, last)
    if earlier is not None and typed.text.strip() in ("", earlier.text.strip()):
        return earlier
    draft = drafts.find(account_of(viewer), changes.subject_of_work(assignment.id, last))
    if draft is not None:
        raise BothKept(draft.text, draft.version)
    found = latest or earlier
    raise BothKept(found.text if found else "")


def _handed_in_before(assignment: Assignment, handed_in: HandIn | None, typed: Typed) -> HandIn:
    if handed_in is None:
        raise WrongState(policy.can_write(assignment.state).because)
    if typed.text.strip() and typed.text.strip() != handed_in.text.strip():
        raise BothKept(handed_in.text)
    return handed_in


def reply(viewer: Viewer, *, assignment: Assignment, feedback_id: uuid.UUID, text: str) -> Reply:
    """Her answer to feedback: one, so that a second press is the first. Other words after that are shown, not sent."""
    there = feedback_to_reply(viewer, assignment.id, feedback_id)
    if there is None:
        return changes.reply(viewer, assignment, feedback_id, text)
    if there.text.strip() != text.strip():
        raise WrongState(policy.can_reply(has_replied=True).because)
    return there


# The answerer's side ------------------------------------------------------------------------------------------------


def save_feedback_draft(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, sent: drafts.Save
) -> Response:
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)
    return drafts.save(account_of(viewer), changes.subject_of_feedback(hand_in_id), sent)


def return_feedback(
    viewer: Viewer, *, assignment: Assignment, hand_in_id: uuid.UUID, has_answer: bool, typed: Typed, outcome: Outcome
) -> Feedback:
    """Give a hand-in back, for another go or as done."""
    allowed = policy.can_answer(assignment.state, has_answer=has_answer)
    if not allowed:
        raise WrongState(allowed.because)
    _in_step(viewer, changes.subject_of_feedback(hand_in_id), typed)
    return changes.return_feedback(viewer, assignment, hand_in_id, typed.text, outcome)


def undo_feedback(viewer: Viewer, *, assignment: Assignment, feedback: Feedback, returned: Returned) -> None:
    """Take feedback back within a minute, if the pupil has not read it. The words are a draft again."""
    require(policy.can_undo_feedback(viewer, returned, clock.now()))
    changes.undo_feedback(viewer, assignment, feedback)
