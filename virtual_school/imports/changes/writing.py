"""Writing what was confirmed: a batch of lines in one transaction, each checked anew against what is here now."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.ids import uuid7
from virtual_school.identity import changes as accounts
from virtual_school.identity.models import Account
from virtual_school.imports.changes.effects import Effect, note_effects
from virtual_school.imports.judging import differences, plain, wanted
from virtual_school.imports.judging_others import carer_columns, carer_name
from virtual_school.imports.models import Choice, Did, Import, ImportRow, Subject, Verdict
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.changes import Newcomer
from virtual_school.pupils.models import MAIN_ROLL, Carer, Enrolment, Pupil, RollStatus


@dataclass(slots=True)
class Batch:
    """What one transaction does: effects, and why some lines were left after all."""

    effects: list[Effect] = field(default_factory=list)
    left: dict[uuid.UUID, str] = field(default_factory=dict)


def write_batch(by: Viewer, found: Import, rows: Sequence[ImportRow]) -> Batch:
    batch = Batch()
    _pupils(by, [row for row in rows if row.subject is Subject.PUPIL], batch)
    _carers(by, [row for row in rows if row.subject is Subject.CARER], batch)
    for row in rows:
        if row.subject is Subject.STAFF:
            _staff(by, row, batch)
    note_effects(found.id, batch.effects)
    own = sa.update(ImportRow).where(ImportRow.import_id == found.id)
    ids = [row.id for row in rows if row.id not in batch.left]
    if ids:
        _quietly(own.where(ImportRow.id.in_(ids)).values(written_at=clock.now()))
    for row_id, words in batch.left.items():
        _quietly(own.where(ImportRow.id == row_id).values(written_at=clock.now(), left=words))
    return batch


def _quietly(change: sa.Update) -> None:
    db.session.execute(change, execution_options={"synchronize_session": False})


def target(row: ImportRow) -> uuid.UUID | None:
    """Who the line is about here: as matched, or as somebody decided."""
    return row.match


def is_new(row: ImportRow) -> bool:
    return row.verdict is Verdict.NEW or row.decision is Choice.NEW


# Pupils ---------------------------------------------------------------------------------------------------------------


def _pupils(by: Viewer, rows: Sequence[ImportRow], batch: Batch) -> None:
    if not rows:
        return
    taken = _numbers_taken([row.data["upn"] for row in rows if row.data.get("upn")])
    people = _locked([row.match for row in rows if row.match])
    rolls = _rolls(list(people))
    newcomers, begun, changed = [], [], []
    for row in rows:
        upn, person = row.data.get("upn"), people.get(row.match) if row.match else None
        if upn and taken.get(upn, row.match) != row.match:
            batch.left[row.id] = _("Another pupil has this number by now.")
        elif is_new(row):
            one = _newcomer(row)
            newcomers.append(one)
            batch.effects += _made(row, one)
        elif person is None:
            batch.left[row.id] = _("Who this was matched with is not here any more.")
        elif row.verdict is Verdict.ENDED:
            _end_roll(by, row, person, rolls.get(person.id, []), batch)
        else:
            values = _values_now(row, person)
            if values:
                before = {name: plain(getattr(person, name)) for name in values}
                after = {name: plain(value) for name, value in values.items()}
                batch.effects.append(Effect(row.line, Did.CHANGED, "pupil", person.id, person.id, before, after))
                changed.append((person, values))
            begun += _join_roll(row, person, rolls.get(person.id, []), batch)
    pupils.enter_many(by, newcomers)
    pupils.change_many(by, changed)
    pupils.enrol_many(by, begun)


def _numbers_taken(upns: list[str]) -> dict[str, uuid.UUID]:
    if not upns:
        return {}
    return {row.upn: row.id for row in db.session.execute(sa.select(Pupil.upn, Pupil.id).where(Pupil.upn.in_(upns)))}


def _locked(ids: list[uuid.UUID]) -> dict[uuid.UUID, Pupil]:
    if not ids:
        return {}
    question = sa.select(Pupil).where(Pupil.id.in_(ids)).order_by(Pupil.id).with_for_update()
    return {one.id: one for one in db.session.scalars(question.execution_options(populate_existing=True))}


def _rolls(ids: list[uuid.UUID]) -> dict[uuid.UUID, list[Enrolment]]:
    found: dict[uuid.UUID, list[Enrolment]] = {}
    if ids:
        question = sa.select(Enrolment).where(
            Enrolment.pupil_id.in_(ids),
            Enrolment.ended_at.is_(None),
            sa.or_(Enrolment.ends_on.is_(None), Enrolment.ends_on >= clock.today()),
        )
        for roll in db.session.scalars(question.order_by(Enrolment.id)):
            found.setdefault(roll.pupil_id, []).append(roll)
    return found


def _newcomer(row: ImportRow) -> Newcomer:
    who = wanted(row.data)
    who.setdefault("year", row.data.get("year") or Pupil(date_of_birth=who["date_of_birth"]).year_by_age)
    return Newcomer(who=who, **_on_roll(row))


def _on_roll(row: ImportRow) -> dict[str, Any]:
    starts, ends = row.data.get("starts"), row.data.get("ends")
    return {
        "organisation_id": uuid.UUID(row.data["organisation_id"]),
        "status": RollStatus(row.data.get("status", "C")),
        "starts_on": dt.date.fromisoformat(starts) if starts else clock.today(),
        "ends_on": dt.date.fromisoformat(ends) if ends else None,
    }


def _made(row: ImportRow, one: Newcomer) -> list[Effect]:
    after = {name: plain(value) for name, value in one.who.items()}
    return [
        Effect(row.line, Did.MADE, "pupil", one.pupil_id, one.pupil_id, {}, after),
        Effect(row.line, Did.MADE, "enrolment", one.enrolment_id, one.pupil_id),
    ]


def _values_now(row: ImportRow, person: Pupil) -> dict[str, Any]:
    """The columns to change. What somebody changed since it was shown stays as they left it."""
    now = differences(person, row.data)
    shown = row.changes if row.decision is None else now
    columns = [name for name, pair in now.items() if shown.get(name) == pair]
    values = wanted(row.data, person)
    return {name: values[name] for name in columns}


def _join_roll(row: ImportRow, person: Pupil, rolls: list[Enrolment], batch: Batch) -> list[Newcomer]:
    place = _on_roll(row)
    if any(roll.organisation_id == place["organisation_id"] for roll in rolls):
        return []
    if place["status"] in MAIN_ROLL and any(roll.status in MAIN_ROLL for roll in rolls):
        batch.left[row.id] = _("They are on another school’s roll by now.")
        return []
    one = Newcomer(who={}, pupil_id=person.id, **place)
    batch.effects.append(Effect(row.line, Did.MADE, "enrolment", one.enrolment_id, person.id))
    return [one]


def _end_roll(by: Viewer, row: ImportRow, person: Pupil, rolls: list[Enrolment], batch: Batch) -> None:
    roll = next((one for one in rolls if str(one.organisation_id) == row.data.get("organisation_id")), None)
    if roll is None:
        batch.left[row.id] = _("They are not on this roll any more.")
        return
    before = {"ends_on": plain(roll.ends_on) if roll.ends_on else None, "because": roll.because}
    ends = dt.date.fromisoformat(row.data["ends"]) if row.data.get("ends") else clock.today()
    ends = max(ends, roll.starts_on)
    pupils.end_enrolment(by, roll, _("By an import: they have left."), ends_on=ends)
    after = {"ends_on": plain(roll.ends_on), "because": roll.because}
    batch.effects.append(Effect(row.line, Did.ENDED, "enrolment", roll.id, person.id, before, after))


# Carers ---------------------------------------------------------------------------------------------------------------


def _carers(by: Viewer, rows: Sequence[ImportRow], batch: Batch) -> None:
    new: list[dict[str, Any]] = []
    for row in rows:
        pupil_id = uuid.UUID(row.data["pupil_id"])
        if is_new(row):
            columns = carer_columns(row.data)
            made = {"id": uuid7(), "pupil_id": pupil_id} | columns
            new.append(made)
            after = {name: plain(value) for name, value in columns.items()}
            batch.effects.append(Effect(row.line, Did.MADE, "carer", made["id"], pupil_id, {}, after))
            continue
        carer = db.session.get(Carer, row.match) if row.match else None
        if carer is None:
            batch.left[row.id] = _("Who this was matched with is not here any more.")
            continue
        _one_carer(by, row, carer, batch)
    pupils.enter_carers(by, new)


def _one_carer(by: Viewer, row: ImportRow, carer: Carer, batch: Batch) -> None:
    """Opened again only by a decision, which has its reason; the line's own columns only as they were shown."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    if carer.ended_at is not None:
        if row.decision is not Choice.MATCH or not row.because:
            batch.left[row.id] = _("This carer was ended. Only a person, with a reason, may open it again.")
            return
        before["ended"] = {"because": carer.because, "by_order": carer.ended_by_order}
        after["ended"] = None
        pupils.reopen_carer(by, carer, row.because)
    values = carer_columns(row.data, carer)
    values = {name: value for name, value in values.items() if plain(getattr(carer, name)) != plain(value)}
    before |= {name: plain(getattr(carer, name)) for name in values}
    after |= {name: plain(value) for name, value in values.items()}
    pupils.change_carer(by, carer, **values)
    if after:
        batch.effects.append(Effect(row.line, Did.CHANGED, "carer", carer.id, carer.pupil_id, before, after))


