"""Letters about each pupil in the cast, and a complaint that each of them made."""

from typing import TYPE_CHECKING

import sqlalchemy as sa

from tests import make_letters as make
from tests.make import stored_file
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.letters.models import LetterTo
from virtual_school.pupils.models import Carer, Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write them for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    accounts, ids = casting.accounts, casting.side.ids
    mother = db.session.get(Carer, ids["carer"]) if key == "ellie" else None
    carers = (None, mother) if mother else (None,)
    ids[f"letter_draft of {key}"] = make.letter(child, accounts[mentor], *carers, subject=f"A draft about {key}").id
    letter = make.sent(child, accounts[mentor], *carers)
    ids[f"letter of {key}"] = letter.id
    ids[f"letter_copy of {key}"] = make.copy(letter, accounts[mentor]).id
    rows = sa.select(LetterTo).where(LetterTo.letter_id == letter.id)
    for row in db.session.scalars(rows):
        who = "letter_to_mum" if row.carer_id else "letter_to"
        ids[f"{who} of {key}"] = row.id
        row.made_at = clock.now()
        row.stored_file_id = stored_file(f"%PDF-1.7 letter to {who} about {key}\n".encode(), "letter.pdf").id
    lead = accounts["lead" if "lead" in accounts else "stranger_lead"]
    ids[f"complaint of {key}"] = make.complaint(accounts[key], lead, pupil_id=child.id).id
    head = accounts["head" if "head" in accounts else "stranger_lead"]
    ids[f"head_account of {key}"] = head.id
