"""Files of people as schools send them, made by the tests; and the way from sending one to its lines."""

import csv
import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Iterable, Mapping, Sequence

import openpyxl
import sqlalchemy as sa

from tests.cast import Cast
from tests.client import Client
from virtual_school.core import clock
from virtual_school.core.app import App
from virtual_school.core.db import db
from virtual_school.core.jobs.worker import work_off
from virtual_school.imports.models import Import, ImportRow, Verdict
from virtual_school.pupils.upn import check_letter

HEADS = ("UPN", "Surname", "Forename", "DOB", "NCyearActual")
BORN = "14/03/2012"


def upn(number: int) -> str:
    rest = f"8012000{20 + number // 1000 % 10:02}{number % 1000:03}"
    return check_letter(rest) + rest


def of_csv(rows: Iterable[Sequence[str]], heads: Sequence[str] = HEADS, encoding: str = "utf-8") -> bytes:
    made = io.StringIO(newline="")
    csv.writer(made).writerows([heads, *rows])
    return made.getvalue().encode(encoding)


def of_xlsx(rows: Iterable[Sequence[object]], heads: Sequence[str] = HEADS) -> bytes:
    book = openpyxl.Workbook()
    for row in [heads, *rows]:
        book.active.append(list(row))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def of_zip(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parts:
        for name, content in files.items():
            parts.writestr(name, content)
    return made.getvalue()


def send(
    client: Client,
    cast: Cast,
    content: bytes,
    *,
    kind: str = "pupils",
    name: str = "people.csv",
    school: str | None = "wren_hill",
    status: int = 303,
    **more: str,
) -> None:
    data: dict[str, object] = {"kind": kind, "file": (io.BytesIO(content), name), "once": str(uuid.uuid4()), **more}
    if school:
        data["organisation_id"] = str(cast.larkdale.organisations[school])
    client.post("/imports/new", data, status)


def read(app: App, client: Client, cast: Cast, content: bytes, **how: str) -> Import:
    """Send a file, let the job read it; the import as it is then."""
    send(client, cast, content, **how)  # type: ignore[arg-type]
    found = uuid.UUID(client.response.location.rpartition("/")[2])
    worked(app)
    return db.session.get_one(Import, found)


def worked(app: App) -> None:
    db.session.commit()
    work_off(app)
    db.session.expire_all()


def lines(found: Import, verdict: Verdict | None = None) -> list[ImportRow]:
    question = sa.select(ImportRow).where(ImportRow.import_id == found.id).order_by(ImportRow.line, ImportRow.id)
    if verdict:
        question = question.where(ImportRow.verdict == verdict)
    return list(db.session.scalars(question))


def page(found: Import, more: str = "") -> str:
    return f"/imports/{found.id}{more}"


def born(years: int) -> dt.date:
    return dt.date(clock.today().year - years, 3, 14)
