"""Goals: written by two, three at most, rated by each side, met."""

import uuid

from tests.cast import Cast
from tests.client import Client
from tests.plans.steps import ClientOf, all_say_yes, ask_everybody, page, ready
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.plans.models import Goal, GoalView
from virtual_school.pupils.models import Party

MORE = {"words": "Maths, Level 1", "measure": "entry in January", "by_on": "2099-01-20", "with_whom": "Mr Pike"}


def goals_of(version_id: uuid.UUID) -> list[Goal]:
    db.session.expire_all()
    return db.session.query(Goal).filter_by(plan_version_id=version_id).order_by(Goal.position).all()


def add(client: Client, version_id: uuid.UUID, **more: str) -> None:
    client.get(f"/plans/{version_id}/goals/new")
    client.submit("main form", **{**MORE, **more})


def test_pupil_and_mentor_write_three_and_no_more(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ellie, dani = client_of(cast.ellie), client_of(cast.dani)
    add(ellie, version_id)
    add(dani, version_id, words="See my friends")
    assert [goal.words for goal in goals_of(version_id)] == [
        "Get through a full Monday",
        "Maths, Level 1",
        "See my friends",
    ]
    dani.get(f"/plans/{version_id}/goals/new")
    assert "Three is the most" in dani.words() and dani.select("main form button[aria-disabled]")
    dani.post(f"/plans/{version_id}/goals/new", MORE, 403)
    assert len(goals_of(version_id)) == 3


def test_a_goal_moves_and_goes(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    dani = client_of(cast.dani)
    add(dani, version_id)
    add(dani, version_id, words="See my friends")
    first, second, third = (goal.key for goal in goals_of(version_id))
    dani.post(f"/plans/{version_id}/goals/{third}/place", {"to": "up", "version": "1"})
    assert [goal.key for goal in goals_of(version_id)] == [first, third, second]
    dani.post(f"/plans/{version_id}/goals/{first}/place", {"to": "up", "version": "1"})  # first already
    dani.post(f"/plans/{version_id}/goals/{first}/removal", {"version": "1"})
    assert [(goal.key, goal.position) for goal in goals_of(version_id)] == [(third, 1), (second, 2)]


def test_two_at_once_see_each_others_words(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    key = goals_of(version_id)[0].key
    ellie, dani = client_of(cast.ellie), client_of(cast.dani)
    for one in (ellie, dani):
        one.get(f"/plans/{version_id}/goals/{key}")
    ellie.submit("main form", words="Get through Monday morning")
    dani.submit("main form", status=409, words="Get through two Mondays")
    assert "Get through Monday morning" in dani.words(".both")
    assert dani.one("#words").get("value") == "Get through two Mondays"
    dani.submit("main form")
    assert goals_of(version_id)[0].words == "Get through two Mondays"


def test_removing_what_somebody_changed_meanwhile_is_refused(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    key = goals_of(version_id)[0].key
    ellie, dani = client_of(cast.ellie), client_of(cast.dani)
    ellie.get(f"/plans/{version_id}/goals/{key}")
    ellie.submit("main form", words="Get through Monday morning")
    dani.post(f"/plans/{version_id}/goals/{key}/removal", {"version": "1"}, 409)
    assert len(goals_of(version_id)) == 1


def test_each_side_says_how_far_it_is_and_the_latest_holds(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    key = goals_of(version_id)[0].key
    ellie, dani = client_of(cast.ellie), client_of(cast.dani)
    for number, words in (("4", "hard"), ("6", "P4 is fine now")):
        ellie.get("/my-plan")
        ellie.submit("#rate-1", rating=number, words=words)
    dani.get(f"/plans/{version_id}/goals/{key}/rating")
    dani.submit("#rating", rating="5", words="three Mondays of four")
    dani.get(page(cast))
    sides = ["".join(one.itertext()).split() for one in dani.select(".plan-goal__rated")]
    assert sides[0][:5] == ["Ellie", "says", "6", "of", "10"] and sides[1][:5] == ["Dani", "says", "5", "of", "10"]
    assert db.session.query(GoalView).filter_by(goal_key=key, party=Party.PUPIL).count() == 2


def test_a_number_is_chosen(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    key = goals_of(version_id)[0].key
    ellie = client_of(cast.ellie)
    for wrong in ({"words": "good"}, {"rating": "11"}, {"rating": "-1"}, {"rating": "x"}):
        ellie.post(f"/plans/{version_id}/goals/{key}/rating", wrong, 422)
    assert not db.session.query(GoalView).filter_by(goal_key=key).count()


def test_pressed_twice_is_kept_once(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    key = goals_of(version_id)[0].key
    ellie = client_of(cast.ellie)
    for _press in range(2):
        ellie.post(f"/plans/{version_id}/goals/{key}/rating", {"rating": "7", "once": "one"})
        ellie.post(f"/plans/{version_id}/goals/new", {**MORE, "once": "two"})
    assert db.session.query(GoalView).filter_by(goal_key=key).count() == 1 and len(goals_of(version_id)) == 2


def test_ratings_go_on_in_the_next_version_and_met_is_met_in_both(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    key = goals_of(version_id)[0].key
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, version_id)
    ellie, dani = client_of(cast.ellie), client_of(cast.dani)
    ellie.get("/my-plan")
    ellie.submit("#rate-1", rating="8")
    dani.get(f"{page(cast)}/change")
    dani.submit("main form", because="Longer days")
    dani.get(page(cast))
    assert "8" in dani.words(".plan-goal__rated")
    dani.submit("form[action$='/met']")
    met = db.session.query(Goal).filter_by(key=key).all()
    assert [goal.met_on for goal in met] == [clock.today()] * 2


def test_a_held_word_is_seen_by_nobody_but_its_giver(client_of: ClientOf, cast: Cast) -> None:
    ready(cast)
    ellie, dani, head = client_of(cast.ellie), client_of(cast.dani), client_of(cast.head)
    ellie.get("/my-plan")
    ellie.submit("#rate-1", rating="2", words="I get hit at home")
    dani.get(page(cast))
    dani.get(dani.one(".plan-goal a.worried").get("href"))
    assert "I get hit at home" in dani.words()
    dani.submit("main form", words="She wrote this beside her goal.")
    for other in (dani, head):
        other.get(page(cast))
        assert "get hit" not in other.words()
    ellie.get("/my-plan")
    assert "I get hit at home" in ellie.words()
    lead = client_of(cast.safeguarding_lead)
    lead.get("/handed-to-me")
    assert "Ellie" in lead.words()
