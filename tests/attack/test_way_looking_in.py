"""Windows pressed at from all sides: other people's, wider than allowed, ended ones, and everything behind one."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_windows
from tests.cast import Cast, Person
from tests.client import Client
from tests.pupils.typed import TODAY, TOMORROW
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareLink, Part, Pupil, Window, WindowAgreement, WindowPart, WindowProlonged

ClientOf = Callable[[Person], Client]


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def granted(cast: Cast, *parts: Part, of: Person | None = None, **given: object) -> Window:
    pupil = db.session.get_one(Pupil, (of or cast.ellie).pupil_id)
    bridge = place(cast, "bridge")
    return make_windows.granted(pupil, account(cast.agency), bridge, account(cast.lead), parts, **given)


def typed(cast: Cast, **given: object) -> dict[str, object]:
    return {
        "membership_id": str(cast.larkdale.ids["membership of agency"]),
        "parts": ["identity"],
        "purpose": "To plan",
        "basis": "agreement",
        "agreed": ["pupil"],
        "how": "in_person",
        "agreed_on": TODAY,
        "starts_on": TODAY,
        "ends_on": TOMORROW,
        "once": uuid.uuid4().hex,
    } | given


def windows(cast: Cast) -> int:
    question = sa.select(sa.func.count()).select_from(Window).where(Window.pupil_id == cast.ellie.pupil_id)
    return db.session.scalar(question) or 0


# Other people's ids ---------------------------------------------------------------------------------------------------


def test_a_window_of_another_pupil_is_reached_by_no_address_of_ones_own(cast: Cast, client: Client) -> None:
    """The pupil of the address is theirs, the window is not; and the other way about."""
    theirs = granted(cast, Part.PLAN, of=cast.tariq)
    ellies = cast.larkdale.ids["window_granted"]
    client.sign_in(cast.dani)
    for pupil, window in ((cast.ellie, theirs.id), (cast.tariq, ellies), (cast.stranger_pupil, ellies)):
        for what in ("close", "prolong"):
            client.post(f"/pupils/{pupil.pupil_id}/windows/{window}/{what}", {"because": "x", "ends_on": TOMORROW}, 404)
        client.get(f"/pupils/{pupil.pupil_id}/windows/{window}/prolong", 404)
    client.sign_in(cast.safeguarding_lead)
    for what in ("hold-back", "show"):
        data = {"because": "x", "review_on": TOMORROW}
        client.post(f"/pupils/{cast.ellie.pupil_id}/windows/{theirs.id}/{what}", data, 404)
    client.sign_in(cast.tariq).post(f"/who-can-see/{ellies}/end", {}, 404)
    client.sign_in(cast.ellie).post(f"/who-can-see/{theirs.id}/end", {}, 404)
    mum = client.sign_in(cast.mum)
    mum.post(f"/children/{cast.ellie.pupil_id}/who-can-see/{theirs.id}/end", {}, 404)
    mum.post(f"/children/{cast.tariq.pupil_id}/who-can-see/{theirs.id}/end", {}, 404)
    mum.get(f"/children/{cast.tariq.pupil_id}/who-can-see", 404)
    assert db.session.get_one(Window, theirs.id).ended_at is None


def test_what_opened_by_itself_is_closed_by_nobodys_hand(cast: Cast, client: Client) -> None:
    """A marker's window ends with the work, a panel member's with the meeting."""
    work = sa.select(Window).where(Window.pupil_id == cast.ellie.pupil_id, Window.about_kind == "assignment").limit(1)
    window = db.session.scalars(work).one()
    for what in ("close", "prolong"):
        client.sign_in(cast.lead).post(f"/pupils/{cast.ellie.pupil_id}/windows/{window.id}/{what}", {}, 404)
    client.sign_in(cast.ellie).post(f"/who-can-see/{window.id}/end", {}, 403)
    assert db.session.get_one(Window, window.id).ended_at is None


def test_a_window_of_parts_one_does_not_see_is_not_ones_to_touch(cast: Cast, client: Client) -> None:
    """A head of year reads nothing of health: neither that such a window is open, nor its page."""
    window = granted(cast, Part.HEALTH)
    client.sign_in(cast.head_of_year)
    for what in ("close", "prolong"):
        client.post(f"/pupils/{cast.ellie.pupil_id}/windows/{window.id}/{what}", {}, 404)
    assert db.session.get_one(Window, window.id).ended_at is None


# Wider than allowed ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "kind", "wrong"),
    [
        ("dani", "agency", {"parts": ["identity", "notes"]}),  # what dani sees, and no agency ever needs
        ("dani", "agency", {"parts": ["identity", "health"]}),  # needs a further right
        ("dani", "agency", {"parts": ["safeguarding"]}),
        ("dani", "agency", {"basis": "duty", "duty": "safeguarding"}),  # a mentor grants by agreement alone
        ("head_of_year", "school", {"parts": ["health"]}),
        ("head", "social_care", {"parts": ["safeguarding"], "basis": "duty", "duty": "court", "agreed": []}),
        ("lead", "sen_office", {"parts": ["identity", "messages"]}),
        ("lead", "agency", {"agreed": ["@carer_dad"]}),  # under an order: not asked
    ],
)
def test_no_form_opens_more_than_the_granter_may(
    cast: Cast, client: Client, key: str, kind: str, wrong: dict[str, object]
) -> None:
    before = windows(cast)
    data = typed(cast, **wrong)
    data["agreed"] = [
        str(cast.larkdale.ids[one[1:]]) if one.startswith("@") else one
        for one in data["agreed"]  # type: ignore[attr-defined]
    ]
    client.sign_in(getattr(cast, key)).post(f"/pupils/{cast.ellie.pupil_id}/windows/new/{kind}", data, 422)
    assert windows(cast) == before


@pytest.mark.parametrize("key", ["stranger_teacher", "lunt", "chair"])
def test_nobody_is_let_in_as_a_kind_that_they_are_not(cast: Cast, client: Client, key: str) -> None:
    """A teacher as an agency, a panel member as an agency, anybody of another network."""
    side = cast.fernvale if key == "stranger_teacher" else cast.larkdale
    data = typed(cast, membership_id=str(side.ids[f"membership of {key}"]))
    before = windows(cast)
    client.sign_in(cast.lead).post(f"/pupils/{cast.ellie.pupil_id}/windows/new/agency", data, 422)
    assert windows(cast) == before


def test_to_prolong_changes_nothing_but_the_day(cast: Cast, client: Client) -> None:
    window = granted(cast, Part.PLAN, ends_on=clock.today() + dt.timedelta(days=2))
    later = (clock.today() + dt.timedelta(days=9)).isoformat()
    more = {"parts": ["plan", "health"], "purpose": "Everything", "basis": "duty", "membership_id": str(uuid.uuid4())}
    data = typed(cast, **more, ends_on=later, because="Longer")
    client.sign_in(cast.lead).post(f"/pupils/{cast.ellie.pupil_id}/windows/{window.id}/prolong", data)
    row = db.session.get_one(Window, window.id)
    assert row.ends_on is not None and row.ends_on.isoformat() == later and row.purpose == window.purpose
    parts = db.session.scalars(sa.select(WindowPart.part).where(WindowPart.window_id == window.id)).all()
    assert parts == [Part.PLAN] and row.account_id == cast.agency.account_id


# Ended ones -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["closed", "run out"])
def test_what_has_ended_is_not_prolonged_back_to_life(cast: Cast, client: Client, how: str) -> None:
    window = granted(cast, Part.PLAN)
    if how == "closed":
        window.ended_at, window.ended_by = clock.now(), cast.ellie.account_id
    else:
        window.starts_on = clock.today() - dt.timedelta(days=9)
        window.ends_on = clock.today() - dt.timedelta(days=1)
    db.session.commit()
    data = typed(cast, ends_on=TOMORROW, because="Longer")
    client.sign_in(cast.lead).post(f"/pupils/{cast.ellie.pupil_id}/windows/{window.id}/prolong", data, 422)
    assert "has ended" in client.words("main")
    assert not db.session.scalars(sa.select(WindowProlonged)).all()
    client.sign_in(cast.agency).get(f"/windows/{window.id}", 404)


def test_a_granter_who_has_no_link_any_more_prolongs_nothing(cast: Cast, client: Client) -> None:
    window = granted(cast, Part.PLAN)
    link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    link.ended_at, link.ended_by = clock.now(), cast.lead.account_id
    db.session.commit()
    client.sign_in(cast.dani)
    for url in (f"windows/{window.id}/prolong", "windows/new", "windows/new/agency", "who-looks-in"):
        client.get(f"/pupils/{cast.ellie.pupil_id}/{url}", 404)


def test_a_carer_whose_link_ended_ends_and_reads_nothing(cast: Cast, client: Client) -> None:
    window = granted(cast, Part.PLAN, carers=(cast.larkdale.ids["carer"],))
    link = db.session.get_one(CareLink, cast.larkdale.ids["mum"])
    link.ended_at, link.ended_by = clock.now(), cast.lead.account_id
    db.session.commit()
    here = f"/children/{cast.ellie.pupil_id}/who-can-see"
    client.sign_in(cast.mum).get(here, None)
    assert client.response.status_code in {403, 404}
    client.post(f"{here}/{window.id}/end", {}, None)
    assert client.response.status_code in {403, 404} and db.session.get_one(Window, window.id).ended_at is None


def test_what_was_agreed_is_never_rewritten(cast: Cast) -> None:
    window = granted(cast, Part.PLAN)
    row = db.session.scalars(sa.select(WindowAgreement).where(WindowAgreement.window_id == window.id)).one()
    db.session.commit()
    row.until = clock.today() + dt.timedelta(days=900)
    with pytest.raises(sa.exc.DatabaseError):
        db.session.flush()
    db.session.rollback()


# Behind one -----------------------------------------------------------------------------------------------------------


def test_ended_by_the_pupil_everything_behind_it_is_shut_at_the_next_request(
    cast: Cast, client: Client, client_of: ClientOf
) -> None:
    """Page, list, file of the list, a range of a download."""
    window = granted(cast, Part.WORK, Part.IDENTITY, Part.WEEK)
    piece, pupil = cast.larkdale.work["in"], cast.ellie.pupil_id
    shut = db.session.get_one(Window, cast.larkdale.ids["window"])
    shut.ended_at, shut.ended_by = clock.now(), cast.lead.account_id
    db.session.commit()
    urls = (
        f"/windows/{window.id}", f"/pupils/{pupil}/work", f"/pupils/{pupil}/week",
        f"/assignments/{piece.assignment_id}",
    )  # fmt: skip
    download = f"/assignments/{piece.assignment_id}/pieces/{piece.piece_id}/page.txt"
    part = {"Range": "bytes=0-3"}
    outside = client_of(cast.agency)
    for url in urls:
        outside.get(url)
    outside.get(download, None, headers=part)
    assert outside.response.status_code in {200, 206}
    client.sign_in(cast.ellie).post(f"/who-can-see/{window.id}/end", {})
    for url in urls:
        outside.get(url, 404)
    outside.get(download, 404, headers=part)
    assert "Ellie" not in outside.get("/windows").get_data(as_text=True)


def test_a_paper_asked_for_through_a_window_is_not_given_out_after_its_end(
    cast: Cast, client: Client, client_of: ClientOf
) -> None:
    """A head of year of a receiving school reads the plan through a window; their paper of it goes with the window."""
    hat = make.membership(account(cast.lunt), place(cast, "ashfold"), Role.HEAD_OF_YEAR, year=10)
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    window = make_windows.granted(
        pupil, account(cast.lunt), place(cast, "ashfold"), account(cast.lead), (Part.PLAN, Part.IDENTITY)
    )
    db.session.commit()
    asks = {"kind": "plan", "about": str(cast.larkdale.ids["plan of ellie"]), "once": "k"}
    outside = client_of(cast.lunt).sign_in(cast.lunt, hat=str(hat.id))
    outside.post("/papers", asks)
    paper = outside.response.headers["Location"]
    client.sign_in(cast.lead).post(f"/pupils/{cast.ellie.pupil_id}/windows/{window.id}/close", {"because": "Done"})
    outside.get(f"{paper}/file", None)
    assert outside.response.status_code in {403, 404, 409}
    outside.post("/papers", asks | {"once": "l"}, None)
    assert outside.response.status_code in {403, 404}
