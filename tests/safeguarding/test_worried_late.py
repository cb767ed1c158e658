"""A worry that nobody reads: the next is told, in school time, and whoever raised it sees whom to ring."""

import datetime as dt
import uuid
from collections.abc import Callable

import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.jobs import Job
from virtual_school.core.leaving import Sending
from virtual_school.network.viewer import Viewer
from virtual_school.notices.following import Told, may_go
from virtual_school.notices.models import Because, Notice
from virtual_school.safeguarding import actions, handing, queries
from virtual_school.safeguarding.models import Concern

ACTING = Callable[[Person], Viewer]
TUESDAY = dt.datetime(2026, 11, 24, 10, 42, tzinfo=clock.LONDON)
FRIDAY = dt.datetime(2026, 11, 27, 15, 20, tzinfo=clock.LONDON)


def raised(cast: Cast, acting: ACTING) -> Concern:
    assert cast.ellie.pupil_id
    about = ("contribution", uuid.uuid4())
    return actions.raise_concern(acting(cast.dani), pupil_id=cast.ellie.pupil_id, about=about, copy="c", words="w")


def told(concern: Concern) -> list[tuple[uuid.UUID, str]]:
    question = sa.select(Notice.account_id, Notice.kind).where(Notice.object_id == concern.id).order_by(Notice.id)
    return [(account_id, kind) for account_id, kind in db.session.execute(question)]


def test_the_lead_is_told_at_once_and_no_longer_once_it_is_read(cast: Cast, acting: ACTING) -> None:
    concern = raised(cast, acting)
    notice = db.session.scalars(sa.select(Notice).where(Notice.object_id == concern.id)).one()
    assert (notice.account_id, notice.kind) == (cast.safeguarding_lead.account_id, "concern.raised")
    assert (notice.path, notice.because) == (f"/handed-to-me/{concern.id}", Because.SCHOOL)
    one = Told(notice.account_id, notice.kind, None, concern.id, notice.path)
    assert may_go(one) is Sending.YES
    assert may_go(Told(cast.dani.account_id, notice.kind, None, concern.id, notice.path)) is Sending.NEVER
    actions.see(acting(cast.safeguarding_lead), concern)
    db.session.refresh(notice)
    assert notice.settled_at is not None and may_go(one) is Sending.NEVER


def test_unread_it_goes_to_the_next(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(TUESDAY):
        concern = raised(cast, acting)
        assert concern.due_at == TUESDAY + dt.timedelta(minutes=30)
        for _twice in range(2):
            handing.not_read(concern.id, 0)
    assert told(concern)[1:] == [(cast.head.account_id, "concern.unseen")]
    assert queries.handed_one(acting(cast.head), concern.id).concern.id == concern.id
    handing.not_read(concern.id, 1)
    assert told(concern)[2:] == [(cast.lead.account_id, "concern.unseen")]
    assert queries.handed_one(acting(cast.lead), concern.id)
    handing.not_read(concern.id, 2)
    assert len(told(concern)) == 3


def test_a_second_lead_is_told_before_the_head(cast: Cast, acting: ACTING) -> None:
    school = db.session.get_one(make.Organisation, cast.larkdale.organisations["wren_hill"])
    deputy = make.account("Una Marsh")
    make.membership(deputy, school, make.Role.SAFEGUARDING_LEAD)
    concern = raised(cast, acting)
    assert {account for account, _kind in told(concern)} == {deputy.id, cast.safeguarding_lead.account_id}
    handing.not_read(concern.id, 0)
    assert (deputy.id, "concern.unseen") in told(concern)
    assert cast.head.account_id not in {account for account, _kind in told(concern)}
    handing.not_read(concern.id, 1)
    assert (cast.head.account_id, "concern.unseen") in told(concern)


def test_read_in_time_nobody_else_is_told(cast: Cast, acting: ACTING) -> None:
    concern = raised(cast, acting)
    actions.see(acting(cast.safeguarding_lead), concern)
    handing.not_read(concern.id, 0)
    assert len(told(concern)) == 1


def test_it_is_asked_in_school_time(cast: Cast, acting: ACTING) -> None:
    with clock.freeze(FRIDAY):
        concern = raised(cast, acting)
    assert concern.due_at == dt.datetime(2026, 11, 30, 9, 20, tzinfo=clock.LONDON)
    waiting = db.session.scalars(sa.select(Job).where(Job.kind == handing.LATE)).all()
    assert [job.payload for job in waiting] == [{"concern": str(concern.id), "step": 0}]


def test_the_receipt_says_who_read_it_and_when_or_whom_to_ring(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        concern = raised(cast, acting)
        db.session.commit()
        client.sign_in(cast.dani).get(f"/handed-over/{concern.id}")
        assert "Handed over today 10:42" in client.words("main") and "Not read yet" in client.words("main")
    with clock.freeze(TUESDAY + dt.timedelta(minutes=31)):
        client.get(f"/handed-over/{concern.id}")
        assert "Nobody has read it yet" in client.words() and "999" in client.words()
        leah = acting(cast.safeguarding_lead)
        actions.see(leah, queries.to_change(leah, concern.id))
        db.session.commit()
        client.get(f"/handed-over/{concern.id}")
        assert "Read by Leah Brook, today 11:13" in client.words("main")
