"""Taking an import back, person by person: what nobody has touched goes, what hangs together ends, fields return."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity import changes as accounts
from virtual_school.identity.models import Account, Membership
from virtual_school.imports.changes.effects import Effect, note_effects
from virtual_school.imports.judging import plain
from virtual_school.imports.models import Did, Import, ImportEffect
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import CareLink, Carer, Enrolment, Pupil, Responsibility

TABLES: dict[str, Any] = {
    "pupil": Pupil,
    "enrolment": Enrolment,
    "carer": Carer,
    "account": Account,
    "membership": Membership,
}
# What depends on the others goes first.
ORDER = ("carer", "enrolment", "membership", "pupil", "account")
PEOPLE = ("pupil", "account")


@dataclass(slots=True)
class Touched:
    """Whom, and which rows, somebody changed after the import's last word on them."""

    people: set[uuid.UUID] = field(default_factory=set)
    rows: set[uuid.UUID] = field(default_factory=set)


def undo_batch(by: Viewer, found: Import, people: Sequence[uuid.UUID]) -> None:
    """Undo what the import did to these people, each whole or not at all."""
    question = sa.select(ImportEffect).where(ImportEffect.import_id == found.id, ImportEffect.person_id.in_(people))
    of: dict[uuid.UUID, list[ImportEffect]] = {person: [] for person in people}
    for effect in db.session.scalars(question.order_by(ImportEffect.at.desc(), ImportEffect.id.desc())):
        of[effect.person_id].append(effect)
    _lock(of)
    touched = _touched(of)
    untouched = [done for person, done in of.items() if person not in touched.people and _is_made(done)]
    effects = _all_at_once([one for done in untouched for one in done])
    gone = {one.person_id for one in effects}
    for person, done in ((person, done) for person, done in of.items() if person not in gone):
        effects += _undo_one(by, done, person in touched.people, touched.rows, found.because)
    note_effects(found.id, effects)


def _is_made(done: Sequence[ImportEffect]) -> bool:
    """Whether the import made the person and all that it did to them: then they go whole, or not at all."""
    return all(one.did is Did.MADE for one in done) and any(one.table_name in PEOPLE for one in done)


def _all_at_once(made: Sequence[ImportEffect]) -> list[Effect]:
    """Most often nobody has touched anybody: then they go together. Else nobody goes here, and each is asked alone."""
    return [_then(one, Did.REMOVED) for one in made] if made and _remove(made) else []


def _lock(of: dict[uuid.UUID, list[ImportEffect]]) -> None:
    """Hold the rows first: what somebody changes at this moment is then seen, or waits until this is done."""
    held = [effect for done in of.values() for effect in done]
    for name in reversed(ORDER):
        ids = sorted({effect.row_id for effect in held if effect.table_name == name})
        if ids:
            question = sa.select(TABLES[name]).where(TABLES[name].id.in_(ids)).order_by(TABLES[name].id)
            db.session.scalars(question.with_for_update().execution_options(populate_existing=True)).all()


def _touched(of: dict[uuid.UUID, list[ImportEffect]]) -> Touched:
    """By the audit; what an import made and took away again without a trace is no work of anybody's."""
    last = {person: max(effect.at for effect in done) for person, done in of.items() if done}
    objects = {effect.row_id: person for person, done in of.items() for effect in done}
    removed = sa.exists().where(ImportEffect.row_id == AuditEvent.object_id, ImportEffect.did == Did.REMOVED)
    question = (
        sa.select(AuditEvent.pupil_id, AuditEvent.object_id, sa.func.max(AuditEvent.at))
        .where(AuditEvent.pupil_id.in_(list(last)) | AuditEvent.object_id.in_(list(objects)), ~removed)
        .group_by(AuditEvent.pupil_id, AuditEvent.object_id)
    )
    found = Touched()
    for pupil_id, object_id, at in db.session.execute(question):
        person = pupil_id if pupil_id in last else objects.get(object_id) if object_id else None
        if person is not None and at > last[person]:
            found.people.add(person)
            found.rows |= {object_id} if object_id else set()
    return found


def _undo_one(
    by: Viewer, done: Sequence[ImportEffect], is_touched: bool, rows: set[uuid.UUID], because: str | None
) -> list[Effect]:
    """One person. Who was made goes whole; of who was here before, each row that was made goes by itself."""
    effects: list[Effect] = []
    for one in done:
        if one.did is Did.CHANGED:
            effects.append(_give_back(by, one))
        elif one.did is Did.ENDED:
            effects.append(_reopen_roll(by, one))
    made = [one for one in done if one.did is Did.MADE]
    if any(one.table_name in PEOPLE for one in made):
        return effects + _take_back(by, made, is_touched, because)
    for one in made:
        effects += _take_back(by, [one], one.row_id in rows, because)
    return effects


