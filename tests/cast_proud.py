"""Something that each pupil is proud of, and lets their mentor see."""

from typing import TYPE_CHECKING

from tests import make_proud
from virtual_school.proud.models import ShareWith
from virtual_school.pupils.models import Pupil

if TYPE_CHECKING:
    from tests.cast import Casting


def add(casting: "Casting", child: Pupil, mentor: str) -> None:
    """Write it for one pupil whose mentor is the person of this key."""
    key = next(person.key for person in casting.side if person.pupil_id == child.id)
    thing = make_proud.thing(child)
    casting.side.ids[f"proud_thing of {key}"] = thing.id
    casting.side.ids[f"proud_share of {key}"] = make_proud.share(thing, casting.accounts[mentor]).id
    waits = make_proud.thing(child, title="My song", why="I wrote it by myself.")
    make_proud.share(waits, None, ShareWith.PANEL)
    casting.side.ids[f"proud_to_read of {key}"] = waits.id
