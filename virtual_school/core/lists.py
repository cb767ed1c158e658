"""Lists: 50 a page, and the whole of the same list as a file.

A route gives its query and its columns; `?page=2` and `?as=csv` on its own URL do the rest.
"""

import csv
import datetime as dt
import functools
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
import xlsxwriter
from flask import Response, g, request
from flask_babel import gettext as _

from virtual_school.core import clock, taking
from virtual_school.core.db import db
from virtual_school.core.errors import Refused
from virtual_school.core.htmx import render
from virtual_school.core.kept import Kept, kept
from virtual_school.core.notes import note
from virtual_school.core.taking.forms import TakeForm

A_PAGE = 50
LONGEST_EXPORT = 5_000
A_BATCH = 500

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# A cell that begins so is read as a formula by one spreadsheet or another.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Statement = sa.Select[*tuple[Any, ...]]
Gather = Callable[[Sequence[Any]], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the file: its heading, and what stands in it for a row."""

    words: Any
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list, for a template: the rows, where they stand, and the addresses around them."""

    rows: Sequence[Any]
    total: int
    number: int
    sensitive: bool = False

    @property
    def first(self) -> int:
        return (self.number - 1) * A_PAGE + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * A_PAGE, self.total)

    @property
    def previous_url(self) -> str | None:
        return here(page=self.number - 1) if self.number > 1 else None

    @property
    def next_url(self) -> str | None:
        return here(page=self.number + 1) if self.last < self.total else None

    @property
    def asks_why(self) -> bool:
        """Whether a page comes before the file."""
        return taking.is_asked_why(self.total, sensitive=self.sensitive)

    @property
    def csv_url(self) -> str:
        return here(**{"as": "csv"})

    @property
    def xlsx_url(self) -> str:
        return here(**{"as": "xlsx"})


@dataclass(frozen=True, slots=True)
class Listed:
    """A list that is asked often: its count and its pages are kept statements, the whole is built for an export."""

    whole: Callable[[], Statement]
    counted: Callable[[], Kept]
    paged: Callable[[int], Kept]


def listed(build: Callable[..., Statement]) -> Callable[..., Listed]:
    """Make of a function that builds a list's statement one that gives it as `answer` takes it."""
    counted = kept(lambda *asked: counting(build(*asked)))
    paged = kept(lambda *asked: build(*asked[:-1]).limit(A_PAGE).offset((asked[-1] - 1) * A_PAGE))

    @functools.wraps(build)
    def ask(*asked: Any) -> Listed:
        return Listed(lambda: build(*asked), lambda: counted(*asked), lambda number: paged(*asked, number))

    return ask


