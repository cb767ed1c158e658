"""How a person reaches a child: by one of these relations, in the hat they wear now, and by nothing else.

`reach` gives the answer as one SQL condition, for lists; `pupils.queries.find` gives one `Access` together with the
pupil, in one query. Both are made from the same tables below, and a test holds them to each other.
"""

import datetime as dt
import enum
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.aliases import alias
from virtual_school.core.db import in_force
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.age import born_since
from virtual_school.pupils.models import (
    Away,
    CareKind,
    CareLink,
    Carer,
    Enrolment,
    Part,
    Programme,
    Pupil,
    Window,
    WindowPart,
)
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS, PupilId, unless_kept
from virtual_school.pupils.without_link import without_link

Rule = Callable[[Viewer, Part, PupilId], sa.ColumnElement[bool] | None]


class Relation(enum.Enum):
    """How somebody reaches a pupil, in the order in which it is tried."""

    SELF = "self"
    CARER = "carer"
    MENTOR = "mentor"
    KEY_ADULT = "key_adult"
    SOCIAL_WORKER = "social_worker"
    SCHOOL = "school"
    WINDOW = "window"
    OFFICE = "office"
    GLASS = "glass"


@dataclass(frozen=True, slots=True)
class Access:
    """By what relation a viewer reaches one pupil, to which parts, what for, and until when (None: open)."""

    relation: Relation
    parts: frozenset[Part]
    purpose: str
    until: dt.date | None = None
    # Where the pupil is is kept in confidence, and this viewer is not among those named to know it.
    withheld: bool = False
    # A carer without the right to the record, to whom a window is open and nothing else.
    through_window: bool = False

    def opens(self, part: Part) -> bool:
        return part in self.parts


ALL = frozenset(Part)

# Own record, less what others hold in confidence.
SELF_PARTS = ALL - {Part.SAFEGUARDING, Part.NOTES, Part.FAMILY}

# What a carer may see follows from the two rights on their link.
RECORD_PARTS = frozenset(
    {Part.IDENTITY, Part.PLAN, Part.WORK, Part.GRADES, Part.ATTENDANCE, Part.BEHAVIOUR, Part.MESSAGES}
)

CARE_PARTS: Mapping[CareKind, frozenset[Part]] = {
    CareKind.MENTOR: ALL - {Part.SAFEGUARDING},
    CareKind.KEY_ADULT: frozenset(
        {Part.IDENTITY, Part.WHEREABOUTS, Part.PLAN, Part.WEEK, Part.WORK, Part.ATTENDANCE, Part.MESSAGES}
    ),
    CareKind.SOCIAL_WORKER: frozenset(
        {Part.IDENTITY, Part.FAMILY, Part.WHEREABOUTS, Part.REFERRAL, Part.PLAN, Part.WEEK, Part.ATTENDANCE}
    ),
}

# Which hat a care link of each kind needs: a link opens nothing while its person acts as something else.
CARE_ROLES: Mapping[Role, CareKind] = {
    Role.CARER: CareKind.CARER,
    Role.MENTOR: CareKind.MENTOR,
    Role.KEY_ADULT: CareKind.KEY_ADULT,
    Role.SOCIAL_WORKER: CareKind.SOCIAL_WORKER,
}

_SCHOOL = frozenset(
    {Part.IDENTITY, Part.FAMILY, Part.WHEREABOUTS, Part.REFERRAL, Part.PLAN, Part.WEEK, Part.WORK, Part.GRADES}
) | {Part.ATTENDANCE, Part.BEHAVIOUR}

SCHOOL_PARTS: Mapping[Role, frozenset[Part]] = {
    Role.HEAD_OF_YEAR: _SCHOOL,
    Role.SENCO: _SCHOOL | {Part.HEALTH},
    Role.SAFEGUARDING_LEAD: ALL - {Part.CHECK_INS, Part.MESSAGES},
    Role.ATTENDANCE_OFFICER: frozenset({Part.IDENTITY, Part.FAMILY, Part.WHEREABOUTS, Part.WEEK, Part.ATTENDANCE}),
    Role.HEADTEACHER: _SCHOOL | {Part.HEALTH},
}

