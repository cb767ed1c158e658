"""Something that was said in a plan and that an adult who reads it is worried about."""

import uuid
from dataclasses import dataclass

from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import PlanWords
from virtual_school.plans.queries.shown import Shown, show
from virtual_school.plans.queries.versions import Held


@dataclass(frozen=True, slots=True)
class Said:
    """Something that somebody said: how an address names it, what holds it back, whose words they are, a copy."""

    kind: str
    id: uuid.UUID
    about: tuple[str, uuid.UUID]
    by: str
    copy: str


def said(viewer: Viewer, held: Held, kind: str, said_id: uuid.UUID) -> Said:
    """One of the things that this viewer reads on the version's page; `NotVisible` for any other."""
    shown = show(viewer, held.pupil, held.access, held.version)
    found = next((one for one in _all(held, shown) if (one.kind, one.id) == (kind, said_id)), None)
    if found is None:
        raise NotVisible
    return found


def _all(held: Held, shown: Shown) -> list[Said]:
    name = held.pupil.known_as
    found = [Said("words", one.id, _source(one), name, f"{one.question}: {one.text}") for one in shown.words]
    for seen in shown.goals:
        if seen.pupil and seen.pupil.words:
            copy = f"{seen.goal.words}: {seen.pupil.rating}, {seen.pupil.words}"
            found.append(Said("rating", seen.pupil.view_id, ("goal_view", seen.pupil.view_id), name, copy))
    return found + [Said("answer", one.id, ("plan_agreement", one.id), one.called, one.words) for one in shown.why_not]


def _source(one: PlanWords) -> tuple[str, uuid.UUID]:
    """The answer that the words are, so that they are held back in every version and every pack alike."""
    return ("contribution", one.source_id) if one.source_id else ("plan_words", one.id)
