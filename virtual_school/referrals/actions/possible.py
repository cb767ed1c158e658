"""The difference between 'you may not' and 'not now': the second is said above the form that was sent."""

from virtual_school.core.access import Decision
from virtual_school.core.errors import WrongState


def possible(decision: Decision) -> None:
    """Go on when the state of things allows it. Who may do it at all was decided by the mark and the loader."""
    if not decision:
        raise WrongState(decision.because)
