"""What differs between two versions of a plan, in words. Pure, over loaded rows."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import format_date
from flask_babel import gettext as _

from virtual_school.plans.models import Goal
from virtual_school.timetable import footings as table
from virtual_school.timetable.models import LessonOut
from virtual_school.timetable.queries import Laid
from virtual_school.timetable.register import HALVES, half_day


@dataclass(frozen=True, slots=True)
class Kept:
    """What of a version is compared. Without the week where the reader may not see it."""

    goals: Sequence[Goal]
    review_on: dt.date | None
    week: Sequence[Laid] = ()
    lesson_outs: Sequence[LessonOut] = ()


def what_changed(before: Kept, after: Kept) -> list[str]:
    """Each change as one sentence: goals, the week, lessons out, dates."""
    return [*_goals(before, after), *_week(before, after), *_lesson_outs(before, after), *_dates(before, after)]


def _day(on: dt.date | None) -> str:
    return str(format_date(on, "d MMMM y") if on else _("no day"))


def _goals(before: Kept, after: Kept) -> Iterator[str]:
    was = {goal.key: goal for goal in before.goals}
    now = {goal.key: goal for goal in after.goals}
    for key, goal in now.items():
        if key not in was:
            yield _("New goal: %(goal)s", goal=goal.words)
        else:
            yield from _one_goal(was[key], goal)
    for key, goal in was.items():
        if key not in now:
            yield _("Goal taken out: %(goal)s", goal=goal.words)
    if [key for key in was if key in now] != [key for key in now if key in was]:
        yield _("The goals stand in another order.")


def _one_goal(was: Goal, now: Goal) -> Iterator[str]:
    if was.words != now.words:
        yield _("Goal: ‘%(was)s’ is now ‘%(now)s’", was=was.words, now=now.words)
    if was.measure != now.measure:
        yield _("%(goal)s: measured by %(now)s, before by %(was)s", goal=now.words, now=now.measure, was=was.measure)
    if was.by_on != now.by_on:
        yield _("%(goal)s: by %(now)s, before by %(was)s", goal=now.words, now=_day(now.by_on), was=_day(was.by_on))
    if was.with_whom != now.with_whom:
        yield _("%(goal)s: with %(now)s, before with %(was)s", goal=now.words, now=now.with_whom, was=was.with_whom)


def _week(before: Kept, after: Kept) -> Iterator[str]:
    for day, session in HALVES:
        was, now = (
            [_half(laid) for laid in kept.week if (laid.slot.day, laid.slot.session) == (day, session)]
            for kept in (before, after)
        )
        if sorted(was) == sorted(now):
            continue
        told = {"when": half_day(day, session), "was": "; ".join(was), "now": "; ".join(now)}
        if not was:
            yield _("%(when)s: new, %(now)s", **told)
        elif not now:
            yield _("%(when)s: taken out, %(was)s", **told)
        else:
            yield _("%(when)s: now %(now)s. Before: %(was)s", **told)


def _half(laid: Laid) -> str:
    """Everything of half a day that people agree to, so that no part of it changes unseen."""
    footing = str(table.WORDS[laid.footing.basis]) if laid.footing else _("no footing")
    said = [laid.slot.words, laid.place, laid.responsible, footing]
    said.append(_("from %(day)s", day=_day(laid.slot.starts_on)))
    if laid.slot.ends_on:
        said.append(_("until %(day)s", day=_day(laid.slot.ends_on)))
    return ", ".join(part for part in said if part)


def _lesson_outs(before: Kept, after: Kept) -> Iterator[str]:
    was = {out.id: out for out in before.lesson_outs}
    now = {out.id: out for out in after.lesson_outs}
    for key, out in now.items():
        if key not in was:
            yield _("Out of %(lesson)s until %(day)s, instead: %(instead)s",
                    lesson=out.lesson, day=_day(out.ends_on), instead=out.instead)  # fmt: skip
    for key, out in was.items():
        if key not in now:
            yield _("No longer out of %(lesson)s", lesson=out.lesson)


def _dates(before: Kept, after: Kept) -> Iterator[str]:
    if before.review_on != after.review_on:
        yield _("Review: %(now)s, before %(was)s", now=_day(after.review_on), was=_day(before.review_on))
