"""Statements that are built once and asked many times.

Building a large SQLAlchemy statement costs several times what running it does. `@kept` on a function that builds one
runs it once for each *shape* of its arguments and keeps the statement. What differs between two people of one shape
(identifiers, digests, today, now) is put in when it is asked.

Identifiers that are many go in as a frozenset, for `in_`: one statement, however many they are.

That must never go wrong: a statement that kept one person's identifier would show their rows to the next. So the
function is never given a real value. It is built with markers and at a made-up time; each marker becomes a place to
fill, a moment becomes so much before or after now; and a statement in which any other identifier, digest or date is
found, or which does not name its network, is refused where it is built.
"""

import datetime as dt
import functools
import secrets
import threading
import uuid
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextvars import ContextVar
from typing import Any, Protocol, cast

import sqlalchemy as sa
from sqlalchemy.sql import visitors
from sqlalchemy.sql.elements import BindParameter

from virtual_school.core import clock
from virtual_school.core.db import Id, db

Statement = sa.SelectBase

# No real row is of this time. Far from any change of clocks, at noon, so that its date is the same everywhere.
MADE_UP = dt.datetime(1873, 7, 2, 12, tzinfo=dt.UTC)
NEARBY = dt.timedelta(days=366 * 30)

_given: ContextVar[Mapping[Any, Any]] = ContextVar("given")


class Shaped(Protocol):
    """An argument that stands for a person: what its statements differ by, a stand-in, and what fills the places."""

    @property
    def shape(self) -> Hashable: ...
    @property
    def stand_in(self) -> Any: ...
    @property
    def fills(self) -> Mapping[Any, Any]: ...


class NotKept(RuntimeError):
    """A statement holds a value that would be kept for the next person. Always a fault of the program."""


class Kept:
    """A statement with its places, and what to put into them this time."""

    def __init__(self, statement: Statement, fills: Mapping[Any, Any]) -> None:
        self.statement: Any = statement
        self._fills = fills

    def execute(self) -> sa.Result[*tuple[Any, ...]]:
        token = _given.set(self._fills)
        try:
            statement: sa.Executable = self.statement
            return db.session.execute(statement, execution_options={"kept": True})
        finally:
            _given.reset(token)

    def scalar(self) -> Any:
        return self.execute().scalar()


def kept(build: Callable[..., Statement]) -> Callable[..., Kept]:
    """Keep what `build` makes, one statement for each shape of its (positional) arguments."""
    made: dict[Hashable, Statement] = {}
    lock = threading.Lock()

    @functools.wraps(build)
    def asked(*arguments: Any) -> Kept:
        shapes, stand_ins, fills = _take_apart(arguments)
        statement = made.get(shapes)
        if statement is None:
            with lock:
                statement = made[shapes] = _build(build, stand_ins, frozenset(fills))
        return Kept(statement, fills)

    return asked


class _SomeDay(dt.date):
    """Stands for a date that is given. What a function works out from it would be kept for everybody, so it cannot."""

    def _refuse(self, *_others: object) -> Any:
        raise NotKept("something was worked out from a date that is given: work it out before, and give that too")

    __add__ = __radd__ = __sub__ = __rsub__ = weekday = isoweekday = isocalendar = toordinal = _refuse
    year = month = day = property(_refuse)


# One marker for each place of an argument, the same in every statement.
_MARKERS: dict[tuple[int, type], Any] = {
    **{(place, uuid.UUID): uuid.uuid4() for place in range(8)},
    **{(place, bytes): secrets.token_bytes(32) for place in range(8)},
    **{(place, str): secrets.token_hex(16) for place in range(8)},
    **{(place, frozenset): uuid.uuid4() for place in range(8)},
    # Of no real day, and too far from the made-up one to be taken for so many days before or after it.
    **{(place, dt.date): _SomeDay(1, 1, 1 + place) for place in range(8)},
}


