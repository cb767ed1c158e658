"""Notes and observations of each pupil in the cast."""

from typing import TYPE_CHECKING

from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
