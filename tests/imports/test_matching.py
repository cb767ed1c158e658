"""Who a line is: by number, by name and birthday, or by a person's decision. What a court ended stays ended."""

import datetime as dt
import uuid

import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import BORN, HEADS, lines, of_csv, page, read, upn, worked
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.imports.models import Verdict
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Carer, FormerUpn, Pupil

DAY = dt.date(2012, 3, 14)


def here(cast: Cast, name: str = "Wren Hazel", school: str = "wren_hill", **given: object) -> Pupil:
    pupil = make.pupil(name, date_of_birth=DAY, year=9, **given)
    make.enrolment(pupil, db.session.get_one(Organisation, cast.larkdale.organisations[school]))
    db.session.commit()
    return pupil


def only(app: App, client: Client, cast: Cast, *row: str, person: str = "administrator", **how: str) -> object:
    client.sign_in(getattr(cast, person))
    (line,) = lines(read(app, client, cast, of_csv([row]), **how))
    return line


def test_the_number_says_who_it_is_also_a_former_one(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast, upn=upn(5))
    line = only(app, client, cast, upn(5), "Hazel-Moor", "Wren", BORN, "9")
    assert (line.verdict, line.match) == (Verdict.CHANGED, wren.id)
    db.session.add(FormerUpn(pupil_id=wren.id, upn=upn(4), until=clock.today()))
    line = only(app, client, cast, upn(4), "Hazel", "Wren", BORN, "9")
    assert (line.verdict, line.match) == (Verdict.SAME, wren.id)


def test_a_number_on_somebody_quite_different_is_asked(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast, upn=upn(5))
    line = only(app, client, cast, upn(5), "Quill", "Sam", "2010-01-01", "9")
    assert line.verdict is Verdict.UNSURE and line.candidates == {"ids": [str(wren.id)], "only": True}


def test_name_and_birthday_match_one_on_this_roll(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast)
    line = only(app, client, cast, upn(5), "hazel", "WREN", BORN, "9")
    assert line.verdict is Verdict.UNSURE or line.match == wren.id
    line = only(app, client, cast, "", "Hazel", "Wren", BORN, "9")
    assert (line.verdict, line.match) == (Verdict.SAME, wren.id)


def test_two_of_one_name_and_birthday_are_never_merged_unasked(app: App, cast: Cast, client: Client) -> None:
    here(cast)
    second = here(cast)
    line = only(app, client, cast, "", "Hazel", "Wren", BORN, "9")
    assert line.verdict is Verdict.UNSURE and len(line.candidates["ids"]) == 2
    client.get(page(line, "").replace(str(line.id), str(line.import_id)) + f"/lines/{line.id}")
    client.submit("main form", 422)
    client.submit("main form", who=str(second.id))
    client.get(f"/imports/{line.import_id}")
    client.submit('form[action$="/confirm"]')
    worked(app)
    assert db.session.scalar(sa.select(sa.func.count()).where(Pupil.family_name == "Hazel")) == 2


def test_twice_in_one_file(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    twins = [("", "Hazel", "Wren", BORN, "9"), ("", "Hazel", "Wren", BORN, "9")]
    assert {line.verdict for line in lines(read(app, client, cast, of_csv(twins)))} == {Verdict.UNSURE}
    numbered = [(upn(1), "Hazel", "Wren", BORN, "9"), (upn(2), "Hazel", "Wren", BORN, "9")]
    assert {line.verdict for line in lines(read(app, client, cast, of_csv(numbered)))} == {Verdict.NEW}
    same = [(upn(1), "Hazel", "Wren", BORN, "9"), (upn(1), "Moor", "Ash", BORN, "9")]
    assert {line.verdict for line in lines(read(app, client, cast, of_csv(same)))} == {Verdict.WRONG}


def test_dates_reversed_are_said(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    heads = (*HEADS, "EntryDate", "LeavingDate")
    rows = [("", "Hazel", "Wren", BORN, "9", "2026-09-01", "2026-01-01")]
    (line,) = lines(read(app, client, cast, of_csv(rows, heads)))
    assert line.verdict is Verdict.WRONG and list(line.problems) == ["G “LeavingDate”"]


def test_a_school_learns_nothing_of_another_schools_pupils(app: App, cast: Cast, client: Client) -> None:
    here(cast, "Ash Moor", "stonegate", upn=upn(7))
    for row in ((upn(7), "Moor", "Ash", BORN, "9"), ("", "Moor", "Ash", BORN, "9")):
        line = only(app, client, cast, *row, person="head", kind="pupils", school=None)
        assert line.verdict is Verdict.WRONG and "network’s administrator" in str(line.problems)
        assert line.match is None and not line.candidates and not line.changes


def test_a_school_imports_its_own_pupils_alone(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.head).get("/imports/new")
    assert not client.select("[name=kind]") and not client.select("[name=organisation_id]")
    heads = (*HEADS, "School")
    found = read(app, client, cast, of_csv([("", "Hazel", "Wren", BORN, "9", "Stonegate High")], heads), school=None)
    assert "for your own school alone" in str(lines(found)[0].problems)


CARER_HEADS = ("Pupil UPN", "Surname", "Forename", "Relationship", "May collect", "Email")


def carers(app: App, client: Client, cast: Cast, *rows: tuple[str, ...]) -> uuid.UUID:
    client.sign_in(cast.administrator)
    return read(app, client, cast, of_csv(rows, CARER_HEADS), kind="carers").id


def test_a_carer_whom_a_court_ended_is_not_quietly_opened_again(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast, upn=upn(5))
    ended = {"ended_at": clock.now(), "because": "Order of 3 May", "ended_by_order": True}
    rob = make.carer(wren, "Rob Hazel", **ended).id
    found = carers(app, client, cast, (upn(5), "Hazel", "Rob", "PAF", "Y", "rob@home.example"))
    client.get(f"/imports/{found}/lines?what=unsure")
    assert "A court’s order ended" in client.words()
    url = client.one(".rows a").get("href")
    client.get(url)
    client.submit("main form", 422, who=str(rob))
    assert "Say why" in client.words("#because-error")
    client.submit("main form", who=str(rob), because="Discharged on 9 June, seen by Amal Haddad")
    client.get(f"/imports/{found}")
    client.submit('form[action$="/confirm"]')
    worked(app)
    assert db.session.get_one(Carer, rob).ended_at is None
    client.get(f"/imports/{found}")
    client.submit('form[action$="/undo"]', because="The wrong file.")
    worked(app)
    again = db.session.get_one(Carer, rob)
    assert again.ended_at is not None and again.ended_by_order and again.email is None


def test_nor_is_one_given_what_an_order_may_forbid(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast, upn=upn(5))
    make.carer(wren, "Rob Hazel", order_in_force="He may not collect her.", lives_with=False)
    found = carers(app, client, cast, (upn(5), "Hazel", "Rob", "PAF", "Y", ""))
    client.get(f"/imports/{found}/lines?what=unsure")
    assert "An order limits this carer" in client.words()


def test_new_carers_and_staff_come_without_a_way_in(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast, upn=upn(5))
    found = carers(
        app, client, cast, (upn(5), "Hazel", "Sue", "PAM", "N", "sue@home.example"), ("X", "A", "B", "", "", "")
    )
    client.get(f"/imports/{found}")
    client.submit('form[action$="/confirm"]', skips_wrong="y")
    worked(app)
    sue = db.session.scalars(sa.select(Carer).where(Carer.pupil_id == wren.id)).one()
    assert (sue.name, sue.called, sue.may_collect, sue.parent_in_law) == ("Sue Hazel", "Mother", False, True)
