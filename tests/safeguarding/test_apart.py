"""Who must not meet: refused wherever two would be put together, in words that tell nothing; told to the lead."""

import datetime as dt
import uuid
from collections.abc import Callable

import pytest
import sqlalchemy as sa

from tests import make_safeguarding, make_timetable
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.notes import Note
from virtual_school.network.models import Organisation
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import AwayWhy, Basis, CareKind, Part, Pupil
from virtual_school.safeguarding import apart
from virtual_school.safeguarding.apart import KeptApart
from virtual_school.safeguarding.models import KeepApart
from virtual_school.safeguarding.protecting import changes, queries
from virtual_school.timetable import changes as weeks
from virtual_school.timetable.changes import Content
from virtual_school.timetable.models import Session, SlotBasis, SlotKind, WeekPattern

Acting = Callable[[Person], Viewer]
SECRET = "He waited for her at the gate."


@pytest.fixture
def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


@pytest.fixture
def tariq(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.tariq.pupil_id)


@pytest.fixture
def college(cast: Cast) -> Organisation:
    return db.session.get_one(Organisation, cast.larkdale.organisations["college"])


def at_college(college: Organisation, **given: object) -> Content:
    ordinary = {"kind": SlotKind.COLLEGE, "words": "Construction", "starts_on": clock.today(), "place_id": college.id}
    return Content(**{**ordinary, "responsible": "Tom Archer", **given})  # type: ignore[arg-type]


def draft(pupil: Pupil) -> WeekPattern:
    return make_timetable.pattern(pupil, agreed_at=None, frozen_at=None)


def put(by: Viewer, pupil: Pupil, content: Content, day: int = 3, session: Session = Session.AM) -> None:
    weeks.put_slot(by, draft(pupil), day, session, content)


def keep(cast: Cast, acting: Acting, pupil: Pupil, **other: uuid.UUID) -> KeepApart:
    return changes.keep_apart(acting(cast.safeguarding_lead), pupil_id=pupil.id, reason=SECRET, **other)


def test_a_place(cast: Cast, acting: Acting, ellie: Pupil, college: Organisation) -> None:
    keep(cast, acting, ellie, place_id=college.id)
    with pytest.raises(KeptApart):
        put(acting(cast.dani), ellie, at_college(college))
    with pytest.raises(KeptApart):
        weeks.confirm_footing(
            acting(cast.head), pupil_id=ellie.id, kind=SlotKind.COLLEGE, basis=SlotBasis.OFF_SITE_ACTIVITY,
            words="Construction", place_id=college.id, starts_on=clock.today(),
        )  # fmt: skip


def test_two_pupils_in_one_half_day(
    cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil, college: Organisation
) -> None:
    keep(cast, acting, ellie, other_id=tariq.id)
    dani = acting(cast.dani)
    put(dani, ellie, at_college(college))
    with pytest.raises(KeptApart):
        put(dani, tariq, at_college(college))
    put(dani, tariq, at_college(college), session=Session.PM)
    put(dani, tariq, at_college(college), day=4)


def test_whichever_of_the_two_comes_second(
    cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil, college: Organisation
) -> None:
    keep(cast, acting, ellie, other_id=tariq.id)
    put(acting(cast.kit), tariq, at_college(college))
    with pytest.raises(KeptApart):
        put(acting(cast.dani), ellie, at_college(college))


def test_dates_that_do_not_meet(cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil, college: Organisation) -> None:
    keep(cast, acting, ellie, other_id=tariq.id)
    dani, later = acting(cast.dani), clock.today() + dt.timedelta(days=8)
    put(dani, ellie, at_college(college, ends_on=later - dt.timedelta(days=1)))
    put(dani, tariq, at_college(college, starts_on=later))
    with pytest.raises(KeptApart):
        put(dani, tariq, at_college(college, starts_on=later - dt.timedelta(days=1)))


def test_an_adult_who_answers_for_it(
    cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil, college: Organisation
) -> None:
    sam = cast.sam.account_id
    assert sam
    keep(cast, acting, ellie, account_id=sam)
    dani = acting(cast.dani)
    with pytest.raises(KeptApart):
        put(dani, ellie, at_college(college, responsible_id=sam))
    # There with somebody else at the same time, from either side.
    put(dani, tariq, at_college(college, responsible_id=sam))
    with pytest.raises(KeptApart):
        put(dani, ellie, at_college(college))
    put(dani, ellie, at_college(college), day=5)
    with pytest.raises(KeptApart):
        put(dani, tariq, at_college(college, responsible_id=sam), day=5)


