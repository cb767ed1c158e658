"""The letter of the day: once, at its hour, on school days, without what was seen; and the way out of it."""

import datetime as dt
import re
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from tests import make_safeguarding as made
from tests.cast import Cast, Person
from tests.client import Client
from tests.notices.told import at, letters_at, mails, reachable, told
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.mail.letters import Letter, compose
from virtual_school.network.models import Closure, ClosureKind, Network
from virtual_school.notices import letters, tidying
from virtual_school.notices.choosing import row_of
from virtual_school.notices.models import Digest, Notice, Sent
from virtual_school.pupils.models import CareLink, Pupil


@pytest.fixture(autouse=True)
def emptied(cast: Cast) -> Iterator[None]:
    """The cast's own notices stand aside."""
    for table in (Sent, Digest, Notice):
        db.session.execute(sa.delete(table))
    with clock.freeze(at(17, 9)):
        yield


def test_one_letter_a_day_with_all_that_waits(cast: Cast) -> None:
    sam = reachable(cast.sam)
    for kind in ("message.new", "message.new", "hand_in.new", "help.asked"):
        told(cast.sam, kind)
    assert letters_at(at(17, 15, 59)) == 0
    assert letters_at(at(17, 16)) == 1 and letters_at(at(17, 16, 15)) == 0
    (mail,) = mails(sam.id)
    assert "There is a new message (2)" in mail.text and "There is work to answer" in mail.text
    assert "help" not in mail.text  # that has left, or leaves, by itself
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Sent)) == 3
    told(cast.sam, "complaint.made")
    assert letters_at(at(17, 17)) == 0 and letters_at(at(18, 16)) == 1
    assert "message" not in mails(sam.id)[-1].text


def test_at_the_hour_that_they_chose(cast: Cast) -> None:
    reachable(cast.sam, letter_at=7 * 60)
    told(cast.sam)
    assert letters_at(at(17, 6, 45)) == 0 and letters_at(at(17, 7)) == 1


def test_when_the_worker_was_away_it_comes_later_but_not_at_night(cast: Cast) -> None:
    reachable(cast.sam)
    told(cast.sam)
    assert letters_at(at(17, 22, 30)) == 0 and letters_at(at(17, 21, 30)) == 1


@pytest.mark.parametrize(
    ("day", "month"),
    [(29, 3), (30, 3), (25, 10), (26, 10)],
)
def test_once_on_the_days_around_the_hour_that_changes(day: int, month: int, cast: Cast) -> None:
    reachable(cast.sam, letter_at=6 * 60)
    told(cast.sam)
    made_then = 0
    moment = at(day, 0, month=month)
    for quarter in range(100):
        made_then += letters_at((moment.astimezone(dt.UTC) + dt.timedelta(minutes=15 * quarter)).astimezone(dt.UTC))
    assert made_then == (1 if dt.date(2026, month, day).isoweekday() < 6 else 0)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Digest)) == made_then


def test_none_on_a_weekend_and_none_in_the_holidays_of_their_school(cast: Cast) -> None:
    reachable(cast.head_of_year)
    told(cast.head_of_year)
    assert letters_at(at(21, 16)) == 0
    shut(cast, "wren_hill", dt.date(2026, 11, 23))
    assert letters_at(at(23, 16)) == 0 and letters_at(at(24, 16)) == 1


def test_an_inset_day_of_one_school_holds_back_its_own_alone(cast: Cast) -> None:
    for who in (cast.head_of_year, cast.lunt, cast.mum):
        reachable(who)
        told(who)
    shut(cast, "wren_hill", dt.date(2026, 11, 17))
    assert letters_at(at(17, 16)) == 1
    assert len(mails(cast.lunt.account_id)) == 1 and not mails(cast.mum.account_id)
    assert letters_at(at(18, 16)) == 2


def shut(cast: Cast, place: str, day: dt.date) -> None:
    where = cast.larkdale.organisations[place]
    inset = Closure(kind=ClosureKind.INSET, starts_on=day, ends_on=day, because="", made_at=clock.now())
    inset.organisation_id = where
    db.session.add(inset)
    db.session.flush()


