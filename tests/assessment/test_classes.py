"""A class list: typed, by a file, all or none; results of a subject on one page, the same as its file."""

import datetime as dt
import io
import itertools
import uuid
from urllib.parse import urlencode

import sqlalchemy as sa

from tests import budgets, make, make_assessment
from tests.assessment.conftest import Acting
from tests.cast import Cast
from tests.client import Client
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.queries import classes
from virtual_school.assessment.queries.kinds import dictionary
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.network.models import Term
from virtual_school.pupils.models import Pupil

BOXES = "form[action^='/marks/enter?']"


def address(weaving: uuid.UUID, path: str = "/marks/enter", **more: object) -> str:
    asked = {"subject_id": weaving, "kind": "mock", "for_day": clock.today().isoformat(), **more}
    return f"{path}?{urlencode(asked)}"


def standing(weaving: uuid.UUID) -> dict[uuid.UUID, str]:
    db.session.expire_all()
    question = sa.select(GradeEntry).where(GradeEntry.subject_id == weaving, GradeEntry.ended_at.is_(None))
    return {row.pupil_id: row.value for row in db.session.scalars(question)}


def test_all_of_a_class_or_none(client: Client, cast: Cast, weaving: uuid.UUID) -> None:
    ellie, tariq = cast.ellie.pupil_id, cast.tariq.pupil_id
    page, boxes = address(weaving), (f"value-{ellie}", f"value-{tariq}")
    client.sign_in(cast.lead)
    client.get(page)
    client.submit(BOXES, 422, **{boxes[0]: "5", boxes[1]: "fine"})
    assert "Enter one of these: U, 1" in client.words() and standing(weaving) == {}
    client.submit(BOXES, 303, **{boxes[0]: "5", boxes[1]: "u"})
    assert standing(weaving) == {ellie: "5", tariq: "U"}

    # Opened before somebody else changed Ellie's: hers is asked about, and nothing is lost.
    client.post(page, {boxes[0]: "6", boxes[1]: "4", "was": f'{{"{tariq}": "U"}}'}, 422)
    assert "Somebody entered 5 meanwhile" in client.words()
    client.post(page, {boxes[0]: "", "was": f'{{"{ellie}": "5"}}'}, 422)
    client.post(page, {boxes[0]: "6", f"value-{cast.stranger_pupil.pupil_id}": "9", "was": f'{{"{ellie}": "5"}}'})
    assert standing(weaving) == {ellie: "6", tariq: "U"}

    client.sign_in(cast.dani)  # Tariq is not hers
    client.post(page, {boxes[1]: "9", "was": "["})
    assert standing(weaving)[tariq] == "U"


def test_a_file_is_looked_at_before_anything_is_saved(client: Client, cast: Cast, weaving: uuid.UUID) -> None:
    ellie, tariq = cast.ellie.pupil_id, cast.tariq.pupil_id
    client.sign_in(cast.lead)
    target = address(weaving, "/marks/enter/file")

    def sends(words: str, status: int) -> str:
        client.post(target, {"file": (io.BytesIO(words.encode()), "class.csv")}, status)
        return client.words()

    head = "Taken out by somebody\nKey,Pupil,Year,Mock exam\n"
    assert "no line of headings" in sends("a,b\n1,2\n", 422)
    assert "Choose a file" in sends("", 422)
    said = sends(f"{head}{ellie},Tariq B.,9,4\n{tariq},Tariq B.,9,12\n{uuid.uuid4()},,9,4\n", 422)
    assert "Line 3: this is no pupil of this list." in said and "Line 5" in said
    assert "Enter one of these" in said
    assert "brings one mark" in sends(f"{head}{tariq},Tariq B.,9,4\n{ellie},Ellie M.,9,\n", 200)
    assert standing(weaving) == {}
    assert client.one(f"#v-{tariq}").get("value") == "4"
    client.submit(BOXES, 303)
    assert standing(weaving) == {tariq: "4"}


def test_a_teacher_enters_their_own_subject_and_no_other(
    acting: Acting, cast: Cast, client: Client, weaving: uuid.UUID
) -> None:
    teacher, art = acting(cast.own_teacher), cast.larkdale.ids["art"]
    known = dictionary(teacher)
    found = classes.results(teacher, known, art, None)
    assert [line.id for line in found] == [cast.ellie.pupil_id]
    assert classes.results(teacher, known, weaving, None) == []
    assert classes.results(acting(cast.lunt), known, art, None) == []
    client.sign_in(cast.own_teacher)
    client.get(address(art))
    assert "Ellie M." in client.words() and "Tariq" not in client.words()

    # What they entered they take back with the reason; what another did they do not even find.
    client.submit(BOXES, 303, **{f"value-{cast.ellie.pupil_id}": "7"})
    client.follow()
    back = client.one("table a").get("href")
    client.get(back)
    assert "one practice paper" in client.words()
    client.submit("main form", 422)
    client.submit("main form", 303, because="Another pupil’s paper")
    assert client.follow() and standing(art) == {}
    client.sign_in(cast.dani)
    client.get(address(art))
    client.submit(BOXES, 303, **{f"value-{cast.ellie.pupil_id}": "4"})
    (others,) = [
        one.id
        for one in db.session.scalars(sa.select(GradeEntry).where(GradeEntry.subject_id == art))
        if one.value == "4"
    ]
    client.sign_in(cast.own_teacher)
    client.get(f"/marks/{others}/withdraw", 404)
    client.get(address(art))
    assert not client.select("table a")


def test_five_hundred_on_one_page(client: Client, cast: Cast, weaving: uuid.UUID) -> None:
    subject, dani = db.session.get_one(Term, weaving), db.session.get_one(Account, cast.dani.account_id)
    for number in range(500 - 2):
        make_assessment.entry(make.pupil(f"Robin Vale{number:03}"), subject, dani)
    db.session.commit()
    client.sign_in(cast.lead)
    budgets.keeps_to(client, f"/marks?subject_id={weaving}", queries=8, kilobytes=40, nodes=6_000)
    budgets.keeps_to(client, f"/marks/enter?subject_id={weaving}&kind=working_at", queries=8, kilobytes=60, nodes=6_000)


def test_a_pupils_page_asks_as_much_for_many_marks(client: Client, cast: Cast, weaving: uuid.UUID) -> None:
    subject, dani = db.session.get_one(Term, weaving), db.session.get_one(Account, cast.dani.account_id)
    ellie, days = db.session.get_one(Pupil, cast.ellie.pupil_id), itertools.count()

    def one_more() -> None:
        number = next(days)
        make_assessment.entry(ellie, subject, dani, for_day=clock.today() - dt.timedelta(days=number))
        make_assessment.shown(ellie, subject, dani, f"Tie knot {number}")
        db.session.commit()

    pages = {cast.ellie: "/my-progress", cast.dani: f"/pupils/{ellie.id}/progress"}
    for person, url in pages.items():
        client.sign_in(person)
        budgets.stays_flat(client, url, one_more)
        assert client.queries <= 12
