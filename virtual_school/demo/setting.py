"""What makes work fair for the first people, and work to choose from when one is ready."""

import datetime as dt
import uuid
from collections.abc import Callable, Mapping

from virtual_school.core import audit, clock
from virtual_school.core.db import writing
from virtual_school.core.ids import uuid7
from virtual_school.demo.people import Valley
from virtual_school.learning import changes as learning
from virtual_school.library.models import LessonRevision
from virtual_school.network.viewer import Viewer
from virtual_school.plans import changes as plans
from virtual_school.plans.models import AdjustmentKind

Named = Callable[[Valley, str], Viewer]

FAIR = (
    ("Ellie", AdjustmentKind.EXTRA_TIME, 25, None),
    ("Ellie", AdjustmentKind.FEWER_QUESTIONS, None, "every second one, at home"),
    ("Kai", AdjustmentKind.READER, None, None),
)
# To whom, which two to choose between, and who answers.
CHOICE = ("Kai", ("Keeping secrets: the shift cipher", "Ratio in recipes"), "Helen Lunt")


def build_fair(valley: Valley, mentor: Named, now: dt.datetime) -> None:
    """Before any work is handed in, so that it stands with all of it."""
    with writing(), audit.together(), clock.pretend(now - dt.timedelta(weeks=6)):
        for pupil, kind, percent, words in FAIR:
            plans.set_adjustment(
                mentor(valley, pupil),
                pupil_id=valley.pupils[pupil].id,
                kind=kind,
                percent=percent,
                words=words,
                starts_on=clock.today(),
            )


def build_choice(
    valley: Valley, mentor: Named, author: Named, revisions: Mapping[str, LessonRevision], at: dt.datetime
) -> None:
    pupil, lessons, name = CHOICE
    answerer, choice = author(valley, name), uuid7()
    with writing(), audit.together(), clock.pretend(at):
        for lesson in lessons:
            learning.set_work(
                mentor(valley, pupil),
                pupil_id=valley.pupils[pupil].id,
                revision_id=revisions[lesson].id,
                account_id=_known(answerer.account_id),
                organisation_id=_known(answerer.organisation_id),
                when_ready=True,
                choice_id=choice,
            )


def _known(identifier: uuid.UUID | None) -> uuid.UUID:
    if identifier is None:
        raise LookupError("who answers has an account and a school")
    return identifier
