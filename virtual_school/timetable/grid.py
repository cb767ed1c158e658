"""A week as a page draws it: days, half days, what stands in each. Made from what is laid out, or from what holds."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from virtual_school.core import clock
from virtual_school.timetable import footings
from virtual_school.timetable.models import Footing, Session, Slot, SlotKind
from virtual_school.timetable.queries import Day, Half, Laid, Out
from virtual_school.timetable.register import DAY_WORDS

# Where the place says more than the kind does.
NAMED_BY_PLACE = frozenset({SlotKind.SCHOOL, SlotKind.BASE})


@dataclass(frozen=True, slots=True)
class Box:
    """One part of the week in its half day. `tone` is the kind, for the colour bar; words say the same."""

    tone: str
    title: str
    lines: tuple[str, ...] = ()
    footing: str = ""
    warns: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One half day. `key` is '3-pm'; a page may give it an address to change it at."""

    day: int
    session: Session
    boxes: tuple[Box, ...]
    url: str = ""

    @property
    def key(self) -> str:
        return f"{self.day}-{self.session.value}"


@dataclass(frozen=True, slots=True)
class GridDay:
    """One day of the grid, with its date where the grid is of one week."""

    day: int
    words: str
    cells: tuple[Cell, ...]
    on: dt.date | None = None
    is_today: bool = False


def of_pattern(laid: Sequence[Laid], outs: Iterable[Out]) -> list[GridDay]:
    """A week as it is laid out, with the lessons out that belong to it."""
    outs = list(outs)
    return [
        GridDay(day, str(words), tuple(_laid_cell(day, session, laid, outs) for session in Session))
        for day, words in DAY_WORDS.items()
    ]


def of_days(days: Iterable[Day]) -> list[GridDay]:
    """The school days of one week as they hold."""
    today = clock.today()
    return [
        GridDay(
            one.on.isoweekday(),
            str(DAY_WORDS[one.on.isoweekday()]),
            tuple(Cell(one.on.isoweekday(), half.session, held_boxes(half)) for half in one.halves),
            one.on,
            one.on == today,
        )
        for one in days
        if one.halves
    ]


def held_boxes(half: Half) -> tuple[Box, ...]:
    """What holds in a half day, the lessons out before the rest of it; or why nothing does."""
    if half.off:
        return (Box("off", half.off),)
    boxes = [out_box(out) for out in half.outs]
    if half.slot is not None:
        boxes.append(slot_box(half.slot, half.place, half.responsible, half.footing))
    elif half.waiting is not None:
        boxes.append(Box("none", _("Not started yet"), (half.waiting.words,), warns=True))
    return tuple(boxes)


def slot_box(slot: Slot, place: str, responsible: str, footing: Footing | None, dates: str = "") -> Box:
    kind = str(footings.KIND_WORDS[slot.kind])
    by_place = slot.kind in NAMED_BY_PLACE and place
    second = " · ".join(part for part in ("" if by_place else place, responsible) if part)
    lines = tuple(line for line in (slot.words if slot.words != kind else "", second, dates) if line)
    return Box(slot.kind.value, place if by_place else kind, lines, footing_words(footing))


def out_box(out: Out) -> Box:
    row = out.row
    who = " · ".join(part for part in (row.instead, out.responsible) if part)
    title = _("Out of %(lesson)s until %(day)s", lesson=row.lesson, day=short(row.ends_on))
    return Box("out", title, tuple(line for line in (row.period, who) if line))


def footing_words(footing: Footing | None) -> str:
    """'approved activity away from school, until 18 December'."""
    if footing is None:
        return ""
    words = str(footings.WORDS[footing.basis])
    if footing.ends_on is None:
        return words
    return str(_("%(what)s, until %(day)s", what=words, day=short(footing.ends_on)))


def short(on: dt.date | None) -> str:
    return str(format_date(on, "d MMMM")) if on else ""


def _laid_cell(day: int, session: Session, laid: Sequence[Laid], outs: Sequence[Out]) -> Cell:
    boxes = [out_box(out) for out in outs if (out.row.day, out.row.session) == (day, session)]
    boxes += [_laid_box(one) for one in laid if (one.slot.day, one.slot.session) == (day, session)]
    return Cell(day, session, tuple(boxes))


def _laid_box(one: Laid) -> Box:
    box = slot_box(one.slot, one.place, one.responsible, one.footing, _dates(one.slot, one.footing))
    if one.footing is not None and one.footing.ended_at is None:
        return box
    return Box(box.tone, box.title, box.lines, _("No footing yet: it does not start without one"), warns=True)


def _dates(slot: Slot, footing: Footing | None) -> str:
    """From when until when, as far as the words of the footing do not say it."""
    last = None if footing is not None and footing.ends_on == slot.ends_on else slot.ends_on
    if last is not None and slot.starts_on > clock.today():
        return str(_("%(first)s to %(last)s", first=short(slot.starts_on), last=short(last)))
    if last is not None:
        return str(_("until %(day)s", day=short(last)))
    if slot.starts_on > clock.today():
        return str(_("from %(day)s", day=short(slot.starts_on)))
    return ""
