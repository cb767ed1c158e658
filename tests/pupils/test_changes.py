"""Rolls, care and windows: what the functions that change them refuse."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.core.errors import Refused, Stale, WrongState
from virtual_school.network.roles import Hat, Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import actions, changes, policy
from virtual_school.pupils.models import (
    Basis,
    CareKind,
    CareLink,
    Enrolment,
    Part,
    Pupil,
    RollStatus,
)
from virtual_school.pupils.models.joining import Joining
from virtual_school.pupils.upn import check_letter, is_upn

DAY = dt.timedelta(days=1)


@pytest.fixture
def lead(cast: Cast) -> Viewer:
    hat = Hat("a hat", Role.VIRTUAL_SCHOOL_LEAD, cast.larkdale.organisations["larkdale"])
    return Viewer(cast.lead.account_id, cast.larkdale.network_id, "Amal Haddad", (hat,), hat)


def other_hat(viewer: Viewer, role: Role) -> Viewer:
    hat = Hat("a hat", role, viewer.organisation_id)
    return Viewer(viewer.account_id, viewer.network_id, viewer.name, (hat,), hat)


@pytest.fixture
def pupil(cast: Cast, lead: Viewer) -> Pupil:
    born = dt.date(2011, 3, 4)
    return changes.enter_pupil(lead, given_name="Elinor", family_name="Ash", date_of_birth=born, year=10)


@pytest.mark.parametrize(
    "number", ["H801200001001", "R674123101121", "U80120000100A", "B801200005001", "b801200005001"]
)
def test_numbers_that_are_well_made(number: str) -> None:
    assert is_upn(number)


@pytest.mark.parametrize(
    "number",
    [
        "A801200005001",
        "",
        "H80120000100",
        "H8012000010011",
        "H80120000100I",
        "\u0661" * 13,
        "H8012000A1001",
        "é" * 13,
        "A80120000100A",
        "1801200001001",
    ],
)
def test_numbers_that_are_not(number: str) -> None:
    assert not is_upn(number)


def test_the_check_letter_is_no_i_o_or_s() -> None:
    assert {check_letter(f"{number:012}") for number in range(500)} <= set("ABCDEFGHJKLMNPQRTUVWXYZ")


def test_a_number_is_one_pupils(cast: Cast, lead: Viewer, pupil: Pupil) -> None:
    born = dt.date(2011, 3, 4)
    who = {"given_name": "A", "family_name": "B", "date_of_birth": born, "year": 10, "upn": "H801200001001"}
    changes.enter_pupil(lead, **who)
    with pytest.raises(WrongState, match="UPN"):
        changes.enter_pupil(lead, **who)
    with pytest.raises(WrongState, match="UPN"):
        changes.change_pupil(lead, pupil, upn="H801200001001")


def test_a_change_is_audited_without_the_words(lead: Viewer, pupil: Pupil) -> None:
    changes.change_pupil(lead, pupil, year=11, known_as="Nell")
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "pupil.changed")).one()
    assert event.data == {"changes": {"year": [10, 11], "known_as": None}}
    assert pupil.sort_key == "ash nell"
    changes.change_pupil(lead, pupil, year=11)
    assert len(db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "pupil.changed")).all()) == 1


def test_a_change_on_an_old_version_is_stale(lead: Viewer, pupil: Pupil) -> None:
    with pytest.raises(Stale):
        actions.change(lead, pupil, version=pupil.version + 1, given_name="X")


def test_one_main_roll_on_any_day(cast: Cast, lead: Viewer, pupil: Pupil) -> None:
    today, places = clock.today(), cast.larkdale.organisations
    first = changes.enrol(
        lead, pupil_id=pupil.id, organisation_id=places["ashfold"], starts_on=today - 30 * DAY, ends_on=today + 30 * DAY
    )
    second = {"pupil_id": pupil.id, "organisation_id": places["stonegate"]}
    for status in (RollStatus.CURRENT, RollStatus.MAIN):
        for starts, ends in ((-40, -30), (-10, 10), (30, 40), (30, None), (-100, None)):
            with pytest.raises(WrongState, match="Ashfold School"):
                changes.enrol(
                    lead,
                    **second,
                    status=status,
                    starts_on=today + starts * DAY,
                    ends_on=None if ends is None else today + ends * DAY,
                )
    changes.enrol(lead, **second, status=RollStatus.SUBSIDIARY)
    with pytest.raises(WrongState):
        changes.enrol(lead, **second, status=RollStatus.GUEST)
    third = {"pupil_id": pupil.id, "organisation_id": places["wren_hill"]}
    changes.enrol(lead, **third, starts_on=today - 60 * DAY, ends_on=today - 31 * DAY)
    changes.enrol(lead, **third, starts_on=today + 31 * DAY)
    changes.end_enrolment(lead, first, "by mistake")
    assert first.ended_at is not None


def test_a_roll_ends_after_its_last_day(cast: Cast, lead: Viewer, pupil: Pupil) -> None:
    today = clock.today()
    row = changes.enrol(lead, pupil_id=pupil.id, organisation_id=cast.larkdale.organisations["ashfold"])
    with pytest.raises(WrongState, match="before the first"):
        changes.end_enrolment(lead, row, ends_on=today - DAY)
    changes.end_enrolment(lead, row, "Moves", ends_on=today + 5 * DAY)
    with pytest.raises(WrongState, match="begin anew"):
        changes.end_enrolment(lead, row, ends_on=today + 6 * DAY)
    assert row.in_force(today + 5 * DAY) and not row.in_force(today + 6 * DAY)


def test_the_same_link_is_held_once(cast: Cast, lead: Viewer, pupil: Pupil) -> None:
    link = {"account_id": cast.dani.account_id, "pupil_id": pupil.id, "kind": CareKind.MENTOR}
    first = changes.begin_care(lead, **link)
    with pytest.raises(WrongState, match="already"):
        changes.begin_care(lead, **link)
    with pytest.raises(WrongState, match="before the first"):
        changes.begin_care(lead, **link, starts_on=clock.today(), ends_on=clock.today() - DAY)
    changes.end_care(lead, first, "Dani left")
    changes.end_care(lead, first, "again")
    assert first.because == "Dani left"
    changes.begin_care(lead, **link)


def test_a_mentor_is_no_key_adult_of_the_same_pupil(cast: Cast, lead: Viewer, pupil: Pupil) -> None:
    """A key adult can be written to without the mentor, so they are two people."""
    for first, second in ((CareKind.MENTOR, CareKind.KEY_ADULT), (CareKind.KEY_ADULT, CareKind.MENTOR)):
        held = changes.begin_care(lead, account_id=cast.dani.account_id, pupil_id=pupil.id, kind=first)
        with pytest.raises(WrongState, match="two people"):
            changes.begin_care(lead, account_id=cast.dani.account_id, pupil_id=pupil.id, kind=second)
        changes.begin_care(lead, account_id=cast.sam.account_id, pupil_id=pupil.id, kind=second)
        changes.end_care(lead, held)
        for link in db.session.scalars(sa.select(CareLink).where(CareLink.pupil_id == pupil.id)):
            changes.end_care(lead, link)


def test_a_carer_who_is_ended_is_let_in_by_no_link_that_was_still_to_begin(lead: Viewer, pupil: Pupil) -> None:
    carer, parent = make.carer(pupil, "Rob Moor"), make.account("Rob Moor", email="rob@home.example")
    tomorrow = clock.today() + dt.timedelta(days=1)
    link = make.care_link(parent, pupil, CareKind.CARER, carer_id=carer.id, may_see_record=True, starts_on=tomorrow)
    changes.end_carer(lead, carer, "Order of 3 May", by_order=True)
    assert db.session.get_one(CareLink, link.id).ended_at is not None


def test_a_letter_to_a_carer_who_was_ended_works_no_more_when_they_are_one_again(lead: Viewer, pupil: Pupil) -> None:
    carer = make.carer(pupil, "Rob Moor")
    row = Joining(
        pupil_id=pupil.id,
        carer_id=carer.id,
        email="rob@home.example",
        digest=b"digest",
        code=b"code",
        made_by=lead.account_id,
        made_at=clock.real(),
        expires_at=clock.real() + dt.timedelta(days=14),
        starts_on=clock.today(),
    )
    db.session.add(row)
    db.session.flush()
    changes.end_carer(lead, carer, "A mistake")
    changes.reopen_carer(lead, carer, "They are one after all")
    db.session.refresh(row)
    assert row.ended_at is not None


def test_a_window_needs_parts_and_an_end_and_a_person(cast: Cast, lead: Viewer, pupil: Pupil) -> None:
    window = {
        "pupil_id": pupil.id,
        "account_id": cast.agency.account_id,
        "purpose": "To plan",
        "organisation_id": cast.larkdale.organisations["bridge"],
        "basis": Basis.AGREEMENT,
    }
    until = clock.today() + DAY
    with pytest.raises(WrongState, match="at least one part"):
        changes.open_window(lead, **window, parts=[], ends_on=until)
    with pytest.raises(WrongState, match="until when"):
        changes.open_window(lead, **window, parts=[Part.WEEK])
    with pytest.raises(ValueError, match="by a person"):
        system = Viewer.system("demonstration", lead.network_id)
        changes.open_window(system, **window, parts=[Part.WEEK], ends_on=until)
    opened = changes.open_window(lead, **window, parts=[Part.WEEK, Part.WEEK, Part.IDENTITY], ends_on=until)
    event = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == "window.opened")).one()
    assert event.data["parts"] == ["identity", "week"] and event.object_id == opened.id
    changes.close_window(lead, opened, "Done")
    changes.close_window(lead, opened, "Done twice")
    assert opened.because == "Done" and opened.ended_by == lead.account_id


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.VIRTUAL_SCHOOL_LEAD])
def test_only_the_lead_changes_pupils(lead: Viewer, pupil: Pupil, role: Role) -> None:
    somebody = other_hat(lead, role)
    assert not policy.can_change_pupils(somebody)
    row, link = Enrolment(), CareLink()
    for act in (
        lambda: actions.change(somebody, pupil, version=1, given_name="X"),
        lambda: actions.enrol(somebody, pupil, roll_status=RollStatus.CURRENT),
        lambda: actions.end_enrolment(somebody, row, ends_on=None, because=None),
        lambda: actions.enter_carer(somebody, pupil),
        lambda: actions.begin_care(somebody, pupil, kind=CareKind.MENTOR, account_id=pupil.id),
        lambda: actions.end_care(somebody, link, None),
        lambda: actions.give_way_in(somebody, pupil, login_name="x", hashed="x"),
    ):
        with pytest.raises(Refused):
            act()


def test_years_by_age(cast: Cast) -> None:
    with clock.freeze(dt.datetime(2026, 11, 22, tzinfo=dt.UTC)):
        assert make.pupil("A B", date_of_birth=dt.date(2011, 8, 31)).year_by_age == 11
        assert make.pupil("A B", date_of_birth=dt.date(2011, 9, 1)).year_by_age == 10