def test_an_adult_is_named_nowhere_beside_them(cast: Cast, acting: Acting, ellie: Pupil) -> None:
    sam, lead = cast.sam.account_id, acting(cast.lead)
    assert sam
    keep(cast, acting, ellie, account_id=sam)
    for kind in (CareKind.MENTOR, CareKind.KEY_ADULT, CareKind.SOCIAL_WORKER):
        with pytest.raises(KeptApart):
            pupils.begin_care(lead, account_id=sam, pupil_id=ellie.id, kind=kind)
    with pytest.raises(KeptApart):
        pupils.open_window(
            lead, pupil_id=ellie.id, account_id=sam, organisation_id=cast.larkdale.organisations["ashfold"],
            parts={Part.WORK}, purpose="Marks one piece", basis=Basis.DUTY, ends_on=clock.today(),
        )  # fmt: skip
    with pytest.raises(KeptApart):
        pupils.open_away(
            acting(cast.head_of_year), pupil_id=ellie.id, organisation_id=cast.larkdale.organisations["wren_hill"],
            why=AwayWhy.ILL, words=None, answers_id=sam, starts_on=clock.today(),
            ends_on=clock.today() + dt.timedelta(days=2),
        )  # fmt: skip


def test_the_words_are_the_same_for_one_and_for_several(
    cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil, college: Organisation
) -> None:
    said = set()
    sam = cast.sam.account_id
    assert sam
    others: tuple[dict[str, uuid.UUID], ...] = ({"place_id": college.id}, {"account_id": sam}, {"other_id": tariq.id})
    put(acting(cast.kit), tariq, at_college(college))
    for other in others:
        keep(cast, acting, ellie, **other)
        with pytest.raises(KeptApart) as refused:
            put(acting(cast.dani), ellie, at_college(college, responsible_id=sam))
        said.add((refused.value.because, refused.value.status))
    assert said == {(apart.words(), 409)}


def test_ended_and_over_is_over(cast: Cast, acting: Acting, ellie: Pupil, college: Organisation) -> None:
    row = keep(cast, acting, ellie, place_id=college.id)
    changes.end_apart(acting(cast.safeguarding_lead), row, "They made up.")
    put(acting(cast.dani), ellie, at_college(college))
    past = clock.today() - dt.timedelta(days=1)
    make_safeguarding.keep_apart(ellie, row.set_by, place_id=college.id, starts_on=past, ends_on=past)
    put(acting(cast.dani), ellie, at_college(college), day=4)


def test_what_stands_already_is_shown_to_who_sets_it(
    cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil, college: Organisation
) -> None:
    put(acting(cast.dani), ellie, at_college(college))
    put(acting(cast.kit), tariq, at_college(college))
    assert any("Marlbridge" in said for said in apart.clashes(keep(cast, acting, ellie, other_id=tariq.id)))
    assert apart.clashes(keep(cast, acting, ellie, account_id=cast.dani.account_id)) != []
    assert apart.clashes(keep(cast, acting, tariq, place_id=cast.larkdale.organisations["ashfold"])) == []


def test_each_try_is_told_to_the_lead_and_the_reason_to_nobody_else(
    client: Client, cast: Cast, acting: Acting, ellie: Pupil
) -> None:
    sam, pupil_id = cast.sam.account_id, ellie.id
    assert sam
    row = keep(cast, acting, ellie, account_id=sam)
    keep_id = row.id
    db.session.commit()
    client.sign_in(cast.lead).get(f"/pupils/{pupil_id}/care/key_adult")
    sent = {"account_id": str(sam), "starts_on": clock.today().isoformat(), "once": "a key of this test"}
    client.post(f"/pupils/{pupil_id}/care/mentor", sent, None)
    html = client.response.get_data(as_text=True)
    assert "Ask the safeguarding lead." in html and SECRET not in html
    acting(cast.safeguarding_lead)
    tried = db.session.scalars(sa.select(Note).where(Note.kind == "apart.tried", Note.object_id == keep_id)).all()
    assert [(one.account_id, one.pupil_id) for one in tried] == [(cast.lead.account_id, pupil_id)]
    client.sign_in(cast.safeguarding_lead).get(f"/pupils/{pupil_id}/keep-safe")
    assert SECRET in client.words()
    for person in (cast.lead, cast.head, cast.head_of_year, cast.dani, cast.mum, cast.ellie, cast.auditor):
        client.sign_in(person)
        for url in (f"/pupils/{pupil_id}/keep-safe", f"/pupils/{pupil_id}", "/changes", "/"):
            assert SECRET not in client.get(url, None).get_data(as_text=True), (person.key, url)


def test_no_reason_is_in_the_audit(cast: Cast, acting: Acting, ellie: Pupil, college: Organisation) -> None:
    row = keep(cast, acting, ellie, place_id=college.id)
    changes.end_apart(acting(cast.safeguarding_lead), row, SECRET)
    for event in db.session.scalars(sa.select(AuditEvent).where(AuditEvent.object_id == row.id)):
        assert SECRET not in f"{event.because} {event.data}" and str(college.id) not in str(event.data)


def test_the_other_lead_sees_that_it_is_and_not_why(cast: Cast, acting: Acting, ellie: Pupil, tariq: Pupil) -> None:
    keep(cast, acting, tariq, other_id=ellie.id)
    (shown,) = [one for one in queries.apart(acting(cast.safeguarding_lead), ellie.id) if one.row.other_id]
    assert not shown.own and shown.tries == () and "Tariq" not in shown.what
