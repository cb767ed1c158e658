"""'Our pupils not here': one page and one print for the home school's head, attendance officer and inspector."""

from functools import partial
from typing import Any

from flask import Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from virtual_school.attendance import policy, queries, words
from virtual_school.attendance.queries import Fact, NotHere
from virtual_school.attendance.routes.blueprint import bp
from virtual_school.core import lists
from virtual_school.network.marks import staff
from virtual_school.network.viewer import viewer
from virtual_school.pupils.policy import can_open_away
from virtual_school.pupils.words import AWAY_WORDS


def _expected(fact: Fact | None) -> str:
    if fact is None or not fact.is_expected:
        return ""
    return ", ".join(part for part in (fact.half.where, fact.half.responsible) if part)


def _said(fact: Fact | None) -> Any:
    return words.MARK_WORDS[fact.said.mark] if fact and fact.said else ""


def _told(fact: Fact | None) -> str:
    return fact.told.words if fact and fact.told else ""


def _seen(row: NotHere) -> str:
    return "; ".join(f"{words.SEEN_WORDS[one.how]}, {one.by}" for fact in row.sessions for one in fact.seen)


COLUMNS = (
    lists.Column(_l("Name"), lambda row: row.name),
    lists.Column(_l("Year"), lambda row: row.pupil.year),
    lists.Column(_l("Why"), lambda row: AWAY_WORDS[row.why] if row.why else _("on a programme")),
    lists.Column(_l("Morning"), lambda row: _expected(row.morning)),
    lists.Column(_l("The place says"), lambda row: _said(row.morning)),
    lists.Column(_l("The family says"), lambda row: _told(row.morning)),
    lists.Column(_l("Afternoon"), lambda row: _expected(row.afternoon)),
    lists.Column(_l("The place says"), lambda row: _said(row.afternoon)),
    lists.Column(_l("The family says"), lambda row: _told(row.afternoon)),
    lists.Column(_l("Seen"), _seen),
    lists.Column(_l("On what footing"), lambda row: "; ".join(row.footings)),
    lists.Column(_l("Who answers"), lambda row: row.answers),
    lists.Column(_l("Until"), lambda row: row.until),
)


@bp.get("/not-here")
@staff(*policy.KEEPS_COUNT)
def not_here() -> Response:
    return lists.answer(
        queries.not_here(viewer),
        COLUMNS,
        "attendance/not_here.html",
        name="not-here",
        gather=partial(queries.as_not_here, viewer),
        sensitive=True,  # where each of them is, and why they are not at school
        words=words,
        why=AWAY_WORDS,
        may_open=can_open_away(viewer),
    )
