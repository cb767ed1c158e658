"""Somebody leaves: each thing goes to a named person at once, and what has no owner is said plainly."""

import datetime as dt
from collections.abc import Callable

import sqlalchemy as sa

from tests import make, make_attendance
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.home.queries import leaving
from virtual_school.home.queries.leaving import Thing
from virtual_school.identity.models import Account
from virtual_school.learning.models import Answerer
from virtual_school.network.models import Organisation
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils.models import Away, CareKind, CareLink, Pupil

Acting = Callable[[Person], Viewer]


def hand(client: Client, of: Person, thing: Thing, to: Person, status: int = 303) -> None:
    """As a person does: every row stays ticked, one name is chosen."""
    client.get(f"/people/{of.account_id}/hand-over")
    ids = [box.get("value") for box in client.select(f"#{thing.value} input[name=ids]")]
    typed = {"thing": thing.value, "to": str(to.account_id), "because": "They leave", "once": f"{thing.value}-{to.key}"}
    client.post(f"/people/{of.account_id}/hand-over", typed | {"ids": ids}, status)


def test_the_pupils_go_to_another_mentor_in_one_moment(client: Client, cast: Cast) -> None:
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}")
    client.sign_in(cast.sam).get(f"/pupils/{cast.ellie.pupil_id}", 404)
    before = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"]).ends_on
    hand(client.sign_in(cast.lead), cast.dani, Thing.MENTOR, cast.sam)
    client.sign_in(cast.dani).get(f"/pupils/{cast.ellie.pupil_id}", 404)
    client.sign_in(cast.sam).get(f"/pupils/{cast.ellie.pupil_id}")
    held = sa.select(CareLink).where(
        CareLink.pupil_id == cast.ellie.pupil_id, CareLink.kind == CareKind.MENTOR, CareLink.ended_at.is_(None)
    )
    now = db.session.scalars(held).one()
    assert (now.account_id, now.ends_on) == (cast.sam.account_id, before)
    assert not leaving.of(cast.dani.account_id)[Thing.MENTOR]


def test_work_is_answered_by_whoever_is_named_now(client: Client, cast: Cast) -> None:
    hand_in = cast.larkdale.work["in"].hand_in_id
    client.sign_in(cast.lunt).get(f"/to-answer/{hand_in}")
    hand(client.sign_in(cast.lead), cast.lunt, Thing.ANSWER, cast.bell)
    client.sign_in(cast.lunt).get(f"/to-answer/{hand_in}", 404)
    client.sign_in(cast.bell).get(f"/to-answer/{hand_in}")
    assert not leaving.of(cast.lunt.account_id)[Thing.ANSWER]
    live = sa.select(Answerer).where(Answerer.assignment_id == cast.larkdale.work["in"].assignment_id)
    assert [row.account_id for row in db.session.scalars(live) if row.ended_at is None] == [cast.bell.account_id]


def test_an_absence_goes_to_somebody_of_the_school(client: Client, cast: Cast) -> None:
    client.sign_in(cast.lead)
    hand(client, cast.own_teacher, Thing.AWAY, cast.lunt, 422)
    hand(client, cast.own_teacher, Thing.AWAY, cast.key_adult)
    assert db.session.get_one(Away, cast.larkdale.ids["away of ellie"]).answers_id == cast.key_adult.account_id
    said = sa.select(AuditEvent).where(AuditEvent.event == "away.answerer_named")
    assert db.session.scalars(said).one().because == "They leave"


