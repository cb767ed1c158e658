"""What people do with complaints: the policy is asked once, then the change is made."""

import uuid

from flask import Response

from virtual_school.complaints import around, changes, policy, queries
from virtual_school.complaints.models import Complaint, ComplaintState
from virtual_school.complaints.people import Said
from virtual_school.core.access import Decision, require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.saving import drafts
from virtual_school.network.models import Network
from virtual_school.network.viewer import Viewer


def account_of(viewer: Viewer) -> uuid.UUID:
    if viewer.account_id is None:
        raise NotVisible
    return viewer.account_id


def _in_state(decision: Decision) -> None:
    if not decision:
        raise WrongState(decision.because)


def make(viewer: Viewer, said: Said) -> Complaint:
    """Anybody who is signed in. It goes to whoever leads the Virtual School, unless it is about them."""
    school_id = viewer.organisation_id if viewer.is_staff else None
    people = around.around(said.pupil_id, school_id)
    owner = policy.first_owner(people, said.about_id, said.about_name, account_of(viewer))
    _in_state(policy.can_make(account_of(viewer), said.about_id, owner))
    if owner is None:
        raise NotVisible
    made = changes.make(viewer, said, owner)
    drafts.take(account_of(viewer), queries.NEW)
    return made


def save_new(viewer: Viewer, *, sent: drafts.Save) -> Response:
    return drafts.save(account_of(viewer), queries.NEW, sent)


def save(viewer: Viewer, *, complaint: Complaint, sent: drafts.Save) -> Response:
    """The words of an answer, or of why somebody is not satisfied, while they are typed."""
    if not policy.is_maker(viewer, complaint):
        require(policy.can_handle(viewer, complaint))
    return drafts.save(account_of(viewer), queries.subject_of(complaint.id), sent)


def acknowledge(viewer: Viewer, complaint: Complaint) -> None:
    require(policy.can_handle(viewer, complaint))
    if complaint.state is ComplaintState.ACKNOWLEDGED:  # pressed twice
        return
    _in_state(policy.can_move(complaint, ComplaintState.ACKNOWLEDGED))
    changes.acknowledge(viewer, complaint)


def answer(viewer: Viewer, complaint: Complaint, words: str) -> None:
    require(policy.can_handle(viewer, complaint))
    _in_state(policy.can_move(complaint, ComplaintState.ANSWERED))
    changes.answer(viewer, complaint, words)
    drafts.take(account_of(viewer), queries.subject_of(complaint.id))


def dispute(viewer: Viewer, complaint: Complaint, words: str) -> None:
    require(policy.is_maker(viewer, complaint))
    _in_state(policy.can_move(complaint, ComplaintState.NOT_SATISFIED))
    school_id = viewer.organisation_id if viewer.is_staff else None
    second = policy.second(around.around(complaint.pupil_id, school_id), complaint)
    _in_state(policy.can_make(account_of(viewer), complaint.about_account_id, second))
    if second is None:
        raise NotVisible
    changes.dispute(viewer, complaint, words, second)
    drafts.take(account_of(viewer), queries.subject_of(complaint.id))


def accept(viewer: Viewer, complaint: Complaint) -> None:
    require(policy.is_maker(viewer, complaint))
    if complaint.state is ComplaintState.CLOSED:  # pressed twice
        return
    _in_state(policy.can_accept(complaint))
    changes.accept(viewer, complaint)


def close(viewer: Viewer, complaint: Complaint, words: str) -> None:
    """The second person's word. A first answer is accepted or not by whoever made it, never closed over their head."""
    require(policy.can_handle(viewer, complaint))
    _in_state(policy.can_close(complaint))
    changes.close(viewer, complaint, words)
    drafts.take(account_of(viewer), queries.subject_of(complaint.id))


def take_on(viewer: Viewer, complaint: Complaint) -> None:
    if policy.has_it(viewer, complaint):  # pressed twice
        return
    if not queries.is_orphan(viewer, complaint.id):
        require(policy.can_handle(viewer, complaint))
    changes.take_on(viewer, complaint)


def name_other(viewer: Viewer, network: Network, account_id: uuid.UUID) -> None:
    if account_id not in {known for known, _name in around.staff_to_name()}:
        raise NotVisible
    changes.name_other(viewer, network, around.OTHER, account_id)
