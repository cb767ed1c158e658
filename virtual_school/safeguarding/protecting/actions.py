"""What is done to keep a pupil safe: the policy once, then the change."""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access
from virtual_school.pupils.models import ConfidentialWhereabouts, Pupil
from virtual_school.safeguarding.models import Hold, KeepApart
from virtual_school.safeguarding.protecting import changes, policy, queries


def keep_whereabouts(
    viewer: Viewer,
    opened: Access,
    pupil: Pupil,
    *,
    reason: str,
    ends_on: dt.date | None,
    review_on: dt.date | None,
) -> None:
    require(policy.can_protect(viewer, opened))
    changes.keep_whereabouts(viewer, pupil_id=pupil.id, reason=reason, ends_on=ends_on, review_on=review_on)


def open_whereabouts(viewer: Viewer, opened: Access, pupil: Pupil, because: str) -> None:
    require(policy.can_protect(viewer, opened))
    changes.open_whereabouts(viewer, _kept(pupil), because)


def name_reader(viewer: Viewer, opened: Access, pupil: Pupil, account_id: uuid.UUID) -> None:
    require(policy.can_protect(viewer, opened))
    changes.name_reader(viewer, _kept(pupil), account_id)


def end_reader(viewer: Viewer, opened: Access, pupil: Pupil, account_id: uuid.UUID) -> None:
    require(policy.can_protect(viewer, opened))
    changes.end_reader(viewer, _kept(pupil), account_id)


def _kept(pupil: Pupil) -> ConfidentialWhereabouts:
    row = queries.whereabouts(pupil.id)
    if row is None:
        raise NotVisible
    return row


def keep_apart(
    viewer: Viewer,
    opened: Access,
    pupil: Pupil,
    *,
    reason: str,
    ends_on: dt.date | None,
    review_on: dt.date | None,
    other_id: uuid.UUID | None,
    number: str,
    place_id: uuid.UUID | None,
    account_id: uuid.UUID | None,
) -> KeepApart:
    require(policy.can_protect(viewer, opened))
    if number:
        other_id = queries.by_number(viewer, number)
        if other_id is None:
            raise WrongState(_("Nobody in this network has this pupil number."))
    return changes.keep_apart(
        viewer,
        pupil_id=pupil.id,
        reason=reason,
        ends_on=ends_on,
        review_on=review_on,
        other_id=other_id,
        place_id=place_id,
        account_id=account_id,
    )


def end_apart(viewer: Viewer, opened: Access, row: KeepApart, because: str) -> None:
    require(policy.can_protect(viewer, opened))
    changes.end_apart(viewer, row, because)


def stop(
    viewer: Viewer,
    opened: Access,
    pupil: Pupil,
    *,
    reason: str,
    account_id: uuid.UUID | None,
    review_on: dt.date | None,
) -> Hold:
    require(policy.can_stop(viewer, opened))
    return changes.stop(viewer, pupil_id=pupil.id, reason=reason, account_id=account_id, review_on=review_on)


def let_go_on(viewer: Viewer, opened: Access, row: Hold, because: str) -> None:
    require(policy.can_stop(viewer, opened))
    changes.let_go_on(viewer, row, because)


def look_again(viewer: Viewer, opened: Access, row: queries.Protection, review_on: dt.date) -> None:
    """It stays: whoever may end it says until when nobody needs to ask again."""
    require(policy.can_stop(viewer, opened) if isinstance(row, Hold) else policy.can_protect(viewer, opened))
    changes.looked_again(viewer, row, review_on)
