"""The list of people at any size: narrowed, a page at a time by an index; and who looks after whom."""

import functools
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock, text
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.ids import uuid7
from virtual_school.core.lists import A_PAGE
from virtual_school.identity import actions, policy
from virtual_school.identity.keeping import queries as keeping
from virtual_school.identity.keeping.queries import COUNTED, Asked, State
from virtual_school.identity.models import Account, Membership
from virtual_school.network.models import Organisation
from virtual_school.network.roles import STAFF, Hat, Role
from virtual_school.network.viewer import Viewer

Acting = Callable[[Person], Viewer]


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def place(cast: Cast, key: str) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations[key])


def many(cast: Cast, number: int) -> None:
    """So many people with an email, by one statement."""
    names = [f"Person {one % 97} Name{one}" for one in range(number)]
    rows = [
        {
            "id": uuid7(),
            "network_id": cast.larkdale.network_id,
            "name": name,
            "sort_key": text.sort_key(name),
            "email": f"p{one}@many.example",
            "created_at": clock.now(),
        }
        for one, name in enumerate(names)
    ]
    db.session.execute(sa.insert(Account), rows)


def names(viewer: Viewer, **asked: object) -> set[str]:
    return {row.name for row in keeping.page(viewer, Asked(**asked)).rows}  # type: ignore[arg-type]


def test_every_page_once_and_in_order(cast: Cast, acting: Acting) -> None:
    many(cast, 400)
    lead, found, after = acting(cast.lead), [], None
    while True:
        page = keeping.page(lead, Asked(), after)
        found += [(text.sort_key(row.name), row.id) for row in page.rows]
        assert page.is_counted and len(page.rows) <= A_PAGE
        after = page.after
        if after is None:
            break
    assert len(found) == len(set(found)) == page.total > 400
    assert found == sorted(found)


def test_no_page_counts_to_the_end(cast: Cast, acting: Acting) -> None:
    many(cast, COUNTED + 200)
    page = keeping.page(acting(cast.lead), Asked())
    assert (page.total, page.is_counted) == (COUNTED + 1, False)


@pytest.mark.parametrize("typed", ["okaf", "Dani Ok", "dani@lark", "dani.lark", "ÓKAFOR"])
def test_found_by_name_email_or_login_name(cast: Cast, acting: Acting, typed: str) -> None:
    assert names(acting(cast.administrator), named=typed) == {"Dani Okafor"}


@pytest.mark.parametrize("typed", ["kafor", "'; drop table account", "%", "_", "\\"])
def test_nobody_is_found_by_what_is_no_beginning(cast: Cast, acting: Acting, typed: str) -> None:
    assert not names(acting(cast.administrator), named=typed)


def test_narrowed_by_place_role_and_state(cast: Cast, acting: Acting) -> None:
    lead, today = acting(cast.lead), clock.today()
    school = place(cast, "wren_hill")
    assert names(lead, organisation_id=school.id, role=Role.HEADTEACHER) == {"Ruth Calder"}
    assert "Ms Lunt" not in names(lead, organisation_id=school.id)
    new = make.account("New Person", email="new@larkdale.example")
    make.membership(new, school, Role.TEACHER, ends_on=today + keeping.SOON)
    make.invitation(new, "a secret")
    gone = make.account("Gone Person", email="gone@larkdale.example")
    make.membership(gone, school, Role.TEACHER, ended_at=clock.now())
    shut = make.account("Shut Person", email="shut@larkdale.example", closed_at=clock.now())
    db.session.flush()
    assert names(lead, state=State.INVITED) == {"New Person"}
    assert {"New Person", "Gone Person"} <= names(lead, state=State.NEVER)
    assert names(lead, state=State.LEAVING) == {"New Person"}
    assert "Gone Person" in names(lead, state=State.NO_ROLE) and "New Person" not in names(lead, state=State.NO_ROLE)
    assert names(lead, state=State.CLOSED) == {shut.name}
    assert shut.name not in names(lead) and names(lead, named="shut") == {shut.name}


