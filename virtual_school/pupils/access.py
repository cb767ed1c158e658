"""How a person reaches a child: by one of these relations, in the hat they wear now, and by nothing else.

`reach` gives the answer as one SQL condition, for lists; `pupils.queries.find` gives one `Access` together with the
pupil, in one query. Both are made from the same tables below, and a test holds them to each other.
"""

import datetime as dt
import enum
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import InstrumentedAttribute, aliased

from virtual_school.core import clock
from virtual_school.core.db import in_force
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.age import born_since
from virtual_school.pupils.models import Away, CareKind, CareLink, Enrolment, Part, Programme, Pupil, Window, WindowPart

PupilId = InstrumentedAttribute[uuid.UUID] | sa.ColumnElement[uuid.UUID]
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


@dataclass(frozen=True, slots=True)
class Access:
    """By what relation a viewer reaches one pupil, to which parts, what for, and until when (None: open)."""

    relation: Relation
    parts: frozenset[Part]
    purpose: str
    until: dt.date | None = None

    def opens(self, part: Part) -> bool:
        return part in self.parts


ALL = frozenset(Part)

# Own record, less what others hold in confidence.
SELF_PARTS = ALL - {Part.SAFEGUARDING, Part.NOTES, Part.FAMILY}

# What a carer may see follows from the two rights on their link.
RECORD_PARTS = frozenset(
    {Part.IDENTITY, Part.PLAN, Part.WORK, Part.GRADES, Part.ATTENDANCE, Part.BEHAVIOUR, Part.MESSAGES}
)
WHEREABOUTS_PARTS = frozenset({Part.WEEK, Part.WHEREABOUTS})

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

# In which hats a window may be looked through. Never in a pupil's or a carer's.
WINDOW_ROLES = frozenset(Role) - {Role.PUPIL, Role.CARER}


# As SQL ---------------------------------------------------------------------------------------------------------------


def there_is(table: Any, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """That a row of this one table meets the conditions; every other table they name is the asking statement's.

    Said outright, because SQLAlchemy looks for the others one level up alone: two levels down it would bring in a
    second copy of the asking table, and the condition would hold for everybody as soon as it held for one.
    """
    return sa.exists().where(*conditions).correlate_except(table)


def under_age(pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is not eighteen yet: from that birthday on no parent's right opens anything."""
    child = aliased(Pupil)
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
    link = aliased(CareLink)
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
    today, link, time, away = clock.today(), aliased(CareLink), aliased(Programme), aliased(Away)
    return sa.or_(
        there_is(link, link.pupil_id == pupil_id, link.kind == CareKind.MENTOR, in_force(link, today)),
        there_is(time, time.pupil_id == pupil_id, in_force(time, today)),
        there_is(away, away.pupil_id == pupil_id, in_force(away, today)),
    )


def on_own_roll(viewer: Viewer, pupil_id: PupilId) -> sa.ColumnElement[bool]:
    """That the pupil is on the roll of the school whose hat the viewer wears; for a head of year, in their year."""
    roll = aliased(Enrolment)
    conditions = [roll.organisation_id == viewer.organisation_id, in_force(roll, clock.today())]
    if viewer.hat is not None and viewer.hat.year is not None:
        own_year = aliased(Pupil)
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
    return on_own_roll(viewer, pupil_id)


def _window(viewer: Viewer, part: Part, pupil_id: PupilId) -> sa.ColumnElement[bool] | None:
    if viewer.role not in WINDOW_ROLES:
        return None
    window = aliased(Window)
    return among(
        pupil_id,
        window.pupil_id,
        *windows_of(viewer, window),
        window.about_kind.is_(None),
        there_is(WindowPart, WindowPart.window_id == window.id, WindowPart.part == part),
    )


def windows_of(viewer: Viewer, window: Any = Window) -> list[sa.ColumnElement[bool]]:
    """The conditions on a window that make it the viewer's, in the hat they wear, today."""
    return [
        window.account_id == viewer.account_id,
        window.organisation_id == viewer.organisation_id,
        in_force(window, clock.today()),
    ]


def opened(viewer: Viewer, kind: str, object_id: PupilId, part: Part) -> sa.ColumnElement[bool]:
    """That a window onto this one thing is open to the viewer: the marker of one piece of work."""
    if viewer.role not in WINDOW_ROLES or viewer.account_id is None:
        return sa.false()
    window = aliased(Window)
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
    return _by(viewer, part, column, (_care, _school, _window))


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
        return sa.true()
    ways = (rule(viewer, part, column) for rule in rules)
    return sa.or_(sa.false(), *(way for way in ways if way is not None))


# As values ------------------------------------------------------------------------------------------------------------


def by_care(link: CareLink, pupil: Pupil) -> Access | None:
    """What a care link in force opens: a carer's until the day before the pupil is eighteen."""
    if link.kind is CareKind.CARER:
        if clock.today() >= pupil.of_age_on:
            return None
        parts = RECORD_PARTS if link.may_see_record else frozenset()
        if link.may_see_record and link.may_see_whereabouts:
            parts |= WHEREABOUTS_PARTS
        purpose = _("You are their parent or carer.")
        last = pupil.of_age_on - dt.timedelta(days=1)
        until = min(last, link.ends_on) if link.ends_on else last if pupil.is_nearly_of_age else None
        return Access(Relation.CARER, parts, purpose, until) if parts else None
    purpose = {
        CareKind.MENTOR: _("You are their learning mentor."),
        CareKind.KEY_ADULT: _("You are their key adult at school."),
        CareKind.SOCIAL_WORKER: _("You are their social worker."),
    }[link.kind]
    return Access(Relation(link.kind.value), CARE_PARTS[link.kind], purpose, link.ends_on)


def by_self() -> Access:
    return Access(Relation.SELF, SELF_PARTS, _("This is your own record."))


def by_school(role: Role) -> Access:
    return Access(Relation.SCHOOL, SCHOOL_PARTS[role], _("They are on your school's roll."))


def by_office(role: Role) -> Access:
    return Access(Relation.OFFICE, OFFICE_PARTS[role], _("You lead the Virtual School."))


def by_windows(windows: list[tuple[Window, Part]]) -> Access:
    """What the windows open together; until the first of them ends."""
    ends = [window.ends_on for window, _part in windows if window.ends_on is not None]
    purposes = dict.fromkeys(window.purpose for window, _part in windows)
    parts = frozenset(part for _window, part in windows)
    return Access(Relation.WINDOW, parts, "; ".join(purposes), min(ends, default=None))
