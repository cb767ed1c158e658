"""The plan and the pack as papers: whoever reaches the page gets the paper, and what is held back is in neither."""

import datetime as dt
import io
import uuid
from collections.abc import Callable

import pypdf
import pytest
import sqlalchemy as sa

from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.errors import Problem
from virtual_school.core.jobs.worker import work_off
from virtual_school.core.papers import registry
from virtual_school.network.viewer import Viewer
from virtual_school.referrals.models import Contribution
from virtual_school.safeguarding import changes

ACTING = Callable[[Person], Viewer]
SAID = "Mending bikes."
ABOUT = {"plan": "plan of ellie", "pack": "pack of ellie"}


def page_for(viewer: Viewer, kind: str, about_id: uuid.UUID) -> str | None:
    """The page behind the paper, or None for who may not see it."""
    try:
        return registry.page_of_job(viewer, kind, about_id)
    except Problem:
        return None


@pytest.mark.parametrize("kind", ABOUT)
def test_a_page_is_the_same_while_its_rows_are(cast: Cast, acting: ACTING, kind: str) -> None:
    """Else a paper that was just made would be refused as changed."""
    got = set()
    for person in cast:
        viewer = acting(person)
        page = page_for(viewer, kind, cast.larkdale.ids[ABOUT[kind]])
        if page is None:
            continue
        got.add(person.key)
        with clock.freeze(clock.now() + dt.timedelta(minutes=3)):
            assert page_for(viewer, kind, cast.larkdale.ids[ABOUT[kind]]) == page
        for never in ("<form", "<a ", "<script", "http://", "https://", "csrf"):
            assert never not in page, f"{kind} of {person.key} holds {never}"
    expected = {"plan": {"ellie", "mum", "dani", "lead"}, "pack": {"clerk", "chair", "panel_member"}}[kind]
    assert expected <= got and not got & {"dad", "agency_past", "stranger", "own_teacher", "auditor", "sam"}


def test_the_plan_is_one_page(app: App, cast: Cast, client: Client) -> None:
    read = taken(app, client.sign_in(cast.dani), "plan", cast.larkdale.ids["plan of ellie"])
    assert len(read.pages) == 1 and read.metadata and "plan" in (read.metadata.title or "")
    assert read.trailer["/Root"]["/Lang"] == "en" and read.trailer["/Root"]["/MarkInfo"]["/Marked"]


def test_a_pack_made_before_a_worry_is_not_given_out_and_one_made_after_holds_none_of_it(
    app: App, cast: Cast, acting: ACTING, client: Client
) -> None:
    referral_id = cast.larkdale.ids["pack of ellie"]
    acting(cast.clerk)
    answer = db.session.scalars(sa.select(Contribution).where(Contribution.referral_id == referral_id)).first()
    assert answer is not None
    assert SAID in words_of(taken(app, client.sign_in(cast.clerk), "pack", referral_id))
    before = client.response.request.path
    lead = acting(cast.lead)
    changes.raise_concern(lead, pupil_id=answer.pupil_id, about=("contribution", answer.id), copy=SAID, words="Hm.")
    client.get(before, 409)
    assert SAID not in words_of(taken(app, client, "pack", referral_id))


def taken(app: App, client: Client, kind: str, about_id: uuid.UUID) -> pypdf.PdfReader:
    client.post("/papers", {"kind": kind, "about": str(about_id)})
    url = client.response.location
    db.session.commit()
    work_off(app)
    client.get(f"{url}/file")
    return pypdf.PdfReader(io.BytesIO(client.response.get_data()))


def words_of(read: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read.pages)
