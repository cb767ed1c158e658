"""Each rule by itself: over facts, without a database."""

import datetime as dt
from typing import Any

import pytest

from virtual_school.core.app import App
from virtual_school.insight import charts, numbers
from virtual_school.insight.numbers import NUMBERS
from virtual_school.insight.rules import RULES, Facts, reasons
from virtual_school.mentoring.models import TaskKind

TODAY = dt.date(2026, 11, 24)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def facts(**given: Any) -> Facts:
    """In order: a pupil whom nobody has to contact today."""
    ordinary: dict[str, Any] = {"today": TODAY, "known_as": "Ellie", "with_us_since": ago(60)}
    ordinary |= {"last_contact": ago(1), "last_praise": ago(1), "is_agreed": True, "review_on": ago(-60)}
    return Facts(**{**ordinary, **given})


def found(**given: Any) -> list[str]:
    return [reason.rule.key for reason in reasons(facts(**given))]


def test_who_has_everything_in_order_has_no_reason(app: App) -> None:
    assert found() == []


@pytest.mark.parametrize(
    ("holds", "just_not", "key"),
    [
        ({"to_read_since": TODAY}, {"to_read_since": None}, "to-read"),
        ({"tasks": ((TaskKind.MEET, ago(-1)),)}, {"tasks": ((TaskKind.MEET, ago(-2)),)}, "task"),
        ({"last_contact": ago(7)}, {"last_contact": ago(6)}, "contact"),
        ({"last_contact": None, "with_us_since": ago(7)}, {"last_contact": None, "with_us_since": ago(6)}, "contact"),
        (
            {"away_since": TODAY, "away_until": ago(-2)},
            {"away_since": ago(1), "away_until": ago(-2)},
            "away",
        ),
        ({"returns": (("science", ago(-4), 2),)}, {"returns": ()}, "return"),
        ({"proposed_on": ago(3)}, {"proposed_on": ago(2)}, "agreement"),
        (
            {"is_agreed": False, "programme_since": ago(7)},
            {"is_agreed": False, "programme_since": ago(6)},
            "goals",
        ),
        ({"review_on": ago(-14)}, {"review_on": ago(-15)}, "review"),
        ({"review_on": None}, {"review_on": None, "is_agreed": False}, "review"),
        ({"unopened_since": ago(2)}, {"unopened_since": ago(1)}, "unopened"),
        ({"run": 10, "last_praise": ago(7)}, {"run": 10, "last_praise": ago(6)}, "good-news"),
        ({"run": 10, "last_praise": None}, {"run": 9, "last_praise": None}, "good-news"),
    ],
)
def test_a_rule_holds_from_its_number_on(app: App, holds: dict[str, Any], just_not: dict[str, Any], key: str) -> None:
    assert found(**holds) == [key]
    assert found(**just_not) == []


def test_goals_that_are_written_or_put_to_agreement_are_not_missing(app: App) -> None:
    begun = {"is_agreed": False, "programme_since": ago(30)}
    assert found(**begun, goals_drafted=1) == []
    assert found(**begun, proposed_on=ago(1)) == []


def test_no_answer_is_no_contact_and_is_said(app: App) -> None:
    (reason,) = reasons(facts(last_contact=ago(9), tries=2))
    assert reason.words == "Last contact 9 days ago. Tried 2 times since."


def test_reasons_stand_in_the_order_of_the_rules(app: App) -> None:
    given = {"to_read_since": TODAY, "last_contact": ago(8), "run": 12, "last_praise": None}
    assert found(**given) == ["to-read", "contact", "good-news"]


def test_every_number_has_its_reason_and_every_rule_says_its_number() -> None:
    assert set(numbers.WHY) == set(NUMBERS)
    assert {rule.number for rule in RULES if rule.number} == set(NUMBERS) - {"told_days"}
    assert len({rule.key for rule in RULES}) == len(RULES)
    assert all(str(rule.says) and str(rule.pill) for rule in RULES)


def test_a_line_stays_in_its_box_and_says_its_trend(app: App) -> None:
    line = charts.line([0, 1, 0, 2, 3, 3, 4, 4])
    points = [tuple(map(int, point.split(","))) for point in line.points.split()]
    assert len(points) == 8 and all(0 <= x <= charts.WIDTH and 0 <= y <= charts.HEIGHT for x, y in points)
    assert line.total == 17 and line.trend == "more"
    assert charts.trend([4, 4, 3, 3, 1, 0, 1, 0]) == "fewer"
    assert charts.trend([1, 1, 1, 1, 1, 1, 1, 2]) == "same"
    assert charts.trend([0] * 8) == "none"
    assert set(charts.TREND_WORDS) == {"none", "same", "more", "fewer"}
