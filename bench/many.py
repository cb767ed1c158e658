"""What comes by the hundred: a pile of five hundred, results of five hundred, a hundred and fifty who type."""

import uuid
from typing import TYPE_CHECKING

from bench.pages import MARKED_YEAR
from bench.saving import WRITERS
from tests import make
from virtual_school.assessment import changes as assessment
from virtual_school.assessment.kinds import standard
from virtual_school.assessment.standard import STANDARD
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.demo.valley import VIRTUAL_SCHOOL
from virtual_school.learning import changes as learning
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

if TYPE_CHECKING:
    from bench.prepare import Filling

MANY = 500


def pile(filling: "Filling", pupil: Viewer, school: str) -> tuple[Viewer, uuid.UUID]:
    """A teacher for whom five hundred wait, and the one that waits longest."""
    account = make.account("Bench Marker")
    make.membership(account, filling.organisation(school), Role.TEACHER)
    marker = filling.viewer(id=account.id)
    assert pupil.pupil_id
    text = "One person needs 75 g. " * 20
    made = [learning.hand_in(pupil, filling.set(pupil.pupil_id, marker), text).id for _number in range(MANY)]
    return marker, made[0]


def results(filling: "Filling") -> tuple[Viewer, uuid.UUID]:
    """A lead, and a subject in which five hundred have a mark of every kind; of one kind two."""
    account = make.account("Bench Lead")
    make.membership(account, filling.organisation(VIRTUAL_SCHOOL), Role.VIRTUAL_SCHOOL_LEAD)
    lead, subject = filling.viewer(id=account.id), make.subject("Bench weaving")
    children = [make.pupil(f"Robin Vale{number:03}", year=MARKED_YEAR).id for number in range(MANY)]
    days = [(key, clock.today()) for key in STANDARD]
    days.append(("working_at", clock.today().replace(day=1)))
    for key, day in days:
        steps = standard(key).scale.steps
        scale = standard(key).scale
        marks = [scale.given(steps[number % len(steps)]) for number in range(len(children))]
        given = {child: mark for child, mark in zip(children, marks, strict=True) if mark}
        assessment.enter(lead, subject_id=subject.id, key=key, for_day=day, given=given)
        db.session.expunge_all()
    return lead, subject.id


def writers(filling: "Filling") -> list[tuple[str, str]]:
    """Pupils who type at once: the sign-in of each, and the work in whose box they do."""
    found = []
    for number in range(WRITERS):
        one = filling.another_pupil(f"Writer{number}", f"bench.writer{number}")
        assert one.pupil_id
        found.append((filling.sign_in(one), str(filling.set(one.pupil_id, filling.mentor).id)))
    return found