def test_what_was_seen_settled_or_lost_is_not_in_it(cast: Cast) -> None:
    dani = reachable(cast.dani)
    told(cast.dani, "message.new", seen_at=clock.now())
    told(cast.dani, "complaint.made", settled_at=clock.now())
    lost = told(cast.dani, "letter.new", about_id=cast.ellie.pupil_id)
    told(cast.dani, "hand_in.new")
    db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"]).ended_at = clock.now()
    assert letters_at(at(17, 16)) == 1
    (mail,) = mails(dani.id)
    assert [line for line in mail.text.split("\n") if line.startswith("- ")] == ["- There is work to answer"]
    db.session.refresh(lost)
    assert lost.left_at is not None


def test_what_is_held_back_goes_with_the_next(cast: Cast) -> None:
    mum, ellie = reachable(cast.mum), db.session.get_one(Pupil, cast.ellie.pupil_id)
    told(cast.mum, "letter.new", about_id=ellie.id)
    hold = made.hold(ellie, cast.safeguarding_lead.account_id)
    assert letters_at(at(17, 16)) == 0
    hold.ended_at = clock.now()
    assert letters_at(at(18, 16)) == 1 and len(mails(mum.id)) == 1


def test_very_many_go_with_several_letters(cast: Cast) -> None:
    reachable(cast.sam)
    for _one in range(90):
        made.notice(db.session.get_one(type(reachable(cast.sam)), cast.sam.account_id), "message.new")
    assert letters_at(at(17, 16)) == 1
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Sent)) == 80
    assert letters_at(at(18, 16)) == 1


def test_whoever_wants_none_has_none(cast: Cast) -> None:
    reachable(cast.sam, letter=False)
    told(cast.sam)
    assert letters_at(at(17, 16)) == 0


# The way out ----------------------------------------------------------------------------------------------------------


def test_one_press_ends_them_and_a_look_does_not(
    app: App, client: Client, cast: Cast, client_of: Callable[[Person], Client]
) -> None:
    db.session.get_one(Network, cast.larkdale.network_id).host = "larkdale.example"
    sam = reachable(cast.sam)
    told(cast.sam)
    letters_at(at(17, 16))
    (mail,) = mails(sam.id)
    assert "https://larkdale.example/notices\n" in mail.text
    assert mail.unsubscribe and mail.unsubscribe in mail.text
    assert (
        compose(Letter.of(mail), "Larkdale <no-reply@larkdale.example>")["List-Unsubscribe"] == f"<{mail.unsubscribe}>"
    )
    path = re.sub("^https://[^/]*", "", mail.unsubscribe)
    client.get(path)
    client.get(path)
    assert letters_at(at(18, 16)) == 0  # there is nothing new, and none are ended yet
    assert row_of(sam.id) is None
    client.submit("main form")
    client.follow()
    db.session.rollback()
    row = row_of(sam.id)
    assert row is not None
    assert (row.account_id, row.letter, row.soon, row.urgent_email) == (sam.id, False, False, True)
    client.post(path, status=303)


def test_the_link_of_another_network_or_of_nobody_opens_nothing(app: App, client: Client, cast: Cast) -> None:
    stranger = letters.off_link
    with app.test_request_context():
        network = db.session.get_one(Network, cast.larkdale.network_id)
        network.host = "larkdale.example"
        found = stranger(network, cast.stranger.account_id)
    assert found
    db.session.rollback()
    client.get(re.sub("^https://[^/]*", "", found), 404)
    client.get(re.sub("^https://[^/]*", "", found)[:-3] + "abc", 404)


def test_after_some_months_all_of_it_is_gone(cast: Cast) -> None:
    reachable(cast.sam)
    old, new = told(cast.sam).id, told(cast.kit)
    letters_at(at(17, 16))
    new.made_at = at(17, 9) + dt.timedelta(days=200)
    db.session.commit()
    with clock.freeze(at(17, 9) + dt.timedelta(days=190)):
        tidying.tidy(lambda: None)
    assert db.session.scalars(sa.select(Notice.id)).all() == [new.id] != [old]
    assert not db.session.scalars(sa.select(Digest.id)).all() and not db.session.scalars(sa.select(Sent.id)).all()
