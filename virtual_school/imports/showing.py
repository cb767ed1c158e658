"""What a line says, in words and as a file."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _

from virtual_school.core.lists import in_words, safe
from virtual_school.imports.models import ImportRow, Subject
from virtual_school.imports.queries.finding import Candidate
from virtual_school.imports.words import VERDICT_WORDS
from virtual_school.network.roles import ROLE_WORDS, Role


def as_words(value: Any) -> str:
    """A value of a line, or of what would change, as people write it."""
    if value is None or value == "":
        return str(_("nothing"))
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-":
        try:
            return f"{dt.date.fromisoformat(value):%d/%m/%Y}"
        except ValueError:
            return value
    return in_words(value)


def said_words(row: ImportRow) -> str:
    """What a line says of somebody, in one line, so that a list can be looked through."""
    said = row.data
    child = said.get("pupil_upn") or f"{said.get('pupil_given', '')} {said.get('pupil_family', '')}".strip()
    parts: dict[Subject, list[Any]] = {
        Subject.PUPIL: [as_words(said["born"]) if said.get("born") else "", _year(said), said.get("upn")],
        Subject.CARER: [said.get("relation"), _("for %(child)s", child=child) if child else "", said.get("phone")],
        Subject.STAFF: [_role(said)],
    }
    return " · ".join(str(part) for part in (*parts[row.subject], said.get("email"), said.get("school")) if part)


def _year(said: Mapping[str, Any]) -> str:
    words: str = _("Year %(year)s", year=said["year"]) if said.get("year") else ""
    return words


def _role(said: Mapping[str, Any]) -> str:
    words = ROLE_WORDS[Role(said["role"])] if said.get("role") else _("no role")
    return str(words)


def candidate_words(one: Candidate) -> str:
    """Somebody who is here, with what tells two of one name apart."""
    more = ", ".join(as_words(part.isoformat() if isinstance(part, dt.date) else part) for part in one.more if part)
    return f"{one.name} ({more})" if more else one.name


def bad_lines(found: Iterable[tuple[ImportRow, str, str]]) -> tuple[bytes, int]:
    """The lines that are wrong or unsure, a problem a row, safe to open in a spreadsheet; and how many."""
    made, count = io.StringIO(newline=""), 0
    writer = csv.writer(made)
    writer.writerow([_("Line"), _("Name"), _("Column"), _("Reason"), _("What")])
    for row, column, words in found:
        writer.writerow([row.line, *(safe(one) for one in (row.name, column, words, str(VERDICT_WORDS[row.verdict])))])
        count += 1
    return made.getvalue().encode("utf-8-sig"), count
