"""A call for help that is kept from the mentor, in each hat of theirs; and never shown to whom a child is kept from."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests import make, make_hours, make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.make_hours import london
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, WrongState
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told
from virtual_school.notices.models import Notice
from virtual_school.pupils import changes
from virtual_school.pupils.models import CareLink, Pupil
from virtual_school.safeguarding import actions, queries, telling
from virtual_school.safeguarding.models import Concern, ConcernParty, Help

ACTING = Callable[[Person], Viewer]
NOON = london("2026-11-24", "12:00")


@pytest.fixture(autouse=True)
def no_calls(app: object, cast: Cast) -> None:
    done = {"seen_at": clock.now(), "seen_by": cast.dani.account_id}
    done |= {"answered_at": clock.now(), "answered_by": cast.dani.account_id}
    db.session.execute(sa.update(Help).values(asked_at=clock.now() - dt.timedelta(days=50), **done))


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def hat(person: Person, cast: Cast, role: Role) -> None:
    """Give them another role at Ellie's school."""
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make.membership(account(person), school, role)


def readers(cast: Cast, acting: ACTING) -> set[str]:
    """Who finds a call on their page, whichever of their hats they wear."""
    found = set()
    for person in cast.larkdale:
        viewer = acting(person)
        if any(queries.asked_for_help(replace(viewer, hat=one)) for one in viewer.hats):
            found.add(person.key)
    return found


def notified(cast: Cast, call: Help) -> set[str]:
    found = set(db.session.scalars(sa.select(Notice.account_id).where(Notice.object_id == call.id)))
    return {person.key for person in cast if person.account_id in found}


def test_in_no_hat_of_the_mentors(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(NOON):
        hat(cast.dani, cast, Role.SAFEGUARDING_LEAD)
        hat(cast.dani, cast, Role.HEADTEACHER)
        call = actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)
        assert readers(cast, acting) == notified(cast, call) == {"key_adult", "safeguarding_lead"}
        viewer = acting(cast.dani)
        for one in viewer.hats:
            with pytest.raises(NotVisible):
                queries.help_to_change(replace(viewer, hat=one), call.id)
            client.sign_in(cast.dani, one.key).get("/asked-for-help")
            assert "It is about Dani." not in client.words("main") and "Ellie" not in client.words("main")
        call.handed_up_at = clock.now()
        assert readers(cast, acting) == {"key_adult", "safeguarding_lead", "head", "lead"}
        openly = actions.ask_for_help(acting(cast.ellie), words="Maths.", not_mentor=False)
        assert notified(cast, openly) == {"dani", "key_adult", "safeguarding_lead"}


def test_a_mentor_who_is_the_only_other_reader_is_nobody_else(cast: Cast, acting: ACTING) -> None:
    """Dani is the school's only safeguarding lead besides, and there is no key adult: then it goes to those above."""
    with clock.freeze(NOON):
        hat(cast.dani, cast, Role.SAFEGUARDING_LEAD)
        link = db.session.get_one(CareLink, cast.larkdale.ids["key_adult"])
        link.ended_at, link.ended_by = clock.now(), cast.lead.account_id
        row = db.session.get_one(make.Membership, cast.larkdale.ids["membership of safeguarding_lead"])
        row.ended_at, row.ended_by = clock.now(), cast.lead.account_id
        call = actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)
        assert readers(cast, acting) == notified(cast, call) == {"head", "lead"}
        for one in (cast.head, cast.lead):
            make_safeguarding.keep_apart(
                db.session.get_one(Pupil, cast.ellie.pupil_id), one.account_id, account_id=one.account_id
            )
        with pytest.raises(WrongState):
            actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)


def test_kept_from_the_mentor_of_that_day_when_they_are_no_mentor_any_more(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(NOON):
        hat(cast.dani, cast, Role.SAFEGUARDING_LEAD)
        actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)
    with clock.freeze(NOON + dt.timedelta(hours=2)):
        link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
        changes.end_care(acting(cast.lead), link, "Another mentor.")
        assert "dani" not in readers(cast, acting)


