"""A file gives nobody more than its sender could give by hand, and a school sees what a school has sent."""

import uuid

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import BORN, lines, of_csv, page, read, send, upn, worked
from tests.imports.test_matching import here
from virtual_school.core import clock
from virtual_school.core.access import Allowed
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account, Membership
from virtual_school.imports import actions, jobs, policy
from virtual_school.imports.models import Import, State, Verdict
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Enrolment, Pupil

STAFF_HEADS = ("Surname", "Forename", "Email", "Role")


def confirmed(app: App, client: Client, found: uuid.UUID) -> None:
    client.get(f"/imports/{found}")
    skips = {"skips_wrong": "y"} if client.select("[name=skips_wrong]") else {}
    client.submit('form[action$="/confirm"]', **skips)
    worked(app)


def test_no_role_by_which_children_are_read_comes_from_an_administrators_file(
    app: App, cast: Cast, client: Client
) -> None:
    client.sign_in(cast.administrator)
    roles = ("SENCO", "DSL", "Head of year", "Headteacher", "Attendance officer", "Panel clerk", "Teacher")
    rows = [("Quill", f"Ines{n}", f"ines{n}@elsewhere.example", role) for n, role in enumerate(roles)]
    found = read(app, client, cast, of_csv(rows, STAFF_HEADS), kind="staff")
    held = lines(found)
    assert [line.verdict for line in held] == [Verdict.WRONG] * 6 + [Verdict.NEW]
    assert "Only a Virtual School lead" in str(held[0].problems)
    confirmed(app, client, found.id)
    given = sa.select(Membership.role).join(Account).where(Account.email.like("%@elsewhere.example"))
    assert list(db.session.scalars(given)) == [Role.TEACHER]


def test_nobody_gives_themself_a_role_by_a_file(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    own = db.session.get_one(Account, cast.administrator.account_id)
    rows = [("Somebody", "Here", own.email or "", "Learning mentor")]
    (line,) = lines(read(app, client, cast, of_csv(rows, STAFF_HEADS), kind="staff"))
    assert line.verdict is Verdict.WRONG and "cannot give yourself a role" in str(line.problems)


def test_a_school_changes_no_pupil_who_left_its_roll_meanwhile(app: App, cast: Cast, client: Client) -> None:
    wren, ash = here(cast, upn=upn(5)), here(cast, "Ash Hazel", upn=upn(6))
    client.sign_in(cast.head)
    rows = [(upn(5), "Hazel-Moor", "Wren", BORN, "9"), (upn(6), "Hazel-Moor", "Ash", BORN, "9")]
    found = read(app, client, cast, of_csv(rows), school=None)
    assert [line.verdict for line in lines(found)] == [Verdict.CHANGED] * 2
    roll = db.session.scalars(sa.select(Enrolment).where(Enrolment.pupil_id == wren.id)).one()
    roll.ended_at = clock.now()
    db.session.commit()
    confirmed(app, client, found.id)
    assert db.session.get_one(Pupil, wren.id).family_name == "Hazel"
    assert db.session.get_one(Pupil, ash.id).family_name == "Hazel-Moor"
    assert not db.session.scalar(
        sa.select(Enrolment.id).where(Enrolment.pupil_id == wren.id, Enrolment.ended_at.is_(None))
    )
    client.get(page(found, "/wrong-lines.csv"))
    assert "not on this roll any more" in client.response.get_data(as_text=True)


def test_nothing_is_kept_of_a_file_that_is_thrown_away_while_it_is_read(
    app: App, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "A_BATCH", 1)
    hold, dropped = actions.hold_rows, []

    def then_dropped(import_id: uuid.UUID, *rows: object) -> bool:
        held: bool = hold(import_id, *rows)
        if not dropped:
            dropped.append(import_id)
            by = cast.administrator.account_id
            found = db.session.get_one(Import, import_id)
            monkeypatch.setattr(policy, "can_import_kind", lambda *_asked: Allowed(""))
            actions.drop(Viewer(by, found.network_id, "", (), None), found)
        return held

    monkeypatch.setattr(actions, "hold_rows", then_dropped)
    client.sign_in(cast.administrator)
    send(client, cast, of_csv([(upn(n), "Hazel", "Wren", BORN, "9") for n in range(3)]))
    worked(app)
    assert db.session.get_one(Import, dropped[0]).state is State.DROPPED
    assert not lines(db.session.get_one(Import, dropped[0]))
