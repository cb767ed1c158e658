"""The page of one piece of a pupil’s own work, with whatever was typed still in its box."""

import uuid
from typing import Any

from flask import Response

from virtual_school.core.htmx import htmx, render
from virtual_school.core.notes import note
from virtual_school.core.on_device import is_by_itself
from virtual_school.core.saving import once
from virtual_school.learning import policy
from virtual_school.learning.actions import BothKept
from virtual_school.learning.forms import HandInForm, ReplyForm
from virtual_school.learning.queries import changed, one, promised
from virtual_school.learning.queries.doing import reached
from virtual_school.learning.queries.one import Work
from virtual_school.learning.queries.stuck import stuck_of
from virtual_school.library import queries as library
from virtual_school.library.models import HandIn as Way
from virtual_school.library.models import Proof
from virtual_school.library.shown import ToDo
from virtual_school.network.viewer import viewer
from virtual_school.plans.adjusting import with_time
from virtual_school.plans.models import AdjustmentKind
from virtual_school.plans.queries import Adjusted, adjustments_now, goal_words
from virtual_school.pupils.access import by_self
from virtual_school.pupils.models import Part
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.who_can_see import who_can_see_mine

FRAGMENTS = {"pieces": "learning/_pieces.html"}


def work_page(
    assignment_id: uuid.UUID,
    form: HandInForm | None = None,
    *,
    answer: ReplyForm | None = None,
    both: BothKept | None = None,
    status: int = 200,
) -> Response:
    """The page of one piece of work, with whatever was typed still in its box."""
    shown = one.work(viewer, assignment_id)
    written = one.written(viewer, shown) if shown.is_open else None
    if both is not None and form is not None:
        form = _again(form, shown, both)
    elif form is None and written is not None:
        form = HandInForm(formdata=None, text=written.text, number=shown.number, draft_version=written.version)
    if not htmx.wants_fragment and not is_by_itself():
        _note_reading(shown)
    about = changed.about(viewer, assignment_id)
    to_do = library.to_do(shown.revision_id)
    return render(
        "learning/work.html",
        FRAGMENTS,
        status=status,
        work=shown,
        written=written,
        form=form,
        both=both,
        answer=answer or _reply_form(shown),
        about=about,
        goal=_goal(about.goal_key),
        others=changed.others(viewer, assignment_id, about.choice_id if shown.is_open else None),
        by_when=promised.by_when(viewer, shown.handed_in[0] if shown.handed_in else None),
        shown=to_do,
        at_step=reached(viewer, shown, to_do.steps),
        stuck=stuck_of(viewer, assignment_id),
        seen=who_can_see_mine(viewer, Audience(Part.WORK, own_teacher=True, about=("assignment", assignment_id))),
        **_made_fair(shown, to_do),
    )


def _goal(key: uuid.UUID | None) -> str | None:
    """The words of the pupil's own goal that this is for; asked for only where it is for one."""
    return goal_words(viewer, viewer.pupil_id, by_self(), key) if key and viewer.pupil_id else None


def _made_fair(shown: Work, to_do: ToDo) -> dict[str, Any]:
    """What makes it fair, in words and in what the page does of it: letters, how long work takes, and in
    which ways it is handed in."""
    fair = _fair(shown)
    more = [row.percent for row in fair if row.percent]
    return {
        "fair": fair,
        "is_large": any(row.kind is AdjustmentKind.LARGE_PRINT for row in fair),
        "minutes": with_time(shown.minutes, more),
        "ways": [way.value for way in _ways(to_do, fair)],
        "more_time": lambda minutes: with_time(minutes, more),
    }


def _fair(shown: Work) -> list[Adjusted]:
    """What is in force today, while there is something to do; else what was when it was handed in."""
    if viewer.pupil_id is not None and shown.is_open:
        return adjustments_now(viewer, viewer.pupil_id)
    return shown.handed_in[0].adjustments if shown.handed_in else []


def _ways(to_do: ToDo, fair: list[Adjusted]) -> frozenset[Way]:
    photo = any(step.proof is Proof.PHOTO for step in to_do.steps)
    another = any(row.kind is AdjustmentKind.ANOTHER_WAY for row in fair)
    return policy.open_ways(frozenset(to_do.ways), wants_photo=photo, another_way=another)


def _reply_form(shown: Work) -> ReplyForm | None:
    """Only where there is something to answer."""
    latest = shown.handed_in[0] if shown.handed_in else None
    return ReplyForm(formdata=None) if latest and latest.feedback_id and latest.reply is None else None


def _again(form: HandInForm, shown: Work, both: BothKept) -> HandInForm:
    """The same words on top of what the server holds now, so that pressing again goes through."""
    return HandInForm(
        formdata=None, text=form.text.data, number=shown.number, draft_version=both.version, once=once.new_key(),
        link=form.link.data, link_words=form.link_words.data,
    )  # fmt: skip


def _note_reading(shown: Work) -> None:
    for go in shown.goes:
        if go.feedback_id is not None and go.read_at is None:
            note("feedback.read", account_id=viewer.account_id, pupil_id=viewer.pupil_id, object_id=go.feedback_id)
