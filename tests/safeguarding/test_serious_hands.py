"""Something serious: never left to somebody below whom it involves, nor taken as seen because its reporter saw it."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from tests import make
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.notices.models import Notice
from virtual_school.safeguarding.models import Serious, SeriousKind
from virtual_school.safeguarding.people import Concerned
from virtual_school.safeguarding.queries import school_of
from virtual_school.safeguarding.serious import changes, queries, telling
from virtual_school.safeguarding.serious.changes import Lines

ACTING = Callable[[Person], Viewer]
TUESDAY = dt.datetime(2026, 11, 24, 10, 42, tzinfo=clock.LONDON)


def reported(cast: Cast, acting: ACTING, by: Person, *involved: Person) -> Serious:
    assert cast.ellie.pupil_id
    viewer = acting(by)
    around, _school = school_of(cast.ellie.pupil_id)
    said = dict.fromkeys(("what", "where", "who", "done", "hurt", "told", "next"), "x")
    lines = Lines(kind=SeriousKind.FORCE, happened_at=clock.now(), **said)
    concerned = Concerned(frozenset(one.account_id for one in involved), True)
    return changes.report(viewer, pupil_id=cast.ellie.pupil_id, lines=lines, around=around, concerned=concerned)


def told(cast: Cast, serious: Serious) -> set[str]:
    found = set(db.session.scalars(sa.select(Notice.account_id).where(Notice.object_id == serious.id)))
    return {person.key for person in cast if person.account_id in found}


def test_about_the_head_it_is_not_left_to_those_below_the_head(cast: Cast, acting: ACTING) -> None:
    serious = reported(cast, acting, cast.dani, cast.head)
    assert told(cast, serious) == {"safeguarding_lead", "lead"}
    assert queries.one(acting(cast.lead), serious.id)
    assert told(cast, reported(cast, acting, cast.dani, cast.own_teacher)) == {"safeguarding_lead", "head"}


def test_that_its_reporter_has_seen_it_is_nothing_seen(cast: Cast, acting: ACTING, client: Client) -> None:
    with clock.freeze(TUESDAY):
        serious = reported(cast, acting, cast.head)
        changes.see(acting(cast.head), serious)
        assert serious.due_at
    with clock.freeze(serious.due_at + dt.timedelta(minutes=1)):
        telling.not_seen(serious.id)
        assert "lead" in told(cast, serious)
        assert queries.own(acting(cast.head), serious.id).is_late
        db.session.commit()
        client.sign_in(cast.head).get(f"/serious/sent/{serious.id}")
        assert "Seen by Ruth Calder" not in client.words("main")


def test_seen_by_somebody_else_it_goes_no_further(cast: Cast, acting: ACTING) -> None:
    serious = reported(cast, acting, cast.head)
    changes.see(acting(cast.safeguarding_lead), serious)
    telling.not_seen(serious.id)
    assert told(cast, serious) == {"head", "safeguarding_lead"}


def test_a_second_head_who_is_not_involved_reads_it_and_the_authority_too(cast: Cast, acting: ACTING) -> None:
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    make.membership(make.account("Una Marsh"), school, Role.HEADTEACHER)
    serious = reported(cast, acting, cast.dani, cast.head)
    assert "lead" in told(cast, serious) and "head" not in told(cast, serious)
