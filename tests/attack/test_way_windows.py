"""Looking in from outside or from the side: windows, second hats, what has ended, and whatever is asked by bare id."""

import datetime as dt

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from tests.taking import whole
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.mentoring.models import MentorTask
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.pupils.models import CareLink, Enrolment, Part, Pupil
from virtual_school.referrals.models import MeetingCase
from virtual_school.safeguarding.models import Help
from virtual_school.timetable.models import Slot


def account(person: Person) -> Account:
    return db.session.get_one(Account, person.account_id)


def ellie(cast: Cast) -> Pupil:
    return db.session.get_one(Pupil, cast.ellie.pupil_id)


# A window for the week -----------------------------------------------------------------------------------------------


def test_a_window_for_the_week_opens_the_week_alone(cast: Cast, client: Client) -> None:
    """No reasons, no plan, no notes, no attendance, nothing of the referral; neither page nor paper nor button."""
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    client.sign_in(cast.agency).get(f"/pupils/{pupil}/week")
    words = client.words("main")
    for hidden in ("Getting well again", "Too loud", "Marsh", "Rob", "order"):
        assert hidden not in words, hidden
    for url in (
        f"/pupils/{pupil}/plan", f"/pupils/{pupil}/plan/versions", f"/pupils/{pupil}/attendance",
        f"/pupils/{pupil}/behaviour", f"/pupils/{pupil}/notes", f"/pupils/{pupil}/referral",
        f"/referrals/{ids['referral of ellie']}", f"/referrals/{ids['referral of ellie']}/pack",
        f"/lessons-out/{ids['lesson_out of ellie']}/return", "/not-here", "/registers", "/returns", "/desk",
        f"/away/{ids['away of ellie']}", "/referrals", "/panels", "/asked-for-help", "/handed-to-me",
    ):  # fmt: skip
        client.get(url, None)
        assert client.response.status_code in {403, 404}, url
    for kind, about in (("plan", "plan of ellie"), ("pack", "referral of ellie"), ("about", "ellie")):
        client.post("/papers", {"kind": kind, "about": str(ids.get(about, pupil)), "once": "a"}, None)
        assert client.response.status_code in {403, 404, 422}, kind
    for url in (
        f"/lessons-out/{ids['lesson_out of ellie']}/end", f"/pupils/{pupil}/slots/{ids['draft_slot of ellie']}/remove",
        f"/pupils/{pupil}/seen", f"/pupils/{pupil}/observations", f"/asked-for-help/{ids['help of ellie']}/seen",
    ):  # fmt: skip
        client.post(url, {"once": "b"}, None)
        assert client.response.status_code in {403, 404}, url


def test_a_window_for_the_plan_makes_no_paper_of_what_no_page_shows(cast: Cast, client: Client) -> None:
    """An agency has no page of a plan; its paper would carry the pupil's own words about each goal."""
    bridge = db.session.get_one(Organisation, cast.larkdale.organisations["bridge"])
    make.window(ellie(cast), account(cast.agency), bridge, (Part.PLAN, Part.IDENTITY))
    db.session.commit()
    client.sign_in(cast.agency).get(f"/pupils/{cast.ellie.pupil_id}/plan", 403)
    version = cast.larkdale.ids["plan of ellie"]
    client.post("/papers", {"kind": "plan", "about": str(version), "once": "k"}, None)
    assert client.response.status_code in {403, 404}


# Second hats, ended links --------------------------------------------------------------------------------------------


def test_a_care_link_opens_nothing_in_another_hat(cast: Cast, client: Client) -> None:
    """Ellie's mentor also teaches at Stonegate: as a teacher there they reach nothing of hers."""
    stonegate = db.session.get_one(Organisation, cast.larkdale.organisations["stonegate"])
    hat = make.membership(account(cast.dani), stonegate, Role.TEACHER)
    db.session.commit()
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    client.sign_in(cast.dani, hat=str(hat.id))
    for url in (
        f"/pupils/{pupil}/notes", f"/pupils/{pupil}/plan", f"/pupils/{pupil}/week",
        f"/contacts/{ids['contact of ellie']}",
        f"/referrals/{ids['referral of ellie']}", f"/papers/{ids['paper of ellie']}",
        f"/papers/{ids['made paper of ellie']}/file",
    ):  # fmt: skip
        client.get(url, None)
        assert client.response.status_code in {403, 404}, url


