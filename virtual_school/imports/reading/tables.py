"""A table out of a CSV or an XLSX file: headings and lines, each with the number that a spreadsheet shows."""

import csv
import datetime as dt
import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from flask_babel import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

MOST_LINES, MOST_COLUMNS, MOST_BYTES = 50_000, 200, 200 * 1024 * 1024
# Lines without a word are passed over, but not for ever; quotation marks left open are found, but not by the thousand.
MOST_ROWS, MOST_OPEN = MOST_LINES * 4, 100
SIGNATURE = b"PK\x03\x04"
# Where a fault stands that is of no one column.
WHOLE = -1
# What a spreadsheet may write above everything: which sign parts the cells.
SEPARATOR = re.compile("sep=[,;|\t]", re.IGNORECASE)


class Unreadable(Exception):
    """The file cannot be read at all; `because` says why, in words for the person."""

    def __init__(self, because: str) -> None:
        super().__init__(because)
        self.because = because


@dataclass(slots=True)
class Line:
    """One line: its number in the file, its cells as text, and what is wrong with some of them, by column."""

    number: int
    cells: list[str]
    wrong: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class Table:
    lines: list[Line]


def column_name(at: int) -> str:
    """'A', 'B', … as a spreadsheet names its columns."""
    return str(get_column_letter(at + 1))


def read_table(content: bytes) -> Table:
    """Every line that holds something. Raises `Unreadable` when there is none, or no way to read them."""
    if content.startswith(SIGNATURE):
        lines = list(_of_xlsx(content))
    elif _is_binary(content[:4096]) and not _is_utf16(content):
        raise Unreadable(no_table())
    else:
        lines = list(of_csv(decoded(content)))
    if not lines:
        raise Unreadable(_("The file holds no line at all."))
    return Table(lines)


# CSV ------------------------------------------------------------------------------------------------------------------


def _is_utf16(content: bytes) -> bool:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    head = content[:400]
    return head[1::2].count(0) > len(head) // 4 or head[::2].count(0) > len(head) // 4


def _is_binary(head: bytes) -> bool:
    """No text at all. One stray sign in a text is for the cell it stands in."""
    return sum(byte < 32 and byte not in b"\t\n\r" for byte in head) > len(head) // 10


def decoded(content: bytes) -> str:
    """The text, whichever of the usual encodings it is in: a mark at its start, UTF-8, UTF-16, else Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    if content.startswith(b"\xef\xbb\xbf"):
        return content.decode("utf-8-sig", errors="replace")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text and not _is_utf16(content):
        return text
    if _is_utf16(content):
        little = content[:400][1::2].count(0) > content[:400][::2].count(0)
        return content.decode("utf-16-le" if little else "utf-16-be", errors="replace")
    return content.decode("cp1252", errors="replace")


def of_csv(text: str) -> Iterator[Line]:
    """The lines of a CSV text. A line that the reader cannot take is one that is wrong; the next ones follow."""
    rows, between = list(io.StringIO(text, newline="")), _delimiter(text)
    at = begun = 1 if rows and SEPARATOR.fullmatch(rows[0].strip("\r\n ")) else 0
    reader, opened = _reader(rows, begun, between), 0
    while at < len(rows):
        cells, after = _next(reader), begun + reader.line_num
        if after - at > 1 and (cells is None or not _is_whole(rows[at:after], between)):
            yield Line(at + 1, [""], {WHOLE: _not_closed(at + 2, after)})
            opened += 1
            if opened > MOST_OPEN:
                raise Unreadable(_("Quotation marks are opened and not closed. Save the file as CSV once more."))
            at = begun = at + 1
            reader = _reader(rows, begun, between)
            continue
        yield from _as_line(at + 1, cells)
        at = after
        if at > MOST_ROWS:
            raise Unreadable(too_many())


def _reader(rows: list[str], at: int, between: str) -> Any:
    return csv.reader((rows[number] for number in range(at, len(rows))), delimiter=between, strict=False)


def _next(reader: Any) -> list[str] | None:
    """The next cells; None where one of them is too long to be read."""
    try:
        return next(reader, [])
    except csv.Error:
        return None


def _is_whole(rows: list[str], between: str) -> bool:
    """Whether a cell over several lines was meant so: each quotation mark that opens is closed where a cell ends."""
    try:
        return bool(list(csv.reader(rows, delimiter=between, strict=True)))
    except csv.Error:
        return False


def _not_closed(first: int, last: int) -> str:
    words: str = _("A quotation mark is opened in this line and not closed where its cell ends. Put it right.")
    if first < last:
        words += " " + _("Lines %(first)d to %(last)d are read without it.", first=first, last=last)
    return words


def _as_line(number: int, cells: list[str] | None) -> Iterator[Line]:
    if cells is None:
        yield Line(number, [""], {WHOLE: _("This line holds a cell that is too long to be read.")})
    elif len(cells) > MOST_COLUMNS:
        yield Line(number, cells[:1], {WHOLE: _("This line has more than %(most)d columns.", most=MOST_COLUMNS)})
    elif any(cell.strip() for cell in cells):
        yield Line(number, cells)


def no_table() -> str:
    words: str = _("This is no CSV and no XLSX file. Save it as one of these, and send it again.")
    return words


def too_many() -> str:
    words: str = _("The file has more than %(most)d lines. Send it in parts.", most=MOST_LINES)
    return words


def _delimiter(text: str) -> str:
    """What parts the cells of the first line that holds something."""
    first = next((line for line in io.StringIO(text, newline="") if line.strip()), "").strip("\r\n ")
    if SEPARATOR.fullmatch(first):
        return first[-1]
    bare = "".join(part for at, part in enumerate(first.split('"')) if at % 2 == 0)
    return max(",;\t|", key=bare.count)


# XLSX -----------------------------------------------------------------------------------------------------------------


def _of_xlsx(content: bytes) -> Iterator[Line]:
    broken = Unreadable(_("This spreadsheet cannot be opened. Save it as CSV, and send that."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > MOST_BYTES:
                raise Unreadable(_("This spreadsheet is too large once it is unpacked. Send it in parts."))
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        yield from _rows(sheet.iter_rows(max_col=MOST_COLUMNS))
    except Unreadable:
        raise
    except (
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        IndexError,
        TypeError,
        EOFError,
        RuntimeError,
        zlib.error,
    ) as error:
        raise broken from error


def _rows(rows: Iterable[Any]) -> Iterator[Line]:
    found = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Unreadable(too_many())
        if all(cell.value is None for cell in row):
            continue
        line = _of_cells(number, row)
        if line.wrong or any(cell.strip() for cell in line.cells):
            found += 1
            yield line
        if found > MOST_LINES:
            raise Unreadable(too_many())


def _of_cells(number: int, row: Iterable[Any]) -> Line:
    line = Line(number, [])
    for at, cell in enumerate(row):
        if cell.data_type == "f":
            line.wrong[at] = _("This cell holds a formula. Put its value there.")
        elif cell.data_type == "e":
            line.wrong[at] = _("This cell holds an error of the spreadsheet’s.")
        line.cells.append(_as_text(cell.value) if at not in line.wrong else "")
    while line.cells and not line.cells[-1] and len(line.cells) - 1 not in line.wrong:
        line.cells.pop()
    return line


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
