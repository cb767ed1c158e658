"""What an adult may be worried about: the package that owns a kind of thing says here how one of them is found.

A page shows `{{ worried(kind, id) }}` beside it; whoever reads the thing finds it, and nobody else.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from virtual_school.core.errors import NotVisible
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Part

File = tuple[uuid.UUID, str]  # of a stored file, and its name


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that this viewer reads: whose matter it is, a copy of it, what the viewer calls the pupil.

    `by`: whose words they are, as the viewer may know. `back`: the page on which it stands. `part`: of the record.
    `about`: what is held back with it, where that is something else than the thing itself. `is_noted`: that a look at
    it stands in the log of looks, as of all but what its log itself would tell of.
    """

    pupil_id: uuid.UUID
    copy: str
    name: str
    back: str
    part: Part
    by: str = ""
    about: tuple[str, uuid.UUID] | None = None
    files: tuple[File, ...] = ()
    is_noted: bool = True


Find = Callable[[Viewer, uuid.UUID], Thing]

_kinds: dict[str, Find] = {}


def kind(name: str, *, find: Find) -> None:
    """Register a kind. `find(viewer, id)` raises `NotVisible` for what the viewer does not read, held things too."""
    if _kinds.setdefault(name, find) is not find:
        raise RuntimeError(f"two packages register {name!r} as something to be worried about")


def kinds() -> list[str]:
    return sorted(_kinds)


def find(viewer: Viewer, name: str, thing_id: uuid.UUID) -> Thing:
    """One of them, for an adult who reads it."""
    found = _kinds.get(name)
    if found is None or not viewer.is_staff:
        raise NotVisible
    return found(viewer, thing_id)


def about(name: str, thing_id: uuid.UUID, thing: Thing) -> tuple[str, uuid.UUID]:
    """What the concern holds back."""
    return thing.about or (name, thing_id)
