"""Lines about pupils: new ones on a roll, changes of those who are here, and who has left."""

import datetime as dt
import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.imports.changes.batch import Batch, effect, is_new
from virtual_school.imports.changes.effects import Effect
from virtual_school.imports.judging import differences, names_of, plain, wanted
from virtual_school.imports.models import Did, ImportEffect, ImportRow, Verdict
from virtual_school.imports.queries.known import name_key
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.changes import Newcomer
from virtual_school.pupils.models import MAIN_ROLL, Enrolment, Pupil, RollStatus


def write_pupils(by: Viewer, rows: Sequence[ImportRow], batch: Batch) -> None:
    taken = _numbers_taken([row.data["upn"] for row in rows if row.data.get("upn")])
    known = _known([row for row in rows if row.verdict is Verdict.NEW], batch)
    people = _locked([row.match for row in rows if row.match])
    rolls = _rolls(list(people))
    newcomers, begun, changed = [], [], []
    for row in rows:
        upn, person = row.data.get("upn"), people.get(row.match) if row.match else None
        if upn and taken.get(upn, row.match) != row.match:
            batch.left[row.id] = _("Another pupil has this number by now.")
        elif row.id in known:
            batch.left[row.id] = _("Somebody of this name and birthday is here by now.")
        elif is_new(row):
            one = _newcomer(row)
            newcomers.append(one)
            batch.effects += _made(row, one)
        elif person is None:
            batch.left[row.id] = _("Who this was matched with is not here any more.")
        elif _has_left(batch.own, rolls.get(person.id, [])):
            batch.left[row.id] = _("They are not on this roll any more.")
        elif row.verdict is Verdict.ENDED:
            _end_roll(by, row, person, rolls.get(person.id, []), batch)
        else:
            values = _values_now(row, person)
            if values:
                before = {name: plain(getattr(person, name)) for name in values}
                after = {name: plain(value) for name, value in values.items()}
                batch.effects.append(
                    effect(row, Did.CHANGED, "pupil", person.id, person.id, before=before, after=after)
                )
                changed.append((person, values))
            begun += _join_roll(row, person, rolls.get(person.id, []), batch)
    pupils.enter_many(by, newcomers)
    pupils.change_many(by, changed)
    pupils.enrol_many(by, begun)


def _numbers_taken(upns: list[str]) -> dict[str, uuid.UUID]:
    if not upns:
        return {}
    return {row.upn: row.id for row in db.session.execute(sa.select(Pupil.upn, Pupil.id).where(Pupil.upn.in_(upns)))}


def _known(rows: Sequence[ImportRow], batch: Batch) -> set[uuid.UUID]:
    """The lines about somebody new whose name and birthday came here since they were shown, by another way."""
    days = {dt.date.fromisoformat(row.data["born"]) for row in rows}
    if not days:
        return set()
    made = sa.exists().where(ImportEffect.import_id == batch.import_id, ImportEffect.row_id == Pupil.id)
    columns = (Pupil.date_of_birth, Pupil.given_name, Pupil.family_name, Pupil.known_as)
    question = sa.select(*columns).where(Pupil.date_of_birth.in_(days), ~made)
    here = {
        (row.date_of_birth, name_key(given, row.family_name))
        for row in db.session.execute(question)
        for given in (row.given_name, row.known_as)
    }
    return {row.id for row in rows if here & _keys(row.data)}


def _keys(data: dict[str, Any]) -> set[tuple[dt.date, str]]:
    born = dt.date.fromisoformat(data["born"])
    return {(born, name_key(given, family)) for given, family in names_of(data)}


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


def _has_left(own: uuid.UUID | None, rolls: list[Enrolment]) -> bool:
    return own is not None and all(roll.organisation_id != own for roll in rolls)


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
        effect(row, Did.MADE, "pupil", one.pupil_id, one.pupil_id, after=after),
        effect(row, Did.MADE, "enrolment", one.enrolment_id, one.pupil_id),
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
    batch.effects.append(effect(row, Did.MADE, "enrolment", one.enrolment_id, person.id))
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
    batch.effects.append(effect(row, Did.ENDED, "enrolment", roll.id, person.id, before=before, after=after))
