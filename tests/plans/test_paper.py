"""The plan as a PDF: one page, tagged, theirs who asked."""

import io
import os
import uuid
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest

from tests import make_plans as make
from tests.cast import Cast, Person
from tests.plans.steps import ClientOf, account, all_say_yes, ask_everybody, ready
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.core.papers import registry
from virtual_school.core.papers.press import pdf
from virtual_school.network.viewer import Viewer
from virtual_school.plans.models import PlanVersion
from virtual_school.pupils.models import Party

ACTING = Callable[[Person], Viewer]


@pytest.fixture
def full(cast: Cast, client_of: ClientOf) -> uuid.UUID:
    """As much as an ordinary plan holds: three answers, three goals with both ratings."""
    version_id = ready(cast, part_time=True)
    version = db.session.get_one(PlanVersion, version_id)
    for position, text in enumerate(
        ("Period 5 science. Corridors. Being asked to read out.", "To be with my friends."), 2
    ):
        make.words(version, text, position=position, question="What gets in the way")
    for position in (2, 3):
        goal = make.goal(version, position=position, words=f"Functional Skills maths, Level {position}")
        make.view(goal, account(cast.ellie))
        make.view(goal, account(cast.dani), Party.MENTOR, rating=5, words="nine of twelve tasks are secure")
    db.session.commit()
    ask_everybody(client_of, cast)
    all_say_yes(client_of, cast, version_id)
    return version_id


def test_it_is_one_tagged_page(app: App, cast: Cast, acting: ACTING, full: uuid.UUID) -> None:
    dani = acting(cast.dani)
    with app.test_request_context():
        made = pdf(registry.page(dani, "plan", full))
        if folder := os.environ.get("PICTURES"):
            (Path(folder) / "plan.pdf").write_bytes(made)
    read = pypdf.PdfReader(io.BytesIO(made))
    assert len(read.pages) == 1 and read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    told = " ".join(read.pages[0].extract_text().split())
    assert "Being asked to read out." in told and "Functional Skills maths, Level 3" in told and "register" in told


def test_the_same_rows_give_the_same_page(app: App, cast: Cast, acting: ACTING, full: uuid.UUID) -> None:
    dani = acting(cast.dani)
    with app.test_request_context():
        first = registry.page(dani, "plan", full)
        with clock.freeze(clock.now()):
            assert registry.page(dani, "plan", full) == first


def test_who_may_not_see_it_gets_none(app: App, cast: Cast, acting: ACTING, full: uuid.UUID) -> None:
    with app.test_request_context():
        for person in (cast.dad, cast.kit, cast.stranger, cast.tariq, cast.agency):
            with pytest.raises(NotVisible):
                registry.page(acting(person), "plan", full)


def test_it_is_asked_for_on_the_page(client_of: ClientOf, cast: Cast, full: uuid.UUID) -> None:
    for person, url in (
        (cast.dani, f"/pupils/{cast.ellie.pupil_id}/plan"),
        (cast.ellie, "/my-plan"),
        (cast.mum, f"/children/{cast.ellie.pupil_id}/plan"),
    ):
        asks = client_of(person)
        asks.get(url)
        asks.submit("form.ask-paper")
        asks.follow()
        assert "Being made" in asks.words()
