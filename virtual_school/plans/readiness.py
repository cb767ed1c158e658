"""What a version still needs before it can be put to agreement, and before it can be agreed. Pure, over loaded rows."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _

from virtual_school.plans.models import Goal
from virtual_school.pupils.models import Carer
from virtual_school.timetable.models import Footing, LessonOut, Slot, SlotBasis
from virtual_school.timetable.register import half_day


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing that is missing: of which part of the plan, and in words beside it."""

    part: str
    because: str


@dataclass(frozen=True, slots=True)
class Laid:
    """Everything of a version that is looked at."""

    goals: Sequence[Goal]
    slots: Sequence[Slot]
    footings: Sequence[Footing]
    lesson_outs: Sequence[LessonOut]
    review_on: dt.date | None
    carers: Sequence[Carer] = ()

    @property
    def footing_of(self) -> Mapping[uuid.UUID, Footing]:
        return {footing.id: footing for footing in self.footings}


def missing(laid: Laid, today: dt.date) -> list[Missing]:
    """Whatever is missing, in the order of the page. Nothing when it can be put to agreement."""
    found = []
    if not laid.goals:
        found.append(Missing("goals", _("There is no goal yet. Write at least one.")))
    found += missing_in_week(laid, today)
    found += [one for out in laid.lesson_outs for one in _missing_in_lesson_out(out)]
    if laid.review_on is None:
        found.append(Missing("review", _("There is no day for the review yet.")))
    elif laid.review_on < today:
        found.append(Missing("review", _("The day of the review is past. Choose a later one.")))
    return found


def missing_in_week(laid: Laid, today: dt.date) -> list[Missing]:
    """What stands between a laid-out week and its start: a part without a footing does not start."""
    slots = [slot for slot in laid.slots if slot.ends_on is None or slot.ends_on >= today]
    if not slots:
        return [Missing("week", _("The week is empty. Lay out at least one part of it."))]
    footing_of = laid.footing_of
    found = [why for slot in slots if (why := _without_footing(slot, footing_of, today))]
    if needs_living_with(slots, footing_of) and not any(carer.lives_with for carer in laid.carers):
        found.append(Missing("week", _("A part-time timetable needs the yes of a parent or carer the pupil lives with. "
                                       "Nobody is entered who can be asked.")))  # fmt: skip
    return found


def _without_footing(slot: Slot, footing_of: Mapping[uuid.UUID, Footing], today: dt.date) -> Missing | None:
    footing = footing_of.get(slot.footing_id) if slot.footing_id else None
    where = half_day(slot.day, slot.session)
    if footing is None or footing.ended_at is not None:
        return Missing("week", _("%(when)s has no footing yet. The headteacher confirms it.", when=where))
    if max(slot.starts_on, today) < footing.starts_on:
        return Missing("week", _("%(when)s begins before its footing does.", when=where))
    if footing.ends_on is not None and (slot.ends_on is None or slot.ends_on > footing.ends_on):
        return Missing("week", _("%(when)s goes on after its footing ends. Give it an earlier last day.", when=where))
    return None


def _missing_in_lesson_out(out: LessonOut) -> list[Missing]:
    wanted = (
        (out.reason.strip(), _("%(lesson)s: say why.", lesson=out.lesson)),
        (out.ends_on, _("%(lesson)s: say until when.", lesson=out.lesson)),
        (out.instead.strip(), _("%(lesson)s: say what happens instead.", lesson=out.lesson)),
    )
    return [Missing("lessons", words) for there, words in wanted if not there]


def needs_living_with(slots: Sequence[Slot], footing_of: Mapping[uuid.UUID, Footing]) -> bool:
    """Whether a part of the week is a part-time timetable, for which a parent they live with says yes (reg 11(6))."""
    footings = (footing_of.get(slot.footing_id) for slot in slots if slot.footing_id)
    return any(footing is not None and footing.basis is SlotBasis.PART_TIME_TIMETABLE for footing in footings)
