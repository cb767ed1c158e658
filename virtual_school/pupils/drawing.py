"""Draws what is held on whom, why, how long and who sees it: from the tables, their records and the rules of access."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from virtual_school.core import packages
from virtual_school.core.db import Base
from virtual_school.core.drawing import MADE
from virtual_school.pupils import access
from virtual_school.pupils.models import Part
from virtual_school.pupils.whereabouts import WHEREABOUTS_PARTS

# Why each part of a record is held at all. A part without a reason cannot be drawn.
WHY: Mapping[Part, str] = {
    Part.IDENTITY: "To know which child it is, on whose roll they are, and who may come near the record.",
    Part.FAMILY: "To ask, tell and ring the right adults, and to keep to what a court has ordered.",
    Part.WHEREABOUTS: "So that somebody always knows where the child is expected.",
    Part.HEALTH: "So that those who teach and look after the child do what helps and nothing that harms.",
    Part.SAFEGUARDING: "To hand a worry over to the safeguarding lead, and to hold back what it is about.",
    Part.REFERRAL: "To decide, with the child's and the family's own words, what would help.",
    Part.PLAN: "To hold what was agreed, who agreed to it, and what came of it.",
    Part.WEEK: "To say where the child is each half day, and on what footing in law.",
    Part.WORK: "To set work, to take it in, and to answer it.",
    Part.GRADES: "To say how far the child has come.",
    Part.ATTENDANCE: "To see that the child is there and safe, and to tell the school whose register it is.",
    Part.BEHAVIOUR: "To praise, and to find out with the child what goes wrong where.",
    Part.NOTES: "So that a mentor knows what was said, and cover for them does.",
    Part.MESSAGES: "So that the child can ask for help and be answered.",
    Part.CHECK_INS: "So that the child can say how they are.",
    Part.FILES: "To keep what was handed over as a file with what it belongs to.",
}

# Columns that say nothing of anybody by themselves.
SILENT = frozenset({"id", "network_id", "version"})

PREFACE = """# What is held on whom

Each table of the program with what it holds, why, how long, and who sees it. Drawn from the tables, from what each
package declares of them (`RECORDS` in its `events.py`) and from the rules in `pupils/access.py`.

- Who is named under *Who sees it* sees it of the pupils whom they reach, and of nobody else's: a carer of their own
  child, a mentor of those they answer for, a school of those on its roll who are away, referred or on a programme.
- Somebody outside (an agency, a place, another school's marker) sees what a window names, until its last day. A window
  onto one piece of work or one referral opens that thing alone.
- Rules of each package narrow this further and never widen it: an answer has the readers whom its pupil chose, a
  concern is for whoever it was handed to, and what is held back is seen by nobody else until it is released.
- Nothing crosses from one network to another.
- How long is what the class of a table promises. Uploads, papers, finished jobs and the lines of imports go by
  themselves, and a draft goes when it is sent. The disposal of the rest is not built yet: until it is, nothing else
  that is about a child is thrown away.
"""


def privacy() -> str:
    """What is held on whom, part by part of a child's record, and then what is about no child."""
    by_part = _by_part()
    pages = [MADE, PREFACE]
    for part in Part:
        if by_part[part.value]:
            pages += [f"## {_words(part.value).capitalize()}\n", f"*Why:* {WHY[part]}\n", _who(part)]
            pages.append(_rows(by_part[part.value]))
    pages += ["## About no child\n", "What people need to come in, and what the program needs to work.\n"]
    pages += [_rows(by_part[None]), "## How long\n", _classes()]
    return "\n".join(pages)


def _by_part() -> dict[str | None, list[Any]]:
    found: dict[str | None, list[Any]] = defaultdict(list)
    for mapper in sorted(Base.registry.mappers, key=lambda one: _table(one).name):
        record = packages.RECORDS.get(_table(mapper).name)
        found[record.part if record else None].append(mapper)
    return found


def _table(mapper: Any) -> sa.Table:
    table: sa.Table = mapper.local_table
    return table


def _words(name: str) -> str:
    return name.replace("_", " ")


def _who(part: Part) -> str:
    seers = ", ".join(_seers(part)) or "nobody by what they are"
    return f"*Who sees it:* {seers}; and whoever a window onto it was opened to.\n"


def _seers(part: Part) -> Iterator[str]:
    """Who reaches this part of a record, by the rules themselves."""
    if part in access.SELF_PARTS:
        yield "the pupil"
    if part in access.RECORD_PARTS:
        yield "a carer who may see the record"
    if part in WHEREABOUTS_PARTS:
        yield "a carer who may see the record and where the pupil is"
    for kind, parts in access.CARE_PARTS.items():
        if part in parts:
            yield f"their {_words(kind.value)}"
    for roles, where in ((access.SCHOOL_PARTS, " of their school"), (access.OFFICE_PARTS, "")):
        for role, parts in roles.items():
            if part in parts:
                yield f"the {_words(role.value)}{where}"


def _rows(mappers: list[Any]) -> str:
    lines = ["| table | what it holds | about | in its columns | kept |", "| --- | --- | --- | --- | --- |"]
    for mapper in mappers:
        table = _table(mapper)
        record = packages.RECORDS.get(table.name)
        columns = ", ".join(f"`{column.name}`" for column in table.columns if _says(column))
        kept, about = record.retention if record else "?", _about(table, record)
        lines.append(f"| `{table.name}` | {_first_sentence(mapper.class_)} | {about} | {columns} | {kept} |")
    return "\n".join([*lines, ""])


def _says(column: sa.Column[Any]) -> bool:
    return column.name not in SILENT and not column.foreign_keys


def _first_sentence(kind: type[Any]) -> str:
    said = " ".join((kind.__doc__ or "").split())
    return said.split(". ")[0].rstrip(".").replace("|", "\\|") + "."


def _about(table: sa.Table, record: packages.Record | None) -> str:
    """On whom: the pupil whose record it is part of or belongs to, and the person with a way in whom it names."""
    pupil = "a pupil" if (record and record.part) or _of_pupil(table, set()) else ""
    person = "a person with a way in" if table.name == "account" or "account_id" in table.c else ""
    return " and ".join(filter(None, (pupil, person))) or "nobody"


def _of_pupil(table: sa.Table, seen: set[str]) -> bool:
    if table.name == "pupil" or "pupil_id" in table.c:
        return True
    seen.add(table.name)
    parents = {key.column.table for key in table.foreign_keys} - {table}
    return any(parent.name not in seen and _of_pupil(parent, seen) for parent in parents)


def _classes() -> str:
    used = {record.retention for record in packages.RECORDS.values()}
    lines = ["| class | how long |", "| --- | --- |"]
    lines += [f"| {name} | {packages.RETENTION[name]} |" for name in sorted(used)]
    return "\n".join([*lines, ""])


PAGES: dict[str, Callable[[], str]] = {"privacy.md": privacy}
