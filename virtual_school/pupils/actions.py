"""What the Virtual School lead does about pupils: each checked once, dated and audited."""

import datetime as dt
import uuid
from typing import Any

from flask_babel import gettext as _

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import lock
from virtual_school.identity import actions as identity
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes, policy, queries
from virtual_school.pupils.models import (
    Away,
    CareKind,
    CareLink,
    Carer,
    Enrolment,
    Pupil,
    RollStatus,
)


def enter(
    viewer: Viewer,
    *,
    organisation_id: uuid.UUID,
    roll_status: RollStatus,
    starts_on: dt.date,
    ends_on: dt.date | None = None,
    **who: Any,
) -> Pupil:
    """A new pupil, on the roll of their school."""
    require(policy.can_change_pupils(viewer))
    pupil = changes.enter_pupil(viewer, **who)
    dates: dict[str, Any] = {"starts_on": starts_on, "ends_on": ends_on}
    changes.enrol(viewer, pupil_id=pupil.id, organisation_id=organisation_id, status=roll_status, **dates)
    return pupil


def change(viewer: Viewer, pupil: Pupil, *, version: int | None, **who: Any) -> None:
    """Change who a pupil is. Raises `Stale` when somebody else changed it since the form was opened."""
    require(policy.can_change_pupils(viewer))
    lock.check(pupil, version)
    changes.change_pupil(viewer, pupil, **{**who, "known_as": who.get("known_as") or who["given_name"]})


def enrol(viewer: Viewer, pupil: Pupil, *, roll_status: RollStatus, **roll: Any) -> Enrolment:
    require(policy.can_change_pupils(viewer))
    return changes.enrol(viewer, pupil_id=pupil.id, status=roll_status, **roll)


def end_enrolment(viewer: Viewer, row: Enrolment, *, ends_on: dt.date | None, because: str | None) -> None:
    require(policy.can_change_pupils(viewer))
    changes.end_enrolment(viewer, row, because or None, ends_on=ends_on)


def enter_carer(viewer: Viewer, pupil: Pupil, **carer: Any) -> Carer:
    require(policy.can_change_pupils(viewer))
    return changes.enter_carer(viewer, pupil_id=pupil.id, **carer)


def change_carer(viewer: Viewer, carer: Carer, link: CareLink | None, **values: Any) -> None:
    """Change what is known of a carer, and what their way in opens, where they have one."""
    require(policy.can_change_pupils(viewer))
    seeing = {name: values.pop(name) for name in ("may_see_record", "may_see_whereabouts")}
    changes.change_carer(viewer, carer, **values)
    if link is not None:
        changes.give_rights(viewer, link, **seeing)


def end_carer(viewer: Viewer, carer: Carer, *, because: str, by_order: bool) -> None:
    require(policy.can_change_pupils(viewer))
    changes.end_carer(viewer, carer, because, by_order=by_order)


def reopen_carer(viewer: Viewer, carer: Carer, because: str) -> None:
    require(policy.can_change_pupils(viewer))
    changes.reopen_carer(viewer, carer, because)


def begin_care(viewer: Viewer, pupil: Pupil, *, kind: CareKind, account_id: uuid.UUID, **dates: Any) -> CareLink:
    """Name a mentor, a key adult or a social worker."""
    require(policy.can_change_pupils(viewer))
    return changes.begin_care(viewer, account_id=account_id, pupil_id=pupil.id, kind=kind, **dates)


def end_care(viewer: Viewer, link: CareLink, because: str | None) -> None:
    require(policy.can_change_pupils(viewer))
    changes.end_care(viewer, link, because or None)


def give_way_in(viewer: Viewer, pupil: Pupil, *, login_name: str, hashed: str) -> None:
    """An account of the pupil's own, with the password that was shown to whoever made it."""
    require(policy.can_change_pupils(viewer))
    possible = policy.can_be_given_way_in(pupil)
    if not possible:
        raise WrongState(possible.because)
    account = identity.enter_with_password(viewer, name=pupil.initial, login_name=login_name, hashed=hashed)
    changes.change_pupil(viewer, pupil, account_id=account.id)


def open_away(viewer: Viewer, pupil: Pupil, **away: Any) -> Away:
    """Say that a pupil on the roll of the viewer's school is away for a while."""
    require(policy.can_open_away(viewer))
    if viewer.organisation_id is None:
        raise NotVisible
    return changes.open_away(viewer, pupil_id=pupil.id, organisation_id=viewer.organisation_id, **away)


def enter_and_open_away(viewer: Viewer, who: dict[str, Any], **away: Any) -> Away:
    """The same for somebody who has no record yet: entered on the school's roll first. A head of year's own year."""
    require(policy.can_open_away(viewer))
    if viewer.organisation_id is None:
        raise NotVisible
    require(policy.can_enter_in_year(viewer, who["year"]))
    if queries.is_on_our_roll(viewer, **who):
        raise WrongState(_("A pupil of this name and birthday is on your roll here already. Look for the name above."))
    pupil = changes.enter_pupil(viewer, **who)
    changes.enrol(viewer, pupil_id=pupil.id, organisation_id=viewer.organisation_id)
    return open_away(viewer, pupil, **away)


def move_away(viewer: Viewer, away: Away, *, ends_on: dt.date, because: str) -> None:
    require(policy.can_change_away(viewer, away.organisation_id))
    changes.move_away(viewer, away, ends_on, because)


def end_away(viewer: Viewer, away: Away, because: str | None) -> None:
    require(policy.can_change_away(viewer, away.organisation_id))
    changes.end_away(viewer, away, because or None)
