"""Where a pupil is, kept in confidence: on no page but the pupil's, the safeguarding lead's and the readers' named."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make, make_safeguarding, make_timetable
from tests.cast import Cast, Person
from tests.client import Client
from tests.taking import whole
from virtual_school.attendance import queries as attendance
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible, Refused
from virtual_school.core.papers.registry import page_of_job
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.access import Relation
from virtual_school.pupils.models import Glass, Part, Pupil
from virtual_school.pupils.queries import find
from virtual_school.pupils.queries.readers import who_reads
from virtual_school.pupils.readers import Audience
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS
from virtual_school.pupils.who_can_see import who_can_see, who_can_see_mine
from virtual_school.safeguarding.protecting import changes, queries
from virtual_school.timetable import queries as timetable
from virtual_school.timetable.models import Session, Slot, SlotBasis, SlotKind

Acting = Callable[[Person], Viewer]

# A school day in the week of which the cast's patterns hold, and what nobody may read of it.
PLACES = ("Marlbridge", "Construction", "Vikram Sayle")


@pytest.fixture
def ellie(cast: Cast, acting: Acting) -> Pupil:
    """Ellie is at the college every half day, and where she is is kept in confidence."""
    leah = acting(cast.safeguarding_lead)
    pupil = db.session.get_one(Pupil, cast.ellie.pupil_id)
    college = db.session.get_one(Organisation, cast.larkdale.organisations["college"])
    dani = cast.dani.account_id
    footing = make_timetable.footing(
        pupil, db.session.get_one(make_timetable.Account, dani), SlotKind.COLLEGE, SlotBasis.OFF_SITE_ACTIVITY, college
    )
    pattern = cast.larkdale.ids["pattern of ellie"]
    for slot in db.session.scalars(sa.select(Slot).where(Slot.pattern_id == pattern)):
        slot.kind, slot.place_id, slot.footing_id = SlotKind.COLLEGE, college.id, footing.id
        slot.words, slot.responsible, slot.responsible_id = "Construction", "Vikram Sayle", None
    assert leah.account_id
    make_safeguarding.confidential(pupil, leah.account_id, starts_on=clock.today() - dt.timedelta(days=28))
    db.session.commit()
    return pupil


def kept_from(cast: Cast) -> list[Person]:
    return [cast.dani, cast.lead, cast.key_adult, cast.head_of_year, cast.head, cast.attendance_officer, cast.mum]


def addresses(ellie: uuid.UUID) -> list[str]:
    own, child = f"/pupils/{ellie}", f"/children/{ellie}"
    return [
        "/desk", "/today", "/pupils", "/pupils?as=csv", own, f"{own}/week", f"{own}/plan", f"{own}/attendance",
        "/not-here", "/not-here?as=csv", "/registers", "/school", "/returns", "/children", child, f"{child}/week",
        f"{child}/plan", f"{own}/rolls/new",
    ]  # fmt: skip


def read(client: Client, person: Person, ellie: uuid.UUID) -> list[str]:
    client.sign_in(person)
    found = []
    for url in addresses(ellie):
        html = whole(client, url)
        # The name of the college is in a list of all places, to whoever may put somebody on a roll: not of hers.
        found += [f"{url}: {place}" for place in PLACES if place in html]
    return found


def test_no_page_has_a_place(cast: Cast, client: Client, ellie: Pupil) -> None:
    pupil_id = ellie.id
    with clock.freeze(_school_time()):
        for person in kept_from(cast):
            assert read(client, person, pupil_id) == [], person.key


def test_who_is_named_reads_it_as_before(cast: Cast, client: Client, acting: Acting, ellie: Pupil) -> None:
    leah = acting(cast.safeguarding_lead)
    row = queries.whereabouts(ellie.id)
    assert row is not None and cast.dani.account_id
    changes.name_reader(leah, row, cast.dani.account_id)
    db.session.commit()
    found = " ".join(read(client, cast.dani, ellie.id))
    assert "/week: Marlbridge" in found
    assert read(client, cast.head_of_year, ellie.id) == []
    changes.end_reader(acting(cast.safeguarding_lead), row, cast.dani.account_id)
    db.session.commit()
    assert read(client, cast.dani, ellie.id) == [], "from the next request on"


def test_the_pupil_and_the_lead_read_it(cast: Cast, client: Client, ellie: Pupil) -> None:
    client.sign_in(cast.ellie).get("/my-week")
    assert "Construction" in client.words()
    client.sign_in(cast.safeguarding_lead).get(f"/pupils/{ellie.id}/week")
    assert "Construction" in client.words()


def test_one_pupil_and_lists_agree(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    """`find` and `reach` are held to each other, for everybody and for each of the two parts."""
    for person in cast.larkdale:
        viewer = acting(person)
        for part in sorted(WHEREABOUTS_PARTS, key=lambda one: one.value):
            question = sa.select(Pupil.id).where(Pupil.id == ellie.id, access.reach(viewer, part))
            assert (db.session.scalar(question) is not None) is _finds(viewer, ellie.id, part), (person.key, part)


def _finds(viewer: Viewer, pupil_id: uuid.UUID, part: Part) -> bool:
    try:
        find(viewer, pupil_id, part)
    except (NotVisible, Refused):
        return False
    return True


def test_linked_staff_are_told_that_it_is_kept(cast: Cast, client: Client, ellie: Pupil) -> None:
    client.sign_in(cast.dani).get(f"/pupils/{ellie.id}/week", 403)
    assert "kept in confidence" in client.response.get_data(as_text=True)
    client.sign_in(cast.mum).get(f"/children/{ellie.id}/week", 404)


def test_no_paper_has_a_place_though_it_was_asked_for_before(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    """A paper is made anew of what its asker may see, when it is pressed and again when it is taken."""
    version, row = cast.larkdale.ids["plan of ellie"], queries.whereabouts(ellie.id)
    assert row is not None
    html = page_of_job(acting(cast.dani), "plan", version)
    assert "Ellie" in html and not [place for place in PLACES if place in html]
    changes.open_whereabouts(acting(cast.safeguarding_lead), row, "He is in prison.")
    assert "Marlbridge" in page_of_job(acting(cast.dani), "plan", version)


def test_a_day_says_whether_and_not_where(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    on = _school_time().date()
    dani = acting(cast.dani)
    half = timetable.day(dani, ellie.id, on).half(Session.AM)
    assert half.is_expected and half.slot is None and half.footing is None and not half.place and not half.responsible
    with clock.freeze(_school_time()):
        fact = attendance.facts(dani, [ellie.id], on, on)[ellie.id][0]
    assert fact.is_expected and "Marlbridge" not in repr((fact.half.where, fact.half.responsible, fact.said))
    leah = acting(cast.safeguarding_lead)
    assert timetable.day(leah, ellie.id, on).half(Session.AM).place == "Marlbridge College"


def test_no_link_has_her_name(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    """Whoever makes it, a reader named among them: the link is read by whoever has it."""
    row = queries.whereabouts(ellie.id)
    assert row is not None and cast.dani.account_id
    changes.name_reader(acting(cast.safeguarding_lead), row, cast.dani.account_id)
    on = _school_time()
    with clock.freeze(on):
        places = attendance.places(acting(cast.dani), on.date())
    college = cast.larkdale.organisations["college"]
    assert college not in {one.organisation_id for one in places}


def test_it_ends_by_itself_and_by_hand(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    row = queries.whereabouts(ellie.id)
    assert row is not None
    changes.open_whereabouts(acting(cast.safeguarding_lead), row, "He is in prison.")
    assert _finds(acting(cast.dani), ellie.id, Part.WEEK)
    leah = acting(cast.safeguarding_lead)
    kept = changes.keep_whereabouts(leah, pupil_id=ellie.id, reason="Again.", ends_on=clock.today())
    assert not _finds(acting(cast.dani), ellie.id, Part.WEEK)
    kept.starts_on = kept.ends_on = clock.today() - dt.timedelta(days=1)
    db.session.flush()
    assert _finds(acting(cast.dani), ellie.id, Part.WEEK)


def _school_time() -> dt.datetime:
    """A Wednesday, an hour into the morning; before the cast's absence, so that she is expected somewhere."""
    day = clock.today() - dt.timedelta(days=(clock.today().weekday() - 2) % 7 or 7)
    return dt.datetime.combine(day, dt.time(10, 30), dt.UTC)


