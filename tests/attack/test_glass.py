"""A record opened without a link: told, over by itself, in this network alone, and nothing is written through it."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.network.roles import Role
from virtual_school.pupils.access import SCHOOL_PARTS
from virtual_school.pupils.models import Glass, Pupil
from virtual_school.pupils.without_link import PARTS
from virtual_school.safeguarding.models import Concern

REASON = "A neighbour rang: he was shouting all night."


def born(cast: Cast) -> str:
    pupil = db.session.get(Pupil, cast.tariq.pupil_id)
    assert pupil is not None
    return pupil.date_of_birth.isoformat()


def break_it(cast: Cast, client: Client, *, about_staff: bool = False) -> Glass:
    sent = {"name": "Tariq Bell", "born": born(cast), "reason": REASON, "once": "a-key"}
    sent |= {"about_staff": "y"} if about_staff else {}
    client.sign_in(cast.safeguarding_lead).post("/open-without-a-link", data=sent, status=303)
    question = sa.select(Glass).where(Glass.ended_at.is_(None), Glass.ends_at > clock.now())
    return db.session.scalars(question).one()


def page(cast: Cast) -> str:
    return f"/pupils/{cast.tariq.pupil_id}"


def test_it_opens_the_record_and_ends_by_itself(cast: Cast, client: Client) -> None:
    client.sign_in(cast.safeguarding_lead).get(page(cast), 404)
    glass = break_it(cast, client)
    for part in ("", "/plan", "/week", "/work", "/behaviour", "/notes", "/attendance"):
        client.get(page(cast) + part)
    with clock.freeze(glass.ends_at + dt.timedelta(seconds=1)):
        for part in ("", "/plan", "/week", "/work", "/behaviour", "/notes", "/attendance"):
            client.get(page(cast) + part, 404)
        client.get(f"/opened-without-a-link/{glass.id}/concern", 404)


def test_whoever_opened_it_shuts_it_at_once(cast: Cast, client: Client) -> None:
    glass = break_it(cast, client)
    client.post(f"/opened-without-a-link/{glass.id}/end", status=303)
    client.get(page(cast), 404)


def test_it_opens_nothing_to_anybody_else_nor_in_another_hat(cast: Cast, client: Client) -> None:
    glass = break_it(cast, client)
    client.sign_in(cast.dani).get(page(cast), 404)
    client.get(f"/opened-without-a-link/{glass.id}/concern", 403)
    client.sign_in(cast.stranger_lead).get(page(cast), 404)
    row = db.session.get(Glass, glass.id)
    assert row is not None
    row.organisation_id = cast.larkdale.organisations["ashfold"]
    db.session.commit()
    client.sign_in(cast.safeguarding_lead).get(page(cast), 404)


@pytest.mark.parametrize("sent", ["/seen", "/away", "/held-back", "/observations", "/contacts", "/details"])
def test_nothing_is_written_through_it(cast: Cast, client: Client, sent: str) -> None:
    break_it(cast, client)
    answered = client.open("POST", page(cast) + sent, None, data={"because": "x", "how": "face", "session": "am"})
    assert answered.status_code in (403, 404, 405)


def test_a_concern_is_handed_over_through_it(cast: Cast, client: Client) -> None:
    glass = break_it(cast, client)
    url = f"/opened-without-a-link/{glass.id}/concern"
    client.get(url)
    client.post(url, data={"words": "He has bruises.", "once": "b-key"}, status=303)
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == glass.id)).one()
    assert concern.pupil_id == cast.tariq.pupil_id and concern.raised_by == cast.safeguarding_lead.account_id


def test_a_concern_about_a_schools_staff_never_reaches_that_school(cast: Cast, client: Client) -> None:
    glass = break_it(cast, client, about_staff=True)
    url = f"/opened-without-a-link/{glass.id}/concern"
    client.post(url, data={"words": "It is her teacher.", "once": "b-key"}, status=303)
    concern = db.session.scalars(sa.select(Concern).where(Concern.about_id == glass.id)).one()
    assert concern.organisation_id != cast.larkdale.organisations["stonegate"]


def test_it_is_told_to_the_lead_where_the_virtual_school_has_no_safeguarding_lead(cast: Cast, client: Client) -> None:
    break_it(cast, client)
    client.sign_in(cast.lead).get("/waiting")
    assert "without a link" in client.words("main")
    client.get("/opened-without-a-link")
    assert REASON in client.words("main") and cast.safeguarding_lead.name in client.words("main")


def test_the_audit_holds_neither_reason_nor_name(cast: Cast, client: Client) -> None:
    break_it(cast, client)
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "glass.broken")).one()
    assert event.because is None and REASON not in str(event.data) and "Tariq" not in str(event.data)
    client.sign_in(cast.auditor).get("/changes")
    assert "glass.broken" in client.words("main") and "neighbour" not in client.words("main")


def test_looks_through_it_are_noted_as_such_and_told_to_no_family(cast: Cast, client: Client) -> None:
    client.sign_in(cast.tariq).get("/who-has-looked")
    before = client.words("main")
    break_it(cast, client)
    client.get(page(cast))
    look = db.session.scalars(sa.select(Note).where(Note.kind == "pupil.viewed").order_by(Note.id.desc())).first()
    assert look is not None and look.data["by"] == "glass" and look.pupil_id == cast.tariq.pupil_id
    client.sign_in(cast.tariq).get("/who-has-looked")
    assert client.words("main") == before


@pytest.mark.parametrize(
    "wrong", [{"name": "Tariq"}, {"name": "Ellie Marsh"}, {"born": "2011-01-01"}, {"reason": " "}, {"name": "%"}]
)
def test_only_who_knows_whose_record_it_is_opens_it(cast: Cast, client: Client, wrong: dict[str, str]) -> None:
    sent = {"name": "Tariq Bell", "born": born(cast), "reason": REASON, "once": "a-key", **wrong}
    client.sign_in(cast.safeguarding_lead).post("/open-without-a-link", data=sent, status=422)
    assert not db.session.scalars(sa.select(Glass).where(Glass.ends_at > clock.now())).all()


def test_a_pupil_of_another_network_is_not_found(cast: Cast, client: Client) -> None:
    sent = {"name": cast.stranger_pupil.name, "born": born(cast), "reason": REASON, "once": "a-key"}
    client.sign_in(cast.safeguarding_lead).post("/open-without-a-link", data=sent, status=422)


def test_a_record_that_they_reach_is_not_opened_a_second_way(cast: Cast, client: Client) -> None:
    pupil = db.session.get(Pupil, cast.ellie.pupil_id)
    assert pupil is not None
    sent = {"name": "Ellie Marsh", "born": pupil.date_of_birth.isoformat(), "reason": REASON, "once": "a-key"}
    client.sign_in(cast.safeguarding_lead).post("/open-without-a-link", data=sent, status=422)
    assert "You reach this record already" in client.words("main")


def test_it_opens_what_the_schools_own_lead_would_see() -> None:
    assert SCHOOL_PARTS[Role.SAFEGUARDING_LEAD] == PARTS
