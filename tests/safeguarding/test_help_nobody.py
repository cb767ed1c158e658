"""A call for help where none of those stands whom it goes to first: it goes on at once, and is told to somebody."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from tests.safeguarding.test_help_kept_from import NOON, hat, no_calls, notified, readers
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import WrongState
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Membership
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told
from virtual_school.notices.models import Notice
from virtual_school.pupils import changes
from virtual_school.pupils.models import CareLink, Pupil
from virtual_school.safeguarding import actions, checks, telling
from virtual_school.safeguarding import changes as safeguarding
from virtual_school.safeguarding.models import Help

ACTING = Callable[[Person], Viewer]
__all__ = ["no_calls"]


def gone(cast: Cast, *keys: str) -> None:
    for key in keys:
        row = db.session.get_one(Membership, cast.larkdale.ids[f"membership of {key}"])
        row.ended_at, row.ended_by = clock.now(), cast.lead.account_id
    db.session.flush()


def apart(cast: Cast, *people: Person) -> None:
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    for person in people:
        make_safeguarding.keep_apart(pupil, cast.lead.account_id, account_id=person.account_id)


def test_where_none_of_the_three_may_read_it_the_head_does_at_once(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(NOON):
        apart(cast, cast.dani, cast.key_adult, cast.safeguarding_lead)
        client.sign_in(cast.ellie).get("/help")
        assert "Ruth and Amal can read this." in client.words("main")
        client.submit("main form", words="Please.")
        client.follow()
        assert "It is on the page of Ruth and Amal." in client.words("main")
        call = db.session.scalars(sa.select(Help).where(Help.words == "Please.")).one()
        assert readers(cast, acting) == notified(cast, call) == {"head", "lead"}
        assert {one.kind for one in db.session.scalars(sa.select(Notice).where(Notice.object_id == call.id))} == {
            "help.asked"
        }
        told = Told(cast.head.account_id, "help.asked", None, call.id, telling.PAGE)
        assert telling.still_asked(told) is Sending.YES
        assert not db.session.scalars(checks.calls_in_nobodys_sight()).all()


def test_only_the_mentor_is_there_and_it_is_about_the_mentor(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(NOON):
        gone(cast, "key_adult", "safeguarding_lead")
        openly = actions.ask_for_help(acting(cast.ellie), words="Maths.", not_mentor=False)
        assert notified(cast, openly) == {"dani"} and openly.handed_up_at is None
        client.sign_in(cast.ellie).get("/help")
        assert "Not Dani. Only Ruth and Amal can read it." in client.words("main")
        call = actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)
        assert notified(cast, call) == {"head", "lead"}
        actions.answer_help(acting(cast.dani), openly)
        assert readers(cast, acting) == {"head", "lead"}


def test_nobody_at_all_is_said_and_nothing_is_sent(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(NOON):
        gone(cast, "dani", "key_adult", "safeguarding_lead", "head", "lead")
        client.sign_in(cast.ellie).get("/help")
        assert "Nobody is here to read it yet" in client.words("main")
        with pytest.raises(WrongState):
            actions.ask_for_help(acting(cast.ellie), words="Please.", not_mentor=False)


def test_unseen_and_nobody_above_those_below_are_told_once_more(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(NOON):
        call = actions.ask_for_help(acting(cast.ellie), words="Please.", not_mentor=False)
        gone(cast, "head", "lead")
        safeguarding.unseen(Viewer.system(telling.UNSEEN, call.network_id), call, None)
        question = sa.select(Notice.account_id).where(Notice.object_id == call.id, Notice.kind == telling.UNSEEN)
        again = set(db.session.scalars(question))
        assert again == {cast.dani.account_id, cast.key_adult.account_id, cast.safeguarding_lead.account_id}


def test_who_was_the_mentor_then_is_not_even_told_that_there_is_a_call(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(NOON):
        hat(cast.dani, cast, Role.HEADTEACHER)
        call = actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)
        link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    with clock.freeze(NOON + make.dt.timedelta(minutes=20)):
        changes.end_care(acting(cast.lead), link, "Another mentor.")
        safeguarding.unseen(Viewer.system(telling.UNSEEN, call.network_id), call, None)
        assert "dani" not in notified(cast, call) and {"head", "lead"} <= notified(cast, call)
        told = Told(cast.dani.account_id, telling.UNSEEN, None, call.id, telling.PAGE)
        assert telling.still_asked(told) is Sending.NEVER
