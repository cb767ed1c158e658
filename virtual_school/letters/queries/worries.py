"""What an adult of the staff who reads a letter may be worried about."""

import uuid

import sqlalchemy as sa

from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.identity.models import Account
from virtual_school.letters.models import Letter, LetterState
from virtual_school.letters.queries.letters import read_by_staff
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part, Pupil
from virtual_school.safeguarding import worried
from virtual_school.safeguarding.worried import Thing


def letter(viewer: Viewer, letter_id: uuid.UUID) -> Thing:
    question = (
        sa.select(Letter, Account.name, Pupil.known_as)
        .join(Account, Account.id == Letter.written_by)
        .join(Pupil, Pupil.id == Letter.pupil_id)
        .where(*read_by_staff(viewer), Letter.id == letter_id, Letter.state == LetterState.SENT)
    )
    row = db.session.execute(question).first()
    if row is None:
        raise NotVisible
    found, by, known_as = row
    copy = f"{found.subject}\n\n{found.text}"
    return Thing(found.pupil_id, copy, known_as, f"/letters/{letter_id}", Part.FAMILY, by=by)


worried.kind("letter", find=letter)
