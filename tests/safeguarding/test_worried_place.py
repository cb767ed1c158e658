"""A worry that the place has to know of today: its own lead is told for themself, or whoever raised it rings there."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.safeguarding.test_worried_adults import about
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.home.queries.changes import changes
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told, may_go
from virtual_school.notices.models import Notice
from virtual_school.safeguarding import actions, handing
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.people import Worry

ACTING = Callable[[Person], Viewer]
TUESDAY = dt.datetime(2026, 11, 24, 10, 42, tzinfo=clock.LONDON)


def lead_of_the_college(cast: Cast) -> Account:
    account = make.account("Gill Finch", login_name="gill.finch")
    college = db.session.get_one(Organisation, cast.larkdale.organisations["college"])
    make.membership(account, college, Role.SAFEGUARDING_LEAD)
    db.session.flush()
    return account


def raised(cast: Cast, acting: ACTING) -> Concern:
    assert cast.ellie.pupil_id
    worry = Worry(place_id=cast.larkdale.organisations["college"], is_now=True)
    return actions.raise_concern(
        acting(cast.dani), pupil_id=cast.ellie.pupil_id, about=("reply", uuid.uuid4()), copy="c", words="w", worry=worry
    )


def waits(concern: Concern) -> set[uuid.UUID]:
    question = sa.select(Notice.account_id).where(Notice.object_id == concern.id, Notice.settled_at.is_(None))
    return set(db.session.scalars(question))


def test_that_the_school_has_read_it_takes_it_not_from_the_place(cast: Cast, acting: ACTING) -> None:
    gill = lead_of_the_college(cast)
    concern = raised(cast, acting)
    leah = cast.safeguarding_lead.account_id
    assert waits(concern) == {gill.id, leah}
    actions.see(acting(cast.safeguarding_lead), concern)
    assert waits(concern) == {gill.id}
    path = handing.path_of(concern.id)
    assert may_go(Told(gill.id, handing.RAISED, None, concern.id, path)) is Sending.YES
    assert may_go(Told(leah, handing.RAISED, None, concern.id, path)) is Sending.NEVER


def test_a_place_with_nobody_to_read_it_is_rung(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        concern = raised(cast, acting)
        db.session.commit()
        client.sign_in(cast.dani).get(f"/handed-over/{concern.id}")
        assert "Nobody at the place reads this here. Ring them." in client.words("main")
        lead_of_the_college(cast)
        db.session.commit()
        client.get(f"/handed-over/{concern.id}")
        assert "Nobody at the place" not in client.words("main")


def test_nobody_is_told_to_ring_the_school_whose_head_it_is_about(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        concern = about(cast, acting, cast.head, by="dani")
        db.session.commit()
    with clock.freeze(TUESDAY + dt.timedelta(hours=1)):
        client.sign_in(cast.dani)
        for page in (f"/handed-over/{concern.id}", "/handed-over"):
            client.get(page)
            assert "Ring Wren Hill" not in client.words("main")
        client.get(f"/handed-over/{concern.id}")
        assert "Ring the children’s services of the council" in client.words("main")


def test_the_mentor_who_reads_the_log_reads_of_no_call_that_is_kept_from_them(cast: Cast, acting: ACTING) -> None:
    """As an auditor, in another hat. Any other auditor reads that there was one, and of no child."""
    kept = actions.ask_for_help(acting(cast.ellie), words="It is about Dani.", not_mentor=True)
    actions.answer_help(acting(cast.key_adult), kept)
    openly = actions.ask_for_help(acting(cast.ellie), words="Maths.", not_mentor=False)
    events = {one.id: one.object_id for one in db.session.scalars(sa.select(AuditEvent))}
    for person, expected in ((cast.dani, {openly.id}), (cast.auditor, {openly.id, kept.id})):
        found = {events[one.id] for one in changes(acting(person), None) if one.event.startswith("help.")}
        assert found & {kept.id, openly.id} == expected
