"""Builders of letters, of what they say in other languages, and of complaints."""

import datetime as dt
from typing import Any

from tests.make import _add
from virtual_school.complaints.models import Complaint
from virtual_school.core import clock
from virtual_school.identity.models import Account
from virtual_school.letters.models import Letter, LetterCopy, LetterState, LetterTo
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Carer, Pupil

WORDS = "Come in on Monday. Bring a coat.\n\nWe look forward to it."


def letter(pupil: Pupil, by: Account, *carers: Carer | None, **given: Any) -> Letter:
    """A draft, to these carers; None among them is the pupil."""
    made = _add(Letter, given, pupil_id=pupil.id, written_by=by.id, subject="The trip on Monday", text=WORDS)
    for carer in carers:
        _add(LetterTo, {}, letter_id=made.id, carer_id=carer.id if carer else None)
    return made


def sent(pupil: Pupil, by: Account, *carers: Carer | None, **given: Any) -> Letter:
    then = {"state": LetterState.SENT, "sent_at": clock.now(), "signed": f"{by.name}, Learning mentor"}
    return letter(pupil, by, *carers, **{**then, **given})


def copy(of: Letter, by: Account, **given: Any) -> LetterCopy:
    ordinary = {"language": "Polish", "subject": "Wycieczka", "text": "W poniedziałek.", "translator": "Ewa Lis"}
    return _add(LetterCopy, given, letter_id=of.id, typed_by=by.id, typed_at=clock.now(), **ordinary)


def complaint(by: Account, owner: Account, **given: Any) -> Complaint:
    ordinary: dict[str, Any] = {
        "made_by": by.id,
        "made_as": Role.PUPIL.value,
        "happened": "Nobody rang back.",
        "wish": "Somebody rings.",
        "owner_id": owner.id,
        "owner_role": Role.VIRTUAL_SCHOOL_LEAD.value,
        "due_on": clock.today() + dt.timedelta(days=2),
    }
    return _add(Complaint, given, **ordinary)
