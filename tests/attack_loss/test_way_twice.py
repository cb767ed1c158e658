"""Pressed twice: the second page says that it may be done already, and leads back to how it is now."""

from tests.cast import Cast
from tests.client import Client, _filled
from tests.plans.steps import ClientOf, page, ready
from virtual_school.core.db import db
from virtual_school.mentoring.models import ContactNote
from virtual_school.plans.models import Goal

HOST = "http://localhost"


def press_twice(client: Client, css: str, here: str, **typed: str) -> None:
    form = client.one(css)
    data, url = {**_filled(form), **typed}, form.get("action")
    client.post(url, data)
    client.post(url, data, 404, headers={"Referer": f"{HOST}{here}"})
    assert "done already" in client.words()
    back = client.one("main a[href^=http]").get("href")
    client.get(back.removeprefix(HOST))


def test_a_goal_is_taken_out_twice(client_of: ClientOf, cast: Cast) -> None:
    version_id, dani = ready(cast), client_of(cast.dani)
    goal = db.session.query(Goal).filter_by(plan_version_id=version_id).one()
    dani.get(page(cast))
    press_twice(dani, f"form[action$='{goal.key}/removal']", page(cast))


def test_a_note_is_withdrawn_twice(client_of: ClientOf, cast: Cast) -> None:
    dani, pupil = client_of(cast.dani), f"/pupils/{cast.ellie.pupil_id}"
    here = dani.post(f"{pupil}/contacts", {"kind": "call", "once": "k"}).location.split("?")[0]
    dani.get(f"{here}/withdraw")
    press_twice(dani, "main form", f"{pupil}/notes", because="Wrong child.")
    note = db.session.query(ContactNote).order_by(ContactNote.id.desc()).first()
    assert note is not None and note.withdrawn_at is not None


def test_another_site_is_no_page_to_go_back_to(client_of: ClientOf, cast: Cast) -> None:
    dani = client_of(cast.dani)
    dani.post("/contacts/00000000-0000-7000-8000-000000000000/undo", {}, 404, headers={"Referer": "http://evil.test/"})
    assert not dani.select("main a[href^=http]")
