"""What an author does with a lesson."""

import uuid
from collections.abc import Callable, Iterable, Sequence

from flask import Response

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible
from virtual_school.core.files import Received
from virtual_school.core.saving import drafts, lock, once
from virtual_school.library import changes, policy
from virtual_school.library.actions.files import add_files
from virtual_school.library.changes import Words
from virtual_school.library.models import Lesson, LessonRevision
from virtual_school.network.viewer import Viewer

# What a person's words for a lesson that is not there yet are kept under.
NEW = "lesson:new"


def draft_subject(lesson: Lesson) -> str:
    """What a person's unsent words for this lesson are kept under."""
    return f"lesson:{lesson.id}"


def begin(viewer: Viewer, *, words: Words) -> Lesson:
    """A draft of the viewer's school."""
    require(policy.can_begin(viewer))
    if viewer.organisation_id is None:
        raise NotVisible
    return changes.begin(organisation_id=viewer.organisation_id, by=viewer, words=words)


def begin_once(
    viewer: Viewer,
    *,
    key: str,
    words: Words,
    received: Iterable[Received] = (),
    uploads: Sequence[uuid.UUID] = (),
    post: bool = False,
    to: Callable[[uuid.UUID, bool], str],
) -> str:
    """Begin a lesson with its files once a form, however often it is sent; post it when that is asked and may be.

    Gives the address to go on at: `to` is told whether it was posted. The words being typed for it are spent.
    """
    account_id = changes.person(viewer)
    went = once.claim(account_id, key)
    if went:
        return went
    lesson = begin(viewer, words=words)
    files = add_files(viewer, lesson, received=received, uploads=uploads)
    posted = post and bool(policy.can_post(viewer, lesson, files))
    if posted:
        changes.post(lesson, by=viewer)
    drafts.take(account_id, NEW)
    address = to(lesson.id, posted)
    once.went_to(account_id, key, address)
    return address


def keep_new_draft(viewer: Viewer, *, sent: drafts.Save) -> Response:
    """Keep what the viewer is typing for a lesson that is not there yet, for nobody but themselves."""
    require(policy.can_begin(viewer))
    return drafts.save(changes.person(viewer), NEW, sent)


def save(viewer: Viewer, lesson: Lesson, *, version: int | None, words: Words) -> None:
    """Change the words; `Stale` when somebody else has since the form was opened. The viewer's draft is spent."""
    require(policy.can_change(viewer, lesson))
    if not changes.says_the_same(lesson, words):  # sent twice, or two who wrote alike: nothing to choose between
        lock.check(lesson, version)
        changes.change(lesson, by=viewer, words=words)
    drafts.take(changes.person(viewer), draft_subject(lesson))


def keep_draft(viewer: Viewer, lesson: Lesson, *, sent: drafts.Save) -> Response:
    """Keep what the viewer is typing, for nobody but themselves."""
    require(policy.can_change(viewer, lesson))
    return drafts.save(changes.person(viewer), draft_subject(lesson), sent)


def post(
    viewer: Viewer,
    lesson: Lesson,
    *,
    files: Sequence[policy.TheFile],
    steps: Sequence[policy.TheStep] = (),
    newest: LessonRevision | None,
    changed: bool,
) -> LessonRevision:
    """Give the lesson to the network as it is now, with what it has. `newest` is its last revision, if any."""
    require(policy.can_post(viewer, lesson, files, steps=steps, changed=changed))
    if newest is not None and not changed:
        return changes.post_as_before(lesson, newest, by=viewer)
    return changes.post(lesson, by=viewer)


def withdraw(viewer: Viewer, lesson: Lesson) -> None:
    require(policy.can_withdraw(viewer, lesson))
    changes.withdraw(lesson, by=viewer)
