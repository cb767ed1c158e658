"""A death: with everything about a child stopped nothing leaves, no list has a line, and lifted it goes once.

Whatever can be told is told about Ellie, by every kind of the catalogue and by the people around her; and every page
that takes no address of hers is read by everybody who may open it.
"""

import uuid
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import url_for

from tests import make_attendance, make_letters, make_messages, make_safeguarding
from tests.attendance.conftest import at, next_tuesday, nothing_told
from tests.cast import Cast, Person
from tests.client import Client
from tests.whole_app.access_table import TABLE
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import begin, db
from virtual_school.core.jobs import Later
from virtual_school.core.leaving import Sending, may_leave
from virtual_school.core.mail import Mail, queue_mail
from virtual_school.core.texts import TextMessage
from virtual_school.identity.models import Account
from virtual_school.notices import digests, sending
from virtual_school.notices.catalogue import KINDS, Urgency
from virtual_school.notices.changes import tell
from virtual_school.notices.models import Because, Notice, Sent
from virtual_school.pupils.models import Carer, Pupil
from virtual_school.safeguarding.models import Help, Hold
from virtual_school.safeguarding.protecting import changes as protecting

TUESDAY = next_tuesday()
AROUND = ("dani", "mum", "key_adult", "attendance_officer", "head_of_year", "lead")

# What stands still in a list although everything is stopped, and why.
STANDS = {
    "auditor": "who checks the records finds every change and every look",
    "ellie": "her own pages are hers",
    "mum": "her own child: nothing is sent to her, and what is hers to open opens",
}
PAGES = {
    "concerns.index": "a worry is heard whatever is stopped",
    "concerns.raised": "what somebody handed over themselves, with who has seen it",
    "serious.index": "something serious is heard whatever is stopped",
    "glass.index": "who opened a record without a link is looked into whatever is stopped",
    "home.waiting": "the same line, for who leads the Virtual School; the rest of it is tried in test_stop",
    "people.index": "accounts, and nothing of a pupil's matter",
    "messages.oversight": "what somebody looked into themselves",
}


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    """She waits for no answer: a call for help is heard whatever is stopped."""
    assert cast.ellie.pupil_id is not None
    asked = db.session.get_one(Help, cast.larkdale.ids["help of ellie"])
    asked.answered_at, asked.answered_by = clock.now(), cast.dani.account_id
    db.session.commit()
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


@pytest.fixture
def stopped(cast: Cast, ellie: Pupil) -> Hold:
    assert cast.safeguarding_lead.account_id is not None
    hold = make_safeguarding.hold(ellie, cast.safeguarding_lead.account_id)
    db.session.commit()
    return hold


@pytest.fixture
def tuesday(app: App) -> Iterator[None]:
    with clock.freeze(at(9, 40, on=TUESDAY)):
        yield


def outside() -> int:
    """How many letters and texts there are, on their way or gone."""
    begin(write=False)
    return sum(db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0 for table in (Mail, TextMessage))


def waiting(kind: str | None = None) -> list[uuid.UUID]:
    question = sa.select(Notice.id).where(Notice.left_at.is_(None), Notice.seen_at.is_(None))
    question = question.where(Notice.settled_at.is_(None))
    return list(db.session.scalars(question.where(Notice.kind == kind) if kind else question))


def send_all(people: list[Person]) -> int:
    """What the worker does: what cannot wait, then the day's letters. How many were held."""
    held = 0
    at_once = [name for name, kind in KINDS.items() if kind.urgency in (Urgency.NOW, Urgency.SOON)]
    for notice_id in [one for kind in at_once for one in waiting(kind)]:
        try:
            begin(write=False)
            sending.at_once(notice_id)
        except Later:
            held += 1
    digests.make([one.account_id for one in people], lambda: None)
    return held


def each_kind(cast: Cast, pupil_id: uuid.UUID) -> None:
    """A notice of each kind of which nobody asks but who may follow it, to each of those around her."""
    for name in ("letter.new", "letter.language", "hand_in.new", "feedback.new"):
        assert not KINDS[name].despite_stop
        for key in AROUND:
            of_what = {"about_id": pupil_id, "object_id": uuid.uuid4()}
            tell(getattr(cast, key).account_id, name, "/account", Because.WRITER, **of_what)
    db.session.commit()


