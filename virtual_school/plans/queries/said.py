"""Something that was said in a plan and that an adult who reads it is worried about."""

import uuid
from dataclasses import dataclass

from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.plans.queries.shown import Shown, show
from virtual_school.plans.queries.versions import Held


@dataclass(frozen=True, slots=True)
class Said:
    """Whose words they are, what holds them back, and a copy."""

    about: tuple[str, uuid.UUID]
    by: str
    copy: str


def said(viewer: Viewer, held: Held, kind: str, said_id: uuid.UUID) -> Said:
    """One of the things that this viewer reads on the version's page; `NotVisible` for any other."""
    shown = show(viewer, held.pupil, held.access, held.version)
    found = next((one for one in _all(held, shown) if (one.about[0], one.about[1]) == (KINDS.get(kind), said_id)), None)
    if found is None:
        raise NotVisible
    return found


# How an address names what a concern is about.
KINDS = {"words": "plan_words", "rating": "goal_view", "answer": "plan_agreement"}


def _all(held: Held, shown: Shown) -> list[Said]:
    name = held.pupil.known_as
    found = [Said(("plan_words", one.id), name, f"{one.question}: {one.text}") for one in shown.words]
    found += [
        Said(("goal_view", seen.pupil.view_id), name, f"{seen.goal.words}: {seen.pupil.rating}, {seen.pupil.words}")
        for seen in shown.goals
        if seen.pupil and seen.pupil.words
    ]
    return found + [Said(("plan_agreement", one.id), one.called, one.words) for one in shown.why_not]
