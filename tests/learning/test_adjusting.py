"""What makes work fair is set once, stands with all work, and is kept with what is handed in."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import give_back, hand_in, set_to_ellie
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.learning.models import HandInAdjustment
from virtual_school.plans.adjusting import with_time
from virtual_school.plans.models import Adjustment

ClientOf = Callable[[Person], Client]
SET = "form[action$='/adjustments']"


def test_set_once_it_stands_with_all_work_and_with_what_was_handed_in(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    work = set_to_ellie(client, cast)
    dani, ellie, lunt = client_of(cast.dani), client_of(cast.ellie), client_of(cast.lunt)
    page = f"/pupils/{cast.ellie.pupil_id}/adjustments"
    dani.get(page)
    dani.submit(SET, 422, kind="extra_time")
    assert "25" in dani.words(".govuk-error-message")
    dani.submit(SET, kind="extra_time", percent="25")
    dani.follow()
    assert "Extra time: 25%" in dani.words(".rows")
    dani.get(page)
    dani.submit(SET, 422, kind="extra_time", percent="50")
    assert "End that one first" in dani.words()
    dani.get(page)
    dani.submit(SET, kind="fewer_questions", words="every second one")
    later = str(clock.today() + dt.timedelta(days=7))
    dani.get(page)
    dani.submit(SET, kind="reader", starts_on=later)

    ellie.get(f"/my-work/{work}")
    assert "about 50 minutes" in ellie.words() and "Fewer questions: every second one" in ellie.words(".adjustments")
    assert "read aloud" not in ellie.words(".adjustments")
    ellie.get("/my-work")
    assert "about 50 minutes" in ellie.words("#work-rows") and "about 40 minutes" not in ellie.words("#work-rows")
    first = hand_in(ellie, work, "I looked at each number.")
    lunt.get(f"/to-answer/{first}")
    assert "Extra time: 25%" in lunt.words(".pile__work .adjustments")

    row = db.session.scalars(sa.select(Adjustment).where(Adjustment.percent == 25)).one()
    dani.get(f"{page}/{row.id}/end")
    dani.submit("main form", 422, because="")
    dani.submit("main form", because="Not needed any more")
    give_back(lunt, first, "Try a longer list.", "another_go")
    second = hand_in(ellie, work, "I tried a longer list.")
    assert kept_with(first) == {"quiet_place", "extra_time", "fewer_questions"}
    assert kept_with(second) == {"quiet_place", "fewer_questions"}
    dani.get(f"/assignments/{work}")
    assert dani.words().count("Extra time: 25%") == 1
    lead = client_of(cast.lead)
    lead.get(page)
    assert "Ended" in lead.words(".rows")


def kept_with(hand_in_id: uuid.UUID) -> set[str]:
    db.session.expire_all()
    question = sa.select(HandInAdjustment).where(HandInAdjustment.hand_in_id == hand_in_id)
    return {one.kind.value for one in db.session.scalars(question)}


def test_others_read_it_or_nothing(client_of: ClientOf, cast: Cast) -> None:
    page = f"/pupils/{cast.ellie.pupil_id}/adjustments"
    head_of_year = client_of(cast.head_of_year)
    head_of_year.get(page)
    assert not head_of_year.select(SET) and "SENCO" in head_of_year.words("main")
    for person, status in ((cast.lunt, 403), (cast.kit, 404), (cast.mum, 403), (cast.stranger, 404)):
        client_of(person).get(page, status=status)


def test_extra_time_is_never_less() -> None:
    assert with_time(40, [25]) == 50 and with_time(41, [25]) == 52
    assert with_time(40, []) == 40 and with_time(40, [25, 100]) == 80
