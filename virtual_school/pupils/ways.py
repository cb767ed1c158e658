"""What each way to a pupil opens, as values: by care, by the school, by an office, through windows."""

import datetime as dt

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.network.roles import Role
from virtual_school.pupils import access
from virtual_school.pupils.access import Access, Relation
from virtual_school.pupils.models import CareKind, CareLink, Part, Pupil, Window
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS


def by_care(link: CareLink, pupil: Pupil) -> Access | None:
    """What a care link in force opens: a carer's until the day before the pupil is eighteen."""
    if link.kind is CareKind.CARER:
        if clock.today() >= pupil.of_age_on:
            return None
        parts = access.RECORD_PARTS if link.may_see_record else frozenset()
        if link.may_see_record and link.may_see_whereabouts:
            parts |= WHEREABOUTS_PARTS
        purpose = _("You are their parent or carer.")
        last = pupil.of_age_on - dt.timedelta(days=1)
        until = min(last, link.ends_on) if link.ends_on else last if pupil.is_nearly_of_age else None
        return Access(Relation.CARER, parts, purpose, until) if parts else None
    if link.stands_in_for is not None:
        purpose = _("You stand in for their learning mentor.")
        return Access(Relation.MENTOR, access.CARE_PARTS[link.kind], purpose, link.ends_on)
    purpose = {
        CareKind.MENTOR: _("You are their learning mentor."),
        CareKind.KEY_ADULT: _("You are their key adult at school."),
        CareKind.SOCIAL_WORKER: _("You are their social worker."),
    }[link.kind]
    return Access(Relation(link.kind.value), access.CARE_PARTS[link.kind], purpose, link.ends_on)


def by_school(role: Role) -> Access:
    return Access(Relation.SCHOOL, access.SCHOOL_PARTS[role], _("They are on your school's roll."))


def by_office(role: Role) -> Access:
    return Access(Relation.OFFICE, access.OFFICE_PARTS[role], _("You lead the Virtual School."))


def by_windows(windows: list[tuple[Window, Part]]) -> Access:
    """What the windows open together; until the first of them ends."""
    ends = [window.ends_on for window, _part in windows if window.ends_on is not None]
    purposes = dict.fromkeys(window.purpose for window, _part in windows)
    parts = frozenset(part for _window, part in windows)
    return Access(Relation.WINDOW, parts, "; ".join(purposes), min(ends, default=None))


def by_carers_windows(windows: list[tuple[Window, Part]], pupil: Pupil) -> Access | None:
    """What windows open to a parent or carer who has no right to the record: as a carer, and these parts alone."""
    opened = by_windows(windows)
    last = pupil.of_age_on - dt.timedelta(days=1)
    until = min(opened.until, last) if opened.until else last
    parts = opened.parts & access.CARER_WINDOW_PARTS
    return Access(Relation.CARER, parts, opened.purpose, until, through_window=True) if parts else None
