"""Whether a panel will read of a pupil: the package that knows of panels says it here."""

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from virtual_school.network.viewer import Viewer
from virtual_school.proud.models import ProudThing

Sits = Callable[[Viewer], bool]


class _Told:
    sits: Sits = staticmethod(lambda viewer: False)


def set_sits(ask: Sits) -> Sits:
    """Say how it is found whether a panel is going to talk about the pupil who asks."""
    _Told.sits = staticmethod(ask)
    return ask


def sits(viewer: Viewer) -> bool:
    return _Told.sits(viewer)


def whose(thing_id: uuid.UUID) -> sa.ScalarSelect[uuid.UUID]:
    """The pupil whose thing it is."""
    return sa.select(ProudThing.pupil_id).where(ProudThing.id == thing_id).scalar_subquery()
