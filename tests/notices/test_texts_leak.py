"""What a text says, of each kind, to each of the cast: which network, what kind of thing, and where. Nobody's name.

On a pupil's phone not even that: neither who it is from, nor what it is, nor an address that somebody else would open.
"""

import datetime as dt
import re
import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.conftest import Stage
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db, enter_network
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.mail import Mail, MailState
from virtual_school.core.texts import TextMessage, TextState, queue_text
from virtual_school.core.texts.words import segments
from virtual_school.network.models import Network
from virtual_school.network.roles import Role
from virtual_school.notices import changes, following, letters
from virtual_school.notices.catalogue import KINDS, Urgency
from virtual_school.notices.models import Because, NoticeChoices, Sent

IN_SCHOOL = dt.datetime(2026, 12, 1, 10, 30, tzinfo=dt.UTC)
PHONE, SITE = "+447700900123", "https://larkdale.example"
LEAVES_BY_TEXT = sorted(kind for kind, one in KINDS.items() if one.urgency is Urgency.NOW)
TO_A_PUPIL = sorted(kind for kind, one in KINDS.items() if one.urgency in (Urgency.NOW, Urgency.SOON))


@pytest.fixture(autouse=True)
def _known_site(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """And no rule that looks at the thing itself: there is none here, and its own tests try it."""
    monkeypatch.setattr(following, "_asked", [])
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], public_url=SITE))


def everybody_by_text(cast: Cast) -> None:
    """Each of Larkdale's cast has said: by text."""
    held = set(db.session.scalars(sa.select(NoticeChoices.account_id)))
    for row in db.session.scalars(sa.select(NoticeChoices)):
        row.phone, row.urgent_text = PHONE, True
    for person in cast.larkdale:
        if person.account_id not in held:
            db.session.add(NoticeChoices(account_id=person.account_id, phone=PHONE, urgent_text=True))
    db.session.flush()


def said_to(app: App, people: list[Person], kind: str, about_id: uuid.UUID) -> dict[uuid.UUID, TextMessage]:
    """The texts that came of telling each of them of Ellie's matter, once workers have done what they can."""
    for person in people:
        path = f"/pupils/{about_id}"
        changes.tell(person.account_id, kind, path, Because.OFFICE, about_id=about_id)
    db.session.commit()
    work_off(app)
    return {row.account_id: row for row in db.session.scalars(sa.select(TextMessage)) if row.account_id is not None}


@pytest.mark.parametrize("kind", LEAVES_BY_TEXT)
def test_a_text_says_network_kind_and_where(app: App, cast: Cast, stage: Stage, kind: str) -> None:
    everybody_by_text(cast)
    adults = [one for one in cast.larkdale if not one.is_pupil]
    texts = said_to(app, adults, kind, cast.ellie.pupil_id or uuid.uuid4())
    assert {cast.dani.account_id, cast.mum.account_id, cast.key_adult.account_id} <= texts.keys()
    for row in texts.values():
        assert row.words == f"Larkdale Virtual School: {KINDS[kind].words}. {SITE}/notices"
        assert segments(row.words) == 1
        assert not list(stage.house.text(row.words))
        assert not re.search(r"\d|[0-9a-f-]{36}", row.words), "no day, no time, no year, no identifier"


@pytest.mark.parametrize("kind", LEAVES_BY_TEXT)
def test_nothing_goes_to_whoever_has_no_way_to_the_child(app: App, cast: Cast, kind: str) -> None:
    everybody_by_text(cast)
    without = [cast.kit, cast.tariq, cast.administrator, cast.auditor, cast.dad]
    assert not said_to(app, without, kind, cast.ellie.pupil_id or uuid.uuid4())


@pytest.mark.parametrize("kind", TO_A_PUPIL)
def test_on_a_pupils_phone_it_says_no_more_than_that_there_is_something(app: App, cast: Cast, kind: str) -> None:
    everybody_by_text(cast)
    with clock.freeze(IN_SCHOOL):
        changes.tell(cast.ellie.account_id, kind, "/today", Because.SELF, about_id=cast.ellie.pupil_id)
        db.session.commit()
    with clock.freeze(IN_SCHOOL + dt.timedelta(hours=1)):
        work_off(app)
    row = db.session.scalars(sa.select(TextMessage)).one()
    assert row.account_id == cast.ellie.account_id and row.state is TextState.SENT
    assert row.words == "Something is waiting for you. Look when you have time."


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_fits_into_one_text_and_names_nobody(app: App, cast: Cast, stage: Stage, kind: str) -> None:
    """Also those that do not leave by text today: whoever makes one more urgent need not think of it."""
    network = db.session.get_one(Network, cast.larkdale.network_id)
    for to_pupil in (True, False):
        words = letters.text_message(network, kind, to_pupil=to_pupil)
        row = queue_text(PHONE, words)
        assert segments(row.words) == 1 and not list(stage.house.text(row.words))


def test_a_number_that_is_none_any_more_keeps_nobody_from_being_told(app: App, cast: Cast) -> None:
    everybody_by_text(cast)
    for row in db.session.scalars(sa.select(NoticeChoices)):
        row.phone, row.urgent_email = "020 7946 0018", False
    told = changes.tell(cast.dani.account_id, "help.asked", "/notices", Because.OFFICE, object_id=uuid.uuid4())
    db.session.commit()
    work_off(app)
    by = sa.select(Mail.state).join(Sent, Sent.mail_id == Mail.id).where(Sent.notice_id == told.id)
    assert db.session.scalars(by).one() is MailState.SENT


def test_who_chose_nothing_gets_no_text(app: App, cast: Cast) -> None:
    assert not said_to(app, [cast.dani, cast.ellie, cast.mum], "help.asked", cast.ellie.pupil_id or uuid.uuid4())


def test_another_networks_texts_are_its_own(app: App, cast: Cast) -> None:
    everybody_by_text(cast)
    said_to(app, [cast.dani], "help.asked", cast.ellie.pupil_id or uuid.uuid4())
    enter_network(cast.fernvale.network_id)
    assert not db.session.scalars(sa.select(TextMessage)).all()


@pytest.mark.parametrize("kind", LEAVES_BY_TEXT)
def test_what_went_is_what_the_file_holds(app: App, cast: Cast, stage: Stage, kind: str) -> None:
    everybody_by_text(cast)
    (row,) = said_to(app, [cast.dani], kind, cast.ellie.pupil_id or uuid.uuid4()).values()
    assert row.state is TextState.SENT and cast.dani.role is Role.MENTOR
    (path,) = (stage.instance / "texts").rglob("*.txt")
    assert path.read_text().split("\n\n", 1)[1] == f"{row.words}\n"
    assert "Ellie" not in path.read_text() and "Dani" not in path.read_text()
