"""What stands beside a mark, and beside what somebody can do, may tell of harm: whoever reads it can hand it over."""

import uuid

import sqlalchemy as sa

from virtual_school.assessment.models import Evidence, Objective
from virtual_school.assessment.queries.entries import entry
from virtual_school.assessment.queries.free import EVIDENCE, MARK, free_evidence
from virtual_school.assessment.queries.kinds import dictionary
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import reach
from virtual_school.pupils.models import Part
from virtual_school.pupils.queries import find, name_for
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def mark(viewer: Viewer, entry_id: uuid.UUID) -> Thing:
    found = entry(viewer, entry_id)
    if not found.opens:
        raise NotVisible
    by = db.session.scalar(sa.select(Account.name).where(Account.id == found.row.assessor_id)) or ""
    kind = dictionary(viewer).versions[found.row.version_id]
    copy = f"{kind.words}: {found.row.value}\n{kind.definition}\n\n{found.row.shown_by or ''}"
    return _thing(viewer, found.pupil.id, copy.strip(), by)


def evidence(viewer: Viewer, evidence_id: uuid.UUID) -> Thing:
    question = (
        sa.select(Evidence.pupil_id, Objective.words, Evidence.because, Account.name)
        .join(Objective, Objective.id == Evidence.objective_id)
        .join(Account, Account.id == Evidence.assessor_id)
        .where(
            Evidence.id == evidence_id,
            Evidence.network_id == viewer.network_id,
            Evidence.withdrawn_at.is_(None),
            reach(viewer, Part.GRADES, Evidence.pupil_id),
            free_evidence(viewer),
        )
    )
    found = db.session.execute(question).first()
    if found is None:
        raise NotVisible
    pupil_id, words, because, by = found
    return _thing(viewer, pupil_id, f"{words}\n\n{because or ''}".strip(), by)


def _thing(viewer: Viewer, pupil_id: uuid.UUID, copy: str, by: str) -> Thing:
    pupil, access = find(viewer, pupil_id, Part.GRADES)
    return Thing(pupil_id, copy, name_for(pupil, access), f"/pupils/{pupil_id}/progress", Part.GRADES, by=by)


worried.kind(MARK, find=mark)
worried.kind(EVIDENCE, find=evidence)
