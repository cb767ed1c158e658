"""A parent's right ends on the eighteenth birthday, by rule: the day before, and the day."""

import datetime as dt

import pytest
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.core.errors import NotVisible
from virtual_school.pupils import queries
from virtual_school.pupils.access import reach
from virtual_school.pupils.age import born_since
from virtual_school.pupils.models import Part, Pupil, of_age_on, soon_of_age


def be_born(cast: Cast, day: dt.date) -> None:
    db.session.execute(sa.update(Pupil).where(Pupil.id == cast.ellie.pupil_id).values(date_of_birth=day))
    db.session.commit()


def years_ago(years: int, days: int = 0) -> dt.date:
    on = clock.today() - dt.timedelta(days=days)
    return on.replace(year=on.year - years)


@pytest.mark.parametrize(
    ("days", "sees"), [(-1, True), (0, False), (1, False)], ids=["the day before", "on it", "after"]
)
def test_lists_and_one_pupil_agree_on_the_day(app, cast, acting, days, sees):
    be_born(cast, years_ago(18, days))
    viewer = acting(cast.mum)
    for part in (Part.IDENTITY, Part.WORK, Part.WEEK):
        found = db.session.scalars(sa.select(Pupil.id).where(reach(viewer, part))).all()
        assert found == ([cast.ellie.pupil_id] if sees else [])
        if sees:
            queries.find(viewer, cast.ellie.pupil_id, part)
        else:
            with pytest.raises(NotVisible):
                queries.find(viewer, cast.ellie.pupil_id, part)
    assert bool(queries.carers_to_ask(cast.ellie.pupil_id)) is sees
    assert queries.came_of_age(viewer) == ({} if sees else {cast.ellie.pupil_id: "Ellie"})


def test_the_pages_say_why(cast: Cast, client: Client) -> None:
    be_born(cast, years_ago(18, -1))
    client.sign_in(cast.mum).get(f"/children/{cast.ellie.pupil_id}")
    assert "Ellie is 18 then." in client.words()
    be_born(cast, years_ago(18))
    client.get("/children")
    assert "Ellie is 18 now" in client.words() and not client.select(".rows")
    client.get(f"/children/{cast.ellie.pupil_id}", 403)
    assert "Ellie is 18 now" in client.words()
    client.get(f"/children/{cast.ellie.pupil_id}/plan", None)
    assert client.response.status_code in (403, 404)
    client.sign_in(cast.dad).get("/children")  # he saw nothing before, and learns nothing now
    assert "Ellie" not in client.words()
    client.sign_in(cast.lead).get(f"/pupils/{cast.ellie.pupil_id}")
    assert "no parent or carer sees this record any more" in client.words()


def test_the_pupil_is_told_beforehand(cast: Cast, client: Client) -> None:
    client.sign_in(cast.ellie).get("/today")
    assert "You will be 18" not in client.words()
    be_born(cast, years_ago(18, -30))
    client.get("/today")
    assert "You will be 18 on" in client.words()
    be_born(cast, years_ago(18))
    client.get("/today")
    assert "You will be 18" not in client.words()


def test_who_was_born_on_a_leap_day() -> None:
    born = dt.date(2008, 2, 29)
    assert of_age_on(born) == dt.date(2026, 3, 1)
    with clock.pretend(dt.datetime(2026, 2, 28, 12, tzinfo=dt.UTC)):
        assert soon_of_age(born) == dt.date(2026, 3, 1)
    with clock.pretend(dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)):
        assert soon_of_age(born) is None


@pytest.mark.parametrize(
    "today", [dt.date(2024, 2, 29), dt.date(2026, 2, 28), dt.date(2026, 3, 1), dt.date(2027, 1, 1)]
)
def test_the_rule_in_sql_is_the_rule_in_words(app, today):
    with clock.pretend(dt.datetime(today.year, today.month, today.day, 12, tzinfo=dt.UTC)):
        for days in range(-2, 3):
            born = dt.date(today.year - 18, today.month, min(today.day, 28)) + dt.timedelta(days=days)
            young = db.session.scalar(sa.select(born_since(sa.literal(born, sa.Date()))))
            assert bool(young) is (today < of_age_on(born)), born
