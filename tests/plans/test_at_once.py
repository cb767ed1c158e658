"""Pressed at the same moment: one version is begun, the last two yeses both count, a goal too many is refused."""

import contextvars
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tests.cast import Cast
from tests.client import Client
from tests.plans.steps import ClientOf, all_say_yes, answers_of, ask_everybody, newest_of, page, ready, say, state_of
from virtual_school.core.db import db
from virtual_school.plans.models import Goal, PlanState, PlanVersion

GOAL = {"words": "One more", "measure": "seen", "by_on": "2099-01-20", "with_whom": "Nan"}


def all_at_once(pressed: list[tuple[Client, str, dict[str, str]]]) -> list[int]:
    """Every client posts its form at one moment; the status of each answer."""
    ready_to = Barrier(len(pressed))

    def press(client: Client, url: str, form: dict[str, str]) -> int:
        ready_to.wait()
        sent = {"data": form, "headers": {"X-CSRFToken": client.token}}
        return int(contextvars.Context().run(client.browser.post, url, **sent).status_code)

    db.session.commit()
    with ThreadPoolExecutor(len(pressed)) as pool:
        return list(pool.map(press, *zip(*pressed, strict=True)))


def test_the_last_two_yeses_at_once_begin_the_plan(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    for person in (cast.ellie, cast.head_of_year):
        say(client_of(person), version_id)
    version = str(db.session.get_one(PlanVersion, version_id).version)
    url, form = f"/plans/{version_id}/answer", {"agrees": "yes", "version": version}
    answers = all_at_once([(client_of(person), url, form) for person in (cast.mum, cast.dani)])
    assert answers == [303, 303] and state_of(version_id) is PlanState.AGREED and len(answers_of(version_id)) == 4


def test_one_yes_from_four_presses(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    version = str(db.session.get_one(PlanVersion, version_id).version)
    form = {"agrees": "yes", "version": version, "once": "one"}
    url = f"/plans/{version_id}/answer"
    answers = all_at_once([(client_of(cast.ellie), url, form) for _press in range(4)])
    assert answers == [303] * 4 and len(answers_of(version_id)) == 1


def test_one_new_version_from_two_who_begin_one(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, version_id)
    forms = [{"because": f"Why {number}", "once": f"k{number}"} for number in range(3)]
    answers = all_at_once([(client_of(cast.dani), f"{page(cast)}/change", form) for form in forms])
    assert answers.count(303) == 1 and set(answers) <= {303, 403, 409}
    assert newest_of(version_id).number == 2


def test_no_fourth_goal_however_they_press(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    url = f"/plans/{version_id}/goals/new"
    people = (cast.ellie, cast.dani, cast.ellie, cast.dani)
    pressed = [(client_of(person), url, {**GOAL, "once": f"k{number}"}) for number, person in enumerate(people)]
    answers = all_at_once(pressed)
    assert answers.count(303) == 2 and set(answers) <= {303, 403, 409}
    assert db.session.query(Goal).filter_by(plan_version_id=version_id).count() == 3


def test_mum_says_no_while_dani_takes_it_back(client_of: ClientOf, cast: Cast) -> None:
    version_id = ready(cast)
    ask_everybody(client_of, cast)
    version = str(db.session.get_one(PlanVersion, version_id).version)
    no = {"agrees": "no", "words": "Not yet.", "version": version}
    answers = all_at_once(
        [
            (client_of(cast.mum), f"/plans/{version_id}/answer", no),
            (client_of(cast.dani), f"/plans/{version_id}/taking-back", {}),
        ]
    )
    assert answers in ([303, 303], [303, 403], [303, 409], [409, 303])
    assert state_of(version_id) is PlanState.DRAFT