# Staff ----------------------------------------------------------------------------------------------------------------


def _staff(by: Viewer, row: ImportRow, batch: Batch) -> None:
    """An account without anything that proves it: a way in is given by an invitation, never by a file."""
    name = carer_name(row.data)
    account = db.session.get(Account, row.match) if row.match and not is_new(row) else None
    effects: list[Effect] = []
    try:
        with db.session.begin_nested():
            if account is None:
                account = accounts.make_account(by, name=name, email=row.data["email"])
                effects.append(Effect(row.line, Did.MADE, "account", account.id, account.id, {}, {"name": name}))
            effects += _role(by, row, account)
    except WrongState as error:
        batch.left[row.id] = error.because
        return
    batch.effects += effects


def _role(by: Viewer, row: ImportRow, account: Account) -> list[Effect]:
    role, where = row.data.get("role"), row.data.get("organisation_id")
    if not role or not where or (row.match and row.decision is None and "role" not in row.changes):
        return []
    starts, ends = row.data.get("starts"), row.data.get("ends")
    year = row.data.get("year") if Role(role) is Role.HEAD_OF_YEAR else None
    given = accounts.give_membership(
        by,
        account_id=account.id,
        organisation_id=uuid.UUID(where),
        role=Role(role),
        year=year,
        starts_on=dt.date.fromisoformat(starts) if starts else None,
        ends_on=dt.date.fromisoformat(ends) if ends else None,
    )
    return [Effect(row.line, Did.MADE, "membership", given.id, account.id)]
