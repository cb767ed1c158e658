"""Who reads an answer of a pupil's: one rule for every kind of answer that has `ChosenReaders`.

The pupil reads their own; mentor and key adult always do. School, panel and parents read it only where they were
chosen, and nobody else ever: of an answer for which nobody was chosen there are no further readers.
"""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import ChosenReaders, Part
from virtual_school.pupils.readers import Audience

ALWAYS = frozenset({Relation.SELF, Relation.MENTOR, Relation.KEY_ADULT})

# By whose choice each other relation reads; where an answer can be for a panel, who leads the Virtual School is of it.
CHOSEN: Mapping[Relation, tuple[str, ...]] = {
    Relation.SCHOOL: ("for_school",),
    Relation.OFFICE: ("for_panel", "for_school"),
    Relation.CARER: ("for_parent",),
}


def choice_of(relation: Relation, answer: Any) -> str | None:
    """The name of the choice by which this relation reads such an answer; None: by no choice."""
    return next((name for name in CHOSEN.get(relation, ()) if hasattr(answer, name)), None)


def reads(relation: Relation, answer: ChosenReaders) -> bool:
    if relation in ALWAYS:
        return True
    choice = choice_of(relation, answer)
    return choice is not None and getattr(answer, choice) is True


def readable(relation: Relation | None, table: Any) -> sa.ColumnElement[bool]:
    """The same as one condition on the answers' table. No relation, none of them."""
    if relation in ALWAYS:
        return sa.true()
    choice = choice_of(relation, table) if relation else None
    if choice is None:
        return sa.false()
    condition: sa.ColumnElement[bool] = getattr(table, choice).is_(True)
    return condition


def audience(part: Part, answer: ChosenReaders) -> Audience:
    """Whom the answer is meant for, of those who read this part of the record."""
    return Audience(part, frozenset(relation for relation in Relation if reads(relation, answer)))
