"""What waits for somebody, on their own pages: seen, settled, opened; and nothing of anybody else's."""

import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import inspector, make
from tests import make_safeguarding as made
from tests.budgets import keeps_to, stays_flat
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.notices import changes
from virtual_school.notices.models import Because, Notice
from virtual_school.pupils.models import Pupil

Clients = Callable[[Person], Client]


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


def bar(client: Client) -> str:
    return client.words(".bar__number")


def test_told_once_until_it_is_seen(cast: Cast) -> None:
    thing = uuid.uuid4()
    first = changes.tell(cast.sam.account_id, "message.new", "/notices", Because.WRITER, object_id=thing)
    assert changes.tell(cast.sam.account_id, "message.new", "/notices", Because.WRITER, object_id=thing) is first
    changes.see(first)
    assert changes.tell(cast.sam.account_id, "message.new", "/notices", Because.WRITER, object_id=thing) is not first


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example", "x", "/" * 301])
def test_it_leads_nowhere_else(path: str, cast: Cast) -> None:
    with pytest.raises(ValueError, match="not an address of this site"):
        changes.tell(cast.sam.account_id, "message.new", path, Because.WRITER)


def test_only_what_the_catalogue_has(cast: Cast) -> None:
    with pytest.raises(KeyError):
        changes.tell(cast.sam.account_id, "message.about_ellie", "/notices", Because.WRITER)


def test_what_waits_is_opened_and_is_seen(client_of: Clients, cast: Cast) -> None:
    made.notice(account(cast.sam), "message.new", "/account", because=Because.ANSWERS)
    sam = client_of(cast.sam)
    sam.get("/notices")
    assert bar(sam) == "1"
    assert "There is a new message" in sam.words() and "you were named to answer it" in sam.words()
    sam.submit("li.row .row__body form")
    assert sam.response.location == "/account"
    sam.follow()
    assert bar(sam) == ""
    sam.get("/notices")
    assert "Nothing is waiting for you" in sam.words()


def test_all_are_seen_that_were_shown_and_none_that_came_since(client_of: Clients, cast: Cast) -> None:
    sam = client_of(cast.sam)
    for _one in range(3):
        made.notice(account(cast.sam), "message.new")
    sam.get("/notices")
    made.notice(account(cast.sam), "complaint.made")
    made.notice(account(cast.dani), "message.new")
    sam.submit("main > form")
    sam.follow()
    assert bar(sam) == "1" and "A complaint came in" in sam.words() and "message" not in sam.words("ul.rows")
    still = sa.select(sa.func.count()).where(Notice.account_id == cast.dani.account_id, Notice.seen_at.is_(None))
    assert db.session.scalar(still) == 2


def test_another_persons_page_is_no_measure(client_of: Clients, cast: Cast) -> None:
    mine = made.notice(account(cast.sam), "message.new")
    theirs = made.notice(account(cast.dani), "message.new")
    sam = client_of(cast.sam)
    sam.post("/notices/seen", {"newest": str(theirs.id)}, 404)
    sam.post(f"/notices/{theirs.id}/open", status=404)
    sam.post(f"/notices/{theirs.id}/seen", status=404)
    sam.post("/notices/seen", {"newest": "nonsense"})
    db.session.expire_all()
    assert mine.seen_at is None and theirs.seen_at is None


def test_what_is_settled_is_gone(client_of: Clients, cast: Cast) -> None:
    one = made.notice(account(cast.sam), "message.new", object_id=uuid.uuid4())
    assert one.object_id
    changes.settle(one.object_id)
    sam = client_of(cast.sam)
    sam.get("/notices")
    assert bar(sam) == "" and "Nothing is waiting" in sam.words()


def test_the_name_stands_where_the_kind_says_it_and_the_reader_knows_them(client_of: Clients, cast: Cast) -> None:
    child = ellie(cast)
    for who in (cast.mum, cast.dad, cast.dani, cast.kit, cast.ellie):
        made.notice(account(who), "letter.new", about_id=child.id)
        made.notice(account(who), "message.new", about_id=child.id)
    for who, reads in (
        (cast.mum, True),
        (cast.dani, True),
        (cast.ellie, True),
        (cast.dad, False),  # a court's order: he reads nothing of hers
        (cast.kit, False),
    ):
        reader = client_of(who)
        reader.get("/notices")
        lines = [inspector.words(line) for line in reader.select("ul.rows li")]
        letters = [line for line in lines if "There is a letter for you" in line]
        assert (child.known_as in " ".join(letters)) is reads, who.key
        assert not [line for line in lines if "message" in line and child.known_as in line]


