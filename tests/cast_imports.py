"""A file of people for each pupil's school, read and waiting for a yes, with one line that nobody has decided."""

from typing import Any

import sqlalchemy as sa

from tests import make
from virtual_school.core.db import db
from virtual_school.imports.models import Import, ImportRow, Kind, State, Subject, Verdict
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Enrolment, Pupil

FIELDS = {"0": "family", "1": "given", "2": "born"}


def add(casting: Any, child: Pupil, mentor: str) -> None:
    key = next(one.key for one in casting.side if one.pupil_id == child.id)
    school = db.session.scalar(sa.select(Enrolment.organisation_id).where(Enrolment.pupil_id == child.id))
    stored = make.stored_file(b"Surname,Forename,DOB\n" + key.encode())
    by = next((one for one in casting.side if one.role is Role.ADMINISTRATOR), casting.side.people[mentor])
    headers = {"headers": ["Surname", "Forename", "DOB"], "samples": [], "fields": FIELDS, "header": True, "said": True}
    found = Import(
        stored_file_id=stored.id,
        name="pupils.csv",
        kind=Kind.PUPILS,
        organisation_id=school,
        by_school=True,
        state=State.READY,
        made_by=by.account_id,
        columns=headers,
    )
    db.session.add(found)
    db.session.flush()
    row = ImportRow(
        import_id=found.id,
        line=2,
        subject=Subject.PUPIL,
        data={"family": child.family_name, "given": child.given_name, "born": child.date_of_birth.isoformat()},
        verdict=Verdict.UNSURE,
        problems={"A “Surname”": "Somebody of this name and birthday is here."},
        candidates={"ids": [str(child.id)]},
    )
    db.session.add(row)
    db.session.flush()
    casting.side.ids |= {f"import of {key}": found.id, f"import_row of {key}": row.id}
