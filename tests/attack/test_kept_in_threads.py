"""Kept statements asked by several people at once: each is answered with their own, while the first builds too."""

import threading
import time
import uuid

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.kept import MADE_UP, NotKept, kept
from virtual_school.core.saving.models import Draft
from virtual_school.identity import queries as identity
from virtual_school.learning.queries import came_back, waiting
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Pupil
from virtual_school.pupils.viewers import viewer_of

TIMES = 12


@kept
def _reached(viewer: Viewer) -> sa.SelectBase:
    time.sleep(0.05)  # so that all of them are here before the first statement is made
    return sa.select(Pupil.id).where(Pupil.network_id == viewer.network_id, access.reach(viewer, Part.WORK))


class Asking(threading.Thread):
    """One person in a thread of their own, who asks again and again."""

    def __init__(self, app: App, person: Person, together: threading.Barrier) -> None:
        super().__init__(daemon=True)
        self.app, self.person, self.together = app, person, together
        self.seen: set[uuid.UUID] = set()
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self.app.app_context():
                self._ask()
        except BaseException as error:
            self.error = error

    def _ask(self) -> None:
        enter_network(self.person.network_id)
        device = identity.device(self.person.secret)
        assert device is not None
        viewer = viewer_of(device)
        assert viewer.account_id == self.person.account_id
        self.together.wait(timeout=20)
        for _time in range(TIMES):
            self.seen.update(_reached(viewer).execute().scalars())
            self.seen.update(row.pupil_id for row in came_back(viewer))
            self.seen.update(row.hand_in_id for row in waiting(viewer))
            assert clock.now() > MADE_UP.replace(year=2000)
        db.session.remove()


def test_everybody_sees_their_own(app: App, cast: Cast) -> None:
    ellie, tariq, zara = (person.pupil_id for person in (cast.ellie, cast.tariq, cast.stranger_pupil))
    theirs = cast.fernvale.work["in"].hand_in_id
    expected = {
        "dani": {ellie},
        "kit": {tariq},
        "stranger": {zara},
        "lunt": {cast.larkdale.work["in"].hand_in_id},
        "bell": {cast.larkdale.work["in of tariq"].hand_in_id},
        "stranger_teacher": {theirs},
    }
    db.session.commit()
    together = threading.Barrier(len(expected))
    asking = [Asking(app, getattr(cast, key), together) for key in expected]
    for one in asking:
        one.start()
    for one in asking:
        one.join(timeout=60)
    assert [one.error for one in asking if one.error] == []
    assert {one.person.key: one.seen for one in asking} == expected


def test_a_place_inside_other_words_is_refused(app: App, cast: Cast) -> None:
    """A builder that makes words of an identifier would keep the stand-in's, and with 'not' show everybody all."""

    @kept
    def others(viewer: Viewer, hand_in_id: uuid.UUID) -> sa.SelectBase:
        return sa.select(Draft.text).where(
            Draft.network_id == viewer.network_id, Draft.subject != f"feedback:{hand_in_id}"
        )

    with app.app_context():
        enter_network(cast.larkdale.network_id)
        device = identity.device(cast.lunt.secret)
        assert device is not None
        with pytest.raises(NotKept):
            others(viewer_of(device), uuid.uuid4())