def test_a_mentor_whose_link_ended_has_nothing_left(cast: Cast, client: Client) -> None:
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    link = db.session.get_one(CareLink, ids["mentor of ellie"])
    link.ended_at, link.ended_by = clock.now(), cast.lead.account_id
    db.session.commit()
    client.sign_in(cast.dani)
    for url in (
        f"/pupils/{pupil}", f"/pupils/{pupil}/notes", f"/pupils/{pupil}/plan", f"/pupils/{pupil}/week",
        f"/pupils/{pupil}/attendance", f"/pupils/{pupil}/behaviour", f"/referrals/{ids['referral of ellie']}",
        f"/papers/{ids['made paper of ellie']}/file", f"/lessons-out/{ids['lesson_out of ellie']}/return",
        f"/referrals/{ids['referral of ellie']}/read/{ids['part of ellie']}",
    ):  # fmt: skip
        client.get(url, 404)
    for url in (
        "/desk",
        "/pupils",
        "/pupils?as=csv",
        "/referrals",
        "/referrals?as=csv",
        "/referrals/to-read",
        "/registers",
    ):
        html = client.get(url).get_data(as_text=True)
        assert "Ellie" not in html, url
    for url in (f"/mentor-tasks/{ids['task of ellie']}/done", f"/asked-for-help/{ids['help of ellie']}/answered"):
        client.post(url, {}, 404)


def test_the_school_the_pupil_left_has_nothing_left(cast: Cast, client: Client) -> None:
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    roll = db.session.get_one(Enrolment, ids["roll of ellie"])
    roll.ends_on = clock.today() - dt.timedelta(days=1)
    db.session.commit()
    for person in (cast.head, cast.head_of_year, cast.safeguarding_lead, cast.attendance_officer):
        client.sign_in(person)
        for url in (f"/pupils/{pupil}", f"/pupils/{pupil}/plan", f"/pupils/{pupil}/week",
                    f"/referrals/{ids['referral of ellie']}", f"/away/{ids['away of ellie']}"):  # fmt: skip
            client.get(url, None)
            assert client.response.status_code in {403, 404}, (person.key, url)
        for url in ("/school", "/not-here", "/not-here?as=csv", "/referrals", "/waiting", "/returns", "/away/new"):
            html = whole(client, url)
            assert "Ellie" not in html, (person.key, url)


def test_a_head_of_another_year_has_nothing(cast: Cast, client: Client) -> None:
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    hat = make.membership(account(cast.own_teacher), school, Role.HEAD_OF_YEAR, year=9)
    db.session.commit()
    client.sign_in(cast.own_teacher, hat=str(hat.id))
    for url in (f"/pupils/{pupil}", f"/pupils/{pupil}/plan", f"/referrals/{ids['referral of ellie']}",
                f"/lessons-out/{ids['lesson_out of ellie']}/return", f"/away/{ids['away of ellie']}",
                f"/decisions/{ids['told of ellie']}/tell", f"/plans/{ids['plan_asked of ellie']}/answer"):  # fmt: skip
        client.get(url, 404)
    for url in ("/school", "/not-here?as=csv", "/referrals?as=csv", "/referrals/new", "/returns", "/away/new",
                "/away/new?q=ellie", "/referrals/to-read", "/today"):  # fmt: skip
        assert "Ellie" not in whole(client, url), url


# The panel -----------------------------------------------------------------------------------------------------------


def test_taken_off_a_member_reads_and_counts_nothing(cast: Cast, client: Client) -> None:
    ids = cast.larkdale.ids
    case = ids["case of ellie"]
    client.sign_in(cast.clerk).post(
        f"/meetings/{ids['meeting of ellie']}/cases/{case}/off", {"because": "The family asked for more time."}
    )
    for person in (cast.chair, cast.panel_member, cast.panel_member_of_school):
        client.sign_in(person)
        for url in (f"/cases/{case}", f"/cases/{case}/decide/offer", f"/referrals/{ids['pack of ellie']}/pack"):
            client.get(url, 404)
        client.post(f"/cases/{case}/minutes", {"text": "x"}, 404)
        client.put(f"/cases/{case}/minutes/draft", {"key": "k", "base": 0, "seq": 1, "text": "x"}, 404)
        for url in ("/panels", f"/meetings/{ids['meeting of ellie']}", "/today"):
            assert "Robin" not in client.get(url, None).get_data(as_text=True), url
    assert db.session.get_one(MeetingCase, case).taken_off_at


