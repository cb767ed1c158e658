"""A carer comes in by the school's letter and its code, which open what the school decided and make nothing else."""

import re

import sqlalchemy as sa
from playwright.sync_api import expect

from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import choose, heading, press, sign_in
from tests.cast import PASSWORD, Cast
from virtual_school.core.db import db, enter_network
from virtual_school.core.mail.models import Mail
from virtual_school.pupils.models import CareLink, Carer, Pupil, Responsibility


def test_a_parent_with_two_children_at_two_schools(
    visit: Opens, browse: Opens, school: School, cast: Cast, width: int
) -> None:
    _enter_carer(school, cast)
    code = _invited(visit, cast)
    helen = visit(None, _link(school, cast), width=width)
    heading(helen, "Type the code from the school")
    assert "Tariq" not in helen.content()
    helen.get_by_label("The code from the school").fill(code)
    press(helen, "Go on")
    heading(helen, "You join as Helen of Tariq")
    look(helen)
    helen.get_by_role("button", name="Sign in to my account").click()
    sign_in(helen, cast.mum.login_name, PASSWORD)
    press(helen, "Add Tariq")
    heading(helen, "My children")
    look(helen)
    for child, where in (("Ellie", "Wren Hill School"), ("Tariq", "Stonegate High")):
        row = helen.locator("main li.row", has_text=child)
        expect(row).to_contain_text(where)
        row.get_by_role("link").first.click()
        heading(helen, child)
        helen.go_back()


def test_a_carer_without_an_account(
    visit: Opens, browse: Opens, school: School, cast: Cast, complaints: Complaints, width: int
) -> None:
    _enter_carer(school, cast)
    code = _invited(visit, cast)
    wrong = str((int(code.replace(" ", "")) + 1) % 10**6).zfill(6)
    helen = visit(None, _link(school, cast), width=width)
    helen.get_by_label("The code from the school").fill(wrong)
    press(helen, "Go on")
    expect(helen.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")
    assert "Tariq" not in helen.content()
    look(helen)
    helen.get_by_label("The code from the school").fill(code)
    press(helen, "Go on")
    heading(helen, "You join as Helen of Tariq")
    look(helen)
    helen.get_by_label("Choose a password").fill("password1")
    press(helen, "Keep it and go in")
    expect(helen.locator(".govuk-error-summary")).to_contain_text("Very many people use this password")
    complaints.expect("422")
    helen.get_by_label("Choose a password").fill("kettle meadow violin")
    press(helen, "Keep it and go in")
    heading(helen, "My children")
    expect(helen.locator("main li.row")).to_have_count(1)
    again = browse(None, _link(school, cast))
    again.get_by_label("The code from the school").fill(code)
    press(again, "Go on")
    expect(again.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")
    home = browse(None, "/n/larkdale/")
    sign_in(home, "Helen@Home.example", "kettle meadow violin")
    heading(home, "My children")


def test_a_code_opens_what_was_decided_and_makes_nothing(
    visit: Opens, browse: Opens, school: School, cast: Cast, complaints: Complaints
) -> None:
    """The school takes the invitation back while the letter is on its way: letter and code open nothing any more."""
    _enter_carer(school, cast)
    before = _links(school, cast)
    code = _invited(visit, cast)
    late = browse(None, _link(school, cast))
    lead = browse(cast.lead, f"/pupils/{cast.tariq.pupil_id}/care/carer", width=DESK)
    lead.get_by_role("button", name=re.compile("^End this invitation.*Helen Marsh$")).click()
    expect(lead.get_by_text("Invited, and not here yet")).to_have_count(0)
    late.get_by_label("The code from the school").fill(code)
    press(late, "Go on")
    expect(late.get_by_text("do not go together").first).to_be_visible()
    complaints.expect("422")
    page = browse(cast.mum, "/n/larkdale/join")
    heading(page, "Open the link in your letter")
    complaints.expect("404")
    look(page)
    assert _links(school, cast) == before, "a code makes no link by itself"


def _invited(visit: Opens, cast: Cast) -> str:
    """The lead decides who Helen is to Tariq and what she may see; gives the code for her."""
    lead = visit(cast.lead, f"/pupils/{cast.tariq.pupil_id}/care/carer", width=DESK)
    choose(lead, "Which carer", "Helen Marsh")
    lead.get_by_label("Their email").fill("helen@home.example")
    lead.get_by_label("May see how it goes").check()
    lead.get_by_label("May see where the pupil is").check()
    press(lead, "Send the letter and show the code")
    code = lead.locator(".once-shown").inner_text()
    look(lead)
    return code


def _links(school: School, cast: Cast) -> int:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        mine = sa.select(sa.func.count()).select_from(CareLink).where(CareLink.pupil_id == cast.tariq.pupil_id)
        found = db.session.scalar(mine)
        db.session.remove()
        return found or 0


def _enter_carer(school: School, cast: Cast) -> None:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        tariq = db.session.get_one(Pupil, cast.tariq.pupil_id)
        given = {"parent_in_law": False, "lives_with": True, "responsibility": Responsibility.NONE}
        db.session.add(
            Carer(pupil_id=tariq.id, name="Helen Marsh", called="Helen", created_at=tariq.created_at, **given)
        )
        db.session.commit()
        db.session.remove()


def _link(school: School, cast: Cast) -> str:
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        letter = db.session.scalars(sa.select(Mail).order_by(Mail.id.desc()).limit(1)).one()
        found = re.search(r"/n/larkdale/join/\S+", letter.text)
        db.session.remove()
        assert found is not None
        return found.group(0)
