"""Who is told of a call for help and when: by the minutes in which the pupil's school is on."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa

from tests import make, make_calendar, make_hours, make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.make_hours import london
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import Job, Later, Run
from virtual_school.identity.models import Account
from virtual_school.network.models import ClosureKind, Network, Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Pupil
from virtual_school.safeguarding import actions, jobs, queries, telling
from virtual_school.safeguarding.models import Help

ACTING = Callable[[Person], Viewer]


@pytest.fixture(autouse=True)
def no_calls(app: object, cast: Cast) -> None:
    """Nothing but what a test asks: what the cast has asked is answered, long ago."""
    done = {"seen_at": clock.now(), "seen_by": cast.dani.account_id}
    done |= {"answered_at": clock.now(), "answered_by": cast.dani.account_id}
    db.session.execute(sa.update(Help).values(asked_at=clock.now() - dt.timedelta(days=50), **done))


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def ask(acting: ACTING, cast: Cast, *, not_mentor: bool = False) -> Help:
    return actions.ask_for_help(acting(cast.ellie), words="I am in the toilets.", not_mentor=not_mentor)


def told(cast: Cast, kind: str, call: Help) -> set[str]:
    """By the keys of the cast: whom a notice of this kind waits for."""
    waiting = [Notice.kind == kind, Notice.object_id == call.id, Notice.settled_at.is_(None)]
    found = set(db.session.scalars(sa.select(Notice.account_id).where(*waiting)))
    return {person.key for person in cast if person.account_id in found}


def due(call: Help) -> dt.datetime:
    waiting = sa.select(Job).where(Job.kind == "help.unseen").order_by(Job.id.desc())
    found = [job for job in db.session.scalars(waiting) if job.payload["help"] == str(call.id)]
    assert len(found) == 1
    return found[0].run_at


def run(cast: Cast, call: Help) -> None:
    """As a worker runs it: under its rule, in the network."""
    viewer = Viewer.system("help.unseen", cast.larkdale.network_id)
    payload = {"help": str(call.id)}
    db.session.commit()
    network_id, rule = cast.larkdale.network_id, "help.unseen"
    jobs.look_again(Run(call.id, rule, payload, 1, network_id, None, rule, "test", lambda _run: viewer))
    db.session.expire_all()


@pytest.fixture
def second_lead(cast: Cast, app: object) -> Iterator[Account]:
    """Wren Hill has a second safeguarding lead: the head of year."""
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make.membership(account(cast.head_of_year), school, Role.SAFEGUARDING_LEAD)
    yield account(cast.head_of_year)


def test_asked_at_8_52_and_seen_at_8_57(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(london("2026-11-24", "08:52")):
        call = ask(acting, cast)
        assert told(cast, "help.asked", call) == {"dani", "key_adult", "safeguarding_lead"}
        # School begins at nine: fifteen minutes of it have gone by at a quarter past.
        assert due(call) == london("2026-11-24", "09:15")
        client.sign_in(cast.ellie).get("/help")
        assert "Nobody reads what is sent here now. Dani reads it today from 09:00." in client.words("#here")
    with clock.freeze(london("2026-11-24", "08:57")):
        actions.see_help(acting(cast.safeguarding_lead), call)
        assert told(cast, "help.asked", call) == set()
        client.sign_in(cast.ellie).get("/help", fragment="asked")
        assert "Sent today 08:52. Seen by Leah Brook, today 08:57." in client.words("#asked")
    with clock.freeze(london("2026-11-24", "09:16")):
        run(cast, call)
        assert call.unseen_at is None and told(cast, "help.unseen", call) == set()


def test_who_stands_in_is_told_while_the_mentor_is_off(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(london("2026-11-24", "10:00")):
        make_hours.off(acting(cast.lead), account(cast.dani), account(cast.sam))
        call = ask(acting, cast)
        assert told(cast, "help.asked", call) == {"sam", "key_adult", "safeguarding_lead"}
        assert [one.id for one in queries.asked_for_help(acting(cast.sam))] == [call.id]
        client.sign_in(cast.ellie).get("/help")
        assert "Dani is off today. Sam is here for you." in client.words("#here")
        kept = ask(acting, cast, not_mentor=True)
        assert told(cast, "help.asked", kept) == {"key_adult", "safeguarding_lead"}
        assert [one.id for one in queries.asked_for_help(acting(cast.sam))] == [call.id]


def test_with_one_lead_it_goes_to_the_head_and_the_virtual_school(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(london("2026-11-24", "10:00")):
        call = ask(acting, cast)
        assert due(call) == london("2026-11-24", "10:15")
    with clock.freeze(london("2026-11-24", "10:14")):
        with pytest.raises(Later):
            run(cast, call)
        assert queries.asked_for_help(acting(cast.head)) == queries.asked_for_help(acting(cast.lead)) == []
    with clock.freeze(london("2026-11-24", "10:15")):
        for _twice in range(2):
            run(cast, call)
        assert told(cast, "help.unseen", call) == {"head", "lead"}
        for person in (cast.head, cast.lead):
            assert [one.id for one in queries.asked_for_help(acting(person))] == [call.id]
        for person in (cast.stranger_lead, cast.head_of_year, cast.sam, cast.mum, cast.administrator, cast.broker):
            assert queries.asked_for_help(acting(person)) == []
        actions.see_help(acting(cast.head), call)
        assert told(cast, "help.unseen", call) | told(cast, "help.asked", call) == set()


def test_with_two_leads_both_know_and_then_those_above(cast: Cast, acting: ACTING, second_lead: Account) -> None:
    with clock.freeze(london("2026-11-24", "10:00")):
        call = ask(acting, cast)
        assert told(cast, "help.asked", call) == {"dani", "key_adult", "safeguarding_lead", "head_of_year"}
    with clock.freeze(london("2026-11-24", "10:15")):
        run(cast, call)
        assert told(cast, "help.unseen", call) == {"safeguarding_lead", "head_of_year"}
        assert queries.asked_for_help(acting(cast.head)) == []
        with pytest.raises(Later):
            run(cast, call)
    with clock.freeze(london("2026-11-24", "10:30")):
        run(cast, call)
        assert told(cast, "help.unseen", call) == {"safeguarding_lead", "head_of_year", "head", "lead"}


@pytest.mark.parametrize(
    ("asked_at", "due_at"),
    [
        (("2026-11-27", "16:00"), ("2026-11-30", "09:15")),  # a Friday at four
        (("2026-11-27", "15:25"), ("2026-11-30", "09:10")),
        (("2026-10-23", "16:00"), ("2026-11-02", "09:15")),  # before half-term, over the hour that changes
        (("2026-11-25", "10:00"), ("2026-11-26", "09:15")),  # an inset day at this school alone
        (("2026-11-24", "15:30"), ("2026-11-26", "09:15")),  # the minute in which school is over
    ],
)
def test_only_school_time_counts(
    asked_at: tuple[str, str], due_at: tuple[str, str], cast: Cast, acting: ACTING, client: Client
) -> None:
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make_calendar.terms(school)
    make_calendar.closure(school, dt.date(2026, 11, 25), kind=ClosureKind.INSET)
    with clock.freeze(london(*asked_at)):
        call = ask(acting, cast)
        assert due(call) == london(*due_at)
    with clock.freeze(london(*due_at) - dt.timedelta(minutes=1)):
        assert not queries.own_asked(acting(cast.ellie))[0].is_late
    with clock.freeze(london(*due_at)):
        client.sign_in(cast.ellie).get("/help")
        assert "Nobody has seen it yet. Please ring now:" in client.words("#asked") and client.select("#asked .lines")


def test_a_day_that_became_a_closure_counts_no_more(cast: Cast, acting: ACTING) -> None:
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    with clock.freeze(london("2026-11-24", "15:25")):
        call = ask(acting, cast)
        assert due(call) == london("2026-11-25", "09:10")
        make_calendar.closure(school, dt.date(2026, 11, 25))
    with clock.freeze(london("2026-11-25", "09:10")), pytest.raises(Later) as later:
        run(cast, call)
    assert later.value.at == london("2026-11-26", "09:10")


def test_in_the_holidays_the_page_says_so_with_the_numbers_first(cast: Cast, acting: ACTING, client: Client) -> None:
    make_calendar.terms(db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"]))
    with clock.freeze(london("2026-10-28", "11:00")):
        client.sign_in(cast.ellie).get("/help")
        said = client.words("main")
        assert "Nobody reads what is sent here now. Dani reads it Monday 2 November from 09:00." in said
        assert said.index("0800 1111") < said.index("Ask for help here")
        client.submit("main form", words="I am scared.")
        client.follow()
        assert "Nobody reads what is sent here now." in client.words("#nobody-now")


def test_the_minutes_are_the_networks_own(cast: Cast, acting: ACTING) -> None:
    network = db.session.get_one(Network, cast.larkdale.network_id)
    network.numbers = {**network.numbers, "help_minutes": 40}
    with clock.freeze(london("2026-11-24", "10:00")):
        assert due(ask(acting, cast)) == london("2026-11-24", "10:40")


def test_what_is_stopped_holds_no_call_back(cast: Cast, acting: ACTING) -> None:
    make_safeguarding.hold(db.session.get_one(Pupil, cast.ellie.pupil_id), cast.safeguarding_lead.account_id)
    with clock.freeze(london("2026-11-24", "10:00")):
        call = ask(acting, cast)
        assert told(cast, "help.asked", call) == {"dani", "key_adult", "safeguarding_lead"}
        about = sa.select(Notice.about_id).where(Notice.object_id == call.id).distinct()
        assert db.session.scalars(about).all() == [None]
        assert queries.asked_for_help(acting(cast.safeguarding_lead))
    with clock.freeze(london("2026-11-24", "10:15")):
        run(cast, call)
        assert told(cast, "help.unseen", call) == {"head", "lead"}


def test_the_job_is_queued_with_the_call_and_once(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(london("2026-11-24", "10:00")):
        call = ask(acting, cast)
        telling.look_again(call, cast.larkdale.organisations["wren_hill"])
        due(call)
        db.session.rollback()
        assert db.session.scalars(sa.select(Job).where(Job.kind == "help.unseen")).all() == []