def test_the_day_after_the_meeting_a_member_has_nothing(cast: Cast, client: Client) -> None:
    ids = cast.larkdale.ids
    with clock.freeze(clock.now() + dt.timedelta(days=1)):
        for person in (cast.chair, cast.panel_member):
            client.sign_in(person)
            client.get(f"/cases/{ids['case of ellie']}", 404)
            client.get(f"/referrals/{ids['pack of ellie']}/pack", 404)
            client.post("/papers", {"kind": "pack", "about": str(ids["pack of ellie"]), "once": "k"}, None)
            assert client.response.status_code in {403, 404}
            assert "Robin" not in client.get(f"/meetings/{ids['meeting of ellie']}").get_data(as_text=True)


def test_a_meeting_and_a_case_that_do_not_belong_together(cast: Cast, client: Client) -> None:
    ids = cast.larkdale.ids
    client.sign_in(cast.clerk)
    for verb in ("off", "earlier"):
        client.post(f"/meetings/{ids['meeting of tariq']}/cases/{ids['case of ellie']}/{verb}", {"because": "x"}, 404)
    client.post(f"/meetings/{ids['meeting of ellie']}/cases", {"referral_id": str(ids["referral of ellie"])}, 422)
    client.sign_in(cast.lead)
    client.post(f"/panels/{ids['panel of tariq']}/members/{ids['panel_member of ellie']}/end", {"because": "x"}, 404)


# Bare ids ------------------------------------------------------------------------------------------------------------


def test_a_mentor_mixes_another_pupil_in(cast: Cast, client: Client) -> None:
    ids, pupil = cast.larkdale.ids, cast.ellie.pupil_id
    agreed = db.session.query(Slot).filter_by(pattern_id=ids["pattern of ellie"]).first()
    assert agreed is not None
    client.sign_in(cast.dani)
    for url in (
        f"/pupils/{pupil}/slots/{ids['draft_slot of tariq']}/remove",
        f"/pupils/{pupil}/slots/{ids['draft_slot of tariq']}/copy",
        f"/pupils/{pupil}/slots/{agreed.id}/remove",
        f"/lessons-out/{ids['draft_lesson_out of tariq']}/end",
        f"/plans/{ids['plan_draft of tariq']}/proposal",
        f"/plans/{ids['plan_draft of ellie']}/goals/{ids['goal of tariq']}/removal",
        f"/mentor-tasks/{ids['task of tariq']}/done",
        f"/observations/{ids['praise of tariq']}/undo",
        f"/registers/{ids['register_link of tariq']}/end",
    ):
        client.post(url, {"once": "x", "because": "x"}, None)
        assert client.response.status_code in {403, 404, 405}, url
    assert db.session.get_one(MentorTask, ids["task of tariq"]).done_at is None


# Help that is kept from the mentor -----------------------------------------------------------------------------------


def test_help_kept_from_the_mentor_is_nowhere_for_them(cast: Cast, client: Client) -> None:
    row = db.session.get_one(Help, cast.larkdale.ids["help of ellie"])
    client.sign_in(cast.dani)
    pages = (
        "/desk",
        f"/pupils/{cast.ellie.pupil_id}",
        f"/pupils/{cast.ellie.pupil_id}/notes",
        "/asked-for-help",
        "/my-week",
    )
    row.answered_at = row.seen_at = clock.now()
    row.seen_by = row.answered_by = cast.key_adult.account_id
    db.session.commit()
    before = [plain(client, url) for url in pages]
    row = db.session.get_one(Help, cast.larkdale.ids["help of ellie"])
    row.answered_at = row.answered_by = row.seen_at = row.seen_by = None
    row.not_mentor, row.words = True, "A jackdaw said: not to Dani."
    db.session.commit()
    assert [plain(client, url) for url in pages] == before
    for verb in ("seen", "answered"):
        client.post(f"/asked-for-help/{row.id}/{verb}", {}, 404)
    client.sign_in(cast.key_adult).get("/asked-for-help")
    assert "jackdaw" in client.words("main")


def plain(client: Client, url: str) -> str:
    client.get(url, None)
    return client.words("main") if client.response.status_code == 200 else str(client.response.status_code)
