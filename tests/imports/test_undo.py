"""Taken back: removed where nobody touched it, ended where somebody works with it, fields as before; apart."""

import sqlalchemy as sa

from tests import make
from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import BORN, HEADS, lines, of_csv, page, read, upn, worked
from tests.imports.test_matching import here
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.imports.models import Did, Import, ImportEffect, State, Verdict
from virtual_school.pupils.models import CareKind, Enrolment, Pupil


def confirmed(app: App, client: Client, cast: Cast, content: bytes, **how: str) -> Import:
    found = read(app, client.sign_in(cast.administrator), cast, content, **how)
    client.get(page(found))
    client.submit('form[action$="/confirm"]')
    worked(app)
    return db.session.get_one(Import, found.id)


def taken_back(app: App, client: Client, found: Import) -> None:
    client.get(page(found))
    client.submit('form[action$="/undo"]', because="The wrong file.")
    worked(app)
    client.get(page(found))


def pupil(number: int) -> Pupil | None:
    return db.session.scalar(sa.select(Pupil).where(Pupil.upn == upn(number)))


def test_the_three_are_kept_apart(app: App, cast: Cast, client: Client) -> None:
    old = here(cast, "Old Hazel", upn=upn(9)).id
    rows = [(upn(n), "Hazel", f"Wren{'abc'[n]}", BORN, "9") for n in range(3)]
    found = confirmed(app, client, cast, of_csv([*rows, (upn(9), "Hazel-Moor", "Old", BORN, "10")]))
    untouched, touched, cared = pupil(0), pupil(1), pupil(2)
    assert untouched and touched and cared
    client.sign_in(cast.lead).get(f"/pupils/{touched.id}/details")
    client.submit("main form", known_as="Wrennie")
    make.care_link(db.session.get_one(Account, cast.dani.account_id), cared, CareKind.MENTOR)
    client.get(f"/pupils/{old}/details")
    client.submit("main form", year="11")
    client.sign_in(cast.administrator)
    taken_back(app, client, found)
    said = client.words("#import")
    assert "Removed: nobody had touched them 1 person" in said
    assert "somebody works with them by now 2 people" in said
    assert "Left: somebody changed them since 1 person" in said
    assert pupil(0) is None
    for one in (pupil(1), pupil(2)):
        assert one is not None
        roll = db.session.scalars(sa.select(Enrolment).where(Enrolment.pupil_id == one.id)).one()
        assert roll.ended_at is not None and roll.because == "The wrong file."
    again = db.session.get_one(Pupil, old)
    assert (again.family_name, again.year) == ("Hazel", 11)  # its name as before, its year as somebody made it
    client.get(page(found, "/lines?what=removed"))
    assert "Wrena Hazel" in client.words()
    client.get(page(found, "/lines?what=shut"))
    assert "Wrenb Hazel" in client.words() and "Wrenc Hazel" in client.words()


def test_undone_twice_is_undone_once(app: App, cast: Cast, client: Client) -> None:
    found = confirmed(app, client, cast, of_csv([(upn(0), "Hazel", "Wren", BORN, "9")]))
    taken_back(app, client, found)
    client.post(page(found, "/undo"), {"because": "Again."})
    worked(app)
    assert db.session.get_one(Import, found.id).state is State.UNDONE
    did = db.session.scalars(sa.select(ImportEffect.did).where(ImportEffect.import_id == found.id)).all()
    assert did.count(Did.REMOVED) == 2 and pupil(0) is None


def test_nothing_else_of_a_pupil_can_be_deleted(app: App, cast: Cast) -> None:
    for statement in (sa.delete(Pupil).where(Pupil.id == cast.tariq.pupil_id), sa.delete(Enrolment)):
        try:
            db.session.execute(statement)
        except sa.exc.DatabaseError as error:
            assert "not deleted" in str(error)
            db.session.rollback()
        else:
            raise AssertionError("a row was deleted")


def test_who_is_missing_from_a_whole_roll_has_left_until_it_is_taken_back(app: App, cast: Cast, client: Client) -> None:
    wren = here(cast, "Wren Hazel", upn=upn(5))
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    ellie.upn = upn(6)
    db.session.commit()
    client.sign_in(cast.administrator)
    born = ellie.date_of_birth.isoformat()
    found = read(app, client, cast, of_csv([(upn(6), "Marsh", "Ellie", born, "10")]), is_whole="y")
    gone = {line.match: line.line for line in lines(found, Verdict.ENDED)}
    assert gone[wren.id] == 0 and ellie.id not in gone
    client.get(page(found))
    client.submit('form[action$="/confirm"]')
    worked(app)
    roll = db.session.scalars(sa.select(Enrolment).where(Enrolment.pupil_id == wren.id)).one()
    assert roll.ends_on is not None
    taken_back(app, client, found)
    assert "As before" in client.words("#import")
    assert db.session.get_one(Enrolment, roll.id).ends_on is None


def test_a_wrong_line_keeps_everybody_on_a_whole_roll(app: App, cast: Cast, client: Client) -> None:
    here(cast, "Wren Hazel", upn=upn(5))
    client.sign_in(cast.administrator)
    found = read(app, client, cast, of_csv([("A801200005001", "Hazel", "Wren", BORN, "9")]), is_whole="y")
    assert not lines(found, Verdict.ENDED)
    assert HEADS[0] in str(lines(found, Verdict.WRONG)[0].problems)
