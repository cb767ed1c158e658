"""Whom to contact today, and why: pure functions over facts that were loaded. Each reason names its rule.

No score: a pupil stands here for reasons in words, never for a number that was made of them.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n

from virtual_school.core.templating import day
from virtual_school.insight.numbers import NUMBERS
from virtual_school.mentoring.models import TaskKind
from virtual_school.mentoring.words import TASK_WORDS


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one pupil today. What has not happened is None or nothing."""

    today: dt.date
    known_as: str
    with_us_since: dt.date
    last_contact: dt.date | None = None
    tries: int = 0
    # Of an absence that the pupil's school has opened: first and last day.
    away_since: dt.date | None = None
    away_until: dt.date | None = None
    tasks: tuple[tuple[TaskKind, dt.date], ...] = ()
    programme_since: dt.date | None = None
    # Of the version that is written or put to agreement, and of the agreed one.
    is_drafted: bool = False
    proposed_on: dt.date | None = None
    goals_drafted: int = 0
    is_agreed: bool = False
    review_on: dt.date | None = None
    to_read_since: dt.date | None = None
    unopened_since: dt.date | None = None
    # How many sessions in a row, up to the last, the pupil was where they were expected.
    run: int = 0
    last_praise: dt.date | None = None
    returns: tuple[tuple[str, dt.date, int], ...] = field(default=())

    def days_since(self, on: dt.date) -> int:
        return (self.today - on).days


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what its pill says, the rule in words, the number it goes by, and how it finds a reason."""

    key: str
    pill: Any
    says: Any
    number: str | None
    finds: Callable[[Facts], Iterator[str]]
    tone: str = "wait"

    @property
    def value(self) -> int | None:
        return NUMBERS[self.number] if self.number else None


@dataclass(frozen=True, slots=True)
class Reason:
    """Why to contact a pupil today."""

    rule: Rule
    words: str


def reasons(facts: Facts) -> list[Reason]:
    """Every reason that holds, in the order of the rules."""
    return [Reason(rule, words) for rule in RULES for words in rule.finds(facts)]


# The rules ------------------------------------------------------------------------------------------------------------


def _to_read(facts: Facts) -> Iterator[str]:
    if facts.to_read_since:
        since = day(facts.to_read_since)
        yield _("Words given on %(day)s. They go no further until you have read them.", day=since)


def _tasks(facts: Facts) -> Iterator[str]:
    soon = facts.today + dt.timedelta(days=NUMBERS["task_days"])
    for kind, due_on in facts.tasks:
        if due_on <= soon:
            yield _("%(task)s: by %(day)s.", task=TASK_WORDS[kind], day=day(due_on))


def _contact(facts: Facts) -> Iterator[str]:
    since = facts.last_contact or facts.with_us_since
    many = facts.days_since(since)
    if many < NUMBERS["contact_days"]:
        return
    if facts.last_contact is None:
        words = _n("No contact yet, for %(num)s day.", "No contact yet, for %(num)s days.", many)
    else:
        words = _n("Last contact %(num)s day ago.", "Last contact %(num)s days ago.", many)
    tried = _n("Tried once since.", "Tried %(num)s times since.", facts.tries) if facts.tries else ""
    yield f"{words} {tried}".strip()


def _away(facts: Facts) -> Iterator[str]:
    since, until = facts.away_since, facts.away_until
    if since and until and (facts.last_contact is None or facts.last_contact < since):
        yield _("Away since %(since)s, until %(until)s. No contact since.", since=day(since), until=day(until))


def _return(facts: Facts) -> Iterator[str]:
    for lesson, back_on, missing in facts.returns:
        left = _n("%(num)s step left", "%(num)s steps left", missing) if missing else _("prepared")
        yield _("Back in %(lesson)s on %(day)s: %(left)s.", lesson=lesson, day=day(back_on), left=left)


def _agreement(facts: Facts) -> Iterator[str]:
    if facts.proposed_on and facts.days_since(facts.proposed_on) >= NUMBERS["agreement_days"]:
        yield _("Put to agreement on %(day)s. Not everybody has answered.", day=day(facts.proposed_on))


def _goals(facts: Facts) -> Iterator[str]:
    since = facts.programme_since
    if facts.is_agreed or facts.goals_drafted or since is None or facts.proposed_on:
        return
    many = facts.days_since(since)
    if many >= NUMBERS["goals_days"]:
        yield _n("%(num)s day on the programme.", "%(num)s days on the programme.", many)


def _review(facts: Facts) -> Iterator[str]:
    if not facts.is_agreed:
        return
    if facts.review_on is None:
        yield _("The agreed plan says no day.")
    elif facts.review_on <= facts.today + dt.timedelta(days=NUMBERS["review_days"]):
        yield _("Review on %(day)s.", day=day(facts.review_on))


def _unopened(facts: Facts) -> Iterator[str]:
    since = facts.unopened_since
    if since and facts.days_since(since) >= NUMBERS["opened_days"]:
        yield _("Answered on %(day)s.", day=day(since))


def _good_news(facts: Facts) -> Iterator[str]:
    told = facts.last_praise is not None and facts.days_since(facts.last_praise) < NUMBERS["told_days"]
    if facts.run >= NUMBERS["run_sessions"] and not told:
        yield _(
            "%(num)s sessions in a row where expected. Nobody has told %(name)s yet.",
            num=facts.run,
            name=facts.known_as,
        )


RULES: tuple[Rule, ...] = (
    Rule(
        "to-read",
        _l("Words to read"),
        _l("The pupil or a carer gave their part of a referral, and no adult who knows the pupil has read it."),
        None,
        _to_read,
        "note",
    ),
    Rule(
        "task",
        _l("First task"),
        _l("One of the first tasks of a programme is due within this many days, or its day has passed."),
        "task_days",
        _tasks,
    ),
    Rule(
        "contact",
        _l("No contact lately"),
        _l("No contact note for this many days. 'No answer' does not count as contact."),
        "contact_days",
        _contact,
        "warm",
    ),
    Rule(
        "away",
        _l("Away"),
        _l("The pupil's school says that the pupil is away for a while, and no contact was noted since the first day."),
        None,
        _away,
    ),
    Rule(
        "return",
        _l("Back in a lesson soon"),
        _l("A lesson out ends within ten school days, and the return is being prepared."),
        None,
        _return,
    ),
    Rule(
        "agreement",
        _l("Plan waits"),
        _l("A plan was put to agreement this many days ago, and somebody has not answered."),
        "agreement_days",
        _agreement,
    ),
    Rule(
        "goals",
        _l("No goals yet"),
        _l("The programme began this many days ago, and no goal is written."),
        "goals_days",
        _goals,
    ),
    Rule(
        "review",
        _l("Review"),
        _l("The plan's review is within this many days, or the agreed plan names no day for one."),
        "review_days",
        _review,
    ),
    Rule(
        "unopened",
        _l("Not opened yet"),
        _l("Work was answered this many days ago, and the pupil has not opened the answer."),
        "opened_days",
        _unopened,
    ),
    Rule(
        "good-news",
        _l("Good news"),
        _l("So many sessions in a row where the pupil was expected, and no praise was noted in the last week."),
        "run_sessions",
        _good_news,
        "ok",
    ),
)
