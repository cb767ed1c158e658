"""OneRoster 1.1 in one zip: pupils, their parents, staff; and staff from a list."""

import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import lines, of_csv, of_zip, page, read, upn, worked
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.identity.models import Account, Credential, Invitation, Membership
from virtual_school.imports.models import State, Subject, Verdict
from virtual_school.network.roles import Role
from virtual_school.pupils.models import Pupil

USERS = (
    b"sourcedId,status,enabledUser,orgSourcedIds,role,username,givenName,familyName,identifier,email,agentSourcedIds,grades\n"
    b"u1,active,TRUE,o1,student,wren,Wren,Hazel,%s,,p1,09\n"
    b"u2,active,TRUE,o9,student,ash,Ash,Moor,,,,09\n"
    b"p1,active,TRUE,o1,parent,sue,Sue,Hazel,,sue@home.example,u1,\n"
    b"t1,active,TRUE,o1,teacher,nia,Nia,Quill,,nia@school.example,,\n"
    b"x1,active,TRUE,o1,robot,r,R,Obot,,,,\n"
) % upn(1).encode()
ORGS = b"sourcedId,status,name,type,identifier\no1,active,Wren Hill School,school,12\no9,active,Nowhere,school,1\n"
BIRTHS = b"userSourcedId,status,birthDate\nu1,active,2012-03-14\nu2,active,2012-03-15\n"
ENROLS = (
    b"sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role,beginDate,endDate\ne1,c1,o1,u1,student,2026-09-01,\n"
)
ZIP = {"a/users.csv": USERS, "a/orgs.csv": ORGS, "a/demographics.csv": BIRTHS, "a/enrollments.csv": ENROLS}


def test_one_zip_holds_everybody(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    found = read(app, client, cast, of_zip(ZIP), kind="everyone", name="roster.zip", school=None)
    assert found.state is State.READY, found.problem
    said = [(line.line, line.subject, line.verdict) for line in lines(found)]
    assert said[0] == (2, Subject.PUPIL, Verdict.NEW) and said[1][2] is Verdict.WRONG and said[4][2] is Verdict.WRONG
    assert said[2][:2] == (4, Subject.CARER) and said[3] == (5, Subject.STAFF, Verdict.NEW)
    client.get(page(found))
    client.submit('form[action$="/confirm"]', skips_wrong="y")
    worked(app)
    wren = db.session.scalars(sa.select(Pupil).where(Pupil.upn == upn(1))).one()
    assert wren.year == 9 and wren.account_id is None
    nia = db.session.scalars(sa.select(Account).where(Account.email == "nia@school.example")).one()
    held = db.session.scalars(sa.select(Membership).where(Membership.account_id == nia.id)).one()
    assert held.role is Role.TEACHER and held.organisation_id == cast.larkdale.organisations["wren_hill"]
    for proof in (Credential, Invitation):
        assert not db.session.scalar(sa.select(proof).where(proof.account_id == nia.id))


def test_a_zip_without_users_is_no_roster(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    found = read(app, client, cast, of_zip({"orgs.csv": ORGS}), kind="everyone", name="roster.zip")
    client.get(page(found))
    assert "one zip with users.csv" in client.words("#import")


def test_staff_from_a_list(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    heads = ("Forename", "Surname", "Work email", "Job title", "School")
    rows = [
        ("Nia", "Quill", "nia@school.example", "Key adult", "Wren Hill School"),
        ("Ruth", "Calder", "head@larkdale.example", "Headteacher", "Wren Hill School"),
        ("Al", "Other", "al@school.example", "Network administrator", ""),
        ("Ruth", "Calder", "ruth@elsewhere.example", "", ""),
    ]
    found = read(app, client, cast, of_csv(rows, heads), kind="staff", school=None)
    verdicts = [line.verdict for line in lines(found)]
    assert verdicts == [Verdict.NEW, Verdict.SAME, Verdict.WRONG, Verdict.UNSURE]
    client.get(page(found, "/lines?what=wrong"))
    assert "given by hand" in client.words()


def test_columns_are_asked_for_and_matched(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    found = read(app, client, cast, b"Hazel,Wren,2012-03-14\nMoor,Ash,2012-03-15\n")
    assert found.state is State.COLUMNS
    client.get(page(found, "/columns"))
    client.submit("main form", 422, column_0="family", column_1="family")
    assert "Two columns cannot hold the same" in client.words(".govuk-error-summary")
    assert "Date of birth" in client.words(".govuk-error-summary")
    client.get(page(found, "/columns"))
    client.post(page(found, "/columns"), {"column_0": "family", "column_1": "given", "column_2": "born"})
    worked(app)
    assert [(line.line, line.name) for line in lines(found)] == [(1, "Wren Hazel"), (2, "Ash Moor")]