def test_a_lead_of_another_school_reads_the_record_and_no_place(
    cast: Cast, client: Client, acting: Acting, ellie: Pupil
) -> None:
    """Opened without a link, or let in through a window: no safeguarding lead named them. They are told whom to ask."""
    account = make.account("Nessa Farrow")
    elsewhere = db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"])
    seat = make.membership(account, elsewhere, Role.SAFEGUARDING_LEAD)
    hat = Hat(str(seat.id), Role.SAFEGUARDING_LEAD, elsewhere.id, elsewhere.name)
    nessa = Viewer(account.id, cast.larkdale.network_id, account.name, (hat,), hat)
    ends = clock.now() + dt.timedelta(hours=4)
    make._add(
        Glass, {}, pupil_id=ellie.id, account_id=account.id, organisation_id=elsewhere.id, reason="She is not home.",
        opened_at=clock.now(), ends_at=ends, about_staff=False,
    )  # fmt: skip
    opened = find(nessa, ellie.id, Part.SAFEGUARDING)[1]
    assert opened.relation is Relation.GLASS and opened.withheld
    for part in WHEREABOUTS_PARTS:
        with pytest.raises(Refused) as refused:
            find(nessa, ellie.id, part)
        assert "kept in confidence" in refused.value.because
        assert ellie.id not in set(db.session.scalars(sa.select(Pupil.id).where(access.reach(nessa, part))))
    row = queries.whereabouts(ellie.id)
    assert row is not None
    changes.name_reader(acting(cast.safeguarding_lead), row, account.id)
    assert _finds(nessa, ellie.id, Part.WEEK), "named, they are no other than the rest"


def test_the_line_beside_a_box_that_holds_a_place_names_who_reads_it(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    row, audience = queries.whereabouts(ellie.id), Audience(Part.WEEK)
    assert row is not None and cast.dani.account_id
    leah = acting(cast.safeguarding_lead)
    changes.name_reader(leah, row, cast.dani.account_id)
    assert {one.account_id for one in who_reads(leah, ellie.id, audience)} == {
        cast.ellie.account_id, cast.dani.account_id, cast.safeguarding_lead.account_id,
    }  # fmt: skip
    dani = acting(cast.dani)
    pupil, opened = find(dani, ellie.id, Part.WEEK)
    words = who_can_see(dani, opened, pupil, audience)
    assert words.startswith("This is kept in confidence. Read by you, Ellie")
    assert "safeguarding lead at Wren Hill School" in words
    for wrong in ("head of year", "parents or carers", "key adult", "Virtual School lead", "social worker", "Sam"):
        assert wrong not in words, words
    own = who_can_see_mine(acting(cast.ellie), audience)
    assert "Dani" in own and "parent" not in own and "people at your school" not in own
    assert "head of year" in who_can_see(dani, opened, pupil, Audience(Part.PLAN)), "the rest is as it was"
