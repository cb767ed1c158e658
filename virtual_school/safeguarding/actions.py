"""What people do with concerns and calls for help: the policy is asked once, then the change is made."""

import uuid
from collections.abc import Sequence

from flask_babel import gettext as _

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding import changes, handing, policy, queries, worried
from virtual_school.safeguarding.models import Concern, Help
from virtual_school.safeguarding.people import Worry
from virtual_school.safeguarding.telling import UNSEEN


def raise_concern(
    viewer: Viewer,
    *,
    pupil_id: uuid.UUID,
    about: tuple[str, uuid.UUID],
    copy: str,
    words: str,
    worry: Worry | None = None,
    files: Sequence[worried.File] = (),
) -> Concern:
    """Hand something over that the viewer may read: whoever calls this has found it for them."""
    require(policy.can_raise(viewer))
    return changes.raise_concern(
        viewer, pupil_id=pupil_id, about=about, copy=copy, words=words, worry=worry, files=files
    )


def see(viewer: Viewer, concern: Concern) -> None:
    require(policy.can_take(viewer))
    changes.see(viewer, concern)


def release(viewer: Viewer, concern: Concern, because: str) -> None:
    allowed = policy.can_release(viewer, concern)
    if not allowed and concern.released_at is not None:
        raise WrongState(allowed.because)
    require(allowed)
    changes.release(viewer, concern, because)


def copied(viewer: Viewer, concern: Concern, reference: str | None) -> None:
    """'I have copied it into our own system.'"""
    require(policy.can_take(viewer))
    changes.copied(viewer, concern, reference)


def not_read(concern_id: uuid.UUID, step: int) -> None:
    """By the system, when its time has come."""
    handing.not_read(concern_id, step)


def ask_for_help(viewer: Viewer, *, words: str, not_mentor: bool) -> Help:
    """The pupil asks. Said as sent only when somebody will find it."""
    if viewer.pupil_id is None:
        raise NotVisible
    hearing = queries.hearing(viewer.pupil_id)
    allowed = policy.can_ask(viewer, hearing.openly)
    if not allowed:
        raise WrongState(allowed.because)
    if not_mentor and not hearing.unmentored:
        raise WrongState(_("Only your mentor would read this now. Ring one of the numbers instead."))
    return changes.ask_for_help(viewer, viewer.pupil_id, words, not_mentor=not_mentor)


def see_help(viewer: Viewer, asked: Help) -> None:
    require(policy.can_answer(viewer))
    changes.see_help(viewer, asked)


def answer_help(viewer: Viewer, asked: Help) -> None:
    require(policy.can_answer(viewer))
    changes.answer_help(viewer, asked)


def unseen(viewer: Viewer, asked: Help, school_id: uuid.UUID | None) -> None:
    """For the system alone, when so many minutes of school time have gone by."""
    if viewer.rule != UNSEEN:
        raise NotVisible
    changes.unseen(viewer, asked, school_id)
