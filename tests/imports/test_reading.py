"""Whatever a school's system writes: encodings, orders, headings, doubled headings, formulas, huge cells."""

import pytest

from tests.imports.filed import HEADS, of_csv, of_xlsx
from virtual_school.imports.fields import doubled, missing, recognise
from virtual_school.imports.models import Kind
from virtual_school.imports.reading import WHOLE, Unreadable, read_table

ROW = ("", "Ó Briain", "Zoë", "2012-03-14", "9")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    table = read_table(of_csv([ROW], encoding=encoding))
    assert table.lines[0].cells == list(HEADS) and table.lines[1].cells == list(ROW)


@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_what_parts_the_cells(between: str) -> None:
    table = read_table(between.join(HEADS).encode() + b"\r\n" + between.join(ROW).encode() + b"\r\n")
    assert table.lines[1].cells == list(ROW)


def test_a_spreadsheet_reads_as_its_csv() -> None:
    table = read_table(of_xlsx([ROW, (None, "Bell", "Tariq", "14/03/2012", 9)]))
    assert table.lines[1].cells == list(ROW)
    assert table.lines[2].cells == ["", "Bell", "Tariq", "14/03/2012", "9"] and table.lines[2].number == 3


def test_a_formula_is_not_run_but_said() -> None:
    table = read_table(of_xlsx([("", "=1+1", "Zoë", "2012-03-14", 9)]))
    assert "holds a formula" in table.lines[1].wrong[1] and table.lines[1].cells[1] == ""
    plain = read_table(of_csv([("", "=cmd|' /C calc'!A0", "Zoë", "2012-03-14", "9")]))
    assert plain.lines[1].cells[1] == "=cmd|' /C calc'!A0"


def test_lines_keep_the_number_that_a_spreadsheet_shows() -> None:
    table = read_table(b'Surname,Forename\n\n"Two\nlines",A\n,\nBell,B\n')
    assert [(line.number, line.cells[1]) for line in table.lines] == [(1, "Forename"), (3, "A"), (6, "B")]


def test_a_huge_cell_is_wrong_and_the_rest_is_read() -> None:
    table = read_table(of_csv([("", "x" * 200_000, "A", "", ""), ROW]))
    assert "too long" in table.lines[1].wrong[WHOLE] and table.lines[2].cells == list(ROW)


def test_a_mark_left_open_swallows_no_other_line() -> None:
    table = read_table(b'Surname,Forename\nHazel,Wren\n"Moor,Ash\nFern,Bo\n"Two\nlines",A\nQuill,Nia\n')
    assert [(line.number, line.cells[0]) for line in table.lines if not line.wrong] == [
        (1, "Surname"),
        (2, "Hazel"),
        (4, "Fern"),
        (5, "Two\nlines"),
        (7, "Quill"),
    ]
    (line,) = (line for line in table.lines if line.wrong)
    assert line.number == 3 and "not closed" in line.wrong[WHOLE]
    tail = read_table(b'Surname,Forename\n"Moor,Ash\nFern,Bo\nQuill,Nia\n')
    assert [line.number for line in tail.lines] == [1, 2, 3, 4]
    with pytest.raises(Unreadable):
        read_table(b"Surname,Forename\n" + b'"Moor,Ash\n' * 500)


def test_a_spreadsheets_own_first_line_is_no_heading() -> None:
    table = read_table(b"sep=;\r\nSurname;Forename\r\nHazel, Moor;Wren\r\n")
    assert table.lines[0].cells == ["Surname", "Forename"] and table.lines[1].cells[0] == "Hazel, Moor"


@pytest.mark.parametrize("content", [b"", b"\n\n", b" , ,\n", b"PK\x03\x04nothing", b"\x00\x01\x02\x03" * 50])
def test_what_cannot_be_read_says_so(content: bytes) -> None:
    with pytest.raises(Unreadable):
        read_table(content)


HEADINGS = {
    "a census": "LEA,Estab,UPN,Surname,Forename,Middlenames,Sex,DOB",
    "a sheet": "Surname,Forename,Middle name(s),Date of birth,Sex,UPN",
    "legal and in use": "Legal Surname,Legal Forename,Preferred Surname,Preferred Forename,DOB,UPN,Year Group",
    "Arbor": "Student UPN,Legal Last Name,Legal First Name,Preferred First Name,Date of birth,Year group",
    "OneRoster": "sourcedId,givenName,familyName,identifier,birthDate,grades",
    "a demonstration": "gibbonPersonID,title,surname,firstName,preferredName,dob,languageFirst",
}


@pytest.mark.parametrize("headings", HEADINGS.values(), ids=HEADINGS)
def test_headings_are_recognised_in_any_order(headings: str) -> None:
    heads = headings.split(",")
    for order in (heads, heads[::-1]):
        fields = recognise(Kind.PUPILS, order)
        assert not missing(Kind.PUPILS, fields), fields
        assert len(set(fields.values())) == len(fields)


def test_headings_that_stand_twice_are_said_and_the_first_is_used() -> None:
    heads = ["Surname", "Forename", "Surname", "DOB"]
    assert doubled(heads) == ["Surname"]
    assert recognise(Kind.PUPILS, heads) == {0: "family", 1: "given", 3: "born"}


def test_headings_that_nobody_knows_are_asked_about() -> None:
    assert {one.key for one in missing(Kind.PUPILS, recognise(Kind.PUPILS, ["a", "b"]))} == {"family", "given", "born"}
    assert [one.key for one in missing(Kind.CARERS, {0: "family", 1: "given"})] == ["pupil_upn"]
