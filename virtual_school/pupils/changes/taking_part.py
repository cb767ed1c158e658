"""Agreement to take part, and sharing notes: what is asked, what is told, and what is answered."""

import datetime as dt
import uuid

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import audit, clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.changes import dated
from virtual_school.pupils.models import Carer, How, LawfulBasis, Party, SharingNote, TakePart


def say_take_part(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    party: Party,
    carer_id: uuid.UUID | None,
    agrees: bool,
    words: str | None,
    how: How,
    interpreter: str | None = None,
    read_back: bool = False,
) -> TakePart:
    """A yes or a no to taking part, by whoever said it or by an adult who wrote it down. Said again, the last holds."""
    if by.account_id is None:
        raise ValueError("an answer is recorded by a person: `by` needs an account")
    if how is not How.SELF and not read_back:
        raise WrongState(_("Read it back to them first."))
    if (party is Party.CARER) != (carer_id is not None):
        raise ValueError("a carer's answer names the carer, and no other answer does")
    dated.lock_pupil(pupil_id)
    if carer_id is not None:
        _is_carer_of(pupil_id, carer_id)
    row = TakePart(
        pupil_id=pupil_id,
        party=party,
        carer_id=carer_id,
        agrees=agrees,
        words=words or None,
        given_at=clock.now(),
        how=how,
        recorded_by=by.account_id,
        interpreter=interpreter or None,
        read_back=read_back,
    )
    db.session.add(row)
    db.session.flush()
    audit.record(
        "take_part.said",
        by,
        pupil_id=pupil_id,
        object_id=row.id,
        party=party,
        carer_id=carer_id,
        agrees=agrees,
        how=how,
    )
    db.session.flush()
    return row


def _is_carer_of(pupil_id: uuid.UUID, carer_id: uuid.UUID) -> None:
    if db.session.scalar(sa.select(Carer.pupil_id).where(Carer.id == carer_id)) != pupil_id:
        raise WrongState(_("This is no carer of this pupil."))


def note_sharing(
    by: Viewer,
    *,
    pupil_id: uuid.UUID,
    about: tuple[str, uuid.UUID],
    to_whom: str,
    what: str,
    why: str,
    basis: LawfulBasis | None,
) -> SharingNote:
    """What will be shared, with whom and why. Its basis may be chosen later; without one nothing is shared."""
    note = SharingNote(
        pupil_id=pupil_id,
        about_kind=about[0],
        about_id=about[1],
        to_whom=to_whom,
        what=what,
        why=why,
        basis=basis,
        made_at=clock.now(),
    )
    db.session.add(note)
    db.session.flush()
    audit.record("sharing.noted", by, pupil_id=pupil_id, object_id=note.id, about_id=about[1], basis=basis)
    db.session.flush()
    return note


def base_sharing(by: Viewer, note: SharingNote, basis: LawfulBasis) -> None:
    """Say on which lawful basis it rests. Once the family was told of one, it is not exchanged for another."""
    _lock(note)
    if note.basis is basis:
        return
    if note.told_on is not None and note.basis is not None:
        raise WrongState(_("The family was told of the basis already. It stays as they were told."))
    note.basis = basis
    audit.record("sharing.based", by, pupil_id=note.pupil_id, object_id=note.id, basis=basis)
    db.session.flush()


def tell_sharing(by: Viewer, note: SharingNote, told_on: dt.date) -> None:
    """That the family was told, on this day, beforehand. Told twice is told once, on the first day."""
    _lock(note)
    if note.told_on is not None:
        return
    if note.basis is None:
        raise WrongState(_("Choose the lawful basis first: it is part of what the family is told."))
    if told_on > clock.today():
        raise WrongState(_("This day has not come yet. Say it when you have told them."))
    note.told_on, note.told_by = told_on, by.account_id
    audit.record("sharing.told", by, pupil_id=note.pupil_id, object_id=note.id, told_on=told_on)
    db.session.flush()


def object_to_sharing(
    by: Viewer, note: SharingNote, objection: str, objected_by: str, *, own: bool = False
) -> SharingNote:
    """Somebody objects, themself (`own`) or to whoever writes it down.

    A further objection is a note of its own beside the first, so that each gets its answer.
    """
    objector_id = by.account_id if own else None
    _lock(note)
    if note.objection is not None:
        if (note.objection, note.objected_by, note.objector_id) == (objection, objected_by, objector_id):
            return note
        about, told = (note.about_kind, note.about_id), (note.told_on, note.told_by)
        words = {"to_whom": note.to_whom, "what": note.what, "why": note.why, "basis": note.basis}
        note = note_sharing(by, pupil_id=note.pupil_id, about=about, **words)  # type: ignore[arg-type]
        note.told_on, note.told_by = told
    note.objection, note.objected_by, note.objected_at = objection, objected_by, clock.now()
    note.objector_id = objector_id
    audit.record("sharing.objected", by, pupil_id=note.pupil_id, object_id=note.id)
    db.session.flush()
    return note


def answer_objection(by: Viewer, note: SharingNote, answer: str) -> None:
    """A named person answers an objection, once."""
    _lock(note)
    if note.objection is None:
        raise WrongState(_("Nobody has objected to this."))
    if note.answer is not None:
        raise WrongState(_("This objection has been answered already."))
    note.answer, note.answered_by, note.answered_at = answer, by.account_id, clock.now()
    audit.record("sharing.answered", by, pupil_id=note.pupil_id, object_id=note.id)
    db.session.flush()


def _lock(note: SharingNote) -> None:
    db.session.refresh(note, with_for_update=True)
