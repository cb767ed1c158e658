"""The demonstration as it is loaded: its numbers hold, nobody finds an empty page, and it loads in time."""

import collections
import datetime as dt
import random
import re
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
import sqlalchemy as sa

from tests.demo.conftest import Loaded
from virtual_school.attendance.models import ProviderMark
from virtual_school.core.db import db
from virtual_school.demo import names
from virtual_school.demo.cast import FEATURED, TOUR
from virtual_school.demo.draws import OUTCOMES, draw
from virtual_school.identity.models import Account, Credential
from virtual_school.network import own_clock
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Away, CareKind, CareLink, Circumstance, CircumstanceKind, Programme, Pupil

# Seconds of this process's own time; what else runs on the machine does not count.
LOADS_IN = 45.0


def count(table: type) -> int:
    return db.session.scalar(sa.select(sa.func.count()).select_from(table)) or 0


def test_it_loads_in_time(loaded: Loaded) -> None:
    assert loaded.seconds < LOADS_IN


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


def test_names_are_drawn_apart_from_everything_else() -> None:
    before = draw(39, 58)
    random.seed(1)
    list(names.names(7))
    assert draw(39, 58) == before
    assert list(names.names(1)) != list(names.names(2))
    assert len(set(names.names())) == len(list(names.names()))


def test_the_cast_is_a_dozen_and_the_tour_six_stops() -> None:
    assert len(FEATURED) <= 12
    assert len(TOUR) == 6


def ways_in(page: str) -> dict[str, str]:
    return {name: way for way, name in re.findall(r'action="([^"]+/as/[^"]+)".*?face__name">([^<]+)<', page, re.S)}


@pytest.mark.parametrize("name", [one.name for one in FEATURED])
def test_everybody_finds_something_on_their_first_page(loaded: Loaded, name: str) -> None:
    browser = loaded.app.test_client()
    page = browser.get("/n/larkdale/").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token is not None
    browser.post(ways_in(page)[name], data={"csrf_token": token[1]})
    first = browser.get("/home", follow_redirects=True)
    assert first.status_code == 200
    words = first.get_data(as_text=True)
    assert "Tuesday 24 November" in words
    assert 'class="empty' not in words.partition("<h2")[0]
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
        assert answer.location == f"{stop.path}?tour={number}"
        there = browser.get(answer.location, follow_redirects=True)
        assert there.status_code == 200, stop.path