def _take_back(by: Viewer, made: Sequence[ImportEffect], is_touched: bool, because: str | None) -> list[Effect]:
    """What was made is removed, in a savepoint; where somebody works with it, or anything hangs on it, it ends."""
    if not is_touched and _remove(made):
        return [_then(one, Did.REMOVED) for one in made]
    shut = [_then(one, Did.SHUT) for one in made if _shut(by, one, because)]
    return shut or [_then(one, Did.LEFT) for one in made]


def _then(one: ImportEffect, did: Did, **more: Any) -> Effect:
    return Effect(one.line, did, one.table_name, one.row_id, one.person_id, one.import_row_id, **more)


def _remove(made: Sequence[ImportEffect]) -> bool:
    """Take the rows away; False, and nothing done, when the database finds anything that hangs on them."""
    try:
        with db.session.begin_nested():
            for name in ORDER:
                table = TABLES[name].__table__
                ids = [one.row_id for one in made if one.table_name == name]
                if ids:
                    db.session.execute(sa.delete(table).where(table.c.id.in_(ids)))
    except DatabaseError:
        return False
    return True


def _shut(by: Viewer, one: ImportEffect, because: str | None) -> bool:
    """End it. A pupil's record stays, off the roll; an account that opens nothing else is closed."""
    row = db.session.get(TABLES[one.table_name], one.row_id)
    if isinstance(row, Carer):
        pupils.end_carer(by, row, because)
    elif isinstance(row, Enrolment):
        pupils.end_enrolment(by, row, because)
    elif isinstance(row, Membership):
        accounts.end_membership(by, row, because)
    elif isinstance(row, Account) and not _opens(row):
        accounts.close_account(by, row, because)
    else:
        return False
    return True


def _opens(account: Account) -> bool:
    """Whether somebody gave the account a role or a child by another way than this import: it was ended by now."""
    roles = sa.exists().where(Membership.account_id == account.id, Membership.ended_at.is_(None))
    links = sa.exists().where(CareLink.account_id == account.id, CareLink.ended_at.is_(None))
    return bool(db.session.scalar(sa.select(sa.or_(roles, links))))


def _give_back(by: Viewer, one: ImportEffect) -> Effect:
    """Each field that is still as the import left it is as it was before; the rest stays as somebody made it."""
    row = db.session.get(TABLES[one.table_name], one.row_id)
    if row is None:
        return _then(one, Did.LEFT)
    ended = one.before.get("ended")
    fields = {name: old for name, old in one.before.items() if name != "ended"}
    same = {name: old for name, old in fields.items() if plain(getattr(row, name)) == one.after.get(name)}
    if same and isinstance(row, Pupil):
        if same.get("upn") and _has_number(same["upn"], row.id):
            same.pop("upn")
        pupils.change_many(by, [(row, {name: _value(name, old) for name, old in same.items()})])
    elif same and isinstance(row, Carer):
        pupils.change_carer(by, row, **{name: _value(name, old) for name, old in same.items()})
    if isinstance(row, Carer) and ended and row.ended_at is None:
        pupils.end_carer(by, row, ended["because"], by_order=bool(ended["by_order"]))
    left = len(same) < len(fields)
    return _then(one, Did.LEFT if left else Did.RESTORED, after=same)


def _has_number(upn: str, but: uuid.UUID) -> bool:
    return db.session.scalar(sa.select(sa.exists().where(Pupil.upn == upn, Pupil.id != but))) or False


def _value(name: str, old: Any) -> Any:
    if name == "date_of_birth" and old:
        return dt.date.fromisoformat(old)
    return Responsibility(old) if name == "responsibility" else old


def _reopen_roll(by: Viewer, one: ImportEffect) -> Effect:
    """A roll that the import ended runs on as before, unless somebody has changed it, or put them elsewhere since."""
    row = db.session.get(Enrolment, one.row_id)
    now = {"ends_on": plain(row.ends_on), "because": row.because} if row is not None else None
    if row is None or row.ended_at is not None or now != one.after or _is_elsewhere(row):
        return _then(one, Did.LEFT)
    ends = dt.date.fromisoformat(one.before["ends_on"]) if one.before["ends_on"] else None
    pupils.prolong_enrolment(by, row, ends, one.before["because"])
    return _then(one, Did.RESTORED)


def _is_elsewhere(row: Enrolment) -> bool:
    other = sa.exists().where(
        Enrolment.pupil_id == row.pupil_id,
        Enrolment.id != row.id,
        Enrolment.ended_at.is_(None),
        sa.or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= row.starts_on),
    )
    return db.session.scalar(sa.select(other)) or False
