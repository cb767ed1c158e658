"""What looks through everything that left the house in each test (`tests/left_the_house.py`) would find a name."""

import pytest

from tests.cast import Cast
from tests.conftest import Stage
from virtual_school.core.db import db, enter_network
from virtual_school.core.mail import queue_mail
from virtual_school.core.texts import queue_text

ON_PURPOSE = pytest.mark.names_somebody("Here somebody is named to see that it is found.")
ADDRESS = "somebody@larkdale.example"


@ON_PURPOSE
@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ellie has handed something in.", "Ellie"),
        ("About E. Marsh.", "Marsh"),
        ("Helen Marsh writes about Miss Marsh.", "Marsh"),
        ("Tariq’s plan is ready.", "Tariq"),
        ("Zara was seen.", "Zara"),
    ],
)
def test_a_pupil_in_a_letter(cast: Cast, stage: Stage, words: str, name: str) -> None:
    queue_mail(ADDRESS, "Something is waiting", words, account_id=cast.dani.account_id)
    assert [said for said in stage.house.wrong() if said.startswith(f"a letter names {name}: ")]


@ON_PURPOSE
def test_a_pupil_in_its_subject_in_another_network_and_committed_long_ago(cast: Cast, stage: Stage) -> None:
    enter_network(cast.fernvale.network_id)
    queue_mail(ADDRESS, "Zara", "Something is waiting.")
    db.session.commit()
    enter_network(cast.larkdale.network_id)
    assert [said for said in stage.house.wrong() if said.startswith("a letter names Zara: ")]


@ON_PURPOSE
@pytest.mark.parametrize("name", ["Ellie", "Marsh", "Dani", "Okafor", "Lunt", "Helen"])
def test_anybody_in_a_text(cast: Cast, stage: Stage, name: str) -> None:
    queue_text("07700 900123", f"{name} writes.", account_id=cast.mum.account_id)
    assert [said for said in stage.house.wrong() if said.startswith(f"a text names {name}: ")]


def test_who_may_be_named(cast: Cast, stage: Stage) -> None:
    """Adults in letters, by their full names; a pupil to themself. Other words are no names."""
    queue_mail(ADDRESS, "Hello", "Helen Marsh, Rob Marsh: Ms Bell writes. Sparklet, marsh, flint, bell.")
    queue_mail(ADDRESS, "Hello", "Ellie, it is you.", account_id=cast.ellie.account_id)
    queue_text("07700 900123", "Larkdale Virtual School: There is a new message. https://larkdale.example/notices")
    assert not list(stage.house.wrong())


@ON_PURPOSE
def test_what_a_test_left_half_done_hides_nothing(cast: Cast, stage: Stage) -> None:
    queue_mail(ADDRESS, "Ellie", "Something is waiting.")
    db.session.commit()
    queue_mail(ADDRESS, "Hello", "Hello.").message_id = None  # type: ignore[assignment]
    assert [said for said in stage.house.wrong() if said.startswith("a letter names Ellie: ")]
