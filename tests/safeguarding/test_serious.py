"""Something serious: to the head and the leads at once, never to the adult whom it involves, and no observation."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.whole_app.access_worried import SERIOUS
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.mentoring.models import Observation
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Part
from virtual_school.safeguarding.models import Serious
from virtual_school.safeguarding.serious import queries, telling

ACTING = Callable[[Person], Viewer]


def reported(client: Client, cast: Cast, by: Person, **sent: Any) -> Serious:
    client.sign_in(by).get(f"/serious/new?pupil={cast.ellie.pupil_id}")
    assert "Ring 999" in client.words("main")
    client.submit("main form", **{**SERIOUS, **sent})
    client.follow()
    return db.session.scalars(sa.select(Serious).order_by(Serious.id.desc()).limit(1)).one()


def told(serious: Serious) -> set[uuid.UUID]:
    return set(db.session.scalars(sa.select(Notice.account_id).where(Notice.object_id == serious.id)))


def reads(viewer: Viewer, serious: Serious) -> bool:
    try:
        return queries.one(viewer, serious.id).serious.id == serious.id
    except NotVisible:
        return False


def test_head_and_lead_are_told_and_nobody_else_finds_it(cast: Cast, acting: ACTING, client: Client) -> None:
    serious = reported(client, cast, cast.dani)
    assert "Not seen yet" in client.words("main")
    assert told(serious) == {cast.head.account_id, cast.safeguarding_lead.account_id}
    readers = {person.key for person in cast.larkdale if reads(acting(person), serious)}
    assert readers == {"head", "safeguarding_lead"}
    assert db.session.scalar(sa.select(sa.func.count()).where(Observation.words == SERIOUS["what"])) == 0


def test_whoever_reported_it_sees_who_has_seen_it(cast: Cast, client: Client) -> None:
    serious = reported(client, cast, cast.key_adult)
    client.sign_in(cast.head).get("/serious")
    assert "Somebody was injured" in client.words("main")
    client.get(f"/serious/{serious.id}")
    assert "He fell from the wall." in client.words("main")
    client.submit("form[action$=seen]")
    client.follow()
    assert "Seen by Ruth Calder" in client.words("main")
    client.sign_in(cast.key_adult).get(f"/serious/sent/{serious.id}")
    assert "Seen by Ruth Calder" in client.words("main") and "fell" not in client.words("main")
    waits = sa.select(Notice.account_id).where(Notice.object_id == serious.id, Notice.settled_at.is_(None))
    assert set(db.session.scalars(waits)) == {cast.safeguarding_lead.account_id}


@pytest.mark.parametrize("chosen", ["account", "name"])
def test_whom_it_involves_never_reads_it(cast: Cast, acting: ACTING, client: Client, chosen: str) -> None:
    by_account = {"adult": str(cast.head.account_id)}
    named = by_account if chosen == "account" else {"adult": "other", "adult_name": "Mrs Calder"}
    serious = reported(client, cast, cast.dani, kind="force", **named)
    assert told(serious) == {cast.safeguarding_lead.account_id, cast.lead.account_id}
    assert not reads(acting(cast.head), serious)
    client.sign_in(cast.head).get("/serious")
    assert str(serious.id) not in client.response.get_data(as_text=True)
    client.get(f"/serious/{serious.id}", 404)
    client.post(f"/serious/{serious.id}/seen", {}, 404)


def test_unseen_it_goes_to_whoever_leads_the_virtual_school(cast: Cast, acting: ACTING, client: Client) -> None:
    serious = reported(client, cast, cast.dani)
    assert not reads(acting(cast.lead), serious)
    for _twice in range(2):
        telling.not_seen(serious.id)
    assert told(serious) == {cast.head.account_id, cast.safeguarding_lead.account_id, cast.lead.account_id}
    assert reads(acting(cast.lead), serious)


def test_seen_in_time_it_goes_no_further(cast: Cast, client: Client) -> None:
    serious = reported(client, cast, cast.dani)
    client.sign_in(cast.head).post(f"/serious/{serious.id}/seen", {}, 303)
    telling.not_seen(serious.id)
    assert cast.lead.account_id not in told(serious)


def test_what_is_not_typed_is_asked_for_and_the_rest_stays(cast: Cast, client: Client) -> None:
    client.sign_in(cast.dani).get(f"/serious/new?pupil={cast.ellie.pupil_id}")
    client.submit("main form", 422, **{**SERIOUS, "where": "", "adult": "other"})
    assert "Say where." in client.words("main") and "Give a name" in client.words("main")
    assert "He fell from the wall." in client.response.get_data(as_text=True)


def test_a_place_says_it_through_its_window(cast: Cast, acting: ACTING, client: Client) -> None:
    from_bridge = cast.agency
    client.sign_in(from_bridge).get(f"/serious/new?pupil={cast.ellie.pupil_id}", 403)
    _open(cast, Part.ATTENDANCE)
    serious = reported(client, cast, from_bridge)
    assert told(serious) == {cast.head.account_id, cast.safeguarding_lead.account_id}
    client.get(f"/serious/new?pupil={cast.ellie.pupil_id}")
    assert "Calder" not in client.words("main") and "Wren Hill" not in client.words("main")


def _open(cast: Cast, part: Part) -> None:
    ellie = db.session.get_one(make.Pupil, cast.ellie.pupil_id)
    agency = db.session.get_one(make.Account, cast.agency.account_id)
    bridge = db.session.get_one(make.Organisation, cast.larkdale.organisations["bridge"])
    make.window(ellie, agency, bridge, (part, Part.IDENTITY))
    db.session.commit()
