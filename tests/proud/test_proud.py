"""What a pupil is proud of: theirs alone, seen by whom they choose, until they end it."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import inspector
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.proud.models import ProudKind, ProudThing
from virtual_school.safeguarding.actions import raise_concern

ClientOf = Callable[[Person], Client]
WHY = "I wanted to stop and did not."


def told(cast: Cast) -> set[str]:
    """Who is asked to read what they have not seen."""
    db.session.expire_all()
    waiting = sa.select(Notice.account_id).where(Notice.kind == "proud.to_read", Notice.settled_at.is_(None))
    found = set(db.session.scalars(waiting))
    return {person.key for person in cast if person.account_id in found}


def test_chosen_shared_and_ended_by_the_pupil_alone(cast: Cast, client_of: ClientOf) -> None:
    ellie, page = client_of(cast.ellie), f"/pupils/{cast.ellie.pupil_id}/proud"
    work = cast.larkdale.work["in"]
    readers = [cast.dani, cast.mum, cast.key_adult]
    ellie.get(f"/my-work/{work.assignment_id}")
    assert f"/proud/new?hand_in={work.hand_in_id}" in ellie.response.text
    ellie.get(f"/proud/new?hand_in={work.hand_in_id}")
    ellie.submit("main form", 422, why="")
    ellie.submit("main form", title="My list", why=WHY, what=str(work.piece_id))
    made = db.session.scalars(sa.select(ProudThing).where(ProudThing.title == "My list")).one()
    assert (made.kind, made.piece_id) == (ProudKind.PHOTO, work.piece_id)
    assert all(WHY not in client_of(reader).get(page).text for reader in readers)
    share, until = f"/proud/{made.id}/share", clock.today() + dt.timedelta(days=20)
    ellie.get(share)
    assert "Helen Marsh" in ellie.words() and "Rob Marsh" not in ellie.words()  # he may not see her record
    ellie.submit("main form", 422, people=str(cast.dad.account_id))
    ellie.submit("main form", 422, ends_on=str(until))
    ellie.submit("main form", people=str(cast.mum.account_id), ends_on=str(until))
    # One adult who knows her reads it before it goes to a parent; of the two who are told, one is enough.
    assert WHY not in client_of(cast.mum).get(page).text
    assert "as soon as your mentor or your key adult has read it" in ellie.get("/proud").text
    assert told(cast) == {"dani", "key_adult"}
    key_adult, read = client_of(cast.key_adult), f"{page}/{made.id}/read"
    client_of(cast.kit).post(read, None, 404)
    assert WHY in key_adult.get(page).text
    key_adult.get(f"/worried/proud/{made.id}")
    key_adult.get(page)
    key_adult.submit(f"form[action='{read}']")
    assert told(cast) == set()
    assert WHY in client_of(cast.mum).get(page).text
    assert all(WHY not in client_of(reader).get(page).text for reader in (cast.dani, cast.key_adult))
    client_of(cast.lead).get(page, 403)
    with clock.freeze(clock.now() + dt.timedelta(days=21)):
        assert WHY not in client_of(cast.mum).get(page).text
    ellie.get("/proud")
    ellie.post(ellie.select("form[action^='/proud/shares/']")[0].get("action"))
    assert WHY not in client_of(cast.mum).get(page).text
    ellie.post(f"/proud/{made.id}/take-off")
    assert "My list" not in ellie.get("/proud").text
    ellie.get(share, 404)


def test_nobody_is_proud_of_another_pupils_work(cast: Cast, client_of: ClientOf) -> None:
    tariq, work = client_of(cast.tariq), cast.larkdale.work["in"]
    tariq.get(f"/proud/new?hand_in={work.hand_in_id}", 404)
    tariq.get("/proud/new")
    tariq.submit("main form", 404, hand_in=str(work.hand_in_id), title="Mine", why=WHY)
    his = cast.larkdale.work["in of tariq"]
    tariq.get(f"/proud/new?hand_in={his.hand_in_id}")
    tariq.submit("main form", 422, what=str(work.piece_id), why=WHY)


def test_what_a_concern_holds_back_is_seen_by_nobody_but_the_pupil(
    cast: Cast, client_of: ClientOf, acting: Callable[[Person], Viewer]
) -> None:
    page, thing_id = f"/pupils/{cast.ellie.pupil_id}/proud", cast.larkdale.ids["proud_thing of ellie"]
    dani = client_of(cast.dani)
    assert "I did not give up." in dani.get(page).text
    dani.get(f"/worried/proud/{thing_id}")
    raise_concern(
        acting(cast.dani),
        pupil_id=cast.larkdale.people["ellie"].pupil_id,
        about=("proud", thing_id),
        copy="c",
        words="w",
    )
    db.session.commit()
    assert "I did not give up." not in client_of(cast.dani).get(page).text
    assert "I did not give up." in client_of(cast.ellie).get("/proud").text


def test_a_panel_reads_the_words_while_she_lets_it(
    cast: Cast, client_of: ClientOf, acting: Callable[[Person], Viewer]
) -> None:
    side, why = cast.larkdale, "I wrote it by myself."
    thing_id, pack = side.ids["proud_to_read of ellie"], f"/referrals/{side.ids['referral of ellie']}/pack"
    lead, ellie, dani = client_of(cast.lead), client_of(cast.ellie), client_of(cast.dani)
    assert "panel" in [box.get("value") for box in share_page(ellie, thing_id)]
    assert why not in lead.get(pack).text
    dani.post(f"/pupils/{cast.ellie.pupil_id}/proud/{thing_id}/read")
    assert why in lead.get(pack).text
    assert why in lead.get(f"/worried/proud_in_pack/{thing_id}").text
    client_of(cast.kit).get(f"/worried/proud_in_pack/{thing_id}", None)
    assert client_of(cast.kit).get(f"/worried/proud_in_pack/{thing_id}", None).status_code in (403, 404)
    ellie.get("/proud")
    stop = next(form for form in ellie.select("form[action^='/proud/shares/']") if "the panel" in inspector.words(form))
    ellie.post(stop.get("action"))
    assert why not in lead.get(pack).text
    lead.get(f"/worried/proud_in_pack/{thing_id}", 404)


def share_page(ellie: Client, thing_id: uuid.UUID) -> list[inspector.Tree]:
    ellie.get(f"/proud/{thing_id}/share")
    return ellie.select("input[name=people]")
