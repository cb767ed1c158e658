"""What is behind an address, found in the database and not in the routes; and whether the policy lets somebody at it.

Every identifier in an address is looked for in every table. From its row the foreign keys lead to the pupil it is
about, and what its table declares is the part of the record. That is what `pupils.access` is asked about. Beside it
stand the few other ways in that the rules of packages know, each written here once more from what it should be. What
stands between a few people, whoever else reaches the part, is in `crawl_between`; what a teacher is asked for, in
`crawl_asking`.
"""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.whole_app.crawl import IDENTIFIER
from tests.whole_app.crawl_asking import AWAY, PAGE, WORK, Asked
from tests.whole_app.crawl_between import Between
from virtual_school.core import packages
from virtual_school.core.db import Base, db
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer
from virtual_school.pupils import access
from virtual_school.pupils.models import Part, Pupil

packages.load_models()
TABLES = {table.name: table for table in Base.metadata.sorted_tables}

# Rows that are somebody's own, whoever the pupil is: by the column that names them.
OWN = {
    "account": "id",
    "away": "answers_id",
    "glass": "account_id",
    "paper": "account_id",
    "register_link": "made_by",
    "sign_in": "account_id",
    "upload": "account_id",
    "window": "account_id",
    "work_pack": "account_id",
}

# Rows that are an office's. A child's matter among them is reached in that office and by no other way.
OFFICES: dict[str, frozenset[Role]] = {
    "panel": frozenset({Role.PANEL_CLERK, Role.VIRTUAL_SCHOOL_LEAD}),
    "panel_member": frozenset({Role.VIRTUAL_SCHOOL_LEAD}),
    "meeting": frozenset({Role.PANEL_CLERK, Role.VIRTUAL_SCHOOL_LEAD}),
    "meeting_case": frozenset({Role.PANEL_CLERK, Role.VIRTUAL_SCHOOL_LEAD}),
    "referral": frozenset({Role.PANEL_CLERK, Role.VIRTUAL_SCHOOL_LEAD}),
    "decision": frozenset({Role.PANEL_CLERK, Role.VIRTUAL_SCHOOL_LEAD}),
    "import": frozenset({Role.ADMINISTRATOR}),
    "import_row": frozenset({Role.ADMINISTRATOR}),
    "account": frozenset({Role.ADMINISTRATOR, Role.VIRTUAL_SCHOOL_LEAD}),
    "membership": frozenset({Role.ADMINISTRATOR, Role.VIRTUAL_SCHOOL_LEAD}),
}

# Rows of a school, for whoever acts for that school in one of these roles.
SCHOOLS: dict[str, frozenset[Role]] = {
    "import": frozenset({Role.HEADTEACHER, Role.ATTENDANCE_OFFICER, Role.CO_ORDINATOR}),
    "import_row": frozenset({Role.HEADTEACHER, Role.ATTENDANCE_OFFICER, Role.CO_ORDINATOR}),
    "decision": frozenset({Role.HEADTEACHER}),
    "away": frozenset({Role.HEADTEACHER, Role.HEAD_OF_YEAR, Role.SENCO}),
    "account": frozenset({Role.HEADTEACHER, Role.CO_ORDINATOR}),
}

# Whose part in a thing is another than its table's: who reaches this part of the pupil's record, in this role, reaches
# it. A key adult reads what the pupil said before it goes on, the family is told the decision, help goes to the
# school's safeguarding lead, an objection is the family's own, and the place that expects somebody is told that they
# will not come.
BESIDE: dict[str, dict[Role, Part]] = {
    "absence": dict.fromkeys((Role.AGENCY_WORKER, Role.COLLEGE_TUTOR, Role.VENUE_SUPERVISOR), Part.WEEK),
    "help": {Role.SAFEGUARDING_LEAD: Part.SAFEGUARDING},
    "decision": {Role.CARER: Part.IDENTITY},
    "sharing_note": {Role.CARER: Part.IDENTITY},
    "referral": {Role.KEY_ADULT: Part.IDENTITY},
    "contribution": {Role.KEY_ADULT: Part.IDENTITY},
    "take_part": {Role.KEY_ADULT: Part.IDENTITY},
}

# Things that a window may open by themselves: of which table the row is, and what the window calls it.
ABOUT = {"assignment": ("assignment", Part.WORK), "referral": ("referral", Part.REFERRAL)}


@dataclass(frozen=True, slots=True)
class Thing:
    """A row that an address names, with every row that it belongs to, itself first."""

    table: str
    id: uuid.UUID
    above: tuple[tuple[str, uuid.UUID], ...]

    @property
    def pupil(self) -> uuid.UUID | None:
        return next((row_id for table, row_id in self.above if table == "pupil"), None)

    @property
    def part(self) -> Part | None:
        record = packages.RECORDS.get(self.table)
        return Part(record.part) if record and record.part else None


