"""Asked before somebody is named beside a pupil: a care link, an answerer, a window, whoever is responsible.

Packages above register what they know that speaks against it; this package knows none of their reasons.
"""

import uuid
from collections.abc import Callable

from virtual_school.network.viewer import Viewer

# Called with who names, the pupil, and the account that is named. Raises where it must not be.
Ask = Callable[[Viewer, uuid.UUID, uuid.UUID], None]

_asked: list[Ask] = []


def before_naming(ask: Ask) -> Ask:
    """Register a function that is asked before an account is named beside a pupil."""
    if ask not in _asked:
        _asked.append(ask)
    return ask


def may_be_named(by: Viewer, pupil_id: uuid.UUID, account_id: uuid.UUID) -> None:
    """Go on, unless something speaks against these two."""
    for ask in _asked:
        ask(by, pupil_id, account_id)
