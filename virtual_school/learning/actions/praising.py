"""The pupil says whether the people at home hear of praise."""

from virtual_school.core.errors import WrongState
from virtual_school.learning import changes, policy
from virtual_school.learning.models import Assignment, Feedback
from virtual_school.network.viewer import Viewer


def tell_home(viewer: Viewer, *, assignment: Assignment, feedback: Feedback) -> None:
    allowed = policy.can_tell_home(has_praise=bool(feedback.praise))
    if not allowed:
        raise WrongState(allowed.because)
    changes.tell_home(viewer, assignment, feedback)
