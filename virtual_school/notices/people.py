"""What this package does not know of people, and those above tell it: who is a pupil, whose child has which name.

Each is told once, at import. Where nobody tells, nobody is a pupil, nobody has a name, and nobody reaches anybody.
"""

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from virtual_school.network.viewer import Viewer

Column = InstrumentedAttribute[uuid.UUID] | InstrumentedAttribute[uuid.UUID | None] | sa.ColumnElement[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is to the hours of a letter: a pupil, and by which schools' days they live."""

    is_pupil: bool = False
    schools: frozenset[uuid.UUID] = frozenset()


Persons = Callable[[Collection[uuid.UUID]], Mapping[uuid.UUID, Person]]
Names = Callable[[Viewer, Collection[uuid.UUID]], Mapping[uuid.UUID, str]]
Reaches = Callable[[Viewer, Column], sa.ColumnElement[bool]]
Quiet = Callable[[Column], sa.ColumnElement[bool]]
Hidden = Callable[[InstrumentedAttribute[str], Column], sa.ColumnElement[bool]]


class _Told:
    persons: Persons = staticmethod(lambda account_ids: {})
    names: Names = staticmethod(lambda viewer, pupil_ids: {})
    reaches: Reaches = staticmethod(lambda viewer, pupil_id: sa.false())
    quiet: Quiet = staticmethod(lambda pupil_id: sa.false())
    hidden: ClassVar[list[Hidden]] = []


def set_persons(ask: Persons) -> Persons:
    """Say how it is found which of these accounts are pupils', and by which schools' days somebody lives."""
    _Told.persons = staticmethod(ask)
    return ask


def set_names(ask: Names) -> Names:
    """Say how the known-as names are found of those of these pupils whom the viewer reaches."""
    _Told.names = staticmethod(ask)
    return ask


def set_reaches(ask: Reaches) -> Reaches:
    """Say by what condition a viewer reaches the pupil in a column."""
    _Told.reaches = staticmethod(ask)
    return ask


def set_quiet(ask: Quiet) -> Quiet:
    """Say by what condition nobody is reminded of the pupil in a column."""
    _Told.quiet = staticmethod(ask)
    return ask


def set_hidden(ask: Hidden) -> Hidden:
    """Say by what condition a notice of this kind and thing stands in no list for now, as if it had never been told.

    Each package says it of its own kinds.
    """
    if ask not in _Told.hidden:
        _Told.hidden.append(ask)
    return ask


def persons(account_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Person]:
    return _Told.persons(account_ids)


def person(account_id: uuid.UUID) -> Person:
    return persons([account_id]).get(account_id, Person())


def names(viewer: Viewer, pupil_ids: Collection[uuid.UUID]) -> Mapping[uuid.UUID, str]:
    return _Told.names(viewer, pupil_ids) if pupil_ids else {}


def reaches(viewer: Viewer, pupil_id: Column) -> sa.ColumnElement[bool]:
    return _Told.reaches(viewer, pupil_id)


def quiet(pupil_id: Column) -> sa.ColumnElement[bool]:
    return _Told.quiet(pupil_id)


def hidden(kind: InstrumentedAttribute[str], object_id: Column) -> sa.ColumnElement[bool]:
    return sa.or_(sa.false(), *(ask(kind, object_id) for ask in _Told.hidden))
