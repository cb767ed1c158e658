"""A pack of each pupil's work that their mentor made, and what the mentor is choosing for another."""

import uuid
from typing import TYPE_CHECKING

from tests import make_packs
from tests.make import stored_file
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning.models import Assignment
from virtual_school.library.models import LessonRevision
from virtual_school.packs import content
from virtual_school.packs.models import PackState
from virtual_school.packs.queries import Item
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting

WORK = {"ellie": "new", "tariq": "new of tariq", "stranger_pupil": "new"}


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    account, hat = casting.accounts[mentor], str(casting.side.ids[f"membership of {mentor}"])
    assignment = db.session.get_one(Assignment, casting.side.work[WORK[key]].assignment_id)
    revision = db.session.get_one(LessonRevision, assignment.revision_id)
    choosing = make_packs.choosing(account, hat)
    casting.side.ids[f"pack_item of {key}"] = make_packs.item(choosing, revision).id
    stored_id = stored_file(f"%PDF-1.7 a pack for {key}\n".encode(), "pack.pdf").id
    made = make_packs.pack(account, hat, state=PackState.MADE, stored_file_id=stored_id, made_at=clock.now())
    make_packs.item(made, revision, assignment)
    made.digest = content.digest(made, [in_it(revision.id)])
    db.session.flush()
    casting.side.ids[f"work_pack of {key}"] = made.id


def in_it(revision_id: uuid.UUID) -> Item:
    """What of an item decides whether a pack is still what it was."""
    return Item(uuid.uuid4(), revision_id, uuid.uuid4(), "", "", 10, 40, "", True)
