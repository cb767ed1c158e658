"""The changes themselves, audited and flushed. Who it is about is told to nobody, and stands in no event.

Notices name neither pupil nor words; about somebody about whom everything is stopped none is made at all. Whoever has
the complaint finds it in their list all the same.
"""

import datetime as dt
import uuid

from flask_babel import gettext as _

from virtual_school.complaints.models import TRANSITIONS, Complaint, ComplaintState
from virtual_school.complaints.people import Person, Said
from virtual_school.core import audit, clock, school_days
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.models import Network
from virtual_school.network.numbers import number
from virtual_school.network.viewer import Viewer
from virtual_school.notices import changes as notices
from virtual_school.notices.models import Because
from virtual_school.safeguarding.holding import is_held


def place_of(complaint_id: uuid.UUID) -> str:
    return f"/complaints/{complaint_id}"


def make(by: Viewer, said: Said, owner: Person) -> Complaint:
    """Somebody says that something is not right: from now on it has a person and a day."""
    if by.account_id is None:
        raise WrongState(_("A complaint is made by a person."))
    made = Complaint(
        pupil_id=said.pupil_id,
        made_by=by.account_id,
        made_as=by.hat_name,
        made_at=clock.now(),
        said_by=said.said_by or None,
        read_back=bool(said.said_by),
        happened=said.happened,
        wish=said.wish,
        about_account_id=said.about_id,
        about_name=said.about_name or None,
        owner_id=owner.account_id,
        owner_role=owner.role.value,
        due_on=_in_school_days("complaint_read_days"),
    )
    db.session.add(made)
    db.session.flush()
    audit.record("complaint.made", by, object_id=made.id, by_phone=bool(said.said_by))
    _tell(made, owner.account_id, "complaint.made", Because.OWNER)
    db.session.flush()
    return made


def acknowledge(by: Viewer, complaint: Complaint) -> None:
    """It was read by a person; they say by when they answer."""
    _move(complaint, ComplaintState.ACKNOWLEDGED)
    complaint.acknowledged_at, complaint.due_on = clock.now(), _in_school_days("complaint_answer_days")
    audit.record("complaint.acknowledged", by, object_id=complaint.id, due_on=complaint.due_on)
    notices.settle(complaint.id, kinds=("complaint.made",))
    db.session.flush()


def answer(by: Viewer, complaint: Complaint, words: str) -> None:
    _move(complaint, ComplaintState.ANSWERED)
    complaint.answer, complaint.answered_at = words, clock.now()
    audit.record("complaint.answered", by, object_id=complaint.id)
    notices.settle(complaint.id, kinds=("complaint.made",))
    _tell(complaint, complaint.made_by, "complaint.answered", Because.SELF)
    db.session.flush()


def dispute(by: Viewer, complaint: Complaint, words: str, second: Person) -> None:
    """Whoever made it is not satisfied: a second person looks, who was not the first."""
    _move(complaint, ComplaintState.NOT_SATISFIED)
    complaint.not_satisfied, complaint.not_satisfied_at = words or None, clock.now()
    complaint.second_id, complaint.second_role = second.account_id, second.role.value
    complaint.due_on = _in_school_days("complaint_second_days")
    audit.record("complaint.disputed", by, object_id=complaint.id)
    notices.settle(complaint.id, kinds=("complaint.answered",))
    _tell(complaint, second.account_id, "complaint.made", Because.OWNER)
    db.session.flush()


def accept(by: Viewer, complaint: Complaint) -> None:
    """Whoever made it is satisfied."""
    _move(complaint, ComplaintState.CLOSED)
    complaint.closed_at = clock.now()
    audit.record("complaint.closed", by, object_id=complaint.id, by_second=False)
    notices.settle(complaint.id)
    db.session.flush()


def close(by: Viewer, complaint: Complaint, words: str) -> None:
    """The second person has looked, and says what they found."""
    _move(complaint, ComplaintState.CLOSED)
    complaint.closing, complaint.closed_at = words, clock.now()
    audit.record("complaint.closed", by, object_id=complaint.id, by_second=True)
    notices.settle(complaint.id, kinds=("complaint.made",))
    _tell(complaint, complaint.made_by, "complaint.answered", Because.SELF)
    db.session.flush()


def take_on(by: Viewer, complaint: Complaint) -> None:
    """Nobody had it any more; now this person has."""
    if by.account_id is None or by.role is None:
        raise WrongState(_("A complaint is taken on by a person."))
    if complaint.state is ComplaintState.NOT_SATISFIED:
        complaint.second_id, complaint.second_role = by.account_id, by.role.value
    else:
        complaint.owner_id, complaint.owner_role = by.account_id, by.role.value
    audit.record("complaint.taken_on", by, object_id=complaint.id)
    db.session.flush()


def name_other(by: Viewer, network: Network, key: str, account_id: uuid.UUID) -> None:
    """Who has what the lead may not: kept with the network's own numbers."""
    network.numbers = {**network.numbers, key: str(account_id)}
    audit.record("complaint.other_named", by, object_id=account_id)
    db.session.flush()


def _move(complaint: Complaint, to: ComplaintState) -> None:
    if to not in TRANSITIONS[complaint.state]:
        raise WrongState(_("This has moved on since you opened the page. Look at it again."))
    complaint.state = to


def _in_school_days(name: str) -> dt.date:
    return school_days.stepped(clock.today(), number(name), school_days.ONE, school_days.is_one)


def _tell(complaint: Complaint, account_id: uuid.UUID, kind: str, because: Because) -> None:
    if not is_held(pupil_id=complaint.pupil_id, account_id=account_id):
        notices.tell(account_id, kind, place_of(complaint.id), because, object_id=complaint.id)