def _take_apart(arguments: tuple[Any, ...]) -> tuple[Hashable, list[Any], dict[Any, Any]]:
    shapes: list[Hashable] = []
    stand_ins: list[Any] = []
    fills: dict[Any, Any] = {}
    for place, argument in enumerate(arguments):
        if isinstance(argument, uuid.UUID | bytes | str) or type(argument) is dt.date:
            marker = _MARKERS[place, type(argument)]
            shapes.append(type(argument).__name__)
            stand_ins.append(marker)
            fills[marker] = argument
        elif isinstance(argument, frozenset):
            marker = _MARKERS[place, frozenset]
            shapes.append("identifiers")
            stand_ins.append(_those(marker))
            fills[marker] = list(argument)
        elif hasattr(argument, "stand_in"):  # as asking the protocol does, at a twentieth of its cost
            shapes.append(argument.shape)
            stand_ins.append(argument.stand_in)
            fills |= argument.fills
        else:
            shapes.append(argument)
            stand_ins.append(argument)
    return tuple(shapes), stand_ins, fills


def _those(marker: uuid.UUID) -> BindParameter[Any]:
    """What stands in `column.in_(…)` for as many identifiers as there will be."""
    filler = functools.partial(_fill, marker)
    return sa.bindparam(None, type_=Id(), expanding=True, unique=True, callable_=filler)


def _build(build: Callable[..., Statement], stand_ins: list[Any], markers: frozenset[Any]) -> Statement:
    with clock.pretend(MADE_UP):
        statement = build(*stand_ins)
    for place in _places(statement):
        filler = _filler(place.value, markers)
        if filler is not None:
            place.value, place.callable, place.required = None, filler, False
    _refuse_values(statement, markers)
    return statement


def _places(statement: Statement) -> Iterator[BindParameter[Any]]:
    for element in visitors.iterate(cast(Any, statement)):
        if isinstance(element, BindParameter):
            yield element


def _filler(value: Any, markers: frozenset[Any]) -> Callable[[], Any] | None:
    """What gives a place its value when the statement is asked; None for a constant that everybody shares."""
    if isinstance(value, uuid.UUID | bytes | str | dt.date) and value in markers:
        return functools.partial(_fill, value)
    if isinstance(value, dt.datetime) and abs(value - MADE_UP) < NEARBY:
        return functools.partial(_moment, value - MADE_UP)
    if type(value) is dt.date and abs(value - MADE_UP.date()) < NEARBY:
        return functools.partial(_day, value - MADE_UP.date())
    return None


def _fill(marker: Any) -> Any:
    return _given.get()[marker]


def _moment(after: dt.timedelta) -> dt.datetime:
    return clock.now() + after


def _day(after: dt.timedelta) -> dt.date:
    return clock.today() + after


def _made_of_a_marker(value: Any, markers: frozenset[Any]) -> bool:
    """Whether words were put together from a stand-in: everybody would be asked about the stand-in."""
    if not isinstance(value, str):
        return False
    return any(
        said in value
        for marker in markers
        if not isinstance(marker, bytes)
        for said in (str(marker), getattr(marker, "hex", str(marker)))
    )


def _refuse_values(statement: Statement, markers: frozenset[Any]) -> None:
    """Look at what the engine would be given, which is the last word on what the statement holds."""
    token = _given.set({})
    try:
        compiled = statement.compile(db.engine)
    finally:
        _given.reset(token)
    for name, place in compiled.binds.items():
        held = place.value if isinstance(place.value, list | tuple | set | frozenset) else [place.value]
        if place.callable is None and any(isinstance(one, uuid.UUID | bytes | dt.date) for one in held):
            raise NotKept(f"the statement holds a value of its own in {name!r}: give it as an argument")
        if place.callable is None and any(_made_of_a_marker(one, markers) for one in held):
            raise NotKept(f"words in {name!r} were made of an argument: make them outside and give them as one")
    if "network_id" not in str(compiled):
        raise NotKept("the statement does not name its network")
