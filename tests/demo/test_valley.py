"""The demonstration as it is loaded: its numbers hold, nobody finds an empty page, and it loads in time."""

import ast
import collections
import dataclasses
import datetime as dt
import inspect
import random
import re
import uuid
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.attendance.models import ProviderMark
from virtual_school.attendance.queries.facts import CAME
from virtual_school.core import clock, here
from virtual_school.core.db import db
from virtual_school.demo import draws, names
from virtual_school.demo.cast import ALSO, FEATURED, NOT_OFFERED, TOUR
from virtual_school.demo.draws import OUTCOMES, Draw, draw
from virtual_school.demo.marks import Habit
from virtual_school.demo.valley import ADULTS, SCHOOL_STAFF
from virtual_school.identity.models import Account, Credential
from virtual_school.network import own_clock
from virtual_school.network.models import Network, Organisation
from virtual_school.pupils.models import Away, CareKind, CareLink, Circumstance, CircumstanceKind, Programme, Pupil
from virtual_school.timetable import queries as timetable

# Beats of the machine (`conftest.beat`): neither a slow machine nor what else runs on it counts. It takes about 135
# since lessons have steps, uses and requests, which is some thirty seconds of a processor; more where two share a core.
LOADS_IN = 190


def count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_it_loads_in_time(loaded: Loaded) -> None:
    assert loaded.beats < LOADS_IN


def test_as_many_as_the_valley_has(inside: Loaded) -> None:
    assert count(Pupil) == 100
    assert count(Programme) == 40
    assert db.session.scalar(sa.select(sa.func.count(sa.distinct(Away.pupil_id)))) in range(59, 62)
    kinds = collections.Counter(db.session.scalars(sa.select(Organisation.kind)))
    assert {kind.value: many for kind, many in kinds.items()}["employer"] == 3


def test_where_programmes_led(inside: Loaded) -> None:
    outcomes = collections.Counter(one for one in db.session.scalars(sa.select(Programme.outcome)) if one is not None)
    assert dict(outcomes) == dict(OUTCOMES)


def test_who_they_are(inside: Loaded) -> None:
    known = collections.Counter(db.session.scalars(sa.select(Circumstance.kind)))
    assert known[CircumstanceKind.FREE_MEALS] > 50
    assert 18 <= known[CircumstanceKind.EHCP] <= 33
    assert known[CircumstanceKind.SEN_SUPPORT] > 45
    few = {"IN_CARE": 3, "SOCIAL_WORKER": 4, "LITTLE_ENGLISH": 6, "YOUNG_CARER": 1}
    assert {name: known[CircumstanceKind[name]] for name in few} == few


def test_mentors_have_eight_to_fourteen(inside: Loaded) -> None:
    today = dt.date(2026, 11, 24)
    question = (
        sa.select(CareLink.account_id, sa.func.count(sa.distinct(CareLink.pupil_id)))
        .where(CareLink.kind == CareKind.MENTOR, CareLink.ended_at.is_(None), CareLink.starts_on <= today)
        .group_by(CareLink.account_id)
    )
    many = [count for _who, count in db.session.execute(question)]
    assert len(many) == 3 and all(8 <= one <= 14 for one in many), many


def test_weeks_are_in_term_and_across_a_half_term(inside: Loaded) -> None:
    days = set(db.session.scalars(sa.select(ProviderMark.on).distinct()))
    assert min(days) <= dt.date(2026, 9, 8) and max(days) >= dt.date(2026, 11, 23)
    assert all(own_clock.in_term(on) and on.isoweekday() < 6 for on in days)


def test_no_rule_is_broken(inside: Loaded) -> None:
    broken = {words: len(db.session.execute(question().limit(3)).all()) for words, question in checking_rules().items()}
    assert not {words: many for words, many in broken.items() if many}


def checking_rules() -> dict[str, Callable[[], sa.Select[Any]]]:
    found: dict[str, Callable[[], sa.Select[Any]]] = {}
    for package in ("learning", "plans", "pupils", "timetable"):
        found |= import_module(f"virtual_school.{package}.checks").CHECKS
    return found


def test_there_are_no_passwords(inside: Loaded) -> None:
    assert count(Credential) == 0
    assert count(Account) > 150


