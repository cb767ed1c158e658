"""What stands between a few people, and who these are: letters, threads, complaints, what was handed over.

Each of these lies in a part of the record that more people reach than may read it: a mentor reaches messages, and not
those to the key adult; a lead reaches the family's part, and no draft of somebody else's. So the part does not open
them. Whom each is for is worked out from rows alone, by the rules that practice has, and by no code of ours.

- A letter is read by whoever it went to and by staff of the family's part; a draft by its writer, one taken back by
  nobody. A receiver's own file is theirs: not the child's for the mother, nor hers for the child.
- A thread is read by who sits in it, and by whoever said why they look in, while that look lasts (practice 4).
- A complaint is read by who made it and by who has it; never by who it is about (practice 42, 4).
- A concern goes to the school's safeguarding lead, about staff to the head, about a head to whoever leads the Virtual
  School; what nobody stands for goes to the next; never to who it is about (practice 2, 4). Who raised it reads it.
- Something serious goes to the head and the safeguarding leads of the school, or where there is none to whoever leads
  the Virtual School; never to whom it involves (practice 22).
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from tests.whole_app.crawl_knowing import Rows, live
from virtual_school.core import clock
from virtual_school.network.roles import Role
from virtual_school.network.viewer import Viewer

Row = dict[str, Any]
Rule = Callable[[Viewer, Row], bool]

# Whose hands come first, and whose where nobody stands there. The cast has no safeguarding lead of an authority.
AT_LEAD, AT_HEAD, AT_AUTHORITY = "safeguarding_lead", "headteacher", "virtual_school_lead"
CHAINS = {
    AT_LEAD: (AT_LEAD, AT_AUTHORITY, AT_HEAD),
    AT_HEAD: (AT_HEAD, AT_AUTHORITY, AT_LEAD),
    AT_AUTHORITY: (AT_AUTHORITY, AT_HEAD, AT_LEAD),
}


class Between:
    """Whether somebody is one of the few, for each table whose rows stand between them."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self.rows = rows
        self.rules: dict[str, Rule] = {
            "thread": lambda viewer, row: self._sits(viewer, row) or bool(self._looks(viewer, row["id"])),
            "thread_member": lambda viewer, row: self._sits(viewer, self._one("thread", row["thread_id"])),
            "message": self._message,
            "message_file": self._of_message,
            "message_translation": self._of_message,
            "oversight_look": lambda viewer, row: row in self._looks(viewer, row["thread_id"]),
            "complaint": self._complaint,
            "concern": lambda viewer, row: row["raised_by"] == viewer.account_id or self._handed(viewer, row),
            "concern_file": lambda viewer, row: self._handed(viewer, self._one("concern", row["concern_id"])),
            "serious": self._serious,
        }
        self.letters = {"letter": "id", "letter_to": "letter_id", "letter_copy": "letter_id"}

    def has(self, table: str) -> bool:
        return table in self.rules or table in self.letters

    def allows(self, viewer: Viewer, table: str, row: Row, *, reached: bool) -> bool:
        """`reached`: that the policy opens the part of the record to them, which counts for letters alone."""
        if table not in self.letters:
            return self.rules[table](viewer, row)
        letter = self._one("letter", row[self.letters[table]])
        if letter["state"] == "draft":
            return reached and bool(letter["written_by"] == viewer.account_id)
        if letter["state"] == "withdrawn" or row.get("state") == "withdrawn" or self._held("letter", letter):
            return False
        sent = [row] if table == "letter_to" else self._of("letter_to", letter_id=letter["id"])
        return reached or any(self._went_to(viewer, letter, one) for one in sent)

    def _of(self, table: str, **given: Any) -> Rows:
        return [row for row in self.rows[table] if all(row[name] == value for name, value in given.items())]

    def _now(self, table: str, **given: Any) -> Rows:
        return [row for row in self._of(table, **given) if live(row, clock.today())]

    def _one(self, table: str, row_id: uuid.UUID) -> Row:
        return next(row for row in self.rows[table] if row["id"] == row_id)

    def _held(self, kind: str, row: Row) -> bool:
        return any(one["released_at"] is None for one in self._of("concern", about_kind=kind, about_id=row["id"]))

    def _links(self, viewer: Viewer, **given: Any) -> Rows:
        """Care links of theirs that hold; of a parent's those that show the record, and that no order limits."""
        found = [
            row for row in self._of("care_link", account_id=viewer.account_id, **given) if live(row, clock.today())
        ]
        free = {row["id"] for row in self._of("carer", order_in_force=None, ended_at=None)}
        return [row for row in found if row["kind"] != "carer" or (row["may_see_record"] and row["carer_id"] in free)]

    # Letters and threads ----------------------------------------------------------------------------------------------

    def _went_to(self, viewer: Viewer, letter: Row, to: Row) -> bool:
        if viewer.role is Role.PUPIL:
            return to["carer_id"] is None and viewer.pupil_id == letter["pupil_id"]
        named = {"pupil_id": letter["pupil_id"], "carer_id": to["carer_id"], "kind": "carer"}
        return viewer.role is Role.CARER and bool(self._links(viewer, **named))

    def _sits(self, viewer: Viewer, thread: Row) -> bool:
        return any(self._has(viewer, thread, seat) for seat in self._now("thread_member", thread_id=thread["id"]))

    def _has(self, viewer: Viewer, thread: Row, seat: Row) -> bool:
        """In the hat that the seat is for: pupil and mentor as they are today, the others by name."""
        if viewer.role is None or viewer.role.value != seat["seat"]:
            return False
        if viewer.role is Role.PUPIL:
            return bool(viewer.pupil_id == thread["pupil_id"])
        if viewer.role is Role.TEACHER:
            return (seat["account_id"], seat["organisation_id"]) == (viewer.account_id, viewer.organisation_id)
        named = seat["account_id"] in (None, viewer.account_id)
        return named and bool(self._links(viewer, pupil_id=thread["pupil_id"], kind=seat["seat"]))

    def _looks(self, viewer: Viewer, thread_id: uuid.UUID) -> Rows:
        """Looks of theirs, in this hat, that last."""
        role = viewer.role.value if viewer.role else None
        own = {"account_id": viewer.account_id, "role": role, "organisation_id": viewer.organisation_id}
        return [row for row in self._of("oversight_look", thread_id=thread_id, **own) if row["until"] > clock.now()]

    def _message(self, viewer: Viewer, row: Row) -> bool:
        """What was withdrawn, by a look for a reason alone; what a concern holds back, by who wrote it alone."""
        if self._held("message", row) and row["written_by"] != viewer.account_id:
            return False
        looks = self._looks(viewer, row["thread_id"])
        if row["withdrawn_at"] is not None:
            return any(one["reason"] for one in looks)
        return bool(looks) or self._sits(viewer, self._one("thread", row["thread_id"]))

    def _of_message(self, viewer: Viewer, row: Row) -> bool:
        return self._message(viewer, self._one("message", row["message_id"]))

    # What was said and handed over ------------------------------------------------------------------------------------

    def _complaint(self, viewer: Viewer, row: Row) -> bool:
        role = viewer.role.value if viewer.role else None
        has = (viewer.account_id, role) in {
            (row["owner_id"], row["owner_role"]),
            (row["second_id"], row["second_role"]),
        }
        return row["about_account_id"] != viewer.account_id and (has or row["made_by"] == viewer.account_id)

    def _handed(self, viewer: Viewer, row: Row) -> bool:
        told, kept = self._parties("concern", row)
        if viewer.role is None or viewer.account_id in kept:
            return False
        at_place = viewer.role is Role.SAFEGUARDING_LEAD and row["place_id"] == viewer.organisation_id
        if at_place or (viewer.account_id, viewer.role.value) in told:
            return True
        first = AT_AUTHORITY if row["to_authority"] else AT_HEAD if row["to_head"] else AT_LEAD
        standing = next((found for role in CHAINS[first] if (found := self._standing(row, role, kept))), set())
        return (viewer.account_id, viewer.role.value) in standing

    def _serious(self, viewer: Viewer, row: Row) -> bool:
        told, kept = self._parties("serious", row)
        if viewer.role is None or viewer.account_id in kept:
            return False
        at_school = self._standing(row, AT_LEAD, kept) | self._standing(row, AT_HEAD, kept)
        reads = at_school or self._standing(row, AT_AUTHORITY, kept)
        return (viewer.account_id, viewer.role.value) in reads | told

    def _parties(self, kind: str, row: Row) -> tuple[set[tuple[uuid.UUID, str]], set[uuid.UUID]]:
        """Who was told, in which role; and whom it never reaches."""
        found = self._of(f"{kind}_party", **{f"{kind}_id": row["id"]})
        told = {(one["account_id"], one["role"]) for one in found if one["role"] is not None}
        return told, {one["account_id"] for one in found if one["role"] is None}

    def _standing(self, row: Row, role: str, kept: set[uuid.UUID]) -> set[tuple[uuid.UUID, str]]:
        """Who stands there today whom it is not about: at the school, or for the whole network."""
        place = {} if role == AT_AUTHORITY else {"organisation_id": row["organisation_id"]}
        seats = self._of("membership", network_id=row["network_id"], role=role, **place)
        return {
            (one["account_id"], role) for one in seats if live(one, clock.today()) and one["account_id"] not in kept
        }
