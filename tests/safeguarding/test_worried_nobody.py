"""A worry for whom nobody stands, or not in the first one's place: whoever is told of it reads it, or they ring."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.safeguarding.test_worried_adults import about, reads, told
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs.registry import HANDLERS
from virtual_school.core.leaving import Sending
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told, may_go
from virtual_school.notices.models import Notice
from virtual_school.safeguarding import handing, queries, telling
from virtual_school.safeguarding.models import Concern
from virtual_school.safeguarding.serious.telling import LATE as SERIOUS_LATE

ACTING = Callable[[Person], Viewer]
TUESDAY = dt.datetime(2026, 11, 24, 10, 42, tzinfo=clock.LONDON)


def gone(cast: Cast, *keys: str) -> None:
    """They hold this role no longer."""
    for key in keys:
        row = db.session.get_one(Membership, cast.larkdale.ids[f"membership of {key}"])
        row.ended_at, row.ended_by = clock.now(), cast.dani.account_id
    db.session.flush()


def of_the_county(cast: Cast) -> Account:
    account = make.account("Wyn Talbot", login_name="wyn.talbot")
    county = db.session.get_one(Organisation, cast.larkdale.organisations["county"])
    make.membership(account, county, Role.SAFEGUARDING_LEAD)
    db.session.flush()
    return account


def opens(concern: Concern, account_id: uuid.UUID, role: Role, place: uuid.UUID) -> bool:
    hat = Hat("h", role, place)
    return reads(Viewer(account_id, concern.network_id, "", (hat,), hat), concern)


def test_whoever_stands_for_the_authority_opens_what_it_told_them(cast: Cast, acting: ACTING) -> None:
    """The last of those who are told when nobody reads it is a lead of the authority."""
    wyn = of_the_county(cast)
    gone(cast, "lead")
    concern = about(cast, acting, by="dani", staff=False)
    for step in range(2):
        handing.not_read(concern.id, step)
    assert wyn.id in told(concern)
    assert opens(concern, wyn.id, Role.SAFEGUARDING_LEAD, cast.larkdale.organisations["county"])


def test_a_head_who_alone_is_left_opens_what_they_were_told_of(cast: Cast, acting: ACTING) -> None:
    gone(cast, "lead", "safeguarding_lead")
    concern = about(cast, acting, by="dani", staff=False)
    assert told(concern) == {cast.head.account_id}
    assert reads(acting(cast.head), concern)


def test_nobody_further_the_first_are_told_once_more(cast: Cast, acting: ACTING) -> None:
    gone(cast, "lead", "head")
    concern = about(cast, acting, by="dani", staff=False)
    handing.not_read(concern.id, 0)
    kinds = db.session.scalars(sa.select(Notice.kind).where(Notice.object_id == concern.id).order_by(Notice.id)).all()
    assert kinds == ["concern.raised", "concern.unseen"]
    handing.not_read(concern.id, 1)
    assert len(told(concern)) == 1


def test_where_nobody_may_read_it_whoever_raised_it_rings_at_once(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        concern = about(cast, acting, cast.head, cast.lead, cast.safeguarding_lead, by="dani")
        assert not told(concern)
        db.session.commit()
        client.sign_in(cast.dani).get(f"/handed-over/{concern.id}")
        assert "Nobody has read it yet." in client.words() and "999" in client.words()
        assert queries.raised_one(acting(cast.dani), concern.id).is_late


def test_somebody_who_leads_elsewhere_now_is_sent_nothing(cast: Cast, acting: ACTING) -> None:
    concern = about(cast, acting, by="dani", staff=False)
    one = Told(cast.safeguarding_lead.account_id, handing.RAISED, None, concern.id, handing.path_of(concern.id))
    assert may_go(one) is Sending.YES
    gone(cast, "safeguarding_lead")
    leah = db.session.get_one(Account, cast.safeguarding_lead.account_id)
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    make.membership(leah, ashfold, Role.SAFEGUARDING_LEAD)
    assert may_go(one) is Sending.NEVER


def test_what_asks_again_is_not_given_up_within_a_night() -> None:
    for kind in (handing.LATE, telling.UNSEEN, SERIOUS_LATE):
        assert HANDLERS[kind].attempts >= 30