OFFICE_PARTS: Mapping[Role, frozenset[Part]] = {
    Role.VIRTUAL_SCHOOL_LEAD: _SCHOOL | {Part.NOTES, Part.FILES},
}

# In which hats a window may be looked through. Never in a pupil's.
WINDOW_ROLES = frozenset(Role) - {Role.PUPIL}

# The most that a window ever opens to a carer: never where the pupil is, and nothing that is written to or from them.
CARER_WINDOW_PARTS = RECORD_PARTS - {Part.MESSAGES}


# As SQL ---------------------------------------------------------------------------------------------------------------


def there_is(table: Any, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That a row of this one table meets the conditions; every other table they name is the asking statement's.

    Said outright, because SQLAlchemy looks for the others one level up alone: two levels down it would bring in a
    second copy of the asking table, and the condition would hold for everybody as soon as it held for one.
    """
    return sa.exists().where(*conditions).correlate_except(table)


def under_age(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is not eighteen yet: from that birthday on no parent's right opens anything."""
    child = alias(Pupil, "under_age")
    return there_is(child, child.id == pupil_id, born_since(child.date_of_birth))


def among(
    column: PupilId, named: sa.SQLColumnExpression[Any], *conditions: sa.ColumnElement[bool]
) -> sa.ColumnElement[bool]:
    """That an identifier is one of those which the rows of another table name.

    For the few whom somebody reaches: the database finds these first and goes from them to their rows. Asked of each
    row by `there_is`, it looks at everybody's in the network.
    """
    return column.in_(sa.select(named).where(*conditions))


def _care(viewer: Viewer, part: Part, pupil_id: PupilId) -> sa.ColumnElement[bool] | None:
    kind = CARE_ROLES.get(viewer.role) if viewer.role else None
    if kind is None:
        return None
    link = alias(CareLink, "care")
    conditions = [
        link.account_id == viewer.account_id,
        link.kind == kind,
        in_force(link, clock.today()),
    ]
    if kind is CareKind.CARER:
        conditions.append(under_age(pupil_id))
        if part in RECORD_PARTS:
            conditions.append(link.may_see_record.is_(True))
        elif part in WHEREABOUTS_PARTS:
            conditions += [link.may_see_record.is_(True), link.may_see_whereabouts.is_(True)]
        else:
            return None
    elif part not in CARE_PARTS[kind]:
        return None
    return among(pupil_id, link.pupil_id, *conditions)


def in_our_care(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is the Virtual School's today: a mentor answers for them, they are on a programme, or away.

    A mentor is named when a referral opens.
    """
    today, link = clock.today(), alias(CareLink, "in_our_care")
    time, away = alias(Programme, "in_our_care"), alias(Away, "in_our_care")
    return sa.or_(
        there_is(link, link.pupil_id == pupil_id, link.kind == CareKind.MENTOR, in_force(link, today)),
        there_is(time, time.pupil_id == pupil_id, in_force(time, today)),
        there_is(away, away.pupil_id == pupil_id, in_force(away, today)),
    )


def on_own_roll(viewer: Viewer, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is on the roll of the school whose hat the viewer wears; for a head of year, in their year."""
    roll = alias(Enrolment, "on_own_roll")
    conditions = [roll.organisation_id == viewer.organisation_id, in_force(roll, clock.today())]
    if viewer.hat is not None and viewer.hat.year is not None:
        own_year = alias(Pupil, "on_own_roll")
        conditions.append(there_is(own_year, own_year.id == roll.pupil_id, own_year.year == viewer.hat.year))
    return among(pupil_id, roll.pupil_id, *conditions)


def _school(viewer: Viewer, part: Part, pupil_id: PupilId) -> sa.ColumnElement[bool] | None:
    if viewer.role is None or part not in SCHOOL_PARTS.get(viewer.role, ()):
        return None
    return sa.and_(on_own_roll(viewer, pupil_id), in_our_care(pupil_id))


def at_school(viewer: Viewer, part: Part, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is on the roll of the viewer's school and the viewer's role there reads this part.

    Unlike `reach` it asks for no referral, programme or absence: for opening one, and for rows that are one.
    """
    if viewer.account_id is None or viewer.role is None or part not in SCHOOL_PARTS.get(viewer.role, ()):
        return sa.false()
    return unless_kept(viewer, part, pupil_id, on_own_roll(viewer, pupil_id))


def _window(viewer: Viewer, part: Part, pupil_id: PupilId) -> sa.ColumnElement[bool] | None:
    if viewer.role not in WINDOW_ROLES or (viewer.role is Role.CARER and part not in CARER_WINDOW_PARTS):
        return None
    window = alias(Window, "window")
    return among(
        pupil_id,
        window.pupil_id,
        *windows_of(viewer, window),
        window.about_kind.is_(None),
        there_is(WindowPart, WindowPart.window_id == window.id, WindowPart.part == part),
    )


def windows_of(viewer: Viewer, window: Any = Window) -> list[sa.ColumnElement[bool]]:
    """The conditions on a window that make it the viewer's, in the hat they wear, today."""
    theirs = [window.account_id == viewer.account_id, in_force(window, clock.today())]
    if viewer.role is Role.CARER:
        return [*theirs, window.carer_id.is_not(None), carer_may_look(window)]
    return [*theirs, window.organisation_id == viewer.organisation_id, window.carer_id.is_(None)]


def carer_may_look(window: Any) -> sa.ColumnElement[bool]:
    """That the carer of a window may look through it still: a carer with a way in, and no order of a court limits them.

    Asked at each request, so an order that is entered shuts it at once; and so does the eighteenth birthday.
    """
    carer, link = alias(Carer, "carer_may_look"), alias(CareLink, "carer_may_look")
    return sa.and_(
        there_is(carer, carer.id == window.carer_id, carer.ended_at.is_(None), carer.order_in_force.is_(None)),
        there_is(
            link,
            link.carer_id == window.carer_id,
            link.account_id == window.account_id,
            link.pupil_id == window.pupil_id,
            link.kind == CareKind.CARER,
            in_force(link, clock.today()),
        ),
        under_age(window.pupil_id),
    )


def opened(viewer: Viewer, kind: str, object_id: PupilId, part: Part) -> sa.ColumnElement[bool]:
    """That a window onto this one thing is open to the viewer: the marker of one piece of work."""
    if viewer.role not in WINDOW_ROLES or viewer.account_id is None:
        return sa.false()
    window = alias(Window, "opened")
    return among(
        object_id,
        window.about_id,
        *windows_of(viewer, window),
        window.about_kind == kind,
        window.about_id.is_not(None),
        there_is(WindowPart, WindowPart.window_id == window.id, WindowPart.part == part),
    )


def reach(viewer: Viewer, part: Part, pupil_id: PupilId | None = None) -> sa.ColumnElement[bool]:
    """That the viewer reaches this part of the pupil's record, as one condition. No relation, nobody."""
    column: PupilId = Pupil.id if pupil_id is None else pupil_id
    return _by(viewer, part, column, (_care, _school, _window, without_link))


def knows(viewer: Viewer, part: Part, pupil_id: PupilId | None = None) -> sa.ColumnElement[bool]:
    """The same without windows: that the viewer knows the pupil, and not by a first name alone."""
    column: PupilId = Pupil.id if pupil_id is None else pupil_id
    return _by(viewer, part, column, (_care, _school))


def _by(viewer: Viewer, part: Part, column: PupilId, rules: tuple[Rule, ...]) -> sa.ColumnElement[bool]:
    if viewer.account_id is None or viewer.hat is None:
        return sa.false()
    if viewer.role is Role.PUPIL:
        return column == viewer.pupil_id if viewer.pupil_id and part in SELF_PARTS else sa.false()
    if part in OFFICE_PARTS.get(viewer.hat.role, ()):
        return unless_kept(viewer, part, column, sa.true())
    ways = (rule(viewer, part, column) for rule in rules)
    return unless_kept(viewer, part, column, sa.or_(sa.false(), *(way for way in ways if way is not None)))


# As a value -----------------------------------------------------------------------------------------------------------


def by_self() -> Access:
    return Access(Relation.SELF, SELF_PARTS, _("This is your own record."))