class Behind:
    """Which row each identifier is, in whatever network."""

    def __init__(self, rows: dict[str, list[dict[str, Any]]]) -> None:
        self.rows = {(table, row["id"]): row for table, found in rows.items() for row in found if "id" in row}
        self.table_of = {row_id: table for table, row_id in self.rows}
        self.between = Between(rows)
        self.asked = Asked(rows)
        self.answers: dict[tuple[Viewer, str, uuid.UUID], bool] = {}
        self.pupil_of_account = {row["account_id"]: row["id"] for row in rows["pupil"] if row["account_id"]}

    def things(self, url: str) -> list[Thing]:
        named = [uuid.UUID(found) for found in IDENTIFIER.findall(url)]
        if url.startswith(PAGE) and WORK in url:
            named = named[1:]  # the work says whose it is
        called = dict.fromkeys(named, AWAY) if url.startswith(PAGE) and WORK not in url else self.table_of
        return [Thing(called[one], one, tuple(self._above(one))) for one in named if one in self.table_of]

    def _above(self, row_id: uuid.UUID) -> Iterator[tuple[str, uuid.UUID]]:
        """The row and what it belongs to, nearest first; an account that is a pupil's belongs to the pupil."""
        seen, waiting = set(), [row_id]
        while waiting:
            one = waiting.pop(0)
            table = self.table_of.get(one)
            if one in seen or table is None:
                continue
            seen.add(one)
            yield table, one
            if table == "account" and one in self.pupil_of_account:
                waiting.append(self.pupil_of_account[one])
            waiting += [value for column, value in self._parents(table, one) if column != "network_id"]

    def _parents(self, table: str, row_id: uuid.UUID) -> Iterator[tuple[str, uuid.UUID]]:
        """What it hangs on. Whoever did something to it is no owner of it: people end the way up."""
        row = self.rows[table, row_id]
        for column in TABLES[table].columns:
            targets = {key.column.table.name for key in column.foreign_keys}
            if row[column.name] is not None and targets and not targets & {"account", "network", "organisation"}:
                yield column.name, row[column.name]

    # asking -----------------------------------------------------------------------------------------------------------

    def allows(self, viewer: Viewer, thing: Thing) -> bool:
        """Whether the policy opens it to them by any way there is. It is asked once for each."""
        key = viewer, thing.table, thing.id
        if key not in self.answers:
            self.answers[key] = self._allows(viewer, thing)
        return self.answers[key]

    def _allows(self, viewer: Viewer, thing: Thing) -> bool:
        row = self.rows[self.table_of[thing.id], thing.id]
        if row.get("network_id") not in (None, viewer.network_id):
            return False
        if thing.part is None and thing.pupil is None:
            return True  # about no child: whose hat may knock is the access table's matter
        if self.between.has(thing.table):
            return self.between.allows(viewer, thing.table, row, reached=self._reached(viewer, thing))
        beside = self._own(viewer, thing) or self._office(viewer, thing) or self.asked.allows(viewer, thing.table, row)
        return beside or self._reached(viewer, thing)

    def _own(self, viewer: Viewer, thing: Thing) -> bool:
        column = OWN.get(thing.table)
        return column is not None and self.rows[thing.table, thing.id][column] == viewer.account_id

    def _office(self, viewer: Viewer, thing: Thing) -> bool:
        if viewer.role in OFFICES.get(thing.table, ()):
            return thing.table != "account" or thing.pupil is None or viewer.is_any(Role.VIRTUAL_SCHOOL_LEAD)
        places = {self.rows[one].get("organisation_id") for one in thing.above}
        return viewer.role in SCHOOLS.get(thing.table, ()) and viewer.organisation_id in places

    def _reached(self, viewer: Viewer, thing: Thing) -> bool:
        """By the policy itself: the part of the pupil's record, or a window onto the one thing."""
        parts = {thing.part or Part.IDENTITY}
        if viewer.role is not None:
            parts |= {part for role, part in BESIDE.get(thing.table, {}).items() if role is viewer.role}
        if thing.pupil is not None:
            ways = [way for part in parts for way in ways_to(viewer, part)]
            if holds(sa.select(Pupil.id).where(Pupil.id == thing.pupil, sa.or_(*ways))):
                return True
        return any(
            holds(
                sa.select(sa.literal(1)).where(access.opened(viewer, kind, sa.literal(row_id, Pupil.id.type), opened))
            )
            for table, row_id in thing.above
            for name, (kind, opened) in ABOUT.items()
            if table == name
        )


def ways_to(viewer: Viewer, part: Part) -> tuple[sa.ColumnElement[bool], ...]:
    return access.reach(viewer, part), access.at_school(viewer, part, Pupil.id)


def holds(question: sa.Select[Any]) -> bool:
    return db.session.execute(question.limit(1)).first() is not None
