"""Where a pupil is, kept in confidence (practice 9): the one rule that every place on every page stands behind."""

import uuid
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.core import clock
from virtual_school.core.aliases import alias
from virtual_school.core.db import in_force
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import ConfidentialWhereabouts, Enrolment, Part, WhereaboutsReader

# A column that may hold nobody is as good: a row about no pupil is reached by no rule.
PupilId = InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None] | sa.ColumnElement[uuid.UUID]

# The parts of a record that tell where the pupil is.
WHEREABOUTS_PARTS = frozenset({Part.WEEK, Part.WHEREABOUTS})

# Who knows where a pupil is although it is kept in confidence, beside the pupil: whoever may keep it so, the lead of a
# school on whose roll they are. All others only when they are named: the lead of another school, who opened the record
# without a link or looks through a window, as well.
KEEPS = Role.SAFEGUARDING_LEAD

# What stands in the stead of a place's name, in every language.
KEPT = "—"


def is_confidential(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That where this pupil is is kept in confidence today."""
    kept = alias(ConfidentialWhereabouts, "is_confidential")
    return _there_is(kept, kept.pupil_id == pupil_id, in_force(kept, clock.today()))


def hides_places(viewer: Viewer | None, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That where this pupil is is kept from the viewer: the one rule that every place on every page stands behind.

    `reach` and `find` take the two parts away by it; what names a place without being asked for either (attendance,
    an offer, the name of a school) asks it itself. Whoever is nobody, a job or a link, knows it never.
    """
    if viewer is not None and viewer.role is Role.PUPIL:
        return sa.false()
    if viewer is None or viewer.account_id is None:
        return is_confidential(pupil_id)
    kept = alias(ConfidentialWhereabouts, "hides_places")
    others = [~_names(kept, viewer.account_id)]
    if viewer.role is KEEPS:
        roll = alias(Enrolment, "hides_places")
        own = [roll.organisation_id == viewer.organisation_id, in_force(roll, clock.today())]
        others.append(~_there_is(roll, roll.pupil_id == kept.pupil_id, *own))
    return _there_is(kept, kept.pupil_id == pupil_id, in_force(kept, clock.today()), *others)


def names_not(pupil_id: PupilId, account_id: Any) -> sa.ColumnElement[bool]:
    """That it is kept, and this person is not among those named to know it all the same: in no hat of theirs."""
    kept = alias(ConfidentialWhereabouts, "names_not")
    return _there_is(kept, kept.pupil_id == pupil_id, in_force(kept, clock.today()), ~_names(kept, account_id))


def _names(kept: Any, account_id: Any) -> sa.ColumnElement[bool]:
    reader = alias(WhereaboutsReader, "names")
    named = (reader.confidential_id == kept.id, reader.account_id == account_id)
    return _there_is(reader, *named, reader.ended_at.is_(None))


def place_name(viewer: Viewer, pupil_id: PupilId, name: Any) -> sa.ColumnElement[Any]:
    """The name of a place or school of this pupil as a column; a dash for who may not know where they are."""
    return sa.case((hides_places(viewer, pupil_id), KEPT), else_=name)


def unless_kept(viewer: Viewer, part: Part, pupil_id: PupilId, way: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """The way to a part, unless it tells where somebody is whose whereabouts are kept from the viewer."""
    return sa.and_(way, ~hides_places(viewer, pupil_id)) if part in WHEREABOUTS_PARTS else way


def _there_is(table: Any, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """As `access.there_is`, which stands above this."""
    return sa.exists().where(*conditions).correlate_except(table)
