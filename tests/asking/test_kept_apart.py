"""An adult from whom a pupil is kept since: nothing goes between the two, and no notice tells of the pupil."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests import make_asking, make_attendance, make_safeguarding
from tests.asking.conftest import TUESDAY, Around
from tests.cast import Cast
from tests.client import Client
from virtual_school.asking import days
from virtual_school.asking.models import WorkReply, WorkRequest
from virtual_school.core.db import db
from virtual_school.core.leaving import Sending
from virtual_school.notices.following import Told, may_go
from virtual_school.notices.models import Notice
from virtual_school.pupils.models import Away
from virtual_school.safeguarding import apart
from virtual_school.safeguarding.models import KeepApart


@pytest.fixture
def away(cast: Cast, around: Around) -> Away:
    """Until today; the key adult answers, and Mr Hale teaches her music."""
    wren_hill = around.place("wren_hill")
    make_asking.teacher(around.ellie, around.subject, around.account(cast.own_teacher), wren_hill)
    dates = {"starts_on": TUESDAY - dt.timedelta(days=8), "ends_on": TUESDAY}
    row = make_attendance.away(around.ellie, wren_hill, around.account(cast.key_adult), **dates)
    db.session.commit()
    return row


def keep_apart(cast: Cast, around: Around) -> None:
    """Ellie from Mr Hale."""
    lead, hale = cast.safeguarding_lead.account_id, cast.own_teacher.account_id
    make_safeguarding.keep_apart(around.ellie, lead, account_id=hale)
    db.session.commit()


def test_what_waits_to_be_sent_to_them_never_goes(away: Away, cast: Cast, client: Client, around: Around) -> None:
    client.sign_in(cast.dani).post(f"/pupils/{around.ellie.id}/ask", around.asked())
    hale, row = cast.own_teacher.account_id, around.request()
    told = (
        Told(hale, "request.new", None, row.id, f"/requests/{row.id}/answer"),
        Told(hale, "away.nearly", None, away.id, f"/i-answer/{around.ellie.id}"),
    )
    assert [may_go(one) for one in told] == [Sending.YES, Sending.YES]
    keep_apart(cast, around)
    assert [may_go(one) for one in told] == [Sending.NEVER, Sending.NEVER]


def test_they_are_not_told_that_the_pupil_is_nearly_back(away: Away, cast: Cast, around: Around) -> None:
    keep_apart(cast, around)
    days.tell(away.id)
    told = sa.select(Notice.account_id).where(Notice.kind == "away.nearly", Notice.object_id == away.id)
    assert set(db.session.scalars(told)) == {cast.key_adult.account_id}


def test_the_pupil_reads_nothing_of_theirs_any_more(away: Away, cast: Cast, client: Client, around: Around) -> None:
    hale, ellie = client.sign_in(cast.own_teacher), around.ellie.id
    hale.post(f"/i-answer/{ellie}/line", {"words": "Come to me at break."})
    client.sign_in(cast.dani).post(f"/pupils/{ellie}/ask", around.asked())
    client.sign_in(cast.own_teacher)
    client.post(f"/requests/{around.request().id}/answer", {"kind": "library", "words": "Ask me for more."})
    client.sign_in(cast.ellie).get("/from-teachers")
    assert "Come to me at break." in client.words() and "Ask me for more." in client.words()
    reply = sa.select(WorkReply.id).join(WorkRequest, WorkRequest.id == WorkReply.request_id)
    sent = db.session.scalars(reply.where(WorkRequest.subject_id == around.music)).one()
    told = Told(cast.ellie.account_id, "work_reply.new", ellie, sent, "/from-teachers")
    assert may_go(told) is Sending.YES
    keep_apart(cast, around)
    client.get("/from-teachers")
    assert "Hale" not in client.response.text and "Come to me" not in client.words() and "Ask me" not in client.words()
    assert may_go(told) is Sending.NEVER


def test_the_safeguarding_lead_learns_what_they_are_asked_for(away: Away, cast: Cast, around: Around) -> None:
    keep_apart(cast, around)
    row = db.session.scalars(sa.select(KeepApart).where(KeepApart.account_id == cast.own_teacher.account_id)).one()
    assert "Asked for work in Music" in apart.clashes(row)
