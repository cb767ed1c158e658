"""A hand-in that a concern holds back: nobody's list of notices tells that there is, or was, something to answer."""

import uuid
from collections.abc import Callable

from tests import make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.viewer import Viewer
from virtual_school.notices.queries import told, waiting
from virtual_school.safeguarding import actions, queries

ACTING = Callable[[Person], Viewer]


def test_silent_to_who_would_have_answered_it(cast: Cast, acting: ACTING, client: Client) -> None:
    hand_in, pupil_id = cast.larkdale.work["in"].hand_in_id, cast.ellie.pupil_id
    assert hand_in and pupil_id
    lunt = db.session.get_one(Account, cast.lunt.account_id)
    held = make_safeguarding.notice(lunt, "hand_in.new", "/x", about_id=pupil_id, object_id=hand_in)
    other = make_safeguarding.notice(lunt, "hand_in.new", "/y", about_id=pupil_id, object_id=uuid.uuid4())
    viewer = acting(cast.lunt)
    assert {row.id for row in waiting(viewer).rows} == {held.id, other.id}
    concern = actions.raise_concern(
        acting(cast.key_adult), pupil_id=pupil_id, about=("hand_in", hand_in), copy="c", words="w"
    )
    viewer = acting(cast.lunt)
    assert {row.id for row in waiting(viewer).rows} == {row.id for row in told(viewer, None, others=False).rows}
    assert {row.id for row in waiting(viewer).rows} == {other.id}
    assert held.id not in {row.id for row in told(acting(cast.lead), None, others=True).rows}
    client.sign_in(cast.lunt).get("/notices")
    said = client.response.get_data(as_text=True)
    assert str(held.id) not in said and str(other.id) in said
    leah = acting(cast.safeguarding_lead)
    actions.release(leah, queries.to_change(leah, concern.id), "It may go on.")
    assert {row.id for row in waiting(acting(cast.lunt)).rows} == {held.id, other.id}
