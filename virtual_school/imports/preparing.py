"""From a file's bytes to judged lines: its columns recognised or as somebody matched them, then line by line."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from virtual_school.imports import cells
from virtual_school.imports.cells import Said
from virtual_school.imports.fields import OF, SUBJECT_OF, missing, recognise
from virtual_school.imports.judging import Doubles, Judged, PupilJudge
from virtual_school.imports.judging_others import CarerJudge, StaffJudge
from virtual_school.imports.models import Import, Kind, Subject, Verdict
from virtual_school.imports.queries import known
from virtual_school.imports.reading import (
    WHOLE,
    Line,
    Table,
    Unreadable,
    column_name,
    is_roster,
    read_roster,
    read_table,
)

SAMPLES = 3
A_SAMPLE = 40
Told = tuple[int, str | None, Subject, Judged]


@dataclass(slots=True)
class Read:
    """One line with its cells by field, and where each field stands, for the words of an error."""

    line: Line
    subject: Subject
    said: Said
    where: Mapping[str, str]
    source: str | None = None


@dataclass(slots=True)
class Prepared:
    """`asks` says what a person must do about the columns first; then there are no lines."""

    columns: dict[str, Any]
    lines: list[Told] = field(default_factory=list)
    asks: str = ""


def prepare(found: Import, content: bytes) -> Prepared:
    if is_roster(content) or found.kind is Kind.EVERYONE:
        if not is_roster(content):
            raise Unreadable(_("OneRoster comes as one zip with users.csv in it."))
        if found.by_school:
            raise Unreadable(_("The network’s administrator imports a whole OneRoster. Send a list of pupils."))
        return Prepared({}, _judged(found, list(_of_roster(content))))
    table = read_table(content)
    columns = found.columns if found.columns.get("said") else _recognised(found.kind, table)
    prepared = Prepared(columns)
    fields = {int(at): name for at, name in columns["fields"].items()}
    lacking = missing(found.kind, fields)
    if lacking:
        names = ", ".join(str(one.words) for one in lacking)
        prepared.asks = _("These columns were not recognised: %(names)s. Say which they are.", names=names)
        return prepared
    lines = table.lines[1:] if columns["header"] else table.lines
    if not lines:
        raise Unreadable(_("Below the headings there is no line."))
    prepared.lines = _judged(found, list(_of_table(found.kind, lines, fields, columns)))
    return prepared


def _recognised(kind: Kind, table: Table) -> dict[str, Any]:
    first = table.lines[0].cells
    fields = recognise(kind, first)
    return {
        "headers": [cell.strip()[:A_SAMPLE] for cell in first],
        "samples": [[cell[:A_SAMPLE] for cell in line.cells] for line in table.lines[1 : SAMPLES + 1]],
        "fields": {str(at): name for at, name in fields.items()},
        "header": bool(fields) or len(table.lines) == 1,
    }


def _of_table(
    kind: Kind, lines: Sequence[Line], fields: Mapping[int, str], columns: Mapping[str, Any]
) -> Iterator[Read]:
    subject, width = SUBJECT_OF[kind], len(columns["headers"])
    where = {name: _place(at, columns) for at, name in fields.items()}
    doubtful = _doubtful(lines, fields)
    for line in lines:
        said = cells.take(subject, {name: line.cells[at] for at, name in fields.items() if at < len(line.cells)})
        for at, words in line.wrong.items():
            if at in fields or at == WHOLE:
                said.wrong[fields.get(at, "line")] = words
        for at in doubtful:
            if at < len(line.cells) and cells.is_either_way(line.cells[at]):
                said.wrong[fields[at]] = _(
                    "Other days of this column have their month first, so this may be two days. Write it as 2010-12-31."
                )
        if len(line.cells) > width and any(cell.strip() for cell in line.cells[width:]):
            said.wrong["line"] = _("This line has more cells than there are headings.")
        yield Read(line, subject, said, where)


def _doubtful(lines: Sequence[Line], fields: Mapping[int, str]) -> list[int]:
    """The columns of days in which some day has its month first: what could be read both ways is then in doubt."""
    days = [at for at, name in fields.items() if cells.READERS.get(name) in (cells.day, cells.born)]
    return [at for at in days if any(at < len(line.cells) and cells.is_month_first(line.cells[at]) for line in lines)]


def _place(at: int, columns: Mapping[str, Any]) -> str:
    """'C “Surname”': where an error stands, as the person sees it in their spreadsheet."""
    headers = columns["headers"]
    heading = headers[at] if columns["header"] and at < len(headers) else ""
    return f"{column_name(at)} “{heading}”" if heading else column_name(at)


def _of_roster(content: bytes) -> Iterator[Read]:
    for told in read_roster(content):
        said = cells.take(told.subject, told.data)
        for words in told.line.wrong.values():
            said.wrong["line"] = words
        where = {one.key: str(one.words) for one in OF[told.subject]}
        yield Read(told.line, told.subject, said, where, told.source)


def _judged(found: Import, lines: list[Read]) -> list[Told]:
    pupils, places = known.pupils(), known.places()
    own = found.organisation_id if found.by_school else None
    doubles = Doubles()
    for one in lines:
        if one.subject is Subject.PUPIL:
            doubles.count(one.said)
    judges: dict[Subject, Any] = {
        Subject.PUPIL: PupilJudge(pupils, places, found.organisation_id, own, doubles),
        Subject.CARER: CarerJudge(pupils, known.carers()),
        Subject.STAFF: StaffJudge(known.staff(), places, found.organisation_id, found.made_by),
    }
    told: list[Told] = []
    for one in lines:
        judged: Judged = judges[one.subject].judge(one.said)
        judged.problems = {_named(one, name): words for name, words in judged.problems.items()}
        told.append((one.line.number, one.source, one.subject, judged))
    _said_twice(told)
    return told + (_missing_from(found, pupils, told) if found.is_whole else [])


def _said_twice(told: list[Told]) -> None:
    """Two lines that are about the same person here are both wrong: neither may overwrite the other."""
    lines: dict[uuid.UUID, list[int]] = defaultdict(list)
    for line, _source, _subject, judged in told:
        if judged.match:
            lines[judged.match].append(line)
    for *_rest, judged in told:
        both = sorted(lines[judged.match]) if judged.match else []
        if len(both) > 1:
            named = ", ".join(str(one) for one in both[:5])
            judged.problems[_("line")] = _("Lines %(lines)s are about the same person. Leave one.", lines=named)
            judged.verdict, judged.match, judged.changes = Verdict.WRONG, None, {}


def _named(one: Read, name: str) -> str:
    return str(one.where.get(name) or next((field.words for field in OF[one.subject] if field.key == name), _("line")))


def _missing_from(found: Import, pupils: known.Pupils, told: list[Told]) -> list[Told]:
    """Who is on the school's roll today and not in a file that says it holds everybody: they have left.

    Nobody, while a line is wrong: it may be theirs.
    """
    if any(judged.verdict is Verdict.WRONG for _line, _source, _subject, judged in told):
        return []
    there: set[uuid.UUID] = {judged.match for *_rest, judged in told if judged.match}
    there |= {one for *_rest, judged in told for one in judged.candidates}
    gone: list[Told] = []
    for pupil_id, rolls in pupils.rolls.items():
        roll = next((one for one in rolls if one.organisation_id == found.organisation_id and one.is_today), None)
        if roll is None or pupil_id in there:
            continue
        person = pupils.people[pupil_id]
        values = {"given": person.given_name, "family": person.family_name, "born": person.date_of_birth.isoformat()}
        values["organisation_id"] = str(found.organisation_id)
        judged = Judged(Verdict.ENDED, values, match=pupil_id, changes={"roll": ["", None]})
        gone.append((0, None, Subject.PUPIL, judged))
    return gone
