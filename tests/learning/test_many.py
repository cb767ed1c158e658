"""Many answered at once: on one page, by a file, with what was handed in as a zip; all of it goes or none."""

import csv
import io
import uuid
import zipfile
from collections.abc import Callable

import openpyxl
import sqlalchemy as sa

from tests import make, make_safeguarding
from tests.cast import Cast, Person
from tests.client import Client
from virtual_school.core.db import db
from virtual_school.core.saving.models import Draft
from virtual_school.identity.models import Account
from virtual_school.learning.models import AssignmentState, Feedback, HandIn
from virtual_school.library.models import LessonRevision
from virtual_school.network.models import Organisation
from virtual_school.pupils.models import Pupil

ClientOf = Callable[[Person], Client]
NASTY = '=cmd|"/c calc"!A1, said in the end'


def three(cast: Cast) -> list[HandIn]:
    """Three of Ellie's for Ms Lunt, of another school, after the one of the cast."""
    ellie = db.session.get_one(Pupil, cast.ellie.pupil_id)
    dani, lunt = (db.session.get_one(Account, one.account_id) for one in (cast.dani, cast.lunt))
    ashfold = db.session.get_one(Organisation, cast.larkdale.organisations["ashfold"])
    revision = db.session.get_one(LessonRevision, cast.larkdale.lessons["ashfold"].revision_id)
    made = []
    for number in range(3):
        work = make.assignment(ellie, revision, dani, state=AssignmentState.HANDED_IN)
        make.marker(work, ellie, lunt, ashfold)
        attempt = make.attempt(work)
        stored = make.stored_file(f"page {number}".encode())
        make.piece(attempt, stored, name="../../con.html")
        made.append(make.hand_in(attempt, text=f"This is piece {number}."))
    db.session.flush()
    return made


def as_file(lunt: Client, kind: str) -> list[list[str]]:
    lunt.get(f"/to-answer/many?as={kind}")
    data = lunt.response.get_data()
    lunt.response.close()
    if kind == "csv":
        return list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1:]
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(min_row=2, values_only=True)]


def on_screen(lunt: Client) -> list[dict[str, str]]:
    lunt.get("/to-answer/many")
    found = []
    for line in lunt.select("[data-line]"):
        cells = {"Key": line.get("data-line")}
        for cell in line.cssselect("[data-cell]"):
            chosen = cell.cssselect("option[selected]")
            words = chosen[0].text if chosen else "" if cell.tag == "select" else cell.get("datetime")
            cells[cell.get("data-cell")] = (words if words is not None else cell.text or "").strip("\n")
        found.append(cells)
    return found


def sent(rows: list[list[str]]) -> tuple[io.BytesIO, str]:
    made = io.StringIO()
    csv.writer(made).writerows([["Taken by somebody"], *rows])
    return io.BytesIO(made.getvalue().encode()), "answers.csv"


def upload(lunt: Client, rows: list[list[str]], status: int = 200) -> None:
    lunt.get("/to-answer/many")
    form = lunt.one('form[enctype="multipart/form-data"]')
    lunt.post(form.get("action"), {"file": sent(rows)}, status)


def test_the_file_is_the_screen_cell_by_cell(client_of: ClientOf, cast: Cast) -> None:
    lunt = client_of(cast.lunt)
    first, *_more = three(cast)
    lunt.put(f"/to-answer/{first.id}/draft", {"key": "tab", "base": 0, "seq": 1, "text": "Nearly there,\n“yes”."})
    screen = on_screen(lunt)
    assert len(screen) == 4 and all(one["Pupil"] == "Ellie" for one in screen), "to a marker a first name, no more"
    for kind in ("csv", "xlsx"):
        headings, *rows = as_file(lunt, kind)
        assert [dict(zip(headings, row, strict=True)) for row in rows] == screen, kind
    lunt.put(f"/to-answer/{first.id}/draft", {"key": "tab", "base": 0, "seq": 2, "text": NASTY})
    headings, *rows = as_file(lunt, "csv")
    assert NASTY not in [cell for row in rows for cell in row], "no spreadsheet runs it"
    upload(lunt, [headings, *rows])
    assert NASTY in [(box.text or "").strip() for box in lunt.select("textarea")], "and back it is what it was"


