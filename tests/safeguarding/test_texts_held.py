"""Texts are asked what letters are asked, when they go: is the way still there, the account open, is all stopped?"""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.texts import TextMessage, TextState, queue_text
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import CareLink, Pupil
from virtual_school.safeguarding.protecting import changes

Acting = Callable[[Person], Viewer]
HOUR = dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_the_network(cast: Cast, acting: Acting) -> None:
    acting(cast.lead)


def written(account_id: uuid.UUID | None, about_id: uuid.UUID | None = None) -> uuid.UUID:
    return queue_text("07700 900123", "There is a new message.", account_id=account_id, about_id=about_id).id


def became(app: App, text_id: uuid.UUID) -> TextState:
    db.session.commit()
    work_off(app)
    return db.session.scalars(sa.select(TextMessage.state).where(TextMessage.id == text_id)).one()


def test_to_whoever_has_a_way(app: App, cast: Cast) -> None:
    assert became(app, written(cast.dani.account_id, cast.ellie.pupil_id)) is TextState.SENT


def test_never_to_a_closed_account(app: App, cast: Cast) -> None:
    db.session.get_one(Account, cast.dani.account_id).closed_at = clock.now()
    assert became(app, written(cast.dani.account_id)) is TextState.WITHHELD
    assert became(app, written(cast.dani.account_id, cast.ellie.pupil_id)) is TextState.WITHHELD


def test_never_once_the_way_has_ended(app: App, cast: Cast) -> None:
    links = sa.select(CareLink).where(CareLink.account_id == cast.dani.account_id)
    for link in db.session.scalars(links):
        link.ended_at = clock.now()
    assert became(app, written(cast.dani.account_id, cast.ellie.pupil_id)) is TextState.WITHHELD


def test_about_a_pupil_to_a_number_of_nobody_never(app: App, cast: Cast) -> None:
    assert became(app, written(None, cast.ellie.pupil_id)) is TextState.WITHHELD


def test_while_all_is_stopped_it_waits_and_goes_afterwards(app: App, cast: Cast, acting: Acting) -> None:
    leah = acting(cast.safeguarding_lead)
    hold = changes.stop(leah, pupil_id=db.session.get_one(Pupil, cast.ellie.pupil_id).id, reason="A death.")
    about = written(cast.dani.account_id, cast.ellie.pupil_id)
    to_her = written(cast.ellie.account_id)
    assert became(app, about) is became(app, to_her) is TextState.QUEUED
    changes.let_go_on(leah, hold, "It goes on.")
    with clock.freeze(clock.real() + HOUR):
        assert became(app, about) is became(app, to_her) is TextState.SENT


def test_the_page_that_stops_all_says_what_waits(cast: Cast, client: Client, acting: Acting) -> None:
    pupil_id = cast.ellie.pupil_id
    hold = changes.stop(acting(cast.safeguarding_lead), pupil_id=pupil_id, reason="A death.")
    written(cast.dani.account_id, pupil_id)
    hold_id = hold.id
    db.session.commit()
    client.sign_in(cast.safeguarding_lead).get(f"/pupils/{pupil_id}/keep-safe")
    assert "No letter waits. One text waits." in client.words()
    client.get(f"/pupils/{pupil_id}/keep-safe/stop/{hold_id}/end")
    assert "A text" in client.words() and "There is a new message" not in client.words()
