"""Another parent's window: to whom it is offered, what opens, how it is shown, and what shuts it at once."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding, make_windows
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.typed import TODAY, TOMORROW, page
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.access import CARER_WINDOW_PARTS, Relation, reach
from virtual_school.pupils.models import CareLink, Carer, Part, Pupil, Receiver, Window
from virtual_school.pupils.queries import find
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.viewers import hats_of
from virtual_school.referrals.models import Decision
from virtual_school.referrals.queries.decision import told_of

ClientOf = Callable[[Person], Client]
HERE = "/windows/new/parent"


def no_order(cast: Cast) -> Carer:
    """Dad, who does not live with Ellie, sees nothing, and whom no order limits any more."""
    dad = db.session.get_one(Carer, cast.larkdale.ids["carer_dad"])
    dad.order_in_force = None
    db.session.commit()
    return dad


def typed(cast: Cast, **given: object) -> dict[str, object]:
    return {
        "membership_id": str(cast.larkdale.ids["carer_dad"]),
        "parts": ["identity", "plan"],
        "purpose": "So that he can ask her how it goes",
        "basis": "agreement",
        "agreed": ["pupil", str(cast.larkdale.ids["carer"])],
        "how": "in_person",
        "agreed_on": TODAY,
        "starts_on": TODAY,
        "ends_on": TOMORROW,
        "once": uuid.uuid4().hex,
    } | given


def opened_to_dad(cast: Cast, *parts: Part, **given: object) -> Window:
    no_order(cast)
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    wren = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    dad, head = (db.session.get_one(Account, one.account_id) for one in (cast.dad, cast.head))
    given = {"carers": (None, cast.larkdale.ids["carer"]), "carer_id": cast.larkdale.ids["carer_dad"]} | given
    made = make_windows.granted(
        pupil, dad, wren, head, parts or (Part.IDENTITY, Part.PLAN), receiver=Receiver.PARENT, **given
    )  # type: ignore[arg-type]
    db.session.commit()
    return made


def viewer_of(person: Person) -> Viewer:
    hats, pupil_id = hats_of(person.account_id)
    return Viewer(person.account_id, person.network_id, person.key, hats, hats[0], pupil_id)


# To whom --------------------------------------------------------------------------------------------------------------


def test_whom_an_order_limits_is_never_offered(cast: Cast, client: Client) -> None:
    client.sign_in(cast.head).get(page(cast, HERE))
    assert "nobody to open it to" in client.words("main") and "Rob" not in client.words("main")
    before = db.session.scalar(sa.select(sa.func.count()).select_from(Window))
    client.post(page(cast, HERE), typed(cast), 422)
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Window)) == before


def test_who_lives_with_the_pupil_or_sees_the_record_is_not_offered(cast: Cast, client: Client) -> None:
    no_order(cast)
    client.sign_in(cast.head).get(page(cast, HERE))
    offered = {box.get("value") for box in client.select("select[name=membership_id] option") if box.get("value")}
    assert offered == {str(cast.larkdale.ids["carer_dad"])}
    assert {box.get("value") for box in client.select("input[name=agreed]")} == {
        "pupil",
        str(cast.larkdale.ids["carer"]),
    }
    parts = {box.get("value") for box in client.select("input[name=parts]")}
    assert parts == {part.value for part in CARER_WINDOW_PARTS}
    assert not parts & {"week", "whereabouts", "family", "health", "messages", "referral"}


@pytest.mark.parametrize("key", ["dani", "head_of_year"])
def test_a_mentor_or_head_of_year_does_not_decide_this(cast: Cast, client: Client, key: str) -> None:
    no_order(cast)
    client.sign_in(getattr(cast, key)).get(page(cast, "/windows/new"))
    assert "Another parent" not in client.words("main")
    client.get(page(cast, HERE), 404)
    client.post(page(cast, HERE), typed(cast), 404)


def test_he_does_not_agree_to_his_own(cast: Cast, client: Client) -> None:
    no_order(cast)
    client.sign_in(cast.head)
    client.post(page(cast, HERE), typed(cast, agreed=[str(cast.larkdale.ids["carer_dad"])]), 422)
    assert not db.session.scalars(sa.select(Window).where(Window.carer_id.is_not(None))).all()


def test_where_it_is_kept_where_she_is_the_safeguarding_lead_alone_decides(cast: Cast, client: Client) -> None:
    no_order(cast)
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    make_safeguarding.confidential(pupil, cast.safeguarding_lead.account_id, cast.head.account_id)
    db.session.commit()
    client.sign_in(cast.head).post(page(cast, HERE), typed(cast), 403)
    client.sign_in(cast.safeguarding_lead).post(page(cast, HERE), typed(cast))
    assert db.session.scalars(sa.select(Window).where(Window.carer_id.is_not(None))).one()


# What opens -----------------------------------------------------------------------------------------------------------


def test_he_sees_the_parts_and_nothing_beside_them(cast: Cast, client: Client, client_of: ClientOf) -> None:
    no_order(cast)
    dad = client_of(cast.dad)
    child = f"/children/{cast.ellie.pupil_id}"
    dad.get(child, 404)
    client.sign_in(cast.head).post(page(cast, HERE), typed(cast))
    dad.get("/children")
    assert "Ellie" in dad.words("main")
    dad.get(child)
    words = dad.words("main")
    assert "So that he can ask her how it goes" in words and "Read the plan" in words
    for hidden in ("Wren Hill", "Dani", "good things", "working on", "has looked", "Who can see"):
        assert hidden not in words, hidden
    dad.get(f"{child}/plan")
    for beside in ("who-can-see", "who-has-looked"):
        dad.get(f"{child}/{beside}", 403)
    dad.get(f"{child}/week", 404)
    for other in ("work", "behaviour"):
        dad.get(page(cast, f"/{other}"), None)
        assert dad.response.status_code in {403, 404}, other


def test_a_carers_window_opens_nothing_wider_whatever_was_written(cast: Cast) -> None:
    """Places, messages, the referral: no row of a window gives a carer these."""
    opened_to_dad(cast, *Part)
    viewer = viewer_of(cast.dad)
    _pupil, opened = find(viewer, cast.ellie.pupil_id, Part.IDENTITY)  # type: ignore[arg-type]
    assert opened.parts == CARER_WINDOW_PARTS and opened.through_window and opened.relation is Relation.CARER
    for part in Part:
        found = db.session.scalar(sa.select(Pupil.id).where(Pupil.id == cast.ellie.pupil_id, reach(viewer, part)))
        assert (found is not None) is (part in CARER_WINDOW_PARTS), part


def test_it_is_looked_through_in_no_other_hat(cast: Cast) -> None:
    """His window as a father opens nothing to him at work; and a window at work nothing to the father."""
    window = opened_to_dad(cast)
    hat = make.membership(
        db.session.get_one(Account, cast.dad.account_id),
        db.session.get_one(Organisation, window.organisation_id),
        Role.AGENCY_WORKER,
    )
    db.session.commit()
    hats, _pupil = hats_of(cast.dad.account_id)
    at_work = Viewer(
        cast.dad.account_id, cast.dad.network_id, "dad", hats, next(h for h in hats if h.key == str(hat.id))
    )
    assert not db.session.scalar(sa.select(sa.exists().where(Pupil.id == window.pupil_id, reach(at_work, Part.PLAN))))
    window.carer_id = None
    db.session.flush()
    father = viewer_of(cast.dad)
    assert not db.session.scalar(sa.select(sa.exists().where(Pupil.id == window.pupil_id, reach(father, Part.PLAN))))


def test_the_line_beside_a_box_counts_him_among_those_who_read(cast: Cast) -> None:
    lead, part = viewer_of(cast.lead), Audience(Part.PLAN)
    before = {one.account_id for one in who_reads(lead, cast.ellie.pupil_id, part)}  # type: ignore[arg-type]
    opened_to_dad(cast)
    after = {one.account_id: one for one in who_reads(lead, cast.ellie.pupil_id, part)}  # type: ignore[arg-type]
    assert set(after) - before == {cast.dad.account_id}
    assert after[cast.dad.account_id].relation is Relation.CARER
    assert cast.dad.account_id not in {
        one.account_id
        for one in who_reads(lead, cast.ellie.pupil_id, Audience(Part.WORK))  # type: ignore[arg-type]
    }


# What shuts it --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["order", "carer", "link", "closed", "over", "age"])
def test_it_is_shut_at_the_next_request(cast: Cast, client: Client, how: str) -> None:
    window = opened_to_dad(cast)
    child = f"/children/{cast.ellie.pupil_id}"
    client.sign_in(cast.dad).get(f"{child}/plan")
    carer = db.session.get_one(Carer, cast.larkdale.ids["carer_dad"])
    link = db.session.get_one(CareLink, cast.larkdale.ids["dad"])
    now, lead = clock.now(), cast.lead.account_id
    if how == "order":
        carer.order_in_force = "No contact."
    elif how == "carer":
        carer.ended_at, carer.ended_by = now, lead
    elif how == "link":
        link.ended_at, link.ended_by = now, lead
    elif how == "closed":
        row = db.session.get_one(Window, window.id)
        row.ended_at, row.ended_by = now, lead
    elif how == "over":
        db.session.get_one(Window, window.id).ends_on = clock.today() - dt.timedelta(days=1)
    else:
        db.session.get_one(Pupil, cast.ellie.pupil_id).date_of_birth = dt.date(2000, 1, 1)
    db.session.commit()
    for url in (child, f"{child}/plan"):
        client.get(url, None)
        assert client.response.status_code in {403, 404}, (how, url)


def test_an_order_that_is_entered_is_seen_by_staff_and_the_family_reads_nothing_of_it(
    cast: Cast, client: Client
) -> None:
    window = opened_to_dad(cast, purpose="For his birthday talk")
    client.sign_in(cast.ellie).get("/who-can-see")
    assert "birthday talk" in client.words("main") and "‘Dad’" in client.words("main")
    db.session.get_one(Carer, cast.larkdale.ids["carer_dad"]).order_in_force = "No contact."
    db.session.commit()
    client.get("/who-can-see")
    assert "birthday talk" not in client.words("main")
    client.sign_in(cast.head).get(page(cast, "/who-looks-in"))
    assert "Nothing is seen through this" in client.words("#windows")
    client.get(page(cast, f"/windows/{window.id}/prolong"), 403)


# How it is shown ------------------------------------------------------------------------------------------------------


def test_each_at_home_ends_it_in_one_tap(cast: Cast, client: Client) -> None:
    for person, here in ((cast.ellie, "/who-can-see"), (cast.mum, f"/children/{cast.ellie.pupil_id}/who-can-see")):
        window = opened_to_dad(cast)
        client.sign_in(person).get(here)
        client.submit(f'form[action="{here}/{window.id}/end"]')
        client.sign_in(cast.dad).get(f"/children/{cast.ellie.pupil_id}", 404)


def test_on_duty_the_family_reads_why_and_that_somebody_listens(cast: Cast, client: Client) -> None:
    no_order(cast)
    duty = typed(cast, basis="duty", duty="parent", agreed=[], how="", agreed_on="")
    client.sign_in(cast.head).post(page(cast, HERE), duty)
    window = db.session.scalars(sa.select(Window).where(Window.carer_id.is_not(None))).one()
    client.sign_in(cast.ellie).get("/who-can-see")
    assert "a parent may know this" in client.words("main") and "Are you worried" in client.words("main")
    client.post(f"/who-can-see/{window.id}/end", {}, 403)


def test_that_there_is_another_parent_is_for_those_who_know_the_family(cast: Cast, client: Client) -> None:
    opened_to_dad(cast, purpose="For his birthday talk")
    for person, sees in ((cast.head, True), (cast.dani, True), (cast.key_adult, False)):
        client.sign_in(person).get(page(cast, "/who-looks-in"))
        assert ("birthday talk" in client.words("#windows")) is sees, person.key
        client.get(page(cast))
        assert ("birthday talk" in client.words("#windows")) is sees, person.key


def test_the_letter_of_a_decision_is_not_his(cast: Cast) -> None:
    """A carer who may see the record reads why she came here; a window opens nothing of it."""
    opened_to_dad(cast)
    row = db.session.scalars(sa.select(Decision).where(Decision.pupil_id == cast.ellie.pupil_id).limit(1)).one()
    row.told_at = clock.now()
    db.session.commit()
    assert told_of(viewer_of(cast.mum), cast.ellie.pupil_id) is not None  # type: ignore[arg-type]
    assert told_of(viewer_of(cast.dad), cast.ellie.pupil_id) is None  # type: ignore[arg-type]
