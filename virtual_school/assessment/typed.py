"""What was typed in a class list, or came in a file: judged mark by mark, so that all of it is saved or none. Pure."""

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from virtual_school.assessment.forms.mark import not_on_scale
from virtual_school.assessment.kinds import Kind
from virtual_school.assessment.queries.classes import Line
from virtual_school.assessment.scale import Given
from virtual_school.core import text
from virtual_school.core.forms import an_id
from virtual_school.core.lists import FORMULA_STARTS
from virtual_school.imports.reading.tables import Unreadable, read_table

BOX = "value-"


@dataclass(slots=True)
class Judged:
    """The marks to enter; what is to be put right, by pupil; and what of a file belongs to no pupil of the list."""

    given: dict[uuid.UUID, Given] = field(default_factory=dict)
    wrong: dict[uuid.UUID, str] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)


def in_boxes(sent: Mapping[str, str]) -> dict[uuid.UUID, str]:
    """By pupil, of what a form sent."""
    found: dict[uuid.UUID, str] = {}
    for name, value in sent.items():
        pupil_id = an_id(name.removeprefix(BOX)) if name.startswith(BOX) else None
        if pupil_id is not None:
            found[pupil_id] = " ".join(value[: text.LINE_LIMIT].split())
    return found


def as_opened(lines: Sequence[Line], key: str) -> str:
    """What stood in the boxes when the list was shown, for the form to bring back."""
    return json.dumps({str(line.id): line.marks[key] for line in lines if key in line.marks})


def opened(sent: str) -> dict[str, Any]:
    try:
        found = json.loads(sent or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def judged(kind: Kind, lines: Sequence[Line], typed: Mapping[uuid.UUID, str], was: Mapping[str, Any]) -> Judged:
    """Only what this person changed is entered: a box that stands as it was shown says nothing."""
    found = Judged()
    for line in lines:
        before, now, words = str(was.get(str(line.id), "")), line.marks.get(kind.key, ""), typed.get(line.id, "")
        if line.id not in typed or words == before:
            continue
        given = kind.scale.given(words) if words else None
        if not words:
            found.wrong[line.id] = _("To take a mark away, say why on the pupil’s page, or ask the lead.")
        elif given is None:
            found.wrong[line.id] = not_on_scale(kind)
        elif now not in (before, given.value):
            found.wrong[line.id] = _("Somebody entered %(value)s meanwhile. Save again if yours holds.", value=now)
        else:
            found.given[line.id] = given
    return found


def headings(kind: Kind) -> tuple[str, str, str, str]:
    """Of the file that is taken out and sent back."""
    return str(_("Key")), str(_("Pupil")), str(_("Year")), kind.words


def in_file(content: bytes, kind: Kind, lines: Sequence[Line]) -> tuple[dict[uuid.UUID, str], Judged]:
    """What a file brings for the boxes, and what of it is to be put right. Raises `Unreadable` for no such file."""
    key_words, name_words, _year, mark_words = (words.casefold() for words in headings(kind))
    known, typed, found = {line.id: line for line in lines}, {}, Judged()
    at: dict[str, int] = {}
    for row in read_table(content).lines:
        cells = [cell.strip() for cell in row.cells]
        if not at:
            named = [_cell(cells, column).casefold() for column in range(len(cells))]
            if key_words in named and mark_words in named:
                at = {words: named.index(words) for words in (key_words, name_words, mark_words) if words in named}
            continue
        line = known.get(an_id(_cell(cells, at[key_words])) or uuid.UUID(int=0))
        name = _cell(cells, at.get(name_words, -1))
        if line is None or (name and name != line.name):
            found.lines.append(_("Line %(line)d: this is no pupil of this list.", line=row.number))
        elif line.id in typed:
            found.lines.append(_("Line %(line)d: this pupil stands in the file twice.", line=row.number))
        elif problem := row.wrong.get(at[mark_words]):
            found.wrong[line.id] = problem
            typed[line.id] = ""
        elif words := _cell(cells, at[mark_words]):
            typed[line.id] = words[: text.LINE_LIMIT]
    if not at:
        raise Unreadable(_("The file has no line of headings with ‘Key’ and the kind of mark. Take the list out anew."))
    return typed, found


def _cell(cells: Sequence[str], at: int) -> str:
    """What stands there, as it was before it was made safe for a spreadsheet."""
    words = cells[at] if 0 <= at < len(cells) else ""
    return words[1:] if words[:1] == "'" and words[1:].startswith(FORMULA_STARTS) else words