def test_nobody_is_reminded_of_a_child_about_whom_everything_is_stopped(client_of: Clients, cast: Cast) -> None:
    child = ellie(cast)
    made.notice(account(cast.mum), "letter.new", about_id=child.id)
    made.notice(account(cast.safeguarding_lead), "help.asked", about_id=child.id)
    made.hold(child, cast.safeguarding_lead.account_id)
    mum, leah = client_of(cast.mum), client_of(cast.safeguarding_lead)
    mum.get("/notices")
    assert bar(mum) == "" and "Nothing is waiting" in mum.words()
    mum.get("/notices/sent")
    assert "letter" not in mum.words("main ul, .empty h2")
    leah.get("/notices")
    assert bar(leah) == "1" and "Somebody asks for help" in leah.words()


def test_a_pupil_reads_no_sender(client_of: Clients, cast: Cast) -> None:
    made.notice(account(cast.ellie), "message.new", about_id=cast.ellie.pupil_id)
    child = client_of(cast.ellie)
    child.get("/notices")
    assert "Dani" not in child.words() and "There is a new message" in child.words()


def test_a_page_is_fifty_and_the_next_goes_on(client_of: Clients, cast: Cast) -> None:
    for _one in range(120):
        made.notice(account(cast.sam), "message.new")
    sam = client_of(cast.sam)
    sam.get("/notices")
    assert len(sam.select("ul.rows > li")) == 50 and bar(sam) == "99+"
    sam.get(sam.one("main > p > a[href*=before]").get("href"))
    sam.get(sam.one("main > p > a[href*=before]").get("href"))
    assert len(sam.select("ul.rows > li")) == 20
    sam.get("/notices?before=nonsense")
    assert len(sam.select("ul.rows > li")) == 50


def test_what_the_pages_cost(client_of: Clients, cast: Cast) -> None:
    child = ellie(cast)

    def one_more() -> None:
        made.notice(account(cast.dani), "letter.new", about_id=child.id)

    dani, lead = client_of(cast.dani), client_of(cast.lead)
    keeps_to(dani, "/notices", queries=4, kilobytes=4, nodes=200)
    stays_flat(dani, "/notices", one_more)
    keeps_to(dani, "/notices/sent", queries=4, kilobytes=8, nodes=500)
    keeps_to(lead, "/notices/sent?whose=others", queries=4, kilobytes=8, nodes=500)
    stays_flat(lead, "/notices/sent?whose=others", one_more)
    keeps_to(dani, "/notices/choices", queries=8, kilobytes=6, nodes=300)


# What was sent --------------------------------------------------------------------------------------------------------


def test_the_lead_sees_that_others_were_told_and_nothing_of_the_matter(client_of: Clients, cast: Cast) -> None:
    child = ellie(cast)
    made.choices(account(cast.mum), ring_me=True, phone="+447700900123")
    one = made.notice(account(cast.mum), "letter.new", about_id=child.id)
    made.digest(account(cast.mum), one)
    for private in ("concern.raised", "help.asked", "message.new", "complaint.made", "serious.reported"):
        made.notice(account(cast.head), private, about_id=child.id)
    lead = client_of(cast.lead)
    lead.get("/notices/sent?whose=others")
    assert "In the letter of the day" in lead.words() and "+447700900123" in lead.words()
    assert child.known_as not in lead.words() and "Ruth Calder" not in lead.words()
    stranger = client_of(cast.stranger_lead)
    stranger.get("/notices/sent?whose=others")
    assert "+447700900123" not in stranger.words()


@pytest.mark.parametrize("key", ["dani", "administrator", "head", "ellie", "mum", "auditor"])
def test_nobody_else_sees_what_others_were_told(key: str, client_of: Clients, cast: Cast) -> None:
    client_of(getattr(cast, key)).get("/notices/sent?whose=others", 403)


def test_ones_own_says_how_it_went(client_of: Clients, cast: Cast) -> None:
    made.notice(account(cast.sam), "message.new", settled_at=clock.now())
    made.notice(account(cast.sam), "hand_in.new")
    made.notice(account(cast.sam), "complaint.made", left_at=clock.now())
    made.notice(account(cast.kit), "absence.reported")
    sam = client_of(cast.sam)
    sam.get("/notices/sent")
    for said in ("nothing to do any more", "for the letter of the day", "not yours to open any more"):
        assert said in sam.words()
    assert "will not be in" not in sam.words()
    assert make.account().id