def answer(
    statement: Statement | Listed,
    columns: Sequence[Column],
    template: str,
    *,
    name: str,
    gather: Gather = list,
    sensitive: bool = False,
    fragments: dict[str, str] | None = None,
    **context: Any,
) -> Response:
    """The page of the list that was asked for, as `listed` in the template, or the whole list as a file.

    A large list, and every `sensitive` one, is asked why it leaves before it does.

    `statement` is ordered and neither grouped nor distinct. `gather` makes of a batch of its rows what template and
    columns are given, with one more query for the batch where it needs one.
    """
    total = statement.counted().scalar() if isinstance(statement, Listed) else count(statement)
    kind = request.args.get("as")
    if kind in WRITERS:
        whole = statement.whole() if isinstance(statement, Listed) else statement
        return _export(whole, columns, gather, Wanted(name, kind, total, sensitive))
    number = min(max(_asked_page(), 1), max(-(-total // A_PAGE), 1))
    rows = _page_of(statement, number)
    return render(template, fragments, listed=Page(gather(rows), total, number, sensitive), **context)


def _page_of(statement: Statement | Listed, number: int) -> Sequence[Any]:
    if isinstance(statement, Listed):
        return statement.paged(number).execute().all()
    return db.session.execute(statement.limit(A_PAGE).offset((number - 1) * A_PAGE)).all()


def count(statement: Statement) -> int:
    """How many rows the whole list has."""
    return db.session.scalar(counting(statement)) or 0


def counting(statement: Statement) -> Statement:
    """The statement that counts the rows of a list."""
    return statement.with_only_columns(sa.func.count(), maintain_column_froms=True).order_by(None)


def _asked_page() -> int:
    asked = request.args.get("page", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1


def here(**changes: Any) -> str:
    """This address with some of its query changed. Made by hand: `url_for` would obey `_scheme` in a query."""
    kept = {name: value for name, value in request.args.items() if name not in taking.NOT_THE_LIST}
    return f"{request.path}?{urlencode({**kept, **changes})}"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list that is wanted as a file: which, as what, of how many rows."""

    name: str
    kind: str
    total: int
    sensitive: bool


def _export(statement: Statement, columns: Sequence[Column], gather: Gather, wanted: Wanted) -> Response:
    name, kind, total = wanted.name, wanted.kind, wanted.total
    if total > LONGEST_EXPORT:
        raise Refused(
            _(
                "This list has %(total)d rows; a file holds at most %(most)d. Narrow it down first.",
                total=total,
                most=LONGEST_EXPORT,
            )
        )
    asker, reason = g.get("viewer"), None
    if asker is not None and taking.is_asked_why(total, sensitive=wanted.sensitive):
        reason = taking.given(asker, request.args.get("taking", ""), request.path, request.args)
        if reason is None:
            return render("core/take.html", form=TakeForm(formdata=None, address=request.full_path), rows=total)
    taken_by = asker.account_id if asker else None
    note("exported", account_id=taken_by, object_id=reason.id if reason else None, list=name, rows=total, format=kind)
    headings, rows = [str(column.words) for column in columns], _cells(statement, columns, gather)
    # Whole before it leaves: a slow line holds no transaction, and a fault is a page and not half a file.
    made = io.BytesIO()
    write, content = WRITERS[kind]
    write(made, taking.face(asker, reason.because if reason else None), headings, rows)
    response = Response(made.getvalue(), content_type=content)
    response.headers.set("Content-Disposition", "attachment", filename=f"{name}-{clock.today().isoformat()}.{kind}")
    return response


def _cells(statement: Statement, columns: Sequence[Column], gather: Gather) -> Iterator[list[Any]]:
    """The list's rows as values, read in batches."""
    found = db.session.execute(statement.limit(LONGEST_EXPORT).execution_options(yield_per=A_BATCH))
    for batch in found.partitions():
        for row in gather(batch):
            yield [column.value(row) for column in columns]


def in_words(value: Any) -> str:
    """A value as it stands in a file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, dt.datetime):
        return clock.local(value).strftime("%Y-%m-%d %H:%M")
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def safe(value: Any) -> str:
    """The same, so that no spreadsheet takes a person's words for a formula."""
    words = in_words(value)
    number = isinstance(value, int | float)
    return f"'{words}" if words.startswith(FORMULA_STARTS) and not number else words


def _write_csv(made: Any, face: str, headings: Sequence[str], rows: Iterable[list[Any]]) -> None:
    # Excel reads UTF-8 only when the file says so first.
    lines = io.TextIOWrapper(made, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(lines)
    writer.writerow([safe(face)])
    writer.writerow([safe(words) for words in headings])
    for row in rows:
        writer.writerow([safe(value) for value in row])
    lines.detach()


def _write_xlsx(made: Any, face: str, headings: Sequence[str], rows: Iterable[list[Any]]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(made, options)
    sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
    sheet.write_string(0, 0, face)
    for across, words in enumerate(headings):
        sheet.write_string(1, across, words, bold)
    for down, row in enumerate(rows, start=2):
        for across, value in enumerate(row):
            _write_cell(sheet, down, across, value)
    book.close()


def _write_cell(sheet: Any, down: int, across: int, value: Any) -> None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        sheet.write_number(down, across, value)
    else:
        sheet.write_string(down, across, in_words(value))


WRITERS = {"csv": (_write_csv, "text/csv; charset=utf-8"), "xlsx": (_write_xlsx, XLSX)}
