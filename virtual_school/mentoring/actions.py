"""What a mentor does: the policy is asked once, then the change is made."""

import datetime as dt
import uuid
from dataclasses import dataclass

from flask import Response
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, Stale, WrongState
from virtual_school.core.saving import drafts
from virtual_school.mentoring import changes, policy, queries
from virtual_school.mentoring.models import ContactKind, ContactNote, MentorTask, Observation, ObservationKind
from virtual_school.mentoring.naming import others_named
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import Pupil


class NamesAnother(Exception):
    """The words name another pupil. `because` stands beside the box, with a tick for who means somebody else."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


class BothKept(Stale):
    """Another tab or device kept other words since this page knew them."""

    def __init__(self, theirs: str, version: int) -> None:
        super().__init__(_("This was also written somewhere else. Nothing is lost."))
        self.theirs, self.version = theirs, version


@dataclass(frozen=True, slots=True)
class Said:
    """Words as a form brought them, the tick that the name in them is somebody else's, and what it knew of a draft."""

    words: str
    somebody_else: bool = False
    key: str = ""
    version: int = 0
    # Restricted, and whom it names: nobody named is nobody, never everybody.
    restricted: bool = False
    readers: frozenset[uuid.UUID] = frozenset()


def account_of(viewer: Viewer) -> uuid.UUID:
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def _names_nobody_else(viewer: Viewer, pupil: Pupil, said: Said) -> None:
    if not said.words:
        return
    others = others_named(said.words, pupil.known_as, queries.other_names(viewer, pupil.id))
    decision = policy.names_nobody_else(others, somebody_else=said.somebody_else)
    if not decision:
        raise NamesAnother(decision.because)


def note_contact(viewer: Viewer, *, pupil: Pupil, access: Access, kind: ContactKind) -> ContactNote:
    """Saved with the time now; words and minutes may follow."""
    require(policy.can_note(access))
    return changes.note_contact(viewer, pupil_id=pupil.id, kind=kind)


def save_contact_draft(viewer: Viewer, *, note: ContactNote, sent: drafts.Save) -> Response:
    require(policy.can_complete(viewer, note.account_id))
    if note.words:
        raise WrongState(_("This note has its words already."))
    return drafts.save(account_of(viewer), queries.subject_of_contact(note.id), sent)


def complete_contact(
    viewer: Viewer, *, pupil: Pupil, access: Access, note: ContactNote, said: Said, minutes: int | None
) -> None:
    require(policy.can_complete(viewer, note.account_id))
    if said.restricted:
        offered = {one.account_id for one in queries.may_be_readers(viewer, access, pupil.id)}
        require(policy.can_name_readers(offered, said.readers))
    _in_step(viewer, note, said)
    _names_nobody_else(viewer, pupil, said)
    readers = said.readers if said.restricted else None
    changes.complete_contact(viewer, note, minutes=minutes, words=said.words, readers=readers)
    drafts.take(account_of(viewer), queries.subject_of_contact(note.id))


def _in_step(viewer: Viewer, note: ContactNote, said: Said) -> None:
    draft = queries.draft_of(viewer, note.id)
    if draft and draft.version != said.version and draft.writer != said.key and draft.text != said.words:
        raise BothKept(draft.text, draft.version)


def observe(
    viewer: Viewer, *, pupil: Pupil, access: Access, kind: ObservationKind, said: Said, at: dt.datetime | None = None
) -> Observation:
    require(policy.can_note(access))
    _names_nobody_else(viewer, pupil, said)
    return changes.observe(viewer, pupil_id=pupil.id, kind=kind, words=said.words, at=at)


def withdraw_contact(viewer: Viewer, *, note: ContactNote, access: Access, because: str) -> None:
    require(policy.can_withdraw(viewer, access, note.account_id))
    changes.withdraw_contact(viewer, note, because)


def withdraw_observation(viewer: Viewer, *, observation: Observation, access: Access, because: str) -> None:
    require(policy.can_withdraw(viewer, access, observation.account_id))
    changes.withdraw_observation(viewer, observation, because)


def undo_contact(viewer: Viewer, *, note: ContactNote) -> None:
    require(policy.can_undo(viewer, note.account_id, note.made_at, clock.now()))
    changes.withdraw_contact(viewer, note, _("Undone at once"))


def undo_observation(viewer: Viewer, *, observation: Observation) -> None:
    require(policy.can_undo(viewer, observation.account_id, observation.made_at, clock.now()))
    changes.withdraw_observation(viewer, observation, _("Undone at once"))


def do_task(viewer: Viewer, *, task: MentorTask, access: Access) -> None:
    require(policy.can_note(access))
    changes.do_task(viewer, task)


def undo_task(viewer: Viewer, *, task: MentorTask, access: Access) -> None:
    require(policy.can_note(access))
    if task.done_at is None:
        return
    require(policy.can_undo(viewer, task.done_by, task.done_at, clock.now()))
    changes.undo_task(viewer, task)
