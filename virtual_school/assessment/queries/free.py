"""What no concern holds back. Who said it finds it as ever, so that nothing tells them of a concern."""

from collections.abc import Callable
from typing import Any, cast

import sqlalchemy as sa

from virtual_school.assessment.models import Evidence, GradeEntry
from virtual_school.network.viewer import Viewer
from virtual_school.safeguarding.access import held

MARK, EVIDENCE = "grade", "evidence"


def free_mark(viewer: Viewer, entry: Any = GradeEntry) -> sa.ColumnElement[bool]:
    """Of a mark, for the words that stand beside it."""
    if viewer.is_pupil:
        return sa.true()
    return sa.or_(~held(MARK, entry.id, viewer.network_id), entry.assessor_id == viewer.account_id)


# By the kind and the id of what showed something: that it is held back with a thing of a package above.
Hides = Callable[[Any, Any], sa.ColumnElement[bool]]
_hides: list[Hides] = []


def hides(rule: Hides) -> Hides:
    """Let a package above say what is held back together with what a concern is about."""
    _hides.append(rule)
    return rule


def free_evidence(viewer: Viewer) -> sa.ColumnElement[bool]:
    """Of what showed something: neither it nor what it was shown by. A pupil reads what was said of their own work."""
    if viewer.is_pupil:
        return sa.true()
    own = Evidence.assessor_id == viewer.account_id
    kind, source_id = cast(Any, Evidence.source_kind), Evidence.source_id
    shown_by = sa.and_(~held(kind, source_id), *(~rule(kind, source_id) for rule in _hides))
    return sa.and_(shown_by, sa.or_(~held(EVIDENCE, Evidence.id), own))
