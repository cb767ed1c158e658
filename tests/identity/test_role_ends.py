"""A role that ends shuts at the next request: page, fragment, file, part of a file, job."""

import pytest

from tests.cast import Cast
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Membership
from virtual_school.pupils.viewers import hats_of


@pytest.fixture
def ended(client: Client, cast: Cast) -> None:
    held = cast.larkdale.ids["membership of lunt"]
    client.sign_in(cast.lead).post(f"/people/{cast.lunt.account_id}/roles/{held}/end", {"because": "Left"})
    assert db.session.get_one(Membership, held).ended_by == cast.lead.account_id


def addresses(cast: Cast) -> dict[str, str]:
    return {
        "page": "/to-answer",
        "work": f"/to-answer/{cast.larkdale.work['in'].hand_in_id}",
        "list": "/library?as=csv",
    }


@pytest.mark.parametrize("what", ["page", "work", "list"])
def test_pages_are_shut(client: Client, cast: Cast, ended: None, what: str) -> None:
    client.sign_in(cast.lunt).get(addresses(cast)[what], 403)


def test_a_fragment_is_shut(client: Client, cast: Cast, ended: None) -> None:
    client.sign_in(cast.lunt).get("/to-answer", 403, headers={"HX-Request": "true", "HX-Target": "div#pile"})


def test_a_part_of_a_file_is_shut(client: Client, cast: Cast) -> None:
    lesson = cast.larkdale.lessons["ashfold"]
    client.sign_in(cast.lunt).get(f"/lessons/{lesson.lesson_id}")
    files = [link.get("href") for link in client.select("a[href]") if "/resources/" in (link.get("href") or "")]
    assert files, "the page of a lesson leads to its files"
    part = {"Range": "bytes=0-3"}
    client.get(files[0], 206, headers=part)
    held = cast.larkdale.ids["membership of lunt"]
    client.sign_in(cast.lead).post(f"/people/{cast.lunt.account_id}/roles/{held}/end", {"because": "Left"})
    client.sign_in(cast.lunt).get(files[0], 403, headers=part)
    client.get(files[0], 403)


def test_a_job_acts_for_nobody_who_has_gone(cast: Cast, ended: None) -> None:
    """Jobs that act for a person ask for their hats when they run."""
    hats, _pupil = hats_of(cast.lunt.account_id)
    assert not hats


def test_the_other_hat_stays(client: Client, cast: Cast) -> None:
    client.sign_in(cast.lead)
    typed = {"role": "mentor", "organisation_id": str(cast.larkdale.organisations["larkdale"]), "once": "a"}
    client.post(f"/people/{cast.lunt.account_id}/roles", typed | {"starts_on": "2026-01-05"})
    client.sign_in(cast.lunt).get("/desk", 403)  # acts as a teacher still
    held = cast.larkdale.ids["membership of lunt"]
    client.sign_in(cast.lead).post(f"/people/{cast.lunt.account_id}/roles/{held}/end", {"because": "Left"})
    client.sign_in(cast.lunt).get("/desk")
    client.get("/to-answer")