def test_a_key_adult_of_another_school_takes_nobody_over(client: Client, cast: Cast) -> None:
    other = db.session.get_one(Account, cast.lunt.account_id)
    make.membership(other, db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"]), Role.KEY_ADULT)
    link = make.care_link(
        db.session.get_one(Account, cast.own_teacher.account_id),
        db.session.get_one(Pupil, cast.ellie.pupil_id),
        CareKind.KEY_ADULT,
    ).id
    hand(client.sign_in(cast.lead), cast.own_teacher, Thing.KEY_ADULT, cast.lunt, 422)
    assert "at another school" in client.words()
    assert db.session.get_one(CareLink, link).ended_at is None


def test_the_absences_of_two_schools_go_each_to_its_own(client: Client, cast: Cast) -> None:
    leaver = db.session.get_one(Account, cast.own_teacher.account_id)
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    away = make_attendance.away(db.session.get_one(Pupil, cast.tariq.pupil_id), ashfold, leaver).id
    hand(client.sign_in(cast.lead), cast.own_teacher, Thing.AWAY, cast.key_adult, 422)
    assert db.session.get_one(Away, away).answers_id == cast.own_teacher.account_id


def test_pressed_twice_goes_once(client: Client, cast: Cast) -> None:
    client.sign_in(cast.lead)
    hand(client, cast.dani, Thing.MENTOR, cast.sam)
    hand(client, cast.dani, Thing.MENTOR, cast.sam)
    links = sa.select(CareLink).where(CareLink.account_id == cast.sam.account_id, CareLink.kind == CareKind.MENTOR)
    assert len(db.session.scalars(links).all()) == len({row.pupil_id for row in db.session.scalars(links)})


def test_nobody_hands_over_what_is_not_the_leavers(client: Client, cast: Cast) -> None:
    link = cast.larkdale.ids["mentor of tariq"]  # Kit's
    typed = {"thing": "mentor", "to": str(cast.sam.account_id), "ids": [str(link)], "once": "a"}
    client.sign_in(cast.lead).post(f"/people/{cast.dani.account_id}/hand-over", typed)
    assert db.session.get_one(CareLink, link).ended_at is None
    for wrong in ({"to": str(cast.lunt.account_id)}, {"thing": "everything"}, {"to": str(cast.stranger.account_id)}):
        client.post(f"/people/{cast.kit.account_id}/hand-over", typed | wrong | {"once": str(wrong)}, 422)
    assert db.session.get_one(CareLink, link).ended_at is None


def test_an_administrator_is_given_numbers_and_no_names(client: Client, cast: Cast) -> None:
    client.sign_in(cast.administrator).get(f"/people/{cast.dani.account_id}/hand-over")
    assert "Ellie" not in client.words() and "Pupils whose mentor they are: 1" in client.words()
    client.post(f"/people/{cast.dani.account_id}/hand-over", {"thing": "mentor"}, 403)
    client.get("/people/watch")
    assert "Ellie" not in client.words()


def test_the_last_role_ended_leads_to_the_hand_over(client: Client, cast: Cast) -> None:
    held = cast.larkdale.ids["membership of dani"]
    client.sign_in(cast.lead).post(f"/people/{cast.dani.account_id}/roles/{held}/end", {"because": "Left"})
    assert client.response.location.endswith(f"/people/{cast.dani.account_id}/hand-over")
    client.follow()
    assert "Ellie M." in client.words("#mentor")
    client.get("/people/watch")
    assert "Dani Okafor" in client.words("main") and "Left behind" in client.words("main")


def test_what_ends_and_what_nobody_owns(client: Client, cast: Cast) -> None:
    nobody = make.account("Nobody There", email="nobody@larkdale.example")
    link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    link.ends_on = clock.today() + dt.timedelta(days=30)
    leaver = make.account("Leaving Soon", email="soon@larkdale.example")
    school = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    make.membership(leaver, school, Role.TEACHER, ends_on=clock.today() + dt.timedelta(days=3))
    db.session.flush()
    client.sign_in(cast.lead).get("/people/watch")
    said = client.words("main")
    assert "Ellie M." in said and "Leaving Soon" in said and nobody.name in said
    assert "Ms Lunt" not in said
    link = db.session.get_one(CareLink, cast.larkdale.ids["mentor of ellie"])
    link.ends_on = clock.today() + dt.timedelta(days=31)
    client.get("/people/watch")
    assert "Ellie M." not in client.words("main")


def test_the_lists_ask_the_same_for_many(client: Client, cast: Cast) -> None:
    asked = []
    dani = db.session.get_one(Account, cast.dani.account_id)
    school = db.session.get_one(Organisation, cast.larkdale.organisations["wren_hill"])
    client.sign_in(cast.lead).get("/people/watch")  # what a process asks once, it has asked
    for number in (3, 20):
        for _row in range(number):
            child: Pupil = make.pupil()
            make.enrolment(child, school)
            make.care_link(dani, child, ends_on=clock.today() + dt.timedelta(days=9))
            make_attendance.away(child, school, dani)
        client.sign_in(cast.lead).get("/people/watch")
        watched = client.queries
        client.get(f"/people/{cast.dani.account_id}/hand-over")
        asked.append((watched, client.queries))
    assert asked[0] == asked[1] and asked[0][0] <= 12 and asked[0][1] <= 16
