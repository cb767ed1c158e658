"""Who is told that words of a pupil's wait to be read before they go on: their mentor and their key adult."""

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.core.leaving import Sending
from virtual_school.notices import people
from virtual_school.notices.changes import settle, tell
from virtual_school.notices.following import Told, may_tell
from virtual_school.proud import reading
from virtual_school.proud.models import ProudThing
from virtual_school.safeguarding.access import held
from virtual_school.safeguarding.queries import is_held

TO_READ = "proud.to_read"


def to_read(thing: ProudThing) -> None:
    """Those who know the pupil: one of them reads it, and it goes on."""
    for account_id, because in reading.who_reads(thing.pupil_id):
        path = f"/pupils/{thing.pupil_id}/proud"
        tell(account_id, TO_READ, path, because, about_id=thing.pupil_id, object_id=thing.id)


def over(thing_id: uuid.UUID) -> None:
    """It was read, or goes nowhere any more."""
    settle(thing_id, kinds=[TO_READ])


@people.set_hidden
def is_held_back(kind: InstrumentedAttribute[str], object_id: people.Column) -> sa.ColumnElement[bool]:
    return sa.and_(kind == TO_READ, held("proud", object_id))


@may_tell
def not_while_a_concern_holds_it(told: Told) -> Sending:
    holds = told.kind == TO_READ and told.object_id is not None and is_held("proud", told.object_id)
    return Sending.HOLD if holds else Sending.YES
