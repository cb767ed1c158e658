"""Putting a version of a lesson out of sight, for whoever was set it too."""

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.learning import using
from virtual_school.library.models import LessonRevision
from virtual_school.library.queries import Sheet
from virtual_school.library.use import changes as library
from virtual_school.library.use import policy
from virtual_school.library.use import queries as use
from virtual_school.network.viewer import Viewer


def to_hide(viewer: Viewer, sheet: Sheet, number: int) -> tuple[LessonRevision, LessonRevision]:
    """A version that may go, and the newest, which stands in its place."""
    require(policy.can_hide(viewer, sheet.lesson))
    found = use.version(sheet.lesson.id, number)
    if sheet.revision is None:
        raise NotVisible
    may_go = policy.may_go(number, sheet.revision.number, hidden=found.hidden is not None)
    if not may_go:
        raise WrongState(may_go.because)
    return found.revision, sheet.revision


def hide(viewer: Viewer, sheet: Sheet, number: int, *, because: str) -> int:
    """Nobody reads it any more; those who were set it have the newest in its place. How many they are."""
    gone, newest = to_hide(viewer, sheet, number)
    library.hide(gone, because=because, by=viewer)
    return using.give_newer(viewer, gone.id, newest.id)
