"""From a file to the roll: sent, read, looked at, confirmed; nothing before, everything after, and back again."""

import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from tests.imports.filed import BORN, HEADS, lines, of_csv, page, read, send, upn, worked
from virtual_school.core.app import App
from virtual_school.core.audit import AuditEvent
from virtual_school.core.db import db
from virtual_school.identity.models import Credential
from virtual_school.imports.models import Import, State, Verdict
from virtual_school.pupils.models import Enrolment, Pupil

FILE = of_csv(
    [
        (upn(1), "Hazel", "Wren", BORN, "9"),
        (upn(2), "Ó Briain-Sørensen", "Síle", "2012-03-15", "Year 9"),
        ("A801200005001", "Wrong", "Letter", BORN, "9"),
        (upn(3), "", "Nameless", BORN, "9"),
    ]
)


def named(family: str) -> Pupil | None:
    return db.session.scalar(sa.select(Pupil).where(Pupil.family_name == family))


def test_it_is_read_shown_confirmed_and_written(app: App, cast: Cast, client: Client) -> None:
    proofs = db.session.scalar(sa.select(sa.func.count()).select_from(Credential))
    client.sign_in(cast.administrator)
    found = read(app, client, cast, FILE)
    assert found.state is State.READY and named("Hazel") is None
    client.get(page(found))
    assert "2 lines" in client.words("#import") and "Write 2 lines" in client.words("#import")
    client.get(page(found, "/lines?what=wrong"))
    said = client.words()
    assert "Line 4" in said and "A “UPN”" in said and "first letter does not fit" in said
    assert "Line 5" in said and "B “Surname”" in said and "This is empty." in said
    client.get(page(found, "/lines"))
    assert [row.text.split()[:2] for row in client.select(".row__more")] == [
        ["Line", "4"],
        ["Line", "5"],
        ["Line", "2"],
        ["Line", "3"],
    ]
    assert "14/03/2012 · Year 9" in client.words() and upn(1) in client.words()
    client.get(page(found))
    client.submit('form[action$="/confirm"]', 422)
    assert "Some lines are wrong or not decided" in client.words(".govuk-error-summary")
    client.submit('form[action$="/confirm"]', skips_wrong="y")
    client.get(page(found))
    assert "Being written" in client.words("#import")
    worked(app)
    hazel = named("Hazel")
    assert hazel and hazel.upn == upn(1) and hazel.year == 9 and hazel.known_as == "Wren"
    roll = db.session.scalars(sa.select(Enrolment).where(Enrolment.pupil_id == hazel.id)).one()
    assert roll.organisation_id == cast.larkdale.organisations["wren_hill"]
    assert named("Ó Briain-Sørensen")
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Credential)) == proofs
    client.get(page(found))
    assert "2 lines were written" in client.words("#import")


def test_the_same_file_twice_changes_nothing(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    written(app, client, cast, of_csv([(upn(1), "Hazel", "Wren", BORN, "9")]))
    again = read(app, client, cast, of_csv([(upn(1), "Hazel", "Wren", BORN, "9")]))
    assert [line.verdict for line in lines(again)] == [Verdict.SAME]
    client.get(page(again))
    assert "There is nothing to write." in client.words("#import")


def written(app: App, client: Client, cast: Cast, content: bytes, **how: str) -> Import:
    found = read(app, client, cast, content, **how)
    client.get(page(found))
    client.submit('form[action$="/confirm"]')
    worked(app)
    return db.session.get_one(Import, found.id)


def test_what_changes_is_shown_old_and_new(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    written(app, client, cast, of_csv([(upn(1), "Hazel", "Wren", BORN, "9")]))
    heads = (*HEADS, "PreferredForename", "FirstLanguage")
    changed = [(upn(1), "Hazel-Moor", "Wrenna", BORN, "10", "Wren", "Welsh")]
    found = read(app, client, cast, of_csv(changed, heads))
    client.get(page(found, "/lines?what=changed"))
    assert "Family name: Hazel becomes Hazel-Moor" in client.words()
    assert "Year group: 9 becomes 10" in client.words()
    client.get(page(found))
    client.submit('form[action$="/confirm"]')
    worked(app)
    wren = named("Hazel-Moor")
    assert wren and (wren.given_name, wren.legal_given_name, wren.first_language) == ("Wren", "Wrenna", "Welsh")
    kept = db.session.scalars(sa.select(AuditEvent.data).where(AuditEvent.event == "pupil.changed")).all()
    assert "Moor" not in str(kept) and "Wrenna" not in str(kept)


def test_nothing_about_a_child_stands_in_the_audit(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    written(app, client, cast, of_csv([(upn(1), "Hazelwood", "Wrenna", BORN, "9")]))
    rows = db.session.scalars(sa.select(AuditEvent).where(AuditEvent.event.like("import.%")))
    said = str([(row.data, row.because) for row in rows])
    assert "import.done" in str(db.session.scalars(sa.select(AuditEvent.event)).all())
    assert "Hazelwood" not in said and "Wrenna" not in said and upn(1) not in said


def test_what_is_no_file_of_people_says_so(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    send(client, cast, b"", status=422)
    assert "is empty" in client.words(".govuk-error-summary")
    for content, said in (
        (b"\n\n ,,\n", "no line at all"),
        (b"UPN,Surname,Forename,DOB\n", "Below the headings there is no line"),
        (b"PK\x03\x04 no zip at all", "cannot be opened"),
        (b"%PDF-1.7\x00\x00\x00", "no CSV and no XLSX"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "no CSV and no XLSX"),
    ):
        found = read(app, client, cast, content)
        client.get(page(found))
        assert said in client.words("#import"), content


def test_thrown_away_it_is_gone(app: App, cast: Cast, client: Client) -> None:
    client.sign_in(cast.administrator)
    found = read(app, client, cast, FILE)
    client.get(page(found))
    client.submit('form[action$="/drop"]')
    client.get(page(found), 404)
    assert lines(found) == []
