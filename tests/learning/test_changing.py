"""Work that was set is given another day, put away, brought back, put in order, chosen among several."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from tests.learning.steps import hand_in, set_to_ellie, state_of, write
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.ids import uuid7
from virtual_school.learning.models import Assignment, AssignmentChange, AssignmentState

ClientOf = Callable[[Person], Client]
NEXT_WEEK = dt.timedelta(days=7)
SET = "main form[action$=set]"
CHANGE = "main form[action$=change]"


def test_another_day_then_put_away_kindly_then_brought_back(client: Client, client_of: ClientOf, cast: Cast) -> None:
    work = set_to_ellie(client, cast, due_on=str(clock.today()))
    ellie = client_of(cast.ellie)
    write(ellie, work, "I looked at")
    page = f"/assignments/{work}/change"
    client.get(page)
    client.submit(CHANGE, 422, what="another_day", because="Was ill")
    client.submit(CHANGE, what="another_day", because="Was ill", due_on=str(clock.today() + NEXT_WEEK))
    ellie.get(f"/my-work/{work}")
    assert "You have more time" in ellie.words() and "Was ill" not in ellie.words()

    client.get(page)
    client.submit(CHANGE, 422, what="put_away", because="Not needed")
    client.submit(CHANGE, what="put_away", because="Not needed", said="You know this already.")
    assert state_of(work) is AssignmentState.PUT_AWAY
    ellie.get(f"/my-work/{work}")
    assert "You do not need to do this. You know this already." in ellie.words()
    assert not ellie.select("#work-form")
    ellie.put(f"/my-work/{work}/draft", {"key": "phone", "base": 1, "seq": 2, "text": "more"}, status=409)
    ellie.get("/my-work")
    assert "Put away" in ellie.words(f'.row:has(a[href="/my-work/{work}"])')
    client.get(page)
    client.submit(CHANGE, 422, what="put_away", because="Twice", said="Twice.")

    client.get(f"/assignments/{work}")
    assert "Not needed" in client.words()
    client.submit("#bring-back")
    assert state_of(work) is AssignmentState.STARTED
    ellie.get(f"/my-work/{work}")
    assert ellie.one("#work-form textarea").text.strip() == "I looked at"
    kinds = db.session.scalars(sa.select(AssignmentChange.kind).where(AssignmentChange.assignment_id == work))
    assert sorted(kind.value for kind in kinds) == ["brought_back", "excused", "extended"]


def one_choice(*works: uuid.UUID) -> None:
    choice = uuid7()
    for work in works:
        db.session.get_one(Assignment, work).choice_id = choice
    db.session.commit()


def test_the_pupil_chooses_one_and_the_others_are_put_away(client: Client, client_of: ClientOf, cast: Cast) -> None:
    works = [set_to_ellie(client, cast) for _number in range(3)]
    one_choice(*works)
    ellie, tariq = client_of(cast.ellie), client_of(cast.tariq)
    tariq.get(f"/my-work/{works[0]}", status=404)
    tariq.post(f"/my-work/{works[0]}/this-one", status=404)
    ellie.get(f"/my-work/{works[1]}")
    client.get(f"/assignments/{works[1]}")
    assert "Ellie chooses between this and another." in client.words()
    ellie.submit("#this-one")
    client.get(f"/assignments/{works[1]}")
    assert "Ellie chooses" not in client.words()
    assert [state_of(work).value for work in works] == ["put_away", "not_started", "put_away"]
    ellie.post(f"/my-work/{works[0]}/this-one", status=409)
    ellie.get(f"/my-work/{works[0]}")
    assert "You chose another one." in ellie.words()

    more = [set_to_ellie(client, cast) for _number in range(2)]
    one_choice(*more)
    hand_in(ellie, more[0], "I did this one without choosing.")
    assert [state_of(work).value for work in more] == ["handed_in", "put_away"]


def test_what_is_to_do_stands_in_the_order_it_was_given(client: Client, client_of: ClientOf, cast: Cast) -> None:
    first, second = set_to_ellie(client, cast), set_to_ellie(client, cast)
    ellie, kit = client_of(cast.ellie), client_of(cast.kit)

    def places() -> list[str]:
        ellie.get("/my-work")
        links = [link.get("href").rsplit("/", 1)[1] for link in ellie.select("#work-rows a")]
        return [link for link in links if link in (str(first), str(second))]

    assert places() == [str(second), str(first)]
    client.get(f"/pupils/{cast.ellie.pupil_id}/work")
    while places() != [str(first), str(second)]:
        client.post(f"/assignments/{first}/place", {"to": "up"})
    kit.post(f"/assignments/{first}/place", {"to": "up"}, status=404)


def test_set_when_ready_beside_another_to_several_or_in_the_place_of_one(
    client: Client, client_of: ClientOf, cast: Cast
) -> None:
    first = set_to_ellie(client, cast)
    lesson = cast.larkdale.lessons["ashfold"].lesson_id
    page = f"/pupils/{cast.ellie.pupil_id}/set?lesson={lesson}"
    answerer = str(cast.larkdale.ids["membership of lunt"])
    client.get(page)
    client.submit(SET, 422, answerer=answerer, when_ready="y", due_on=str(clock.today() + NEXT_WEEK))
    second = set_to_ellie(client, cast, when_ready="y", choice_with=str(first))
    ellie = client_of(cast.ellie)
    ellie.get(f"/my-work/{second}")
    assert "when you are ready" in ellie.words() and "I’ll do this one" in ellie.words("#this-one")

    client.get(f"{page}&swap={second}")
    client.submit(SET, 422, answerer=answerer)
    client.get(f"{page}&swap={second}")
    client.submit(SET, answerer=answerer, said="This one fits better.")
    in_place = client.response.location.rsplit("/", 1)[1]
    ellie.get(f"/my-work/{second}")
    assert "This one fits better." in ellie.words() and ellie.select(f'main a[href="/my-work/{in_place}"]')

    dani = client_of(cast.dani)
    dani.get(page)
    assert not dani.select("[name=also]"), "she mentors nobody else"
    lead = client_of(cast.lead)
    before = how_many(cast.tariq.pupil_id)
    lead.get(page)
    lead.submit(SET, answerer=str(cast.larkdale.ids["membership of dani"]), also=str(cast.tariq.pupil_id))
    assert how_many(cast.tariq.pupil_id) == before + 1


def how_many(pupil_id: uuid.UUID | None) -> int:
    db.session.expire_all()
    return db.session.scalar(sa.select(sa.func.count()).where(Assignment.pupil_id == pupil_id)) or 0
