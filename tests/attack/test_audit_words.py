"""The audit can never be changed, so its data holds no name of a child and no words about one."""

import json
from collections.abc import Callable

import sqlalchemy as sa

from tests.cast import Cast, Person
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity import changes as accounts
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import changes as pupils
from virtual_school.pupils.models import Basis, Part

Acting = Callable[[Person], Viewer]


def data_of(event: str) -> str:
    found = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event == event)).one()
    return json.dumps(found.data)


def test_a_pupils_account_is_not_named(cast: Cast, acting: Acting) -> None:
    accounts.make_account(acting(cast.lead), name="Robin V.", login_name="robin.vale")
    assert "Robin" not in data_of("account.made") and "robin" not in data_of("account.made")


def test_what_a_window_is_for_stays_with_the_window(cast: Cast, acting: Acting) -> None:
    lead, child = acting(cast.lead), cast.ellie.pupil_id
    assert child is not None
    pupils.open_window(
        lead, pupil_id=child, account_id=cast.agency.account_id, parts={Part.WEEK},
        organisation_id=cast.larkdale.organisations["bridge"], purpose="Boats with Ellie", basis=Basis.AGREEMENT,
        ends_on=clock.today(),
    )  # fmt: skip
    assert "Boats" not in data_of("window.opened")
