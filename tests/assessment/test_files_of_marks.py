"""What leaves as CSV or XLSX is what stands on the screen, cell by cell, and comes back as it left."""

import io
import uuid

import pytest
import sqlalchemy as sa

from tests import make, make_assessment
from tests.assessment.conftest import Acting
from tests.cast import Cast
from tests.client import Client
from tests.home.test_taken import taken
from virtual_school.assessment import changes
from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.models import GradeEntry
from virtual_school.assessment.scale import Given, Scale
from virtual_school.core import clock
from virtual_school.core.db import db
from virtual_school.identity.models import Account
from virtual_school.imports.reading.tables import read_table
from virtual_school.network.models import Term
from virtual_school.network.roles import Role


@pytest.fixture
def hostile(cast: Cast, acting: Acting, weaving: uuid.UUID) -> str:
    """A pupil, a kind of mark and marks that a spreadsheet would take for formulas. Gives the key of the kind."""
    lead = acting(cast.lead)
    who = frozenset({Role.VIRTUAL_SCHOOL_LEAD})
    meant = Kind("", "=1+1", "How far from the line, below or above.", Scale((), -9, 9), who, "Daily")
    changes.define(lead, meant, number=None, because="")
    subject, dani = db.session.get_one(Term, weaving), db.session.get_one(Account, cast.dani.account_id)
    child = make.pupil("=cmd|calc Vale")
    make_assessment.entry(child, subject, dani)
    given = {child.id: Given("-5", -5), cast.ellie.pupil_id: Given("7", 7)}
    changes.enter(lead, subject_id=weaving, key="1_1", for_day=clock.today(), given=given)
    db.session.commit()
    return "1_1"


def on_screen(client: Client) -> list[list[str]]:
    """The cells of the table of the page in hand, headings first; a box says what stands in it."""
    found = []
    for line in client.select("table tr"):
        cells = []
        for cell in line.iter("th", "td"):
            for meaning in cell.iter("span"):
                meaning.text = ""
            box = next(cell.iter("input"), None)
            said = box.get("value") or "" if box is not None else "".join(cell.itertext())
            cells.append(" ".join(said.replace("Take back", "").split()))
        found.append(cells)
    return found


def in_file(content: bytes) -> list[list[str]]:
    """The same of a file, without its face; what was made safe for a spreadsheet stands as it was."""
    rows = [
        [cell[1:] if cell[:2] in ("'=", "'-") else cell for cell in line.cells] for line in read_table(content).lines
    ]
    width = max(len(row) for row in rows[1:])
    return [[*row, *[""] * (width - len(row))] for row in rows[1:]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_is_the_screen_and_comes_back(
    kind: str, client: Client, cast: Cast, weaving: uuid.UUID, hostile: str
) -> None:
    results = f"/marks?subject_id={weaving}"
    client.sign_in(cast.lead).get(results)
    shown = on_screen(client)
    assert any(row[0].startswith("=cmd") and "-5" in row for row in shown)
    content = taken(client, cast.lead, f"{results}&as={kind}")
    assert in_file(content) == shown
    assert b"<f>" not in content and b"\n=cmd" not in content

    page = f"/marks/enter?subject_id={weaving}&kind={hostile}&for_day={clock.today().isoformat()}"
    client.get(page)
    shown = on_screen(client)
    content = taken(client, cast.lead, f"{page}&as={kind}")
    assert [row[1:] for row in in_file(content)] == shown
    # Sent back untouched it brings nothing; with one mark changed by hand, that one.
    client.post(page.replace("/enter?", "/enter/file?"), {"file": (io.BytesIO(content), f"class.{kind}")}, 200)
    assert "brings 0 marks" in client.words()
    if kind == "csv":
        changed = content.replace(b",'-5", b",'-6")
        assert changed != content
        client.post(page.replace("/enter?", "/enter/file?"), {"file": (io.BytesIO(changed), "class.csv")}, 200)
        assert "brings one mark" in client.words()
        client.submit("form[action^='/marks/enter?']", 303)
        db.session.expire_all()
        values = db.session.scalars(sa.select(GradeEntry.value).where(GradeEntry.ended_at.is_(None)))
        assert "-6" in set(values)


def test_a_mark_of_an_earlier_meaning_says_so_on_the_page(
    client: Client, cast: Cast, acting: Acting, weaving: uuid.UUID
) -> None:
    lead = acting(cast.lead)
    given = {cast.ellie.pupil_id: Given("Nearly always", 3)}
    changes.enter(lead, subject_id=weaving, key="effort", for_day=clock.today(), given=given)
    steps = Scale(("Nearly always", "Never"))
    again = Kind("effort", "Effort", "Turned round.", steps, frozenset({Role.VIRTUAL_SCHOOL_LEAD}), "Daily")
    changes.define(lead, again, number=1, because="")
    db.session.commit()
    client.sign_in(cast.lead).get(f"/marks?subject_id={weaving}")
    assert "Nearly always (version 1)" in client.words() and "on the days when they can" in client.words()
    client.get(f"/marks/enter?subject_id={weaving}&kind=effort")
    assert "version 1" in client.words() and "on the days when they can" in client.words()
