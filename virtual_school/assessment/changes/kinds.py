"""The dictionary of kinds of marks: defined, defined anew, retired. What a kind meant before is kept."""

import uuid

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.dialects import postgresql, sqlite

from virtual_school.assessment.kinds import MOST, Kind, standard
from virtual_school.assessment.models import KEY_LIMIT, GradeKind, GradeKindVersion
from virtual_school.assessment.standard import STANDARD
from virtual_school.core import audit, clock, text
from virtual_school.core.db import db, network_id_in_force
from virtual_school.core.errors import NotVisible, Stale, WrongState
from virtual_school.core.ids import uuid7
from virtual_school.network.viewer import Viewer


def take_up(by: Viewer, key: str) -> tuple[uuid.UUID, uuid.UUID]:
    """The kind and its newest version. One that every network begins with is written when it is first used."""
    if key in STANDARD and (kind_id := _made(key, list(STANDARD).index(key))):
        return kind_id, _write(by, kind_id, 1, standard(key), "").id
    found = _lock(key)
    return found.id, _newest(found.id).id


def define(by: Viewer, meant: Kind, *, number: int | None, because: str) -> None:
    """Say what a kind means from now on. `number` is the version it was changed from; None makes a new kind."""
    if number is None:
        key = text.sort_key(meant.words).replace(" ", "_")[:KEY_LIMIT]
        count = db.session.scalar(sa.select(sa.func.count()).where(GradeKind.network_id == network_id_in_force())) or 0
        if not key or count >= MOST:
            raise WrongState(_("Give it a name of letters, and retire a kind before there are too many."))
        kind_id = None if key in STANDARD else _made(key, len(STANDARD) + count)
        if kind_id is None:
            raise WrongState(_("There is a kind of mark of that name already. Change it, or choose another name."))
        _write(by, kind_id, 1, meant, because)
        return
    kind_id, _version_id = take_up(by, meant.key)
    kind = _lock(meant.key)
    newest = _newest(kind_id).number
    if newest != max(number, 1):
        raise Stale
    kind.retired_at = kind.retired_by = None
    _write(by, kind_id, newest + 1, meant, because)


def retire(by: Viewer, key: str) -> None:
    """Not offered any more. What was entered of it stays. Retired twice is retired once."""
    take_up(by, key)
    kind = _lock(key)
    if kind.retired_at is not None:
        return
    kind.retired_at, kind.retired_by = clock.now(), by.account_id
    audit.record("grade_kind.retired", by, object_id=kind.id)
    db.session.flush()


def _made(key: str, position: int) -> uuid.UUID | None:
    """The id of the kind if it was made here; None where there is one already."""
    insert = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    values = {"id": uuid7(), "network_id": network_id_in_force(), "key": key, "position": position}
    adding = insert(GradeKind).values(values).on_conflict_do_nothing().returning(GradeKind.id)
    made: uuid.UUID | None = db.session.scalar(adding)
    return made


def _lock(key: str) -> GradeKind:
    question = sa.select(GradeKind).where(GradeKind.network_id == network_id_in_force(), GradeKind.key == key)
    found = db.session.scalar(question.with_for_update())
    if found is None:
        raise NotVisible
    return found


def _newest(kind_id: uuid.UUID) -> GradeKindVersion:
    question = sa.select(GradeKindVersion).where(GradeKindVersion.kind_id == kind_id)
    return db.session.scalars(question.order_by(GradeKindVersion.number.desc()).limit(1)).one()


def _write(by: Viewer, kind_id: uuid.UUID, number: int, meant: Kind, because: str) -> GradeKindVersion:
    has_steps = bool(meant.scale.steps)
    made = GradeKindVersion(
        kind_id=kind_id,
        number=number,
        words=meant.words,
        definition=meant.definition,
        steps="\n".join(meant.scale.steps) if has_steps else None,
        lowest=None if has_steps else meant.scale.lowest,
        highest=None if has_steps else meant.scale.highest,
        who={"roles": sorted(role.value for role in meant.who)},
        entered_when=meant.entered_when,
        made_by=by.account_id,
        because=because or None,
    )
    db.session.add(made)
    db.session.flush()
    audit.record("grade_kind.defined", by, object_id=kind_id, version_id=made.id, number=number)
    db.session.flush()
    return made
