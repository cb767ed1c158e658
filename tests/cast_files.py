"""A zip that each pupil's mentor has brought, out of which a draft was made and one file left out."""

from typing import Any

from tests import make
from virtual_school.core.db import db
from virtual_school.identity.models import Membership
from virtual_school.library.models import Bundle, BundleItem, BundleState, Came
from virtual_school.pupils.models import Pupil


def add(casting: Any, child: Pupil, mentor: str) -> None:
    key = next(one.key for one in casting.side if one.pupil_id == child.id)
    ids = casting.side.ids
    membership = db.session.get_one(Membership, ids[f"membership of {mentor}"])
    found = Bundle(
        organisation_id=membership.organisation_id,
        brought_by=casting.side.people[mentor].account_id,
        name="Ciphers.zip",
        hat=str(membership.id),
        stored_file_id=make.stored_file(b"a zip of " + key.encode()).id,
        subject_id=ids["subject"],
        year=9,
        state=BundleState.WAITING,
    )
    db.session.add(found)
    db.session.flush()
    left = BundleItem(bundle_id=found.id, position=0, path="../x.txt", came=Came.LEFT_OUT, words="It leads outside.")
    db.session.add(left)
    db.session.flush()
    ids[f"bundle of {key}"] = found.id
