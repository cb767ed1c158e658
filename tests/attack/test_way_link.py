"""A holder of the register's link, and a pupil at the library's shelf: no more than is theirs, by whatever address."""

import datetime as dt
import re
import uuid

import pytest

from tests import make, make_attendance, make_timetable
from tests.cast import Cast
from tests.client import Client
from virtual_school.attendance.models import ProviderMark, RegisterLink
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import digest
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation, Term
from virtual_school.pupils.models import CareLink, Programme, Pupil
from virtual_school.timetable.models import Session, Slot, SlotBasis, SlotKind, WeekPattern

MORNING = dt.datetime(2026, 11, 23, 9, 40, tzinfo=dt.UTC)  # a Monday
SECRET = "a-secret-that-nobody-guesses-1234"


@pytest.fixture
def link(cast: Cast) -> str:
    """Ellie is expected at the college on Monday morning, by a name that is no name."""
    with clock.freeze(MORNING):
        child = db.session.get_one(Pupil, cast.ellie.pupil_id)
        child.known_as = "<b>El'ie</b>"
        dani = db.session.get_one(Account, cast.dani.account_id)
        college = db.session.get_one(Organisation, cast.larkdale.organisations["college"])
        pattern = db.session.get_one(WeekPattern, cast.larkdale.ids["pattern of ellie"])
        old = db.session.query(Slot).filter_by(pattern_id=pattern.id, day=1, session=Session.AM).one()
        footing = make_timetable.footing(child, dani, SlotKind.COLLEGE, SlotBasis.OFF_SITE_ACTIVITY, place=college)
        old.kind, old.place_id, old.footing_id = SlotKind.COLLEGE, college.id, footing.id
        make_attendance.link(college, dani, SECRET, on=MORNING.date(), expires_at=MORNING + dt.timedelta(hours=3))
        db.session.commit()
    return f"/n/larkdale/register/{SECRET}"


def test_a_name_is_only_a_name(client: Client, link: str) -> None:
    with clock.freeze(MORNING):
        html = client.sign_out().get(link).get_data(as_text=True)
    assert "&lt;b&gt;El" in html and "<b>El" not in html


def test_what_it_does_not_say(cast: Cast, client: Client, link: str) -> None:
    with clock.freeze(MORNING):
        html = client.sign_out().get(link).get_data(as_text=True)
    for hidden in ("Marsh", "Wren Hill", "Dani", str(cast.ellie.pupil_id), cast.ellie.pupil_id.hex, "construction"):
        assert hidden not in html, hidden


def test_another_days_another_networks_and_a_dead_one_write_nothing(cast: Cast, client: Client, link: str) -> None:
    client.sign_out()
    with clock.freeze(MORNING):
        html = client.get(link).get_data(as_text=True)
        said = re.findall(r'value="([0-9a-f]{20}:here)"', html)[0]
        client.post(link.replace("larkdale", "fernvale"), {"said": said}, 404)
        client.post(link + "x", {"said": said}, 404)
        for wrong in (f"{uuid.uuid4().hex[:20]}:here", f"{cast.ellie.pupil_id}:here", "here", ":", said[:-4] + "gone"):
            client.post(link, {"said": wrong}, 404)
        before = db.session.query(ProviderMark).count()
    for later in (dt.timedelta(hours=4), dt.timedelta(days=7)):
        with clock.freeze(MORNING + later):
            page = client.get(link, 410).get_data(as_text=True)
            assert "ie&lt;" not in page
            client.post(link, {"said": said}, 410)
    with clock.freeze(MORNING):
        row = db.session.query(RegisterLink).filter(RegisterLink.digest == digest(SECRET)).one()
        row.ended_at, row.ended_by = MORNING, cast.dani.account_id
        db.session.commit()
        client.post(link, {"said": said}, 410)
    assert db.session.query(ProviderMark).count() == before


def test_a_link_ends_with_its_makers_knowing(cast: Cast, client: Client, link: str) -> None:
    """Whoever made it is her mentor no more: behind it stands nobody."""
    with clock.freeze(MORNING):
        row = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
        row.ended_at, row.ended_by = MORNING, cast.lead.account_id
        db.session.commit()
        assert "El&#39;ie" not in client.sign_out().get(link).get_data(as_text=True)


# The shelf -----------------------------------------------------------------------------------------------------------


def test_the_shelf_gives_no_staff_file_and_no_draft(cast: Cast, client: Client) -> None:
    child = db.session.get_one(Pupil, cast.ellie.pupil_id)
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make_attendance.away(child, school, db.session.get_one(Account, cast.own_teacher.account_id))
    lunt, subject = db.session.get_one(Account, cast.lunt.account_id), cast.larkdale.ids["subject"]
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    draft = make.lesson(lunt, ashfold, db.session.get_one(Term, subject), title="Quokka draft")
    db.session.commit()
    posted, theirs = cast.larkdale.lessons["stonegate"], cast.larkdale.lessons["ashfold"]
    client.sign_in(cast.ellie).get("/find-work")
    for typed in ("Answers", "quokka", "Quokka draft", "answers.txt"):
        html = client.get(f"/find-work?q={typed}").get_data(as_text=True)
        assert str(draft.id) not in html and str(posted.lesson_id) not in html, typed
    client.get(f"/find-work/{draft.id}", 404)
    client.get(f"/find-work/{posted.lesson_id}/files/{posted.answers_id}/Answers.txt", 404)
    client.get(f"/find-work/{theirs.lesson_id}/files/{posted.worksheet_id}/Worksheet.txt", 404)
    client.get(f"/find-work/{cast.fernvale.lessons['moorside'].lesson_id}", 404)
    for url in (f"/lessons/{posted.lesson_id}", "/lessons", f"/lessons/{draft.id}"):
        client.get(url, None)
        assert client.response.status_code in {403, 404}, url


def test_who_is_back_finds_no_shelf(cast: Cast, client: Client) -> None:
    for row in db.session.query(Programme).filter(Programme.pupil_id == cast.ellie.pupil_id):
        row.ended_at, row.ended_by = clock.now(), cast.dani.account_id
    db.session.commit()
    posted = cast.larkdale.lessons["stonegate"]
    client.sign_in(cast.ellie)
    for url in (
        "/find-work",
        f"/find-work/{posted.lesson_id}",
        f"/find-work/{posted.lesson_id}/files/{posted.worksheet_id}/W",
    ):
        client.get(url, None)
        assert client.response.status_code in {403, 404}, url
