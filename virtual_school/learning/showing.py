"""What shows that a pupil can do something: feedback. Held back with the work, it shows nothing meanwhile."""

from typing import Any

import sqlalchemy as sa

from virtual_school.assessment.queries.free import hides
from virtual_school.learning.models import Feedback
from virtual_school.pupils.access import there_is
from virtual_school.safeguarding.access import held

# As progress keeps it.
SHOWN_BY = "feedback"


@hides
def is_held_with_its_work(kind: Any, source_id: Any) -> sa.ColumnElement[bool]:
    of_it = there_is(Feedback, Feedback.id == source_id, held("hand_in", Feedback.hand_in_id))
    return sa.and_(kind == SHOWN_BY, of_it)
