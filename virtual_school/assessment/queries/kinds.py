"""The dictionary of kinds of marks, in one query."""

import sqlalchemy as sa

from virtual_school.assessment.kinds import Dictionary, of_rows
from virtual_school.assessment.models import GradeKind, GradeKindVersion
from virtual_school.core.kept import kept
from virtual_school.core.lists import Statement
from virtual_school.network.viewer import Viewer

MOST_VERSIONS = 1000


def dictionary(viewer: Viewer) -> Dictionary:
    """What each kind of mark means in this network, now and before. It holds nothing of a child's."""
    return of_rows([(row[0], row[1]) for row in _rows(viewer).execute()])


@kept
def _rows(viewer: Viewer) -> Statement:
    return (
        sa.select(GradeKind, GradeKindVersion)
        .join(GradeKindVersion, GradeKindVersion.kind_id == GradeKind.id)
        .where(GradeKind.network_id == viewer.network_id)
        .order_by(GradeKind.position, GradeKind.key, GradeKindVersion.number)
        .limit(MOST_VERSIONS)
    )