def test_kept_from_whoever_stands_in_and_stood_in(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(NOON):
        hat(cast.sam, cast, Role.SAFEGUARDING_LEAD)
        off = make_hours.off(acting(cast.lead), account(cast.dani), account(cast.sam))
        call = actions.ask_for_help(acting(cast.ellie), words="Nobody of them.", not_mentor=True)
        assert readers(cast, acting) == notified(cast, call) == {"key_adult", "safeguarding_lead"}
    with clock.freeze(NOON + dt.timedelta(hours=2)):
        changes.end_off(acting(cast.lead), off)
        assert readers(cast, acting) == {"key_adult", "safeguarding_lead"}
    with clock.freeze(NOON + dt.timedelta(hours=3)):
        later = actions.ask_for_help(acting(cast.ellie), words="Not Dani.", not_mentor=True)
        assert notified(cast, later) == {"key_adult", "safeguarding_lead", "sam"}


def test_an_adult_from_whom_she_is_kept_apart_neither_reads_nor_is_named(
    cast: Cast, acting: ACTING, client: Client
) -> None:
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    for person in (cast.safeguarding_lead, cast.head):
        make_safeguarding.keep_apart(pupil, cast.lead.account_id, account_id=person.account_id)
    with clock.freeze(NOON):
        client.sign_in(cast.ellie).get("/help")
        assert "Dani and Priya can read this." in client.words("main")
        call = actions.ask_for_help(acting(cast.ellie), words="Please.", not_mentor=False)
        assert readers(cast, acting) == notified(cast, call) == {"dani", "key_adult"}
        call.handed_up_at = clock.now()
        assert readers(cast, acting) == {"dani", "key_adult", "lead"}
        assert {one.name for one in telling.above(call)} == {"Amal Haddad"}


def test_a_call_never_reaches_whom_a_concern_about_her_names(cast: Cast, acting: ACTING) -> None:
    """Dani is her mentor, and somebody was worried about him: he is neither told nor finds it, until it is released."""
    with clock.freeze(NOON):
        concern = db.session.get_one(Concern, cast.larkdale.ids["concern of ellie"])
        db.session.add(ConcernParty(concern_id=concern.id, account_id=cast.dani.account_id, role=None, at=clock.now()))
        call = actions.ask_for_help(acting(cast.ellie), words="Please.", not_mentor=False)
        assert readers(cast, acting) == notified(cast, call) == {"key_adult", "safeguarding_lead"}
        concern.released_at, concern.released_by = clock.now(), cast.safeguarding_lead.account_id
        concern.seen_at, concern.seen_by = clock.now(), cast.safeguarding_lead.account_id
        assert readers(cast, acting) == {"dani", "key_adult", "safeguarding_lead"}


def test_asked_again_before_it_leaves_the_house(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(NOON):
        call = actions.ask_for_help(acting(cast.ellie), words="Please.", not_mentor=True)
        may = {
            person.key: telling.still_asked(Told(person.account_id, "help.asked", None, call.id, telling.PAGE))
            for person in cast.larkdale
        }
        goes = {key for key, answer in may.items() if answer is Sending.YES}
        assert goes == {"key_adult", "safeguarding_lead"}
        assert telling.still_asked(Told(cast.dani.account_id, "message.new", None, call.id, "/")) is Sending.YES
        actions.see_help(acting(cast.key_adult), call)
        told = Told(cast.safeguarding_lead.account_id, "help.asked", None, call.id, telling.PAGE)
        assert telling.still_asked(told) is Sending.NEVER


def test_what_lies_on_a_device_names_nobody(cast: Cast, client: Client) -> None:
    with clock.freeze(NOON):
        client.sign_in(cast.ellie).get("/help")
        client.submit("main form", words="I am scared of him.")
        for page in ("/help/kept", "/help/not-sent"):
            client.get(page)
            said = client.response.get_data(as_text=True)
            assert "0800 1111" in said and "Tuesday 24 November, 12:00" in said
            names = [name for person in cast for name in person.name.split() if len(name) > 3]
            assert not [name for name in (*names, "scared", "Larkdale") if name in said]
            assert str(cast.ellie.account_id) not in said and "csrf" not in said
        assert "Not sent: please ring" in said
        client.get("/help-worker.js")
        assert client.response.mimetype == "text/javascript"
