"""What showed that a pupil can do something: said once, said otherwise, withdrawn, never overwritten."""

import uuid

import pytest
import sqlalchemy as sa

from tests.assessment.conftest import Acting
from tests.cast import Cast
from virtual_school.assessment import changes
from virtual_school.assessment.models import Evidence, Objective
from virtual_school.core.app import App
from virtual_school.core.db import db


def test_said_once_said_otherwise_withdrawn(app: App, cast: Cast, acting: Acting, weaving: uuid.UUID) -> None:
    mentor, source = acting(cast.dani), ("hand_in", uuid.uuid4())
    about = {"pupil_id": cast.ellie.pupil_id, "subject_id": weaving, "year": 9, "source": source}
    first = changes.evidence(mentor, words="Add  fractions.", secure=False, **about)
    assert changes.evidence(mentor, words="add fractions", secure=False, **about).id == first.id
    second = changes.evidence(mentor, words="Add fractions", secure=True, because="It was 3/4 after all", **about)
    other = changes.evidence(
        mentor, words="Add fractions", secure=True, **(about | {"source": ("hand_in", uuid.uuid4())})
    )
    assert second.objective_id == first.objective_id == other.objective_id
    assert db.session.get_one(Objective, first.objective_id).words == "Add fractions."
    assert first.withdrawn_at is not None and second.withdrawn_at is None

    changes.withdraw_evidence(mentor, source, "Taken back")
    changes.withdraw_evidence(mentor, source, "Twice")
    db.session.expire_all()
    assert second.withdrawn_because == "Taken back"
    assert other.withdrawn_at is None
    db.session.commit()
    with pytest.raises(sa.exc.DBAPIError, match="never change"):
        db.session.execute(sa.update(Evidence).where(Evidence.id == other.id).values(is_secure=False))
    db.session.rollback()
