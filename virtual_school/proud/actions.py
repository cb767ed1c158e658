"""What a pupil does with what they are proud of: the policy first, then the change."""

import datetime as dt
import uuid
from collections.abc import Collection

from flask import Response

from virtual_school.core import clock
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import drafts
from virtual_school.network.viewer import Viewer
from virtual_school.proud import changes, policy, queries
from virtual_school.proud.models import ProudThing
from virtual_school.proud.queries import PANEL, Chosen


def save_draft(viewer: Viewer, sent: drafts.Save) -> Response:
    if viewer.account_id is None:
        raise NotVisible
    return drafts.save(viewer.account_id, changes.DRAFT, sent)


def draft(viewer: Viewer) -> tuple[str, int]:
    """The pupil's words so far, and their version."""
    found = drafts.find(viewer.account_id, changes.DRAFT) if viewer.account_id else None
    return (found.text, found.version) if found else ("", 0)


def choose(viewer: Viewer, *, title: str, why: str, of: Chosen | None, piece_id: uuid.UUID | None) -> ProudThing:
    allowed = policy.can_choose(there=len(queries.mine(viewer)))
    if not allowed:
        raise WrongState(allowed.because)
    if piece_id is not None and (of is None or piece_id not in {one for one, _name in of.pieces}):
        raise NotVisible
    return changes.choose(viewer, title=title, why=why, hand_in_id=of.hand_in_id if of else None, piece_id=piece_id)


def share(viewer: Viewer, *, thing: ProudThing, chosen: Collection[str], ends_on: dt.date) -> None:
    """With these people until a day; with whom it is shared already, from now on until that day."""
    known = {one.key: one for one in queries.people(viewer)}
    allowed = policy.can_share(known, chosen, ends_on, clock.today())
    if not allowed:
        raise WrongState(allowed.because)
    for row in queries.shares_of(thing.id):
        if (str(row.account_id) if row.account_id else PANEL) in chosen:
            changes.end_share(viewer, thing, row)
    for key in sorted(set(chosen)):
        person = known[key]
        changes.share(viewer, thing, shared_with=person.shared_with, account_id=person.account_id, ends_on=ends_on)


def read(viewer: Viewer, *, thing: ProudThing) -> None:
    """It goes on to whom the pupil chose. Whoever finds it is the pupil's mentor or key adult."""
    changes.read(viewer, thing)


def end_share(viewer: Viewer, *, share_id: uuid.UUID) -> None:
    row, thing = queries.own_share(viewer, share_id)
    changes.end_share(viewer, thing, row)


def take_off(viewer: Viewer, *, thing: ProudThing) -> None:
    """Whoever could see it does not any more."""
    for row in queries.shares_of(thing.id):
        changes.end_share(viewer, thing, row)
    changes.take_off(viewer, thing)
