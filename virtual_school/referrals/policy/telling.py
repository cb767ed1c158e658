"""When a family may be told, and by whom: by a person, in the school day, never first before a weekend."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.access import Allowed, Decision, Denied
from virtual_school.core.school_days import IsOne
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.words import where_is_kept
from virtual_school.referrals.models import DecisionOutcome
from virtual_school.timetable import days

FIRST, LAST, LAST_ON_FRIDAY = dt.time(8), dt.time(18), dt.time(15)
FRIDAY = 5

# School days after which lead, clerk and chair see that nobody was told.
REMIND_AFTER = 2


def can_tell(
    viewer: Viewer,
    *,
    outcome: DecisionOutcome,
    tells_id: uuid.UUID,
    told_at: dt.datetime | None,
    withheld: bool = False,
) -> Decision:
    if outcome is DecisionOutcome.NEED_MORE:
        return Denied(_("Nothing is decided yet. The school is asked first."))
    if told_at is not None:
        return Denied(_("The family was told already."))
    if viewer.account_id != tells_id:
        return Denied(_("Somebody else was named to tell the family."))
    if withheld:
        return Denied(where_is_kept())
    return Allowed(_("The panel named you to tell the family."))


def can_name_teller(viewer: Viewer, *, outcome: DecisionOutcome, told_at: dt.datetime | None) -> Decision:
    """Whether they may name somebody else to tell the family: who was named may be ill, or gone."""
    if not viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD):
        return Denied(_("The Virtual School lead names who tells the family."))
    if outcome is DecisionOutcome.NEED_MORE:
        return Denied(_("Nothing is decided yet. The school is asked first."))
    if told_at is not None:
        return Denied(_("The family was told already."))
    return Allowed(_("You lead the Virtual School."))


def is_a_time_to_tell(
    told_at: dt.datetime, *, decided_at: dt.datetime, now: dt.datetime, given: IsOne = days.is_school_day
) -> Decision:
    """Whether the family was told at a time when they can ask back and somebody is there; `given` is their school's."""
    here = clock.local(told_at)
    if told_at > now:
        return Denied(_("This has not come yet. Say it when you have told them."))
    if told_at < decided_at.replace(second=0, microsecond=0):
        return Denied(_("The panel had not decided then."))
    if not given(here.date()):
        return Denied(_("Tell them on a school day, when somebody can answer their questions."))
    if here.isoweekday() == FRIDAY and here.time() >= LAST_ON_FRIDAY:
        return Denied(_("Not on a Friday after three: they would be alone with it until Monday."))
    if not FIRST <= here.time() <= LAST:
        return Denied(_("Tell them between 8:00 and 18:00, not in the evening."))
    return Allowed(_("They can ask back, and somebody is there."))


def remind_from(decided_at: dt.datetime, given: IsOne = days.is_school_day) -> dt.date:
    """The first day on which it is late: two school days have gone by."""
    return days.school_days_after(clock.local(decided_at).date(), REMIND_AFTER, given) + dt.timedelta(days=1)
