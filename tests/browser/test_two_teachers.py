"""Two teachers of Ashfold change one lesson, and neither loses a word."""

import pytest
from playwright.sync_api import expect

from tests import make
from tests.browser.conftest import DESK, Opens, School
from tests.browser.looking import Complaints, look
from tests.browser.steps import press
from tests.cast import Cast, Person
from virtual_school.core.db import db, enter_network
from virtual_school.identity.models import Account
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role

HERS, HIS = "Write down each number you look at.", "Use a pencil and a ruler."


@pytest.fixture
def reed(school: School, cast: Cast) -> Person:
    """A second teacher of Ashfold."""
    with school.app.app_context():
        enter_network(cast.larkdale.network_id)
        account: Account = make.account("Mr Reed", login_name="reed.larkdale")
        ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
        make.membership(account, ashfold, Role.TEACHER)
        row = make.sign_in(account, "the device of Mr Reed")
        made = Person("reed", account.name, account.id, "reed.larkdale", cast.larkdale.network_id, "larkdale",
                      "the device of Mr Reed", row.id, Role.TEACHER)  # fmt: skip
        db.session.commit()
        db.session.remove()
    return made


def test_neither_loses_a_word(visit: Opens, cast: Cast, reed: Person, complaints: Complaints) -> None:
    path = f"/lessons/{cast.larkdale.lessons['ashfold'].lesson_id}/edit"
    hers, his = visit(cast.lunt, path, width=DESK), visit(reed, path, width=DESK)
    hers.get_by_label("What to do").fill(HERS)
    his.get_by_label("What to do").fill(HIS)
    press(hers, "Save")
    expect(hers.get_by_text("Saved.", exact=True)).to_be_visible()
    press(his, "Save")
    expect(his.get_by_text("Ms Lunt changed this while you wrote. Nothing is lost.")).to_be_visible()
    complaints.expect("409")
    beside = his.get_by_role("region", name="Ms Lunt changed this while you wrote")
    expect(beside).to_contain_text(HERS)
    expect(beside).to_contain_text(HIS)
    expect(his.get_by_label("What to do")).to_have_value(HIS)
    look(his)
    his.get_by_label("What to do").fill(f"{HERS}\n{HIS}")
    press(his, "Save")
    expect(his.get_by_text("Saved.", exact=True)).to_be_visible()
    hers.reload()
    expect(hers.get_by_label("What to do")).to_have_value(f"{HERS}\n{HIS}")
