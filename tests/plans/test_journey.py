"""From a draft to a plan that everybody said yes to, a change of it, and what stands in the way. As browsers do it."""

import datetime as dt

from tests.cast import Cast
from tests.client import Client
from tests.plans.steps import (
    ClientOf,
    all_say_yes,
    answers_of,
    ask_everybody,
    newest_of,
    page,
    ready,
    say,
    state_of,
)
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.plans.models import Goal, PlanState, PlanVersion
from virtual_school.pupils.models import How, Party
from virtual_school.timetable import queries as weeks
from virtual_school.timetable.models import Footing, LessonOut, Slot, WeekPattern


def test_everybody_says_yes_and_the_plan_begins(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    assert state_of(version_id) is PlanState.PROPOSED
    week = db.session.get_one(WeekPattern, db.session.get_one(PlanVersion, version_id).pattern_id)
    assert week.frozen_at is not None
    all_say_yes(client_of, cast, version_id)
    agreed = db.session.get_one(PlanVersion, version_id)
    db.session.refresh(agreed)
    assert agreed.state is PlanState.AGREED and agreed.starts_on == clock.today()
    in_force = weeks.pattern_in_force(agreed.pupil_id, clock.today())
    assert in_force is not None and in_force.id == agreed.pattern_id
    dani = client_of(cast.dani)
    dani.get(page(cast))
    assert "Version 1, agreed" in dani.words()


def test_lessons_out_are_agreed_with_it(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, version_id)
    out = db.session.get_one(LessonOut, cast.larkdale.ids["draft_lesson_out of ellie"])
    db.session.refresh(out)
    assert out.agreed_at is not None


def test_what_is_missing_stands_beside_its_part_and_nothing_is_asked(client: Client, cast: Cast) -> None:
    version_id = ready(cast)
    version = db.session.get_one(PlanVersion, version_id)
    version.review_on = None
    slot = weeks.slots_of(version.pattern_id)[0]
    slot.footing_id = None
    for goal in db.session.query(Goal).filter_by(plan_version_id=version_id):
        db.session.delete(goal)
    db.session.commit()
    dani = client.sign_in(cast.dani)
    dani.get(page(cast))
    told = ["".join(one.itertext()) for one in dani.select(".plan-missing li")]
    assert any("Monday morning has no footing yet" in one for one in told)
    assert any("There is no goal yet" in one for one in told)
    assert any("no day for the review" in one for one in told)
    assert not dani.select("form[action$='/proposal'] button:not([aria-disabled])")
    dani.post(f"/plans/{version_id}/proposal", {"seen": "whatever"}, 409)
    assert state_of(version_id) is PlanState.DRAFT


def test_a_footing_that_ends_before_its_slot_is_not_enough(client: Client, cast: Cast) -> None:
    version_id = ready(cast)
    version = db.session.get_one(PlanVersion, version_id)
    slot = weeks.slots_of(version.pattern_id)[0]
    db.session.get_one(Footing, slot.footing_id).ends_on = clock.today() + dt.timedelta(days=3)
    db.session.commit()
    client.sign_in(cast.dani).get(page(cast))
    assert "goes on after its footing ends" in client.words()


def test_why_not_sends_it_back_and_only_the_mentor_reads_it(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    say(client_of(cast.ellie), version_id)
    say(client_of(cast.mum), version_id, "no", "She cannot do Mondays yet.")
    assert state_of(version_id) is PlanState.DRAFT
    dani, ellie, lead = client_of(cast.dani), client_of(cast.ellie), client_of(cast.lead)
    dani.get(page(cast))
    assert "She cannot do Mondays yet." in dani.words()
    for other, url in ((ellie, "/my-plan"), (lead, page(cast)), (client_of(cast.head), page(cast))):
        other.get(url)
        assert "cannot do Mondays" not in other.words()
    ask_everybody(client_of, cast)
    ellie.get("/my-plan")
    assert "Your yes is asked" in ellie.words(), "an answer to another plan does not count for this one"
    all_say_yes(client_of, cast, version_id)
    assert state_of(version_id) is PlanState.AGREED and len(answers_of(version_id)) == 6


def test_no_says_why(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    ellie = client_of(cast.ellie)
    say(ellie, version_id, "no", " ", status=422)
    assert "Say in a few words what should be different" in ellie.words()
    assert state_of(version_id) is PlanState.PROPOSED and not answers_of(version_id)


def test_a_carer_by_phone_is_written_down_and_read_back(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    dani = client_of(cast.dani)
    dani.get(f"/plans/{version_id}/recorded")
    said = {"who": str(cast.larkdale.ids["carer"]), "how": "phone", "agrees": "yes", "interpreter": "Ana Reis"}
    dani.submit("form[action$='/recorded']", status=422, **said)
    assert "Read it back to them first" in dani.words()
    dani.submit("form[action$='/recorded']", read_back="y", **said)
    given = answers_of(version_id)[0]
    assert (given.party, given.how, given.interpreter, given.read_back) == (Party.CARER, How.PHONE, "Ana Reis", True)
    assert given.carer_id == cast.larkdale.ids["carer"]


def test_nobody_is_asked_who_is_under_an_order(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    dani = client_of(cast.dani)
    dani.get(f"/plans/{version_id}/recorded")
    assert [one.get("value") for one in dani.select("#who option")] == ["", "pupil", str(cast.larkdale.ids["carer"])]
    dad = client_of(cast.dad)
    dad.get(f"/children/{cast.ellie.pupil_id}/plan", 404)
    dad.get(f"/plans/{version_id}/answer", 404)
    dad.post(f"/plans/{version_id}/answer", {"agrees": "yes"}, 404)


def test_the_head_goes_on_without_a_yes_with_a_reason(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    for person in (cast.ellie, cast.head_of_year, cast.dani):
        say(client_of(person), version_id)
    head = client_of(cast.head)
    head.get(f"/plans/{version_id}/without")
    head.submit("form[action$='/without']", status=422, words="")
    head.submit("form[action$='/without']", words="Rung three times, written twice.")
    assert state_of(version_id) is PlanState.AGREED
    dani = client_of(cast.dani)
    dani.get(page(cast))
    assert "Rung three times, written twice." in dani.words()


def test_a_part_time_timetable_needs_a_parent_she_lives_with(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast, part_time=True)
    ask_everybody(client_of, cast)
    for person in (cast.ellie, cast.head_of_year, cast.dani):
        say(client_of(person), version_id)
    head = client_of(cast.head)
    head.get(f"/plans/{version_id}/without")
    head.submit("form[action$='/without']", status=409, words="No answer.")
    assert "needs the yes of a parent" in head.words() and state_of(version_id) is PlanState.PROPOSED
    say(client_of(cast.mum), version_id)
    assert state_of(version_id) is PlanState.AGREED


def test_the_week_stands_in_the_registers_words_before_the_button(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast, part_time=True)
    ask_everybody(client_of, cast)
    for person in (cast.ellie, cast.mum, cast.head_of_year, cast.dani):
        asked = client_of(person)
        asked.get(f"/plans/{version_id}/answer")
        text = asked.words()
        assert "register will show" in text and text.index("register will show") < text.index("Do you say yes")


def test_a_change_makes_a_new_version_and_the_agreed_one_runs(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, version_id)
    dani = client_of(cast.dani)
    dani.get(f"{page(cast)}/change")
    dani.submit("main form", because="College starts")
    new = newest_of(version_id)
    assert new.number == 2 and new.state is PlanState.DRAFT and state_of(version_id) is PlanState.AGREED
    goal = db.session.query(Goal).filter_by(plan_version_id=new.id).one()
    dani.get(f"/plans/{new.id}/goals/{goal.key}")
    dani.submit("main form", words="Get through Monday and Tuesday")
    dani.get(page(cast))
    assert "version 1 runs until then" in dani.words()
    assert "‘Get through a full Monday’ is now ‘Get through Monday and Tuesday’" in dani.words()
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, new.id)
    assert state_of(version_id) is PlanState.SUPERSEDED and state_of(new.id) is PlanState.AGREED
    dani.get(f"{page(cast)}/versions")
    assert "College starts" in dani.words() and len(dani.select("main section.card")) == 2
    dani.get(f"{page(cast)}/versions/1")
    assert "Get through a full Monday" in dani.words()


def test_what_was_changed_since_the_page_opened_is_not_put_forward(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    dani, ellie = client_of(cast.dani), client_of(cast.ellie)
    dani.get(page(cast))
    ellie.get(f"/plans/{version_id}/goals/new")
    ellie.submit("main form", words="See my friends", measure="once a week", by_on="2099-01-01", with_whom="Nan")
    dani.submit("form[action$='/proposal']", status=409)
    assert "was changed since you opened the page" in dani.words() and state_of(version_id) is PlanState.DRAFT
    dani.submit("form[action$='/proposal']")
    assert state_of(version_id) is PlanState.PROPOSED


def test_nobody_says_yes_to_what_they_have_not_seen(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    mum, dani = client_of(cast.mum), client_of(cast.dani)
    mum.get(f"/plans/{version_id}/answer")
    dani.post(f"/plans/{version_id}/taking-back", {})
    ask_everybody(client_of, cast)
    mum.submit("form[action$='/answer']", status=409, agrees="yes")
    assert "changed since you opened the page" in mum.words() and not answers_of(version_id)
    mum.submit("form[action$='/answer']", agrees="yes")
    assert len(answers_of(version_id)) == 1


def test_while_it_is_asked_nothing_of_it_changes(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    goal = db.session.query(Goal).filter_by(plan_version_id=version_id).one()
    ask_everybody(client_of, cast)
    ellie = client_of(cast.ellie)
    ellie.get(f"/plans/{version_id}/goals/{goal.key}", 403)
    ellie.post(f"/plans/{version_id}/goals/{goal.key}/removal", {"version": "1"}, 403)
    assert db.session.query(Slot).filter_by(pattern_id=db.session.get_one(PlanVersion, version_id).pattern_id).count()