def test_what_becomes_of_them_knows_nothing_of_who_they_are() -> None:
    """By construction: what is drawn has no name, sex or origin in it, and takes none; names come after."""
    known = {field.name for field in dataclasses.fields(Draw)}
    assert known == {
        "number", "year", "school", "circumstances", "comes", "hard", "hands_in", "cohort", "outcome", "shape", "away",
        "away_from", "away_for", "marks",
    }  # fmt: skip
    assert list(inspect.signature(draw).parameters) == ["programmes", "away"]
    assert list(inspect.signature(names.names).parameters) == ["seed"]
    tree = ast.parse(inspect.getsource(draws))
    asked = {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any(one.startswith("virtual_school.demo") for one in asked)
    habit = {field.name for field in dataclasses.fields(Habit)}
    assert not habit & {"name", "given_name", "family_name", "pupil", "language"}


def test_names_are_drawn_apart_from_everything_else() -> None:
    before = draw(39, 58)
    random.seed(1)
    list(names.names(7))
    assert draw(39, 58) == before
    assert list(names.names(1)) != list(names.names(2))
    assert len(set(names.names())) == len(list(names.names()))


def test_most_come_to_between_a_half_and_most_of_their_sessions(inside: Loaded) -> None:
    there = sa.func.avg(sa.case((ProviderMark.mark.in_(CAME), 1.0), else_=0.0))
    shares = [
        float(row[1])
        for row in db.session.execute(sa.select(ProviderMark.pupil_id, there).group_by(ProviderMark.pupil_id))
    ]
    assert len(shares) == 40
    assert sum(0.45 <= one <= 0.85 for one in shares) >= 32
    assert 0.55 < sum(shares) / len(shares) < 0.75


def test_nobody_is_expected_in_the_half_term(loaded: Loaded, inside: Loaded) -> None:
    network = db.session.get_one(Network, loaded.network_id)
    entered = here.enter(own_clock.here(network, clock.real()))
    try:
        pupils = list(db.session.scalars(sa.select(Programme.pupil_id)))
        found = timetable.unveiled(pupils, dt.date(2026, 10, 26), dt.date(2026, 10, 30))
        assert not any(half.is_expected or half.outs for half in halves(found))
        assert {half.off for half in halves(found)} == {"", "Half-term"}
        monday = timetable.unveiled(pupils, dt.date(2026, 11, 2), dt.date(2026, 11, 2))
        assert any(half.is_expected for half in halves(monday))
    finally:
        here.leave(entered)


def halves(found: Mapping[uuid.UUID, list[timetable.Day]]) -> list[timetable.Half]:
    return [half for days in found.values() for day in days for half in day.halves]


def test_the_cast_is_a_dozen_and_the_tour_six_stops() -> None:
    assert len(FEATURED) <= 12
    assert len(TOUR) == 6


def ways_in(page: str) -> dict[str, str]:
    return {name: way for way, name in re.findall(r'action="([^"]+/as/[^"]+)".*?face__name">([^<]+)<', page, re.S)}


def test_everybody_who_works_here_finds_something_on_their_first_page(loaded: Loaded) -> None:
    page = loaded.app.test_client().get("/n/larkdale/").get_data(as_text=True)
    offered = set(ways_in(page))
    assert offered >= {one.name for one in FEATURED} and not offered & NOT_OFFERED
    adults = {adult.name for adult in ADULTS + SCHOOL_STAFF} | set(ALSO)
    for name in sorted((offered & adults) | {one.name for one in FEATURED}):
        finds_something(loaded, name)


def finds_something(loaded: Loaded, name: str) -> None:
    browser = loaded.app.test_client()
    page = browser.get("/n/larkdale/").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    browser.post(ways_in(page)[name], data={"csrf_token": token[1]})
    first = browser.get("/home", follow_redirects=True)
    assert first.status_code == 200
    words = first.get_data(as_text=True)
    assert "Tuesday 24 November" in words
    assert name == "Lee Marsh" or 'class="empty' not in words.partition("<h2")[0], name
    assert browser.get(first.request.path + "?tour=2").status_code == 200


def test_the_tour_leads_through_six_stops(loaded: Loaded) -> None:
    browser = loaded.app.test_client()
    for number, stop in enumerate(TOUR, 1):
        page = browser.get(f"/n/larkdale/?tour={number}").get_data(as_text=True)
        assert f"Tour, {number} of 6" in page and str(stop.name) in page
        token = re.search(r'name="csrf_token" value="([^"]+)"', page)
        form = re.search(r'class="tour__on">.*?action="([^"]+)".*?name="next" value="([^"]+)"', page, re.S)
        assert token is not None and form is not None
        answer = browser.post(form[1], data={"csrf_token": token[1], "next": form[2]})
        assert answer.location.endswith(f"?tour={number}")
        there = browser.get(answer.location, follow_redirects=True)
        assert there.status_code == 200, stop.path
        page = there.get_data(as_text=True)
        assert f"Tour, {number} of 6" in page, stop.path
        out = re.search(r'href="([^"]+)">Leave the tour<', page)
        assert out is not None
        left = browser.get(out[1])
        assert left.status_code == 200 and "Tour, " not in left.get_data(as_text=True), stop.path