def test_a_file_is_looked_at_first_and_goes_whole_or_not_at_all(client_of: ClientOf, cast: Cast) -> None:
    lunt, ellie = client_of(cast.lunt), client_of(cast.ellie)
    hand_ins = [str(one.id) for one in three(cast)]
    headings, *rows = as_file(lunt, "csv")
    at = {words: headings.index(words) for words in headings}
    by_key = {row[0]: row for row in rows}
    for key, (well, words, how, secure) in zip(
        hand_ins,
        [
            ("Clear steps.", "Try a longer list.", "another go", ""),
            ("", "That is it.", "Done", "secure"),
            ("", "Later.", "", ""),
        ],
        strict=True,
    ):
        row = by_key[key]
        row[at["What went well"]], row[at["Feedback"]] = well, words
        row[at["Another go or Done"]], row[at["Secure or Not yet"]] = how, secure
    bad = [list(row) for row in rows]
    bad[rows.index(by_key[hand_ins[1]])][at["Another go or Done"]] = "Perfect"
    stranger = [str(cast.larkdale.work["in of tariq"].hand_in_id), *rows[0][1:]]
    upload(lunt, [headings, *bad, stranger], 422)
    box = lunt.one(f'[id="outcome-{hand_ins[1]}"]')
    assert box.get("aria-invalid") == "true" and "Write ‘Another go’ or ‘Done’" in lunt.words()
    assert "this does not wait for you" in lunt.words() and not answered(hand_ins)
    lunt.submit('form[action="/to-answer/many"]', status=422)
    assert not answered(hand_ins), "none of it went"

    upload(lunt, [headings, *rows])
    assert "brings 2 answers" in lunt.words() and not answered(hand_ins), "looking returns nothing"
    lunt.submit('form[action="/to-answer/many"]')
    assert answered(hand_ins) == {hand_ins[0], hand_ins[1]}
    assert db.session.scalar(sa.select(Draft.text).where(Draft.subject == f"feedback:{hand_ins[2]}")) == "Later."
    ellie.get("/my-progress")
    assert "Ms Lunt" in ellie.words("main")
    lunt.follow()
    assert "2 returned." in lunt.words()
    lunt.submit("[data-undo]")
    assert not answered(hand_ins)
    assert {one["Feedback"] for one in on_screen(lunt)} >= {"Try a longer list.", "That is it.", "Later."}
    ellie.get("/my-progress")
    assert "Ms Lunt" not in ellie.words("main")


def answered(hand_ins: list[str]) -> set[str]:
    ids = [uuid.UUID(one) for one in hand_ins]
    question = sa.select(Feedback.hand_in_id).where(Feedback.hand_in_id.in_(ids), Feedback.undone_at.is_(None))
    return {str(one) for one in db.session.scalars(question)}


def test_what_waits_as_a_zip(client_of: ClientOf, cast: Cast) -> None:
    lunt = client_of(cast.lunt)
    first, second, _third = three(cast)
    ellie, dani = db.session.get_one(Pupil, cast.ellie.pupil_id), db.session.get_one(Account, cast.dani.account_id)
    make_safeguarding.concern(ellie, dani, None, second.id, about_kind="hand_in")
    lunt.get("/to-answer/many/zip")
    lunt.submit("main form", because="To read them on the train.")
    lunt.get(lunt.response.location)
    with zipfile.ZipFile(io.BytesIO(lunt.response.get_data())) as archive:
        names, said = archive.namelist(), "\n".join(archive.read(one).decode() for one in archive.namelist())
    lunt.response.close()
    assert "To read them on the train." in said and "This is piece 0." in said and "page 2" in said
    assert "This is piece 1." not in said and "page 1" not in said, "held back, it is in no file"
    folders = {name.split("/")[0] for name in names if "/" in name}
    assert len(folders) == 3 and all(" Ellie " in folder for folder in folders) and "Marsh" not in said
    assert not any(part in {"..", ""} or part.startswith("/") for name in names for part in name.split("/"))
    lunt.get(f"/to-answer/{first.id}")
    client_of(cast.bell).get("/to-answer/many/zip")
    assert str(first.id) not in client_of(cast.bell).get("/to-answer/many").get_data(as_text=True)