def by_people(cast: Cast, client: Client, ellie: Pupil) -> None:
    """Her mother rings in and takes it back, her mentor enters a call, somebody writes to her."""
    url = f"/children/{ellie.id}/absence"
    client.sign_in(cast.mum).get(url)
    client.submit(f"form[action='{url}']", span="day", why="ill")
    mother = db.session.get_one(Carer, cast.larkdale.ids["carer"])
    client.sign_in(cast.dani).get(f"/pupils/{ellie.id}/absence")
    form = f"form[action='/pupils/{ellie.id}/absence']"
    client.submit(form, carer_id=str(mother.id), span="day", why="appointment", read_back="y")
    thread = make_messages.thread(ellie, db.session.get_one(Account, cast.dani.account_id))
    db.session.commit()
    client.get(f"/messages/{thread.id}")
    client.submit(f"form[action='/messages/{thread.id}']", text="Are you there?")


def test_nothing_leaves_and_lifted_it_goes_once(
    cast: Cast, client: Client, ellie: Pupil, stopped: Hold, tuesday: None, acting: Callable[[Person], object]
) -> None:
    nothing_told(cast)
    db.session.commit()
    people = [getattr(cast, key) for key in AROUND]
    by_people(cast, client, ellie)
    each_kind(cast, ellie.id)
    told, before = len(waiting()), outside()
    assert {"absence.reported", "message.new", "letter.new"} <= set(db.session.scalars(sa.select(Notice.kind)))
    assert send_all(people) > 0 and send_all(people) > 0
    assert outside() == before and len(waiting()) == told, "held, and not lost"
    for person in people:
        client.sign_in(person).get("/notices")
        assert client.words(".bar__number") == "", person.key
    protecting.let_go_on(acting(cast.safeguarding_lead), stopped, "It was a mistake.")  # type: ignore[arg-type]
    db.session.commit()
    assert send_all(people) == 0
    gone = outside()
    assert gone > before
    send_all(people)
    assert outside() == gone, "once"
    sent = db.session.execute(
        sa.select(Sent.notice_id, Sent.channel, sa.func.count()).group_by(Sent.notice_id, Sent.channel)
    )
    assert all(row[2] == 1 for row in sent)
    client.sign_in(cast.dani).get("/notices")
    assert client.words(".bar__number") != ""


def test_a_letter_that_waited_already_is_held(cast: Cast, ellie: Pupil, stopped: Hold) -> None:
    for person in (cast.mum, cast.dani, cast.ellie):
        row = queue_mail("x@larkdale.example", "Hello", "Words.", account_id=person.account_id, about_id=ellie.id)
        db.session.flush()
        assert may_leave(row) is Sending.HOLD, person.key
    row = queue_mail("x@larkdale.example", "Hello", "Words.", account_id=cast.ellie.account_id)
    assert may_leave(row) is Sending.HOLD, "to her, of whatever"


def lists(app: App, cast: Cast) -> Iterator[tuple[Person, str, str]]:
    """Every page without an address of somebody's, for everybody of the network who may open it."""
    with app.test_request_context():
        for row in TABLE:
            if row.verb != "GET" or row.of or row.knock is None or row.ok != 200 or row.endpoint in PAGES:
                continue
            url = url_for(row.endpoint)
            yield from (
                (person, row.endpoint, url)
                for person in cast.larkdale
                if person.key in row.knock and person.key not in STANDS
            )


def test_no_list_has_a_line(cast: Cast, client: Client, ellie: Pupil, stopped: Hold, app: App, tuesday: None) -> None:
    dani, mum = (db.session.get_one(Account, one.account_id) for one in (cast.dani, cast.mum))
    make_attendance.absence(ellie, cast.larkdale.ids["carer"], mum)
    make_messages.thread(ellie, dani)
    make_letters.letter(ellie, dani, None)
    db.session.commit()
    client.inspects = False
    found = [
        f"{endpoint} as {person.key}"
        for person, endpoint, url in list(lists(app, cast))
        if "Ellie" in client.sign_in(person).get(url, None).get_data(as_text=True)
    ]
    assert not found, "\n  ".join(["", *found])