def plan(ask: Callable[[], object], engine: str) -> str:
    """How the engine goes about what is asked, in its own words."""
    heard: list[tuple[str, object]] = []

    def hear(_connection: object, _cursor: object, statement: str, given: object, *_more: object) -> None:
        heard.append((statement, given))

    sa.event.listen(db.engine, "before_cursor_execute", hear)
    ask()
    sa.event.remove(db.engine, "before_cursor_execute", hear)
    statement, given = heard[-1]
    connection = db.session.connection()
    if engine == "sqlite":
        return "\n".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given))
    # A table of a test is small: without this PostgreSQL would read it whole, whatever indexes it has.
    for way in ("seqscan", "sort"):  # so few rows would not show which index serves many
        connection.exec_driver_sql(f"SET LOCAL enable_{way} = off")
    return "\n".join(row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", given))


def test_the_list_is_read_along_its_index(cast: Cast, acting: Acting, engine: str) -> None:
    many(cast, 2000)
    viewer = acting(cast.lead)
    further = keeping.page(viewer, Asked()).after
    for after in (None, further):
        found = plan(functools.partial(one_page, viewer, after), engine)
        assert "ix_account_network_id_sort_key_id" in found, found
        assert "TEMP B-TREE" not in found and "Sort" not in found, found


def one_page(viewer: Viewer, after: uuid.UUID | None) -> object:
    return db.session.execute(keeping.from_key(viewer, keeping.people(viewer, Asked()), after).limit(A_PAGE))


def test_an_address_is_found_by_its_index(cast: Cast, acting: Acting, engine: str) -> None:
    many(cast, 2000)
    viewer = acting(cast.lead)
    for column, index in ((Account.email, "email"), (Account.login_name, "login_name")):
        found = plan(lambda column=column: db.session.execute(keeping.beginning(viewer, column, "p1")), engine)
        assert f"uq_account_network_id_{index}" in found or "autoindex_account" in found, found


# Who looks after whom -------------------------------------------------------------------------------------------------


@pytest.fixture
def co_ordinator(cast: Cast) -> Viewer:
    """Of Wren Hill."""
    row = make.account("Bram Osei", email="bram@larkdale.example")
    school = place(cast, "wren_hill")
    held = make.membership(row, school, Role.CO_ORDINATOR)
    hat = Hat(str(held.id), Role.CO_ORDINATOR, school.id, school.name)
    return Viewer(row.id, cast.larkdale.network_id, row.name, (hat,), hat)


def test_a_school_has_its_own_people_and_no_other(cast: Cast, acting: Acting, co_ordinator: Viewer) -> None:
    for viewer in (acting(cast.head), co_ordinator):
        assert {"Tom Archer", "Ruth Calder", "Priya Nair"} <= names(viewer)
        assert not {"Ms Lunt", "Dani Okafor", "Ellie M.", "Al Brand"} & names(viewer)
        assert names(viewer, organisation_id=cast.larkdale.organisations["ashfold"]) == set()
        for stranger in (cast.lunt, cast.dani, cast.ellie, cast.stranger):
            with pytest.raises(NotVisible):
                keeping.account(viewer, stranger.account_id)


# Who gives which role at their own school. A lead gives all; an administrator none that opens records by itself.
BY_HEAD = set("teacher key_adult exams_officer venue_supervisor college_tutor agency_worker co_ordinator".split())
BY_HEAD |= {"head_of_year", "senco", "attendance_officer"}
BY_CO_ORDINATOR = set("teacher key_adult exams_officer venue_supervisor college_tutor agency_worker".split())
LEADS_ALONE = set(
    "panel_clerk virtual_school_lead safeguarding_lead headteacher head_of_year senco attendance_officer".split()
)


@pytest.mark.parametrize("role", sorted(STAFF, key=lambda one: one.value))
def test_who_gives_which_role(cast: Cast, acting: Acting, co_ordinator: Viewer, role: Role) -> None:
    someone, own, other = cast.own_teacher.account_id, place(cast, "wren_hill").id, place(cast, "ashfold").id
    may = {
        "lead": (acting(cast.lead), True),
        "administrator": (acting(cast.administrator), role.value not in LEADS_ALONE),
        "head": (acting(cast.head), role.value in BY_HEAD),
        "co-ordinator": (co_ordinator, role.value in BY_CO_ORDINATOR),
        "mentor": (acting(cast.dani), False),
    }
    for who, (viewer, gives) in may.items():
        assert bool(policy.can_give_role(viewer, someone, role, own)) is gives, who
        assert (role in policy.gives(viewer)) is gives, who
        at_another = gives and who in ("lead", "administrator")
        assert bool(policy.can_give_role(viewer, someone, role, other)) is at_another, who
        assert viewer.account_id is not None
        assert not policy.can_give_role(viewer, viewer.account_id, role, own), "never oneself"


def test_a_head_enters_a_colleague_with_their_role(client: Client, cast: Cast) -> None:
    client.sign_in(cast.head).get("/people/new")
    client.submit(name="Nia Rees", email="nia@wren.example", status=422)
    client.submit(name="Nia Rees", email="nia@wren.example", role="teacher")
    client.follow()
    assert "Nia Rees" in client.title and "Teacher" in client.words()
    row = db.session.scalars(sa.select(Membership).join(Account).where(Account.email == "nia@wren.example")).one()
    assert (row.organisation_id, row.role) == (place(cast, "wren_hill").id, Role.TEACHER)


def test_a_head_gives_and_ends_at_home_alone(client: Client, cast: Cast) -> None:
    client.sign_in(cast.head)
    typed = {"role": "exams_officer", "starts_on": clock.today().isoformat()}
    url = f"/people/{cast.own_teacher.account_id}/roles"
    client.post(url, typed | {"organisation_id": str(place(cast, "wren_hill").id), "once": "a"})
    client.post(url, typed | {"organisation_id": str(place(cast, "ashfold").id), "once": "b"}, 422)
    client.post(url, typed | {"role": "virtual_school_lead", "organisation_id": str(place(cast, "wren_hill").id)}, 422)
    client.post(f"/people/{cast.lunt.account_id}/roles", typed, 404)
    held = cast.larkdale.ids["membership of own_teacher"]
    client.post(f"/people/{cast.own_teacher.account_id}/roles/{held}/end", {"because": "Retired"})
    assert db.session.get_one(Membership, held).because == "Retired"


def test_a_head_ends_no_role_that_others_give(cast: Cast, acting: Acting) -> None:
    held = db.session.get_one(Membership, cast.larkdale.ids["membership of safeguarding_lead"])
    with pytest.raises(Refused):
        actions.end_role(acting(cast.head), held, "because")
