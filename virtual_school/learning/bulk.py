"""What is typed for many hand-ins at once, or came in a file: judged box by box, all of it or none. Pure."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from virtual_school.core import text
from virtual_school.core.forms import an_id
from virtual_school.core.lists import FORMULA_STARTS, Column, in_words
from virtual_school.imports.reading.tables import Unreadable, read_table
from virtual_school.learning.models import Outcome
from virtual_school.learning.queries.bulk import Line

PRAISE, TEXT, OUTCOME, SECURE = BOXES = ("praise", "text", "outcome", "secure")
NOBODY = uuid.UUID(int=0)


@dataclass(frozen=True, slots=True)
class Answer:
    """What goes back on one hand-in."""

    praise: str
    text: str
    outcome: Outcome
    is_secure: bool | None


@dataclass(slots=True)
class Judged:
    """What goes back; what is to be put right, by hand-in and box; what of a file belongs to nothing in the list."""

    answers: dict[uuid.UUID, Answer] = field(default_factory=dict)
    wrong: dict[tuple[uuid.UUID, str], str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


Typed = dict[tuple[uuid.UUID, str], str]


def outcomes() -> dict[str, Outcome]:
    return {str(_("Another go")): Outcome.ANOTHER_GO, str(_("Done")): Outcome.DONE}


def securities() -> dict[str, bool]:
    return {str(_("Secure")): True, str(_("Not yet")): False}


def columns() -> list[Column]:
    """Of the list on the page and in the file; the boxes come last."""
    return [
        Column(_("Key"), lambda line: line.id),
        Column(_("Number"), lambda line: line.number),
        Column(_("Pupil"), lambda line: line.waiting.who),
        Column(_("Year"), lambda line: line.waiting.year),
        Column(_("Lesson"), lambda line: line.waiting.title),
        Column(_("Go"), lambda line: line.waiting.number),
        Column(_("Handed in"), lambda line: line.waiting.arrived_at),
        *(Column(words, _box(name)) for name, words in headings().items()),
    ]


def headings() -> dict[str, str]:
    words = (_("What went well"), _("Feedback"), _("Another go or Done"), _("Secure or Not yet"))
    return dict(zip(BOXES, map(str, words), strict=True))


def _box(name: str):  # type: ignore[no-untyped-def]
    return lambda line: standing(line)[name]


def standing(line: Line) -> dict[str, str]:
    """What stands in the boxes before anything is typed: the drafts."""
    return {PRAISE: line.praise, TEXT: line.text, OUTCOME: "", SECURE: ""}


def read_only(line: Line) -> list[tuple[str, str]]:
    """The other cells of a line, as the file has them."""
    return [(str(column.words), in_words(column.value(line))) for column in columns()[: -len(BOXES)]]


def in_boxes(sent: Mapping[str, str], lines: Sequence[Line]) -> Typed:
    """What a form sent of the hand-ins that are in the list."""
    return {(line.id, box): sent[f"{box}-{line.id}"] for line in lines for box in BOXES if f"{box}-{line.id}" in sent}


def judged(lines: Sequence[Line], typed: Mapping[tuple[uuid.UUID, str], str]) -> Judged:
    """Only what has an outcome goes back; words without one stay the writer's own."""
    found = Judged()
    for line in lines:
        values = {box: typed.get((line.id, box), standing(line)[box]) for box in BOXES}
        praise, said = (_clean(found, line, box, values[box]) for box in (PRAISE, TEXT))
        outcome = _one_of(outcomes(), values[OUTCOME])
        secure = _one_of(securities(), values[SECURE])
        if values[OUTCOME].strip() and outcome is None:
            found.wrong[line.id, OUTCOME] = _("Write ‘Another go’ or ‘Done’, or leave it empty.")
        if values[SECURE].strip() and secure is None:
            found.wrong[line.id, SECURE] = _("Write ‘Secure’ or ‘Not yet’, or leave it empty.")
        if outcome is None:
            if secure is not None and (line.id, OUTCOME) not in found.wrong:
                found.wrong[line.id, OUTCOME] = _("Say ‘Another go’ or ‘Done’ too: it goes back together.")
        elif not praise and not said:
            found.wrong.setdefault((line.id, TEXT), _("Write a few words first, then return it."))
        else:
            found.answers[line.id] = Answer(praise, said, outcome, secure)
    return found


def _clean(found: Judged, line: Line, box: str, sent: str) -> str:
    try:
        return text.text(sent).strip()
    except text.TooLong as error:
        found.wrong[line.id, box] = _("Make this shorter: %(limit)d characters at most.", limit=error.limit)
        return sent[:200]


def _one_of(known, sent: str):  # type: ignore[no-untyped-def]
    by_key = {words.casefold(): value for words, value in known.items()}
    return by_key.get(" ".join(sent.split()).casefold())


def in_file(content: bytes, lines: Sequence[Line]) -> tuple[Typed, Judged]:
    """What a file brings for the boxes, and what of it is to be put right. Raises `Unreadable` for no such file."""
    known, typed, found = {line.id: line for line in lines}, Typed(), Judged()
    at: dict[str, int] = {}
    seen: set[uuid.UUID] = set()
    for row in read_table(content).lines:
        if not at:
            at = _headings_in([cell.strip().casefold() for cell in row.cells])
            continue
        line = known.get(an_id(_cell(row.cells, at["key"]).strip()) or NOBODY)
        if line is None:
            found.lines.append(_("Line %(line)d: this does not wait for you.", line=row.number))
        elif line.id in seen:
            found.lines.append(_("Line %(line)d: this stands in the file twice.", line=row.number))
        else:
            seen.add(line.id)
            for box in BOXES:
                if problem := row.wrong.get(at[box]):
                    found.wrong[line.id, box] = problem
                if words := _cell(row.cells, at[box]).strip():
                    typed[line.id, box] = words
    if not at:
        raise Unreadable(_("The file has no line of headings with ‘Key’ and the boxes. Take the list out anew."))
    return typed, found


def _headings_in(cells: Sequence[str]) -> dict[str, int]:
    wanted = {"key": str(_("Key")), **headings()}
    if not all(words.casefold() in cells for words in wanted.values()):
        return {}
    return {name: cells.index(words.casefold()) for name, words in wanted.items()}


def _cell(cells: Sequence[str], at: int) -> str:
    """What stands there, as it was before it was made safe for a spreadsheet."""
    words = cells[at] if 0 <= at < len(cells) else ""
    return words[1:] if words[:1] == "'" and words[1:].startswith(FORMULA_STARTS) else words
