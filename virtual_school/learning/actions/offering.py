"""Saying that one answers work, giving it back, naming somebody else."""

import datetime as dt
import uuid
from collections.abc import Collection

from virtual_school.core.access import require
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.learning import changes, naming, telling
from virtual_school.learning.changes import offering as making
from virtual_school.learning.changes import promising
from virtual_school.learning.models import Answerer, AnswerOffer, Assignment
from virtual_school.learning.policy import offering as policy
from virtual_school.learning.queries import offering, promised
from virtual_school.learning.queries.setting import Choice
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import Access


def say_yes(viewer: Viewer, *, a_week: int, subjects: Collection[uuid.UUID], ends_on: dt.date) -> AnswerOffer:
    """In the place of what they said before."""
    if viewer.organisation_id is None:
        raise NotVisible
    before = offering.mine(viewer, lock=True)
    return making.say_yes(
        viewer,
        before.row if before else None,
        organisation_id=viewer.organisation_id,
        a_week=a_week,
        subjects=subjects,
        ends_on=ends_on,
    )


def end_offer(viewer: Viewer, *, because: str) -> int:
    """Nobody names them any more. With a reason they give back all they have too; how much that was."""
    there = offering.mine(viewer, lock=True)
    if there is not None:
        making.end(viewer, there.row)
    rows = offering.all_named(viewer) if because else []
    gone = [row for row in rows if not making.has_given_back(row)]
    for row in gone:
        give_back(viewer, work=changes.lock(row.assignment_id), row=row, because=because)
    return len(gone)


def give_back(viewer: Viewer, *, work: Assignment, row: Answerer, because: str) -> None:
    """Whoever leads the Virtual School finds somebody else; until then it stays with who was named."""
    allowed = policy.can_give_back(work.state, has_given_back=making.has_given_back(row))
    if not allowed:
        raise WrongState(allowed.because)
    making.give_back(viewer, work, row, because)
    promising.pass_on(work)
    telling.given_back(work, row.id, promised.leads(work.pupil_id), promised.setter(work))


def hold_room(viewer: Viewer, choice: Choice) -> None:
    """Nobody of another school is named beyond what they said, by two people at once neither."""
    if not choice.needs_offer:
        return
    allowed = policy.has_room(offering.held(viewer, choice.subject_id, choice.who))
    if not allowed:
        raise WrongState(allowed.because)


def name_another(viewer: Viewer, *, work: Assignment, access: Access, answerer: Choice, because: str | None) -> None:
    """Somebody else answers: the window of the one before closes, theirs opens. Named again, nothing changes."""
    require(policy.can_name_another(access, work.state))
    row = offering.answerer_of(work.id)
    if row is None:
        raise NotVisible
    account_id, organisation_id = answerer.who
    if (row.account_id, row.organisation_id) == answerer.who and not making.has_given_back(row):
        return
    hold_room(viewer, answerer)
    naming.name_answerer(viewer, row, account_id=account_id, organisation_id=organisation_id, because=because)
